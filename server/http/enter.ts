import type { AttemptLimiter } from '../auth/attempts.ts'
import type { CookieNames } from '../auth/cookies.ts'
import type { Hasher } from '../auth/passwords.ts'
import { sha256, token256 } from '../auth/tokens.ts'
import type { Entry, LiveMeetings, MeetingRecord, MeetingStore } from '../meeting/records.ts'
import { Refusal } from '../protocol/errors.ts'
import { MeetingId } from '../protocol/ids.ts'
import type { Entered } from '../protocol/http.ts'
import { route } from './routes.ts'
import type { Call, Route } from './routes.ts'

export type EnterDeps = {
  meetings: MeetingStore
  live: LiveMeetings
  hasher: Hasher
  attempts: AttemptLimiter
  cookies: CookieNames
}

type EnterCall = Call<'anyone', 'enter'>

/** [PWD4] So many wrong tries in five minutes, and the hosts inside are told; then at every fifth. */
const BURST = 5

/**
 * The password step: POST /api/meetings/:id/enter. The answer is a ticket in an httpOnly cookie,
 * which opens a socket, which waits in the lobby (ADM1).
 */
export function enterRoute(deps: EnterDeps): Route {
  return route({
    method: 'POST',
    path: '/api/meetings/:id/enter',
    access: 'anyone',
    body: 'enter',
    async run(call): Promise<Entered> {
      const id = MeetingId.safeParse(call.params['id'])
      if (!id.success) throw new Refusal('invalid_input')
      const name = call.account?.name ?? call.body.name
      if (name === undefined) throw new Refusal('invalid_input')

      const meeting = await deps.meetings.meeting(id.data)
      const isHost = call.account !== null && hosts(call.account.id, meeting)
      const claim: Entry['claim'] = isHost ? { kind: 'host' } : { kind: 'password', right: true }
      if (!isHost) await checkPassword(deps, call, id.data, meeting)

      const cookie = deps.cookies.ticket(id.data)
      const ticket = token256()
      await deps.live.enter({
        meetingId: id.data,
        claim,
        passwordVersion: meeting?.passwordVersion ?? 0,
        ticketHash: sha256(ticket),
        deviceHash: call.device(),
        addressHash: call.addressHash,
        accountId: call.account?.id ?? null,
        name,
        replaces: await olderSeat(deps, call.token(cookie), id.data),
      })
      call.setToken(cookie, ticket)
      return { name }
    },
  })
}

const hosts = (account: string, meeting: MeetingRecord | null): boolean =>
  meeting !== null && meeting.endedAt === null && meeting.hostAccount === account

/** [PWD4] Absent, ended and present meetings do the same work and give the same answer. */
async function checkPassword(
  { attempts, hasher, live }: EnterDeps,
  call: EnterCall,
  id: MeetingId,
  meeting: MeetingRecord | null,
): Promise<void> {
  const { password } = call.body
  // No try, so none is counted: a signed-in person asks first whether the meeting is theirs.
  if (password === undefined) throw new Refusal('wrong_password')
  const hash = meeting === null || meeting.endedAt !== null ? null : meeting.passwordHash
  const outcome = await attempts.attempt(
    {
      subject: { scope: 'meeting', id },
      addressHash: call.addressHash,
      deviceHash: call.device(),
    },
    call.now,
    () => hasher.verify(hash, password),
  )
  if (outcome.ok) return
  if (outcome.failures % BURST === 0) live.wrongPasswords(id, outcome.failures)
  throw new Refusal('wrong_password')
}

/** Whoever goes through the password step again in the same browser does not knock twice. */
async function olderSeat(deps: EnterDeps, ticket: string | null, id: MeetingId) {
  const seat = ticket === null ? null : await deps.meetings.seatByTicket(id, sha256(ticket))
  return seat === null || seat.state === 'over' ? null : seat.id
}
