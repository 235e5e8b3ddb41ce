import type { PolicyService } from '../auth/policy.ts'
import { id128, sha256, token256 } from '../auth/tokens.ts'
import type { InviteRecord, LiveMeetings } from '../meeting/records.ts'
import { Refusal } from '#protocol/errors.ts'
import type { InviteLink, InviteState, InviteView, MailState, MailedKeys } from '#protocol/http.ts'
import { InviteId } from '#protocol/ids.ts'
import { LIMITS } from '#protocol/limits.ts'
import type { InviteUse } from '../store/invites.ts'
import type { Store } from '../store/store.ts'
import { audited, own } from './meetings.ts'
import type { Origins } from './origin.ts'
import { route } from './routes.ts'
import type { Route } from './routes.ts'

export type InviteRoutesDeps = {
  store: Store
  live: LiveMeetings
  origins: Origins
  policy: Pick<PolicyService, 'read'>
}

/**
 * [POL1] Refuses to issue links that would not work.
 * @throws Refusal `accounts_only`
 */
export async function mayInvite(policy: Pick<PolicyService, 'read'>): Promise<void> {
  if ((await policy.read()).guests === 'none') throw new Refusal('accounts_only')
}

const DAY = 24 * 60 * 60_000
const DAYS = 30

/** [ADM5] Personal invites to a host's own meeting. Other meetings are `not_found`. */
export function inviteRoutes(deps: InviteRoutesDeps): Route[] {
  return [listRoute(deps), createRoute(deps), revokeRoute(deps), invitedOnlyRoute(deps)]
}

export function stateOf(invite: InviteUse, now: number): InviteState {
  if (invite.revokedAt !== null) return 'revoked'
  if (invite.use === 'now') return 'in_use'
  if (now >= invite.expiresAt) return 'expired'
  return invite.use === 'before' ? 'used' : 'unused'
}

export const view = (
  invite: InviteRecord,
  state: InviteState,
  mail: MailState | null,
): InviteView => ({
  id: invite.id,
  name: invite.name,
  createdAt: invite.createdAt,
  expiresAt: invite.expiresAt,
  state,
  mail,
})

/**
 * The secret follows the `#`, which browsers send to no server. The name is included only so that
 * the page can show it before the password step; the name in the store is the one that counts.
 *
 * [E2E10] A link that this server mails also carries the keys that the host's browser gave for it.
 * They are in the mail and nowhere else.
 */
export function linkOf(
  origins: Origins,
  { id, meetingId, name }: InviteRecord,
  token: string,
  keys?: MailedKeys,
): string {
  const fields = [`i=${token}`, `n=${Buffer.from(name).toString('base64url')}`]
  if (keys) fields.push(`h=${keys.founder}`, `c=${keys.secret}`, `d=${id}`)
  return `${origins.publicUrl()}/m/${meetingId}#${fields.join('&')}`
}

function listRoute({ store }: Pick<InviteRoutesDeps, 'store'>): Route {
  return route({
    method: 'GET',
    path: '/api/meetings/:id/invites',
    access: 'signed-in',
    body: null,
    async run(call): Promise<InviteView[]> {
      const { id } = await own({ store }, call)
      const invites = await store.invites.of(id)
      return invites.map((invite) => view(invite, stateOf(invite, call.now), invite.mail))
    },
  })
}

function createRoute({ store, live, origins, policy }: InviteRoutesDeps): Route {
  return route({
    method: 'POST',
    path: '/api/meetings/:id/invites',
    access: 'signed-in',
    body: 'createInvites',
    async run(call): Promise<InviteLink[]> {
      const { id, endedAt } = await own({ store }, call)
      if (endedAt !== null) throw new Refusal('meeting_over')
      await mayInvite(policy)
      const days = call.body.days ?? DAYS
      const made = call.body.names.map((name) => {
        const token = token256()
        const invite: InviteRecord = {
          id: InviteId.parse(id128()),
          meetingId: id,
          name,
          tokenHash: sha256(token),
          createdAt: call.now,
          expiresAt: call.now + days * DAY,
          revokedAt: null,
        }
        return { invite, token }
      })
      const invites = made.map(({ invite }) => invite)
      await store.transaction(async (tx) => {
        const room = LIMITS.invites - (await tx.invites.count(id))
        if (made.length > room) throw new Refusal('too_large')
        await tx.invites.create(invites)
        const details = { count: made.length, days }
        await tx.audit.append(audited(call, id, 'invite.created', details))
      })
      await live.invitesMade(id, invites)
      return made.map(({ invite, token }) => ({
        invite: view(invite, 'unused', null),
        link: linkOf(origins, invite, token),
      }))
    },
  })
}

function revokeRoute({ store, live }: InviteRoutesDeps): Route {
  return route({
    method: 'DELETE',
    path: '/api/meetings/:id/invites/:inviteId',
    access: 'signed-in',
    body: null,
    async run(call) {
      const { id } = await own({ store }, call)
      const inviteId = InviteId.safeParse(call.params['inviteId'])
      const invite = inviteId.success ? await store.invites.byId(id, inviteId.data) : null
      if (invite === null) throw new Refusal('not_found')
      await store.transaction(async (tx) => {
        if (!(await tx.invites.revoke(id, invite.id, call.now))) return
        await tx.audit.append(audited(call, id, 'invite.revoked', {}, invite.id))
      })
      // Repeated even if it was revoked before, so that a retry completes a partial failure.
      await live.inviteRevoked(id, invite.id)
    },
  })
}

/** The only way to change this setting. Nothing in a running meeting opens it to guests again. */
function invitedOnlyRoute({ store, live }: InviteRoutesDeps): Route {
  return route({
    method: 'POST',
    path: '/api/meetings/:id/invited-only',
    access: 'signed-in',
    body: 'invitedOnly',
    async run(call) {
      const { id, endedAt } = await own({ store }, call)
      if (endedAt !== null) throw new Refusal('meeting_over')
      const { on } = call.body
      await store.transaction(async (tx) => {
        await tx.meetings.updateMeeting(id, { invitedOnly: on })
        await tx.audit.append(audited(call, id, 'meeting.setting', { invitedOnly: on }))
      })
      await live.invitedOnly(id, on)
    },
  })
}
