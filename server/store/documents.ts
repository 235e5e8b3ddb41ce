import type { Kysely } from 'kysely'
import type { DocumentRecord, MeetingStore } from '../meeting/records.ts'
import { DocumentId, MeetingId } from '#protocol/ids.ts'
import { DOCUMENT_KINDS } from '#protocol/presentation.ts'
import { CorruptRow, toFlag } from './rows.ts'
import { ofMeetingOrNobodys } from './room-nodes.ts'
import type { DocumentRow, Tables } from './schema.ts'

/** [DOC] Documents of meetings and their stored content, encrypted part by part. */
export interface Documents extends Pick<
  MeetingStore,
  'documents' | 'updateDocument' | 'deleteDocuments'
> {
  /** Creates it as not ready. */
  create(document: DocumentRecord): Promise<void>
  /** Null if it belongs to another meeting. */
  find(meetingId: MeetingId, id: DocumentId): Promise<DocumentRecord | null>
  /** Total size of all documents of all meetings, ready or not. */
  total(): Promise<{ bytes: number }>
  /** Documents of one meeting, ready or not. */
  used(meetingId: MeetingId): Promise<{ count: number; bytes: number }>
  addPart(id: DocumentId, n: number, sealed: Buffer): Promise<void>
  part(id: DocumentId, n: number): Promise<Buffer | null>
  /**
   * The meeting's encrypted key; created only once, so that concurrent callers get the same one.
   */
  key(meetingId: MeetingId): Promise<string | null>
  addKey(meetingId: MeetingId, sealed: string): Promise<void>
  /**
   * Deletes uploads that a stopped process has left incomplete: of this meeting, whose room this
   * server has just taken over, or of all meetings whose rooms are on no server.
   */
  deleteUnready(of?: MeetingId): Promise<void>
  /**
   * Documents past their retention in rooms that no cluster node owns. The caller checks whether a
   * room is live here.
   */
  unkept(now: number): Promise<{ id: DocumentId; meetingId: MeetingId }[]>
}

export function createDocuments(db: Kysely<Tables>): Documents {
  const deleteDocuments = async (ids: readonly DocumentId[]) => {
    if (ids.length === 0) return
    await db.deleteFrom('document').where('id', 'in', ids).execute()
    // Deletes the key, which makes any copies left in the file system or a backup unreadable.
    await db
      .deleteFrom('document_key')
      .where((e) =>
        e.not(
          e.exists(
            e
              .selectFrom('document')
              .select('id')
              .whereRef('document.meeting_id', '=', 'document_key.meeting_id'),
          ),
        ),
      )
      .execute()
  }
  return {
    deleteDocuments,
    async documents(meetingId) {
      const rows = await db
        .selectFrom('document')
        .selectAll()
        .where('meeting_id', '=', meetingId)
        .where('ready', '=', 1)
        .orderBy('at')
        .orderBy('id')
        .execute()
      return rows.map(toDocument)
    },
    async updateDocument(id, change) {
      await db
        .updateTable('document')
        .set({
          ...(change.kind === undefined ? {} : { kind: change.kind }),
          ...(change.ready === undefined ? {} : { ready: toFlag(change.ready) }),
          ...(change.download === undefined ? {} : { download: toFlag(change.download) }),
          ...(change.keptUntil === undefined ? {} : { kept_until: change.keptUntil }),
        })
        .where('id', '=', id)
        .execute()
    },
    async create(document) {
      await db.insertInto('document').values(documentRow(document)).execute()
    },
    async find(meetingId, id) {
      const row = await db
        .selectFrom('document')
        .selectAll()
        .where('meeting_id', '=', meetingId)
        .where('id', '=', id)
        .executeTakeFirst()
      return row ? toDocument(row) : null
    },
    async total() {
      const rows = await db.selectFrom('document').select('bytes').execute()
      return { bytes: rows.reduce((sum, { bytes }) => sum + bytes, 0) }
    },
    async used(meetingId) {
      const rows = await db
        .selectFrom('document')
        .select('bytes')
        .where('meeting_id', '=', meetingId)
        .execute()
      return { count: rows.length, bytes: rows.reduce((sum, { bytes }) => sum + bytes, 0) }
    },
    async addPart(id, n, sealed) {
      await db.insertInto('document_part').values({ document_id: id, n, sealed }).execute()
    },
    async part(id, n) {
      const row = await db
        .selectFrom('document_part')
        .select('sealed')
        .where('document_id', '=', id)
        .where('n', '=', n)
        .executeTakeFirst()
      return row === undefined ? null : Buffer.from(row.sealed)
    },
    async key(meetingId) {
      const row = await db
        .selectFrom('document_key')
        .select('sealed')
        .where('meeting_id', '=', meetingId)
        .executeTakeFirst()
      return row?.sealed ?? null
    },
    async addKey(meetingId, sealed) {
      await db
        .insertInto('document_key')
        .values({ meeting_id: meetingId, sealed })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    async deleteUnready(of) {
      const rows = await db
        .selectFrom('document')
        .select('id')
        .where('ready', '=', 0)
        .where(ofMeetingOrNobodys(of))
        .execute()
      await deleteDocuments(rows.map(({ id }) => DocumentId.parse(id)))
    },
    async unkept(now) {
      const rows = await db
        .selectFrom('document')
        .select(['id', 'meeting_id'])
        .where('ready', '=', 1)
        .where((e) => e.or([e('kept_until', 'is', null), e('kept_until', '<=', now)]))
        .where(ofMeetingOrNobodys())
        .execute()
      return rows.map(({ id, meeting_id }) => ({
        id: DocumentId.parse(id),
        meetingId: MeetingId.parse(meeting_id),
      }))
    },
  }
}

const documentRow = (document: DocumentRecord): DocumentRow => ({
  id: document.id,
  meeting_id: document.meetingId,
  name: document.name,
  kind: document.kind,
  pages: document.pages,
  bytes: document.bytes,
  by_name: document.by,
  at: document.at,
  ready: toFlag(document.ready),
  download: toFlag(document.download),
  kept_until: document.keptUntil,
})

function toDocument(row: DocumentRow): DocumentRecord {
  const kind = DOCUMENT_KINDS.find((known) => known === row.kind)
  if (kind === undefined) throw new CorruptRow(`document ${row.id} is of no kind`)
  return {
    id: DocumentId.parse(row.id),
    meetingId: MeetingId.parse(row.meeting_id),
    name: row.name,
    kind,
    pages: row.pages,
    bytes: row.bytes,
    by: row.by_name,
    at: row.at,
    ready: row.ready === 1,
    download: row.download === 1,
    keptUntil: row.kept_until,
  }
}
