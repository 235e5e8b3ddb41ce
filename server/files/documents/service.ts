import type { Sealer } from '../../auth/seal.ts'
import { id128 } from '../../auth/tokens.ts'
import type { DocumentRecord, ActiveParticipant, LiveMeetings } from '../../meeting/records.ts'
import { Refusal } from '#protocol/errors.ts'
import { DocumentId } from '#protocol/ids.ts'
import type { MeetingId, ParticipantId } from '#protocol/ids.ts'
import { LIMITS, TIMES } from '#protocol/limits.ts'
import type { BegunDocument, TakenPart } from '#protocol/table.ts'
import type { Documents } from '../../store/documents.ts'
import { judgeAside } from './judge-aside.ts'
import { refusalOfHead } from './judge.ts'
import { newMeetingKey, openMeetingKey, openPart, sealPart } from './seal.ts'

export type DeskDeps = {
  documents: Documents
  /** All that `work` asks and writes is one step, over all servers; inside, only what is handed in. */
  together: <T>(work: (documents: Documents) => Promise<T>) => Promise<T>
  live: Pick<LiveMeetings, 'documentArrived' | 'occupancy'>
  sealer: Sealer
  /** Most bytes of documents on the whole server. */
  serverBytes: number
}

/** One document on its way in. */
type Upload = {
  record: DocumentRecord
  by: ParticipantId
  /** The number of the part that comes next. */
  next: number
  /** Epoch milliseconds of the last sign of it. */
  at: number
  /** A part is being taken. */
  busy: boolean
}

/** [DOC] Bytes of documents, in and out. Who may ask is decided before; see http/documents.ts. */
export interface DocumentService {
  /** @throws Refusal `table_full`, `document_too_large`, `busy` */
  begin(
    who: ActiveParticipant,
    file: { name: string; bytes: number; pages: number },
    now: number,
  ): Promise<BegunDocument>
  /**
   * The next part, of exactly `LIMITS.documentPart` bytes but for the last. With the last the whole
   * is judged, and put on the table. @throws Refusal; after any but `busy` the upload is over
   */
  take(
    who: ActiveParticipant,
    id: DocumentId,
    n: number,
    part: Buffer,
    now: number,
  ): Promise<TakenPart>
  /** One part of a document of this meeting. @throws Refusal `not_found` */
  read(meeting: MeetingId, id: DocumentId, n: number): Promise<Buffer>
  /** Deletes what nothing keeps: uploads that stand still, documents of sittings that are over. */
  sweep(now: number): Promise<void>
}

const partsOf = (bytes: number) => Math.ceil(bytes / LIMITS.documentPart)

export function createDocumentService(
  { documents, together, live, sealer, serverBytes }: DeskDeps,
  startedAt: number,
): DocumentService {
  const uploads = new Map<DocumentId, Upload>()

  const keyOf = async (meeting: MeetingId): Promise<Buffer> => {
    const sealed = await documents.key(meeting)
    const key = sealed === null ? null : openMeetingKey(sealer, sealed, meeting)
    if (key === null) throw new Refusal('not_found')
    return key
  }
  const drop = async (id: DocumentId) => {
    uploads.delete(id)
    await documents.deleteDocuments([id])
  }
  const read = async (meeting: MeetingId, id: DocumentId, n: number): Promise<Buffer> => {
    const sealed = await documents.part(id, n)
    const part = sealed === null ? null : openPart(await keyOf(meeting), sealed, id, n)
    if (part === null) throw new Refusal('not_found')
    return part
  }
  const whole = async ({ meetingId, id, bytes }: DocumentRecord): Promise<Buffer> => {
    const parts: Buffer[] = []
    for (let n = 0; n < partsOf(bytes); n += 1) parts.push(await read(meetingId, id, n))
    return Buffer.concat(parts)
  }
  /** All of it is here. */
  const finish = async ({ record, by }: Upload) => {
    const verdict = await judgeAside(await whole(record))
    if ('refused' in verdict) throw new Refusal(verdict.refused)
    await live.documentArrived(record.meetingId, by, { ...record, kind: verdict.kind })
    uploads.delete(record.id)
  }
  const takePart = async (upload: Upload, part: Buffer, now: number): Promise<TakenPart> => {
    const { record, next } = upload
    const parts = partsOf(record.bytes)
    const rest = record.bytes - next * LIMITS.documentPart
    if (part.length !== Math.min(rest, LIMITS.documentPart)) throw new Refusal('invalid_input')
    // The rest of what cannot be taken need not come.
    const refusal = next === 0 ? refusalOfHead(part) : null
    if (refusal !== null) throw new Refusal(refusal)
    const key = await keyOf(record.meetingId)
    await documents.addPart(record.id, next, sealPart(key, part, record.id, next))
    upload.next += 1
    upload.at = now
    if (upload.next < parts) return { done: false }
    await finish(upload)
    return { done: true }
  }

  const uploadOf = ({ id: who }: ActiveParticipant): DocumentId | undefined =>
    [...uploads].find(([, { by }]) => by === who)?.[0]
  /** @throws Refusal `table_full` */
  const create = async (within: Documents, record: DocumentRecord): Promise<void> => {
    const used = await within.used(record.meetingId)
    if (used.count >= LIMITS.documents) throw new Refusal('table_full')
    if (used.bytes + record.bytes > LIMITS.tableBytes) throw new Refusal('table_full')
    if ((await within.total()).bytes + record.bytes > serverBytes) throw new Refusal('table_full')
    await within.addKey(record.meetingId, newMeetingKey(sealer, record.meetingId))
    await within.create(record)
  }

  return {
    async begin(who, { name, bytes, pages }, now) {
      for (let own = uploadOf(who); own !== undefined; own = uploadOf(who)) await drop(own)
      if (uploads.size >= LIMITS.uploads) throw new Refusal('busy', 10)
      const record: DocumentRecord = {
        id: DocumentId.parse(id128()),
        meetingId: who.meetingId,
        name,
        // Until the content is judged.
        kind: 'pdf',
        pages,
        bytes,
        by: who.name,
        at: now,
        ready: false,
        download: false,
        keptUntil: null,
      }
      // Its place is taken before anything is waited for, and the row is made where it was counted.
      uploads.set(record.id, { record, by: who.id, next: 0, at: now, busy: false })
      try {
        await together((within) => create(within, record))
      } catch (error) {
        uploads.delete(record.id)
        throw error
      }
      // The same person began another one meanwhile.
      if (!uploads.has(record.id)) {
        await drop(record.id)
        throw new Refusal('busy', 1)
      }
      return { id: record.id }
    },

    async take(who, id, n, part, now) {
      const upload = uploads.get(id)
      if (upload?.by !== who.id || upload.record.meetingId !== who.meetingId) {
        throw new Refusal('not_found')
      }
      if (upload.busy) throw new Refusal('busy', 1)
      if (n !== upload.next) throw new Refusal('out_of_order')
      upload.busy = true
      try {
        return await takePart(upload, part, now)
      } catch (error) {
        await drop(id)
        throw error
      } finally {
        upload.busy = false
      }
    },

    async read(meeting, id, n) {
      const document = await documents.find(meeting, id)
      if (document?.ready !== true || n >= partsOf(document.bytes)) throw new Refusal('not_found')
      return read(meeting, id, n)
    },

    async sweep(now) {
      for (const [id, { at, busy }] of uploads) {
        if (!busy && now - at > TIMES.uploadIdle) await drop(id)
      }
      // After a start people come back within the break that is forgiven (ADM6).
      if (now - startedAt <= TIMES.breakForgiven) return
      const unkept = await documents.unkept(now)
      const occupancy = await live.occupancy()
      const over = unkept.filter(({ meetingId }) => !occupancy.has(meetingId))
      await documents.deleteDocuments(over.map(({ id }) => id))
    },
  }
}
