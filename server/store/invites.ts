import type { Kysely } from 'kysely'
import type { InviteRecord } from '../meeting/records.ts'
import type { MailState } from '#protocol/http.ts'
import type { InviteId, MeetingId } from '#protocol/ids.ts'
import { toInvite, toMailState } from './rows.ts'
import type { InviteRow, Tables } from './schema.ts'

/** `use`: whether someone is inside or in the lobby with it now, or used it before. */
export type InviteUse = InviteRecord & {
  use: 'never' | 'now' | 'before'
  mail: MailState | null
}

/** [ADM5] Personal invites, by the SHA-256 of the token in their link. */
export interface Invites {
  create(invites: readonly InviteRecord[]): Promise<void>
  /** In any state; null for another meeting's. */
  byToken(meetingId: MeetingId, tokenHash: string): Promise<InviteRecord | null>
  byId(meetingId: MeetingId, id: InviteId): Promise<InviteRecord | null>
  /** Ordered by creation, then by name. */
  of(meetingId: MeetingId): Promise<InviteUse[]>
  count(meetingId: MeetingId): Promise<number>
  /** Also ends its seats. True for exactly one caller. */
  revoke(meetingId: MeetingId, id: InviteId, now: number): Promise<boolean>
  /**
   * Sets a new secret for a link about to be mailed, which invalidates the previous link. `address`
   * is encrypted.
   */
  mailing(
    meetingId: MeetingId,
    id: InviteId,
    tokenHash: string,
    address: string | null,
  ): Promise<void>
  /** Valid invites with a stored, encrypted address [CAL6]. */
  reachable(meetingId: MeetingId, now: number): Promise<{ invite: InviteRecord; address: string }[]>
  /** Result of mailing this secret; ignored if a newer one has replaced it. */
  mailed(id: InviteId, tokenHash: string, mail: MailState): Promise<void>
  /**
   * Marks mails queued by an ended process as not sent.
   * @param before skips meetings with a mail queued after this moment (epoch milliseconds), which
   *   another process may still be sending
   */
  mailInterrupted(before?: number): Promise<void>
}

export function createInvites(db: Kysely<Tables>): Invites {
  const find = (meetingId: MeetingId) =>
    db.selectFrom('invite').selectAll().where('meeting_id', '=', meetingId)
  return {
    async create(invites) {
      await db.insertInto('invite').values(invites.map(inviteRow)).execute()
    },
    async byToken(meetingId, tokenHash) {
      const row = await find(meetingId).where('token_hash', '=', tokenHash).executeTakeFirst()
      return row ? toInvite(row) : null
    },
    async byId(meetingId, id) {
      const row = await find(meetingId).where('id', '=', id).executeTakeFirst()
      return row ? toInvite(row) : null
    },
    async of(meetingId) {
      const rows = await find(meetingId)
        .orderBy('created_at')
        .orderBy('name')
        .orderBy('id')
        .execute()
      const seats = await db
        .selectFrom('seat')
        .select(['invite_id', 'state'])
        .where('meeting_id', '=', meetingId)
        .where('invite_id', 'is not', null)
        .execute()
      const used = new Set(seats.map((seat) => seat.invite_id))
      const open = new Set(seats.filter((s) => s.state !== 'over').map((seat) => seat.invite_id))
      return rows.map((row) => ({
        ...toInvite(row),
        mail: toMailState(row),
        use: open.has(row.id) ? 'now' : used.has(row.id) ? 'before' : 'never',
      }))
    },
    async count(meetingId) {
      const { count } = await db
        .selectFrom('invite')
        .select((e) => e.fn.countAll().as('count'))
        .where('meeting_id', '=', meetingId)
        .executeTakeFirstOrThrow()
      return Number(count)
    },
    async revoke(meetingId, id, now) {
      const result = await db
        .updateTable('invite')
        .set({ revoked_at: now, address: null })
        .where('meeting_id', '=', meetingId)
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .executeTakeFirst()
      await db.updateTable('seat').set({ state: 'over' }).where('invite_id', '=', id).execute()
      return result.numUpdatedRows === 1n
    },
    async reachable(meetingId, now) {
      const rows = await find(meetingId)
        .where('address', 'is not', null)
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', now)
        .orderBy('created_at')
        .orderBy('id')
        .execute()
      return rows.map((row) => ({ invite: toInvite(row), address: row.address ?? '' }))
    },
    async mailing(meetingId, id, tokenHash, address) {
      await db
        .updateTable('invite')
        .set({ token_hash: tokenHash, mail: 'queued', address })
        .where('meeting_id', '=', meetingId)
        .where('id', '=', id)
        .execute()
    },
    async mailed(id, tokenHash, mail) {
      await db
        .updateTable('invite')
        .set({ mail })
        .where('id', '=', id)
        .where('token_hash', '=', tokenHash)
        .execute()
    },
    async mailInterrupted(before = Number.MAX_SAFE_INTEGER) {
      await db
        .updateTable('invite')
        .set({ mail: 'failed' })
        .where('mail', '=', 'queued')
        .where('meeting_id', 'not in', (e) =>
          e.selectFrom('mail').select('mail.meeting_id').where('mail.at', '>=', before),
        )
        .execute()
    },
  }
}

const inviteRow = (invite: InviteRecord): InviteRow => ({
  id: invite.id,
  meeting_id: invite.meetingId,
  name: invite.name,
  token_hash: invite.tokenHash,
  created_at: invite.createdAt,
  expires_at: invite.expiresAt,
  revoked_at: invite.revokedAt,
  mail: null,
  address: null,
})
