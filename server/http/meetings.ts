import { randomInt } from 'node:crypto'
import type { Hasher, NewHash } from '../auth/passwords.ts'
import { refuseWeak } from '../auth/policy.ts'
import type { PolicyService } from '../auth/policy.ts'
import { stillContains, stillHost, stillSignedIn } from '../auth/standing.ts'
import { id128 } from '../auth/tokens.ts'
import type { AuditEvent, Occupancy, LiveMeetings, MeetingRecord } from '../meeting/records.ts'
import { judgePassword } from '../policy/password.ts'
import { proposePassword } from '../policy/proposal.ts'
import { Refusal } from '#protocol/errors.ts'
import type {
  BlockView,
  Contained,
  MeetingSecret,
  MeetingSummary,
  PasswordVerdict,
} from '#protocol/http.ts'
import { MeetingId } from '#protocol/ids.ts'
import type { AccountId } from '#protocol/ids.ts'
import { auditEvent } from '../store/audit.ts'
import type { Repositories, Store } from '../store/store.ts'
import { createPace } from './pace.ts'
import { renew } from './renew.ts'
import { route } from './routes.ts'
import type { Call, Route } from './routes.ts'
import { colleagues, laneOf, plan, savePlan } from './schedule.ts'

export type MeetingRoutesDeps = {
  store: Store
  live: LiveMeetings
  hasher: Hasher
  policy: Pick<PolicyService, 'read'>
}

const LISTED_MAX = 200
/** Maximum number of open meetings per host. */
const OPEN_MAX = 200
const CHECKS_PER_MINUTE = 60

type HostCall = Call<'signed-in', null>

/** A host's own meetings. Another's meeting is `not_found`, like one that never existed. */
export function meetingRoutes(deps: MeetingRoutesDeps): Route[] {
  return [
    ...listRoutes(deps),
    ...ownRoutes(deps),
    ...blockRoutes(deps),
    containRoute(deps),
    checkRoute(deps),
  ]
}

export const summary = (
  meeting: MeetingRecord,
  occupancy: Occupancy,
  scheduled: boolean,
): MeetingSummary => ({
  id: meeting.id,
  title: meeting.title,
  mode: meeting.mode,
  createdAt: meeting.createdAt,
  ended: meeting.endedAt !== null,
  invitedOnly: meeting.invitedOnly,
  founder: meeting.founder,
  scheduled,
  live: meeting.endedAt === null ? (occupancy.get(meeting.id) ?? null) : null,
})

export const audited = (
  call: Pick<HostCall, 'now' | 'account'>,
  meetingId: MeetingId | null,
  action: AuditEvent['action'],
  details: AuditEvent['details'] = {},
  target: string | null = null,
): AuditEvent => auditEvent(call.now, action, call.account.id, { meetingId, target, details })

/** @throws Refusal `not_found`, the same for another host's meeting as for none */
export async function own(
  deps: Pick<MeetingRoutesDeps, 'store'>,
  call: Pick<HostCall, 'params' | 'account'>,
) {
  const id = MeetingId.safeParse(call.params['id'])
  const meeting = id.success ? await deps.store.meetings.meeting(id.data) : null
  if (meeting === null || meeting.hostAccount !== call.account.id) throw new Refusal('not_found')
  return meeting
}

/**
 * The meeting, if the caller hosts it or is an operator.
 * @throws Refusal `not_found` for anyone else
 */
async function ownOrAny(
  deps: Pick<MeetingRoutesDeps, 'store'>,
  call: Pick<HostCall, 'params' | 'account'>,
) {
  if (call.account.role !== 'operator') return own(deps, call)
  const id = MeetingId.safeParse(call.params['id'])
  const meeting = id.success ? await deps.store.meetings.meeting(id.data) : null
  if (meeting === null) throw new Refusal('not_found')
  return meeting
}

/** [PWD2] A generated password, or the host's own if it is strong enough. */
async function choosePassword(
  { hasher, policy }: MeetingRoutesDeps,
  { account, language }: Pick<HostCall, 'account' | 'language'>,
  wanted: string | undefined,
  context: string[],
): Promise<{ password: string; hash: NewHash }> {
  if (wanted !== undefined) {
    refuseWeak(judgePassword(wanted, context, (await policy.read()).passwordMin))
  }
  const password = wanted ?? proposePassword(randomInt, language())
  return { password, hash: await hasher.hash(password, laneOf(account)) }
}

function listRoutes(deps: MeetingRoutesDeps): Route[] {
  const { store, live } = deps
  return [
    route({
      method: 'GET',
      path: '/api/meetings',
      access: 'signed-in',
      body: null,
      async run({ account }): Promise<MeetingSummary[]> {
        const meetings = await store.meetings.meetingsOf(account.id, LISTED_MAX)
        const scheduled = await store.calendar.scheduled(meetings.map(({ id }) => id))
        const occupancy = await live.occupancy()
        return meetings.map((meeting) => summary(meeting, occupancy, scheduled.has(meeting.id)))
      },
    }),
    route({
      method: 'POST',
      path: '/api/meetings',
      access: 'signed-in',
      body: 'createMeeting',
      async run(call): Promise<MeetingSecret> {
        const { account, body, now } = call
        await refuseTooMany(store, account.id)
        const { schedule } = body
        const planned = schedule === undefined ? null : plan(schedule, null, now)
        const people = await colleagues(store, schedule?.people ?? [], account.id)
        const context = [body.title, account.name, account.username]
        const { password, hash } = await choosePassword(deps, call, body.password, context)
        const meeting = await store.transaction(async (tx) => {
          const passwordHash = await hash.within(tx, stillSignedIn(call.session))
          await refuseTooMany(tx, account.id)
          const meeting = newMeeting(call, passwordHash)
          await tx.meetings.createMeeting(meeting)
          const details = {
            mode: body.mode,
            proposed: body.password === undefined,
            invitedOnly: meeting.invitedOnly,
          }
          await tx.audit.append(audited(call, meeting.id, 'meeting.created', details))
          if (planned === null) return meeting
          await savePlan(tx, meeting.id, planned, passwordHash, now)
          await tx.calendar.setAttendees(meeting.id, people)
          const when = { count: planned.times.length }
          await tx.audit.append(audited(call, meeting.id, 'schedule.set', when))
          return meeting
        })
        return { meeting: summary(meeting, await live.occupancy(), planned !== null), password }
      },
    }),
  ]
}

async function refuseTooMany({ meetings }: Pick<Repositories, 'meetings'>, host: AccountId) {
  if ((await meetings.countOpen(host)) >= OPEN_MAX) throw new Refusal('too_many_meetings')
}

const newMeeting = (
  { account, body, now }: Call<'signed-in', 'createMeeting'>,
  passwordHash: string,
): MeetingRecord => ({
  id: MeetingId.parse(id128()),
  title: body.title,
  mode: body.mode,
  hostAccount: account.id,
  hostName: account.name,
  passwordHash,
  passwordVersion: 1,
  locked: false,
  chat: true,
  invitedOnly: body.invitedOnly ?? false,
  founder: body.founder ?? null,
  createdAt: now,
  endedAt: null,
})

function ownRoutes(deps: MeetingRoutesDeps): Route[] {
  const { store, live } = deps
  return [
    route({
      method: 'POST',
      path: '/api/meetings/:id/password',
      access: 'signed-in',
      body: 'renewPassword',
      async run(call): Promise<MeetingSecret> {
        const meeting = await own(deps, call)
        if (meeting.endedAt !== null) throw new Refusal('meeting_over')
        const context = [meeting.title, meeting.hostName, call.account.username]
        const { password, hash } = await choosePassword(deps, call, call.body.password, context)
        const { version, scheduled } = await store.transaction(async (tx) => {
          const passwordHash = await hash.within(tx, stillHost(call.session, meeting.id))
          const renewed = await renew(tx, meeting.id, passwordHash, call.now, call.body.occurrence)
          const details = { proposed: call.body.password === undefined }
          await tx.audit.append(audited(call, meeting.id, 'meeting.password', details))
          return renewed
        })
        if (version !== null) await live.passwordRenewed(meeting.id, version)
        return { meeting: summary(meeting, await live.occupancy(), scheduled), password }
      },
    }),
    route({
      method: 'POST',
      path: '/api/meetings/:id/end',
      access: 'signed-in',
      body: null,
      async run(call) {
        const meeting = await ownOrAny(deps, call)
        // The room writes the end and its audit entry, in order with its other changes.
        if (meeting.endedAt === null) await live.end(meeting.id, call.account.id)
      },
    }),
  ]
}

function blockRoutes(deps: MeetingRoutesDeps): Route[] {
  const { store, live } = deps
  return [
    route({
      method: 'GET',
      path: '/api/meetings/:id/blocks',
      access: 'signed-in',
      body: null,
      async run(call): Promise<BlockView[]> {
        const { id } = await own(deps, call)
        const blocks = await store.meetings.blocks(id)
        return blocks.map((block) => ({ id: block.id, name: block.name, at: block.at }))
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/meetings/:id/blocks/:blockId',
      access: 'signed-in',
      body: null,
      async run(call) {
        const { id } = await own(deps, call)
        const block = (await store.meetings.blocks(id)).find((b) => b.id === call.params['blockId'])
        if (block === undefined) throw new Refusal('not_found')
        await store.transaction(async (tx) => {
          await tx.meetings.deleteBlock(id, block.id)
          await tx.audit.append(audited(call, id, 'block.lifted', {}, block.id))
        })
        await live.blockLifted(id, block.id)
      },
    }),
  ]
}

/**
 * Contains a leak. The room locks, removes the suspects, and mutes everyone else before the password
 * is hashed, because hashing may have to queue and no one may keep listening meanwhile. If a later
 * step fails, a repeated request completes it; `incident.contained` is audited once everything is
 * done.
 */
function containRoute(deps: MeetingRoutesDeps): Route {
  const { store, live } = deps
  return route({
    method: 'POST',
    path: '/api/meetings/:id/contain',
    access: 'signed-in',
    body: 'contain',
    async run(call): Promise<Contained> {
      const { account, body } = call
      const meeting = await ownOrAny(deps, call)
      const own = meeting.hostAccount === account.id
      if (meeting.endedAt !== null) throw new Refusal('meeting_over')

      const { removed, invites } = await live.contain(meeting.id, account.id, body.remove)
      const { password, hash } = await choosePassword(deps, call, undefined, [])
      const { version, scheduled } = await store.transaction(async (tx) => {
        const passwordHash = await hash.within(tx, stillContains(call.session, meeting.id))
        const renewed = await renew(tx, meeting.id, passwordHash, call.now)
        await tx.audit.append(audited(call, meeting.id, 'meeting.password', { proposed: true }))
        for (const invite of invites) {
          if (!(await tx.invites.revoke(meeting.id, invite, call.now))) continue
          await tx.audit.append(audited(call, meeting.id, 'invite.revoked', {}, invite))
        }
        const details = { count: removed }
        await tx.audit.append(audited(call, meeting.id, 'incident.contained', details))
        return renewed
      })
      if (version !== null) await live.passwordRenewed(meeting.id, version)
      for (const invite of invites) await live.inviteRevoked(meeting.id, invite)
      const view = summary(meeting, await live.occupancy(), scheduled)
      return { meeting: view, password: own ? password : null, removed }
    },
  })
}

/** Checking a password takes tens of milliseconds, so it is rate limited per account. */
function checkRoute({ policy }: MeetingRoutesDeps): Route {
  const pace = createPace(CHECKS_PER_MINUTE, 60_000)
  return route({
    method: 'POST',
    path: '/api/password-check',
    access: 'signed-in',
    body: 'checkPassword',
    async run({ account, body, now }): Promise<PasswordVerdict> {
      pace(account.id, now)
      const context = [...body.context, account.name, account.username]
      return judgePassword(body.password, context, (await policy.read()).passwordMin)
    },
  })
}
