import type { Kysely } from 'kysely'
import type { RecordingRecord } from '../meeting/records.ts'
import { AccountId, MeetingId, ParticipantId, RecordingId } from '#protocol/ids.ts'
import type { ReaderKey, RecordingSummary } from '#protocol/recording.ts'
import type { RecordingRow, Tables } from './schema.ts'

/**
 * `chunks`: number of chunks completely on disk, consecutive from the first. `endedAt`: null while
 * it runs.
 */
export type StoredRecording = RecordingRecord & {
  endedAt: number | null
  chunks: number
  bytes: number
}

/** [REC] Metadata of recordings. Keys are public or ciphertext. */
export interface Recordings {
  start(recording: RecordingRecord): Promise<void>
  end(id: RecordingId, at: number): Promise<void>
  byId(id: RecordingId): Promise<StoredRecording | null>
  ids(): Promise<RecordingId[]>
  /** Counts one more chunk; false if it is not the next one. */
  append(id: RecordingId, seq: number, bytes: number): Promise<boolean>
  /** Recordings that have not ended. */
  running(): Promise<StoredRecording[]>
  /** Recordings whose retention is over: the promised one, or `days` if shorter. */
  expired(now: number, days: number): Promise<StoredRecording[]>
  delete(id: RecordingId): Promise<void>
  /** Recordings the account owns or may read, newest first. */
  of(account: AccountId): Promise<RecordingSummary[]>
  /** Whether the account owns the recording or was named as a reader. */
  mayOpen(id: RecordingId, account: AccountId): Promise<boolean>
  readers(id: RecordingId): Promise<number>
  /** If named again, the newer key replaces the older. */
  addReader(
    id: RecordingId,
    reader: { account: AccountId; sealedKey: string; at: number },
  ): Promise<void>
  keyOf(account: AccountId): Promise<string | null>
  setKey(account: AccountId, recipient: string, at: number): Promise<void>
  keys(): Promise<ReaderKey[]>
}

const DAY = 24 * 60 * 60_000

export function createRecordings(db: Kysely<Tables>): Recordings {
  return {
    async start(recording) {
      await db
        .insertInto('recording')
        .values({
          id: recording.id,
          meeting_id: recording.meetingId,
          account_id: recording.accountId,
          seat_id: recording.seatId,
          recipient: recording.recipient,
          sealed_key: recording.sealedKey,
          text: recording.text,
          started_at: recording.startedAt,
          ended_at: null,
          expires_at: recording.expiresAt,
          chunks: 0,
          bytes: 0,
        })
        .execute()
    },
    async end(id, at) {
      await db
        .updateTable('recording')
        .set({ ended_at: at })
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .execute()
    },
    async byId(id) {
      const row = await db
        .selectFrom('recording')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst()
      return row ? toRecording(row) : null
    },
    async ids() {
      const rows = await db.selectFrom('recording').select('id').execute()
      return rows.map(({ id }) => RecordingId.parse(id))
    },
    async append(id, seq, bytes) {
      const changed = await db
        .updateTable('recording')
        .set((e) => ({ chunks: seq + 1, bytes: e('bytes', '+', bytes) }))
        .where('id', '=', id)
        .where('chunks', '=', seq)
        .executeTakeFirst()
      return Number(changed.numUpdatedRows) === 1
    },
    async running() {
      const rows = await db
        .selectFrom('recording')
        .selectAll()
        .where('ended_at', 'is', null)
        .execute()
      return rows.map(toRecording)
    },
    async expired(now, days) {
      const rows = await db
        .selectFrom('recording')
        .selectAll()
        .where((e) => e.or([e('expires_at', '<=', now), e('started_at', '<=', now - days * DAY)]))
        .execute()
      return rows.map(toRecording)
    },
    async delete(id) {
      await db.deleteFrom('recording').where('id', '=', id).execute()
    },
    of: (account) => summaries(db, account),
    async mayOpen(id, account) {
      const own = await db
        .selectFrom('recording')
        .select('id')
        .where('id', '=', id)
        .where((e) =>
          e.or([
            e('account_id', '=', account),
            e.exists(
              e
                .selectFrom('recording_reader')
                .select('recording_id')
                .whereRef('recording_id', '=', 'recording.id')
                .where('recording_reader.account_id', '=', account),
            ),
          ]),
        )
        .executeTakeFirst()
      return own !== undefined
    },
    async readers(id) {
      const rows = await db
        .selectFrom('recording_reader')
        .select('account_id')
        .where('recording_id', '=', id)
        .execute()
      return rows.length
    },
    async addReader(id, { account, sealedKey, at }) {
      await db
        .insertInto('recording_reader')
        .values({ recording_id: id, account_id: account, sealed_key: sealedKey, at })
        .onConflict((c) =>
          c.columns(['recording_id', 'account_id']).doUpdateSet({ sealed_key: sealedKey, at }),
        )
        .execute()
    },
    async keyOf(account) {
      const row = await db
        .selectFrom('recording_key')
        .select('recipient')
        .where('account_id', '=', account)
        .executeTakeFirst()
      return row?.recipient ?? null
    },
    async setKey(account, recipient, at) {
      await db
        .insertInto('recording_key')
        .values({ account_id: account, recipient, at })
        .onConflict((c) => c.column('account_id').doUpdateSet({ recipient, at }))
        .execute()
    },
    async keys() {
      const rows = await db
        .selectFrom('recording_key')
        .innerJoin('account', 'account.id', 'recording_key.account_id')
        .select(['account.id', 'account.name', 'recipient'])
        .where('disabled', '=', 0)
        .orderBy('account.name')
        .execute()
      return rows.map(({ id, name, recipient }) => ({
        account: AccountId.parse(id),
        name,
        recipient,
      }))
    },
  }
}

async function summaries(db: Kysely<Tables>, account: AccountId): Promise<RecordingSummary[]> {
  const rows = await db
    .selectFrom('recording')
    .innerJoin('meeting', 'meeting.id', 'recording.meeting_id')
    .innerJoin('account', 'account.id', 'recording.account_id')
    .leftJoin('recording_reader', (join) =>
      join
        .onRef('recording_reader.recording_id', '=', 'recording.id')
        .on('recording_reader.account_id', '=', account),
    )
    .selectAll('recording')
    .select(['meeting.title', 'account.name as host', 'recording_reader.sealed_key as given_key'])
    .where((e) =>
      e.or([
        e('recording.account_id', '=', account),
        e('recording_reader.account_id', '=', account),
      ]),
    )
    .orderBy('started_at', 'desc')
    .execute()
  const named = await db
    .selectFrom('recording_reader')
    .innerJoin('recording', 'recording.id', 'recording_reader.recording_id')
    .innerJoin('account', 'account.id', 'recording_reader.account_id')
    .select(['recording_id', 'account.name'])
    .where('recording.account_id', '=', account)
    .orderBy('account.name')
    .execute()
  return rows.map((row) => {
    const mine = row.account_id === account
    return {
      id: RecordingId.parse(row.id),
      title: row.title,
      host: row.host,
      mine,
      startedAt: row.started_at,
      endedAt: row.ended_at,
      expiresAt: row.expires_at,
      chunks: row.chunks,
      bytes: row.bytes,
      sealedKey: mine ? row.sealed_key : (row.given_key ?? ''),
      readers: named.filter((one) => one.recording_id === row.id).map(({ name }) => name),
    }
  })
}

const toRecording = (row: RecordingRow): StoredRecording => ({
  id: RecordingId.parse(row.id),
  meetingId: MeetingId.parse(row.meeting_id),
  accountId: AccountId.parse(row.account_id),
  seatId: ParticipantId.parse(row.seat_id),
  recipient: row.recipient,
  sealedKey: row.sealed_key,
  text: row.text,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  expiresAt: row.expires_at,
  chunks: row.chunks,
  bytes: row.bytes,
})
