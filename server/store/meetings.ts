import type { Kysely } from 'kysely'
import type { BlockRecord, MeetingRecord, MeetingStore, SeatRecord } from '../meeting/records.ts'
import type { VoteStore } from '../meeting/vote-records.ts'
import { Refusal } from '#protocol/errors.ts'
import type { AccountId, MeetingId } from '#protocol/ids.ts'
import type { AuditLog } from './audit.ts'
import type { Calendar } from './calendar.ts'
import type { Documents } from './documents.ts'
import type { Recordings } from './recordings.ts'
import type { Invites } from './invites.ts'
import { ofMeetingOrNobodys } from './room-nodes.ts'
import { argon2idHash, toBlock, toFlag, toMeeting, toSeat } from './rows.ts'
import type { BlockRow, MeetingRow, SeatRow, Tables } from './schema.ts'

/** What the HTTP side needs beyond the rooms' port. */
export interface Meetings extends MeetingStore {
  /** [PWD1] @throws CorruptRow unless the hash is argon2id */
  createMeeting(meeting: MeetingRecord): Promise<void>
  /** A host's meetings, newest first; at most `limit`. */
  meetingsOf(host: AccountId, limit: number): Promise<MeetingRecord[]>
  /** Meetings of all hosts, newest first; at most `limit`. */
  newest(limit: number): Promise<MeetingRecord[]>
  /** Number of a host's meetings that have not ended. */
  countOpen(host: AccountId): Promise<number>
  /** [PWD5] The new version, or null if the meeting is gone or has ended. */
  renewPassword(id: MeetingId, passwordHash: string): Promise<number | null>
  /** Everyone who ever passed the password step, oldest first. */
  allSeats(id: MeetingId): Promise<SeatRecord[]>
  /** Invalidates all tickets of this account, in all meetings. */
  closeSeatsOf(account: AccountId): Promise<void>
  /** True for the one call that ended it. */
  endMeeting(id: MeetingId, now: number): Promise<boolean>
  /**
   * Marks people as away in rooms that no server owns: after a server has gone down, the time to
   * return [ADM6] counts from now. @param of only one meeting that was just taken over
   */
  everyoneAway(now: number, of?: MeetingId): Promise<void>
}

/** The repositories that implement parts of `MeetingStore`. */
type MeetingParts = {
  audit: AuditLog
  invites: Pick<Invites, 'byId' | 'of'>
  votes: VoteStore
  calendar: Pick<Calendar, 'schedule' | 'occurrences' | 'changeOccurrence'>
  documents: Pick<Documents, 'documents' | 'updateDocument' | 'deleteDocuments'>
  recordings: Pick<Recordings, 'start' | 'end'>
}

export function createMeetings(
  db: Kysely<Tables>,
  { audit, invites, votes, calendar, documents, recordings }: MeetingParts,
): Meetings {
  return {
    audit: (event) => audit.append(event),
    invite: (meetingId, id) => invites.byId(meetingId, id),
    invites: (meetingId) => invites.of(meetingId),
    async times(id) {
      if ((await calendar.schedule(id)) === null) return null
      return (await calendar.occurrences(id)).filter(({ cancelled }) => !cancelled)
    },
    updateCloses: (id, at, closes) => calendar.changeOccurrence(id, at, { closes }),
    documents: (meetingId) => documents.documents(meetingId),
    updateDocument: (id, change) => documents.updateDocument(id, change),
    deleteDocuments: (ids) => documents.deleteDocuments(ids),
    startRecording: (recording) => recordings.start(recording),
    endRecording: (id, at) => recordings.end(id, at),

    async meeting(id) {
      const row = await db.selectFrom('meeting').selectAll().where('id', '=', id).executeTakeFirst()
      return row ? toMeeting(row) : null
    },
    async createMeeting(meeting) {
      await db.insertInto('meeting').values(meetingRow(meeting)).execute()
    },
    async updateMeeting(id, change) {
      const row = definedOnly<Partial<MeetingRow>>({
        mode: change.mode,
        locked: change.locked === undefined ? undefined : toFlag(change.locked),
        chat: change.chat === undefined ? undefined : toFlag(change.chat),
        invited_only: change.invitedOnly === undefined ? undefined : toFlag(change.invitedOnly),
        founder: change.founder,
        ended_at: change.endedAt,
        host_account: change.hostAccount,
        host_name: change.hostName,
        password_hash:
          change.passwordHash === undefined
            ? undefined
            : argon2idHash(change.passwordHash, `meeting ${id}`),
        password_version: change.passwordVersion,
      })
      if (row) await db.updateTable('meeting').set(row).where('id', '=', id).execute()
    },
    async meetingsOf(host, limit) {
      const rows = await db
        .selectFrom('meeting')
        .selectAll()
        .where('host_account', '=', host)
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute()
      return rows.map(toMeeting)
    },
    async newest(limit) {
      const rows = await db
        .selectFrom('meeting')
        .selectAll()
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute()
      return rows.map(toMeeting)
    },
    async countOpen(host) {
      const { count } = await db
        .selectFrom('meeting')
        .select((e) => e.fn.countAll().as('count'))
        .where('host_account', '=', host)
        .where('ended_at', 'is', null)
        .executeTakeFirstOrThrow()
      return Number(count)
    },
    async renewPassword(id, passwordHash) {
      const row = await db
        .updateTable('meeting')
        .set((e) => ({
          password_hash: argon2idHash(passwordHash, `meeting ${id}`),
          // Incremented in the database, so that concurrent renewals get different versions.
          password_version: e('password_version', '+', 1),
        }))
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .returning('password_version')
        .executeTakeFirst()
      return row?.password_version ?? null
    },
    async endMeeting(id, now) {
      const result = await db
        .updateTable('meeting')
        .set({ ended_at: now })
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },

    writeVote: (meetingId, write) => votes.writeVote(meetingId, write),
    votesOfSitting: (meetingId) => votes.votesOfSitting(meetingId),

    ...seats(db),
    ...blocks(db),
  }
}

type Seats = Pick<
  Meetings,
  | 'mayEnter'
  | 'createSeat'
  | 'updateSeat'
  | 'seatByTicket'
  | 'closeSeatsOf'
  | 'openSeats'
  | 'allSeats'
  | 'everyoneAway'
>

function seats(db: Kysely<Tables>): Seats {
  return {
    async mayEnter(account, session) {
      const row = await db
        .selectFrom('session')
        .innerJoin('account', 'account.id', 'session.account_id')
        .select('session.id')
        .where('session.id', '=', session)
        .where('account.id', '=', account)
        .where('account.disabled', '=', 0)
        .executeTakeFirst()
      return row !== undefined
    },
    async createSeat(seat) {
      // Checked in the same transaction: disabling the account either comes first and causes a
      // refusal, or comes later and ends the seat.
      if (seat.accountId !== null && (await isDisabled(db, seat.accountId))) {
        throw new Refusal('unauthenticated')
      }
      await db.insertInto('seat').values(seatRow(seat)).execute()
    },
    async updateSeat(id, change) {
      const row = definedOnly<Partial<SeatRow>>({
        ticket_hash: change.ticketHash,
        device_hash: change.deviceHash,
        address_hash: change.addressHash,
        role: change.role,
        state: change.state,
        away_since: change.awaySince,
        password_version: change.passwordVersion,
        knocked_at: change.knockedAt,
        floor: change.floor === undefined ? undefined : toFlag(change.floor),
      })
      if (row) await db.updateTable('seat').set(row).where('id', '=', id).execute()
    },
    async closeSeatsOf(account) {
      await db
        .updateTable('seat')
        .set({ state: 'over' })
        .where('account_id', '=', account)
        .execute()
    },
    async seatByTicket(meetingId, ticketHash) {
      const row = await db
        .selectFrom('seat')
        .selectAll()
        .where('meeting_id', '=', meetingId)
        .where('ticket_hash', '=', ticketHash)
        .executeTakeFirst()
      return row ? toSeat(row) : null
    },
    async openSeats(meetingId) {
      const rows = await db
        .selectFrom('seat')
        .selectAll()
        .where('meeting_id', '=', meetingId)
        .where('state', '<>', 'over')
        .orderBy('knocked_at')
        .orderBy('id')
        .execute()
      return rows.map(toSeat)
    },
    async allSeats(meetingId) {
      const rows = await db
        .selectFrom('seat')
        .selectAll()
        .where('meeting_id', '=', meetingId)
        .orderBy('knocked_at')
        .orderBy('id')
        .execute()
      return rows.map(toSeat)
    },
    async everyoneAway(now, of) {
      await db
        .updateTable('seat')
        .set({ away_since: now })
        .where('state', '<>', 'over')
        .where('away_since', 'is', null)
        .where(ofMeetingOrNobodys(of))
        .execute()
    },
  }
}

async function isDisabled(db: Kysely<Tables>, account: AccountId): Promise<boolean> {
  const row = await db
    .selectFrom('account')
    .select('disabled')
    .where('id', '=', account)
    .executeTakeFirst()
  return row !== undefined && row.disabled !== 0
}

type Blocks = Pick<MeetingStore, 'createBlock' | 'blocks' | 'deleteBlock' | 'deleteSessionBlocks'>

function blocks(db: Kysely<Tables>): Blocks {
  return {
    async createBlock(block) {
      await db.insertInto('block').values(blockRow(block)).execute()
    },
    async blocks(meetingId) {
      const rows = await db
        .selectFrom('block')
        .selectAll()
        .where('meeting_id', '=', meetingId)
        .orderBy('at')
        .orderBy('id')
        .execute()
      return rows.map(toBlock)
    },
    async deleteBlock(meetingId, id) {
      await db
        .deleteFrom('block')
        .where('meeting_id', '=', meetingId)
        .where('id', '=', id)
        .execute()
    },
    async deleteSessionBlocks(meetingId) {
      await db
        .deleteFrom('block')
        .where('meeting_id', '=', meetingId)
        .where('scope', '=', 'session')
        .execute()
    },
  }
}

const meetingRow = (meeting: MeetingRecord): MeetingRow => ({
  id: meeting.id,
  title: meeting.title,
  mode: meeting.mode,
  host_account: meeting.hostAccount,
  host_name: meeting.hostName,
  password_hash: argon2idHash(meeting.passwordHash, `meeting ${meeting.id}`),
  password_version: meeting.passwordVersion,
  locked: toFlag(meeting.locked),
  chat: toFlag(meeting.chat),
  invited_only: toFlag(meeting.invitedOnly),
  founder: meeting.founder,
  created_at: meeting.createdAt,
  ended_at: meeting.endedAt,
})

const seatRow = (seat: SeatRecord): SeatRow => ({
  id: seat.id,
  meeting_id: seat.meetingId,
  ticket_hash: seat.ticketHash,
  device_hash: seat.deviceHash,
  address_hash: seat.addressHash,
  account_id: seat.accountId,
  invite_id: seat.inviteId,
  kind: seat.kind,
  name: seat.name,
  position: seat.position,
  role: seat.role,
  state: seat.state,
  password_version: seat.passwordVersion,
  knocked_at: seat.knockedAt,
  away_since: seat.awaySince,
  floor: toFlag(seat.floor),
})

const blockRow = (block: BlockRecord): BlockRow => ({
  id: block.id,
  meeting_id: block.meetingId,
  scope: block.scope,
  device_hash: block.deviceHash,
  account_id: block.accountId,
  invite_id: block.inviteId,
  address_hash: block.addressHash,
  name: block.name,
  at: block.at,
})

/** Removes undefined keys; null if none is left, because an UPDATE must set something. */
function definedOnly<T extends object>(row: { [K in keyof T]: T[K] | undefined }): T | null {
  const entries = Object.entries(row).filter(([, value]) => value !== undefined)
  return entries.length === 0 ? null : (Object.fromEntries(entries) as T)
}
