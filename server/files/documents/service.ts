import type { Sealer } from '../../auth/seal.ts'
import { id128 } from '../../auth/tokens.ts'
import type { DocumentRecord, ActiveParticipant, LiveMeetings } from '../../meeting/records.ts'
import { Refusal } from '#protocol/errors.ts'
import { DocumentId } from '#protocol/ids.ts'
import type { MeetingId, ParticipantId } from '#protocol/ids.ts'
import { LIMITS, TIMES } from '#protocol/limits.ts'
import type { BegunDocument, TakenPart } from '#protocol/presentation.ts'
import type { Documents } from '../../store/documents.ts'
import { judgeAside } from './judge-aside.ts'
import { refusalOfHead } from './judge.ts'
import { newMeetingKey, openMeetingKey, openPart, sealPart } from './seal.ts'

export type DocumentDeps = {
  documents: Documents
  /** Runs `work` as one step across all servers; inside, use only its argument. */
  transaction: <T>(work: (documents: Documents) => Promise<T>) => Promise<T>
  live: Pick<LiveMeetings, 'documentArrived' | 'occupancy'>
  sealer: Sealer
  /** Maximum bytes of documents on the whole server. */
  serverBytes: number
}

/** An upload in progress. */
type Upload = {
  record: DocumentRecord
  by: ParticipantId
  /** Number of the next part. */
  next: number
  /** Epoch milliseconds of the last activity. */
  at: number
  /** A part is being processed. */
  busy: boolean
}

const partsOf = (bytes: number) => Math.ceil(bytes / LIMITS.documentPart)

/**
 * [DOC] Uploads and downloads of documents. The caller has checked authorization; see
 * http/documents.ts.
 */
export class DocumentService {
  readonly #documents: Documents
  readonly #transaction: <T>(work: (documents: Documents) => Promise<T>) => Promise<T>
  readonly #live: Pick<LiveMeetings, 'documentArrived' | 'occupancy'>
  readonly #sealer: Sealer
  readonly #serverBytes: number
  readonly #startedAt: number
  readonly #uploads = new Map<DocumentId, Upload>()

  constructor(
    { documents, transaction, live, sealer, serverBytes }: DocumentDeps,
    startedAt: number,
  ) {
    this.#documents = documents
    this.#transaction = transaction
    this.#live = live
    this.#sealer = sealer
    this.#serverBytes = serverBytes
    this.#startedAt = startedAt
  }

  /** @throws Refusal `too_many_documents`, `document_too_large`, `busy` */
  async begin(
    who: ActiveParticipant,
    { name, bytes, pages }: { name: string; bytes: number; pages: number },
    now: number,
  ): Promise<BegunDocument> {
    for (let own = this.#uploadOf(who); own !== undefined; own = this.#uploadOf(who))
      await this.#drop(own)
    if (this.#uploads.size >= LIMITS.uploads) throw new Refusal('busy', 10)
    const record: DocumentRecord = {
      id: DocumentId.parse(id128()),
      meetingId: who.meetingId,
      name,
      // Placeholder until the content is judged.
      kind: 'pdf',
      pages,
      bytes,
      by: who.name,
      at: now,
      ready: false,
      download: false,
      keptUntil: null,
    }
    // Reserve the slot before any await; the row is created in the transaction that counts.
    this.#uploads.set(record.id, { record, by: who.id, next: 0, at: now, busy: false })
    try {
      await this.#transaction((within) => this.#create(within, record))
    } catch (error) {
      this.#uploads.delete(record.id)
      throw error
    }
    // The same person started another upload meanwhile.
    if (!this.#uploads.has(record.id)) {
      await this.#drop(record.id)
      throw new Refusal('busy', 1)
    }
    return { id: record.id }
  }

  /**
   * Takes the next part, of exactly `LIMITS.documentPart` bytes except for the last. After the last
   * part, judges the whole document and gives it to the room.
   * @throws Refusal; any except `busy` ends the upload
   */
  async take(
    who: ActiveParticipant,
    id: DocumentId,
    n: number,
    part: Buffer,
    now: number,
  ): Promise<TakenPart> {
    const upload = this.#uploads.get(id)
    if (upload?.by !== who.id || upload.record.meetingId !== who.meetingId) {
      throw new Refusal('not_found')
    }
    if (upload.busy) throw new Refusal('busy', 1)
    if (n !== upload.next) throw new Refusal('out_of_order')
    upload.busy = true
    try {
      return await this.#takePart(upload, part, now)
    } catch (error) {
      await this.#drop(id)
      throw error
    } finally {
      upload.busy = false
    }
  }

  /** Reads one part of a document of this meeting. @throws Refusal `not_found` */
  async read(meeting: MeetingId, id: DocumentId, n: number): Promise<Buffer> {
    const document = await this.#documents.find(meeting, id)
    if (document?.ready !== true || n >= partsOf(document.bytes)) throw new Refusal('not_found')
    return this.#read(meeting, id, n)
  }

  /** Deletes what is no longer needed: stalled uploads, and documents of ended sittings. */
  async sweep(now: number): Promise<void> {
    for (const [id, { at, busy }] of this.#uploads) {
      if (!busy && now - at > TIMES.uploadIdle) await this.#drop(id)
    }
    // After a start, give people time to reconnect (ADM6).
    if (now - this.#startedAt <= TIMES.breakForgiven) return
    const unkept = await this.#documents.unkept(now)
    const occupancy = await this.#live.occupancy()
    const over = unkept.filter(({ meetingId }) => !occupancy.has(meetingId))
    await this.#documents.deleteDocuments(over.map(({ id }) => id))
  }

  async #keyOf(meeting: MeetingId): Promise<Buffer> {
    const sealed = await this.#documents.key(meeting)
    const key = sealed === null ? null : openMeetingKey(this.#sealer, sealed, meeting)
    if (key === null) throw new Refusal('not_found')
    return key
  }

  async #drop(id: DocumentId) {
    this.#uploads.delete(id)
    await this.#documents.deleteDocuments([id])
  }

  async #read(meeting: MeetingId, id: DocumentId, n: number): Promise<Buffer> {
    const sealed = await this.#documents.part(id, n)
    const part = sealed === null ? null : openPart(await this.#keyOf(meeting), sealed, id, n)
    if (part === null) throw new Refusal('not_found')
    return part
  }

  async #whole({ meetingId, id, bytes }: DocumentRecord): Promise<Buffer> {
    const parts: Buffer[] = []
    for (let n = 0; n < partsOf(bytes); n += 1) parts.push(await this.#read(meetingId, id, n))
    return Buffer.concat(parts)
  }

  /** All parts have arrived. */
  async #finish({ record, by }: Upload) {
    const verdict = await judgeAside(await this.#whole(record))
    if ('refused' in verdict) throw new Refusal(verdict.refused)
    await this.#live.documentArrived(record.meetingId, by, { ...record, kind: verdict.kind })
    this.#uploads.delete(record.id)
  }

  async #takePart(upload: Upload, part: Buffer, now: number): Promise<TakenPart> {
    const { record, next } = upload
    const parts = partsOf(record.bytes)
    const rest = record.bytes - next * LIMITS.documentPart
    if (part.length !== Math.min(rest, LIMITS.documentPart)) throw new Refusal('invalid_input')
    // Refuse early, without waiting for the rest.
    const refusal = next === 0 ? refusalOfHead(part) : null
    if (refusal !== null) throw new Refusal(refusal)
    const key = await this.#keyOf(record.meetingId)
    await this.#documents.addPart(record.id, next, sealPart(key, part, record.id, next))
    upload.next += 1
    upload.at = now
    if (upload.next < parts) return { done: false }
    await this.#finish(upload)
    return { done: true }
  }

  #uploadOf({ id: who }: ActiveParticipant): DocumentId | undefined {
    return [...this.#uploads].find(([, { by }]) => by === who)?.[0]
  }

  /** @throws Refusal `too_many_documents` */
  async #create(within: Documents, record: DocumentRecord): Promise<void> {
    const used = await within.used(record.meetingId)
    if (used.count >= LIMITS.documents) throw new Refusal('too_many_documents')
    if (used.bytes + record.bytes > LIMITS.documentsBytes) throw new Refusal('too_many_documents')
    if ((await within.total()).bytes + record.bytes > this.#serverBytes)
      throw new Refusal('too_many_documents')
    await within.addKey(record.meetingId, newMeetingKey(this.#sealer, record.meetingId))
    await within.create(record)
  }
}
