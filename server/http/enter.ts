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
  calendar: Pick<Calendar, 'door'>
  live: LiveMeetings
  hasher: Pick<Hasher, 'verify'>
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
      requireOneName(call)

      const meeting = await deps.meetings.meeting(id.data)
      const isHost = call.account !== null && hosts(call.account.id, meeting)
      const claim: Entry['claim'] = isHost ? { kind: 'host' } : { kind: 'password', right: true }
      const right = isHost ? null : await checkPassword(deps, call, id.data, meeting)
      const invite = right?.invite ?? null
      const name = invite?.name ?? call.account?.name ?? call.body.name ?? ''

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
        replaces: await olderSeat(deps, call.token(cookie), id.data),
      })
      // Whoever was right and turned away all the same has not become known by it.
      if (right !== null) await deps.attempts.trust(right.what, call.now)
      call.setToken(cookie, ticket)
      return { name }
    },
  })
}

/** [ADM5] An invite brings its own name, as an account does; a guest has to give one. */
function requireOneName({ account, body }: EnterCall): void {
  const bound = body.invite !== undefined || account !== null
  if (body.invite !== undefined && body.name !== undefined) throw new Refusal('invalid_input')
  if (!bound && body.name === undefined) {
    throw new Refusal('invalid_input', undefined, { field: 'name', fault: 'missing' })
  }
}

const hosts = (account: string, meeting: MeetingRecord | null): boolean =>
  meeting !== null && meeting.endedAt === null && meeting.hostAccount === account

/**
 * [PWD4] Absent, ended, closed and present meetings do the same work and give the same answer, and so
 * does a personal invite, good or bad, as long as the password is wrong.
 */
async function checkPassword(
  { attempts, hasher, invites, calendar, live }: EnterDeps,
  call: EnterCall,
  id: MeetingId,
  meeting: MeetingRecord | null,
): Promise<{ invite: InviteRecord | null; what: Try }> {
  const { password } = call.body
  // No try, so none is counted: a signed-in person asks first whether the meeting is theirs.
  if (password === undefined) throw new Refusal('wrong_password')
  const token = call.body.invite
  const invite = token === undefined ? null : await invites.byToken(id, sha256(token))
  const comesRight = token === undefined || inviteGood(invite, call.now)
  const hash = hashAt(meeting, await calendar.door(id, call.now))
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
  // The answer does not wait for it, nor tells by its time whether the meeting is there.
  if (outcome.failures % BURST === 0) void live.wrongPasswords(id, outcome.failures).catch(() => {})
  throw new Refusal('wrong_password')
}

/** Whoever goes through the password step again in the same browser does not knock twice. */
async function olderSeat(deps: EnterDeps, ticket: string | null, id: MeetingId) {
  const seat = ticket === null ? null : await deps.meetings.seatByTicket(id, sha256(ticket))
  return seat === null || seat.state === 'over' ? null : seat.id
}
