import type { AuditEvent, SeatRecord } from '../meeting/records.ts'
import type { Stay } from '#protocol/http.ts'
import { Refusal } from '#protocol/errors.ts'
import { MeetingId } from '#protocol/ids.ts'
import type { Repositories } from '../store/store.ts'
import { entriesOf } from './audit.ts'
import { route } from './routes.ts'
import type { Route } from './routes.ts'

export type AttendanceDeps = { store: Pick<Repositories, 'audit' | 'meetings'> }

/** Who was present and when, for the meeting's host, during the meeting and after. */
export function attendanceRoute({ store }: AttendanceDeps): Route {
  return route({
    method: 'GET',
    path: '/api/meetings/:id/attendance',
    access: 'signed-in',
    body: null,
    async run({ account, params }): Promise<Stay[]> {
      const id = MeetingId.safeParse(params['id'])
      const meeting = id.success ? await store.meetings.meeting(id.data) : null
      if (meeting?.hostAccount !== account.id) throw new Refusal('not_found')
      const entries = await entriesOf(store.audit, meeting.id)
      const events = entries.map(({ event }) => event)
      return attendance(await store.meetings.allSeats(meeting.id), events)
    },
  })
}

/** Actions that end a stay: of the actor, of the target, or of everyone. */
const OWN_END = new Set(['participant.left'])
const THEIR_END = new Set([
  'participant.removed',
  'participant.removed_and_blocked',
  'participant.account_disabled',
  'participant.invite_revoked',
])
const COMMON_END = new Set(['meeting.ended', 'meeting.closed_without_host'])

type AttendanceSeat = Pick<
  SeatRecord,
  | 'id'
  | 'name'
  | 'position'
  | 'kind'
  | 'state'
  | 'awaySince'
  | 'accountId'
  | 'inviteId'
  | 'deviceHash'
>

/** Identifies a person as far as the server can: guests by browser and name. */
const whose = ({ accountId, inviteId, deviceHash, name }: AttendanceSeat): string =>
  accountId ?? inviteId ?? `${deviceHash} ${name}`

/**
 * One stay per admission, oldest first. A person who lost the connection and did not return in time
 * stayed until it was lost. People who only knocked are not included.
 */
export function attendance(
  seats: readonly AttendanceSeat[],
  events: readonly AuditEvent[],
): Stay[] {
  const byId = new Map<string, AttendanceSeat>(seats.map((seat) => [seat.id, seat]))
  const stays = new Map<string, Stay>()
  const people = new Map<string, number>()
  const end = (id: string, at: number) => {
    const stay = stays.get(id)
    if (stay) stay.leftAt ??= at
  }
  for (const { action, by, target, at } of events) {
    const admitted = action === 'lobby.admitted' ? target : action === 'host.entered' ? by : null
    const seat = admitted === null ? undefined : byId.get(admitted)
    // Moving to another device is no arrival: the stay goes on.
    if (seat && stays.get(seat.id)?.leftAt !== null) {
      const { name, position, kind } = seat
      const person = people.get(whose(seat)) ?? people.size
      people.set(whose(seat), person)
      stays.set(seat.id, { person, name, position, kind, joinedAt: at, leftAt: null })
    }
    if (OWN_END.has(action)) end(by, at)
    if (THEIR_END.has(action) && target !== null) end(target, at)
    if (!COMMON_END.has(action)) continue
    // People who had lost their connection left at that time.
    for (const id of stays.keys()) end(id, Math.min(at, byId.get(id)?.awaySince ?? at))
  }
  for (const [id, stay] of stays) {
    const seat = byId.get(id)
    if (seat?.state === 'over') stay.leftAt ??= seat.awaySince
  }
  return [...stays.values()].sort((a, b) => a.joinedAt - b.joinedAt)
}
