import { Refusal } from '#protocol/errors.ts'
import type { MeetingId } from '#protocol/ids.ts'
import type { Repositories } from '../store/store.ts'
import type { OpenSession } from './sessions.ts'

/**
 * Checks again, inside the transaction that writes, what authorized a request. Hashing and
 * verification take time; meanwhile an operator may disable the account, a host may hand over, a
 * meeting may end, or the session may be closed. Transactions run one at a time, so what holds
 * inside one holds when it is written.
 */
export type Standing = (tx: Repositories) => Promise<void>

type Caller = Pick<OpenSession, 'id' | 'account'>

/**
 * [SES] The session is still open and the account is not disabled and has the same role.
 * @throws Refusal `unauthenticated`, `forbidden`
 */
export const stillSignedIn =
  ({ id, account }: Caller): Standing =>
  async (tx) => {
    const current = await tx.accounts.byId(account.id)
    const open = current !== null && !current.disabled && (await tx.sessions.has(account.id, id))
    if (!open) throw new Refusal('unauthenticated')
    if (current.role !== account.role) throw new Refusal('forbidden')
  }

/**
 * The caller still hosts the meeting, and it has not ended.
 * @throws Refusal also `not_found`, `meeting_over`
 */
export const stillHost = (caller: Caller, meeting: MeetingId): Standing =>
  stillRuns(caller, meeting, (host) => host === caller.account.id)

/**
 * The caller still hosts the meeting or is still an operator. Operators may stop a leak in any
 * meeting.
 */
export const stillContains = (caller: Caller, meeting: MeetingId): Standing =>
  stillRuns(
    caller,
    meeting,
    (host) => host === caller.account.id || caller.account.role === 'operator',
  )

function stillRuns(caller: Caller, id: MeetingId, may: (host: string) => boolean): Standing {
  return async (tx) => {
    await stillSignedIn(caller)(tx)
    const meeting = await tx.meetings.meeting(id)
    if (meeting === null || !may(meeting.hostAccount)) throw new Refusal('not_found')
    if (meeting.endedAt !== null) throw new Refusal('meeting_over')
  }
}
