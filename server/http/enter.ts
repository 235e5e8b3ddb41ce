import { secretOf } from '../auth/attempts.ts'
import type { AttemptLimiter, Try } from '../auth/attempts.ts'
import type { CookieNames } from '../auth/cookies.ts'
import type { Hasher } from '../auth/passwords.ts'
import { sha256, token256 } from '../auth/tokens.ts'
import type {
  Entry,
  InviteRecord,
  LiveMeetings,
  MeetingRecord,
  MeetingStore,
} from '../meeting/records.ts'
import { inviteGood } from '../policy/invites.ts'
import { hashAt } from '../policy/window.ts'
import { Refusal } from '#protocol/errors.ts'
import { MeetingId } from '#protocol/ids.ts'
import type { Entered } from '#protocol/http.ts'
import type { Calendar } from '../store/calendar.ts'
import type { Invites } from '../store/invites.ts'
import { route } from './routes.ts'
import type { Call, Route } from './routes.ts'

export type EnterDeps = {
  meetings: MeetingStore
  invites: Pick<Invites, 'byToken'>
  calendar: Pick<Calendar, 'opening'>
  live: LiveMeetings
  hasher: Pick<Hasher, 'verify'>
  attempts: AttemptLimiter
  cookies: CookieNames
}

type EnterCall = Call<'anyone', 'enter'>

/**
 * [PWD4] Hosts in the meeting are warned after this many wrong tries in five minutes, and after
 * every further five.
 */
const BURST = 5

/**
 * The password step: POST /api/meetings/:id/enter. The response sets a ticket in an httpOnly
 * cookie. The ticket opens a socket, and the socket waits in the lobby [ADM1].
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
      requireOneName(call)

      const meeting = await deps.meetings.meeting(id.data)
      const isHost = call.account !== null && hosts(call.account.id, meeting)
      const move = call.body.move === true
      const claim: Entry['claim'] = isHost
        ? { kind: 'host', move }
        : { kind: 'password', right: true, move }
      const right = isHost ? null : await checkPassword(deps, call, id.data, meeting)
      const invite = right?.invite ?? null
      const name = invite?.name ?? call.account?.name ?? call.body.name ?? ''
      const isGuest = invite === null && call.account === null

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
        sessionId: call.account === null ? null : (call.session?.id ?? null),
        inviteId: invite?.id ?? null,
        name,
        position: isGuest ? (call.body.position ?? null) : null,
        replaces: await olderSeat(deps, call.token(cookie), id.data),
      })
      // A right password alone does not make the browser known; `enter` above must have succeeded.
      if (right !== null) await deps.attempts.trust(right.what, call.now)
      call.setToken(cookie, ticket)
      return { name }
    },
  })
}

/** [ADM5] Invites and accounts have a name of their own; other guests must give one. */
function requireOneName({ account, body }: EnterCall): void {
  const bound = body.invite !== undefined || account !== null
  const says = body.name !== undefined || body.position !== undefined
  if (body.invite !== undefined && says) throw new Refusal('invalid_input')
  if (!bound && body.name === undefined) {
    throw new Refusal('invalid_input', undefined, { field: 'name', fault: 'missing' })
  }
}

const hosts = (account: string, meeting: MeetingRecord | null): boolean =>
  meeting !== null && meeting.endedAt === null && meeting.hostAccount === account

/**
 * [PWD4] As long as the password is wrong, absent, ended, closed, and present meetings do the same
 * work and give the same answer, with a valid or invalid personal invite alike.
 */
async function checkPassword(
  { attempts, hasher, invites, calendar, live }: EnterDeps,
  call: EnterCall,
  id: MeetingId,
  meeting: MeetingRecord | null,
): Promise<{ invite: InviteRecord | null; what: Try }> {
  const { password } = call.body
  // Not counted as a try: a signed-in person first asks whether the meeting is their own.
  if (password === undefined) throw new Refusal('wrong_password')
  const token = call.body.invite
  const invite = token === undefined ? null : await invites.byToken(id, sha256(token))
  const comesRight = token === undefined || inviteGood(invite, call.now)
  const hash = hashAt(meeting, await calendar.opening(id, call.now))
  let passwordRight = false
  const what: Try = {
    subject: { scope: 'meeting', id },
    secret: secretOf(hash),
    addressHash: call.addressHash,
    deviceHash: call.device(),
  }
  const outcome = await attempts.attempt(what, call.now, async (lane) => {
    passwordRight = await hasher.verify(hash, password, lane)
    return passwordRight && comesRight
  })
  if (outcome.ok) return { invite, what }
  if (passwordRight) throw new Refusal('link_invalid')
  // Not awaited, so that the response time does not reveal whether the meeting exists.
  if (outcome.failures % BURST === 0) void live.wrongPasswords(id, outcome.failures).catch(() => {})
  throw new Refusal('wrong_password')
}

/** The open seat of this browser, so that repeating the password step does not knock twice. */
async function olderSeat(deps: EnterDeps, ticket: string | null, id: MeetingId) {
  const seat = ticket === null ? null : await deps.meetings.seatByTicket(id, sha256(ticket))
  return seat === null || seat.state === 'over' ? null : seat.id
}
