import { Refusal } from '#protocol/errors.ts'
import { DocumentId } from '#protocol/ids.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { LIMITS, TIMES } from '#protocol/limits.ts'
import type { DocumentView, Look, Shown, Stroke } from '#protocol/presentation.ts'
import { PLACES } from '#protocol/presentation.ts'
import { leads } from '#protocol/roles.ts'
import { mayPresent } from '../policy/grants.ts'
import type { Narrowing, Proposal } from './change.ts'
import type { RoomCore } from './core.ts'
import type { Effect, Write } from './effects.ts'
import type { Part } from './part.ts'
import type { DocumentRecord } from './records.ts'
import { documentView } from './presentation-state.ts'

const DAY = 24 * 60 * 60_000
const firstLook = (document: DocumentId): Look => ({
  document,
  page: 1,
  scale: 100,
  x: PLACES / 2,
  y: PLACES / 2,
})

/** [DOC] Documents and whiteboards: who adds and presents them, and what is drawn. */
export class Presentation implements Part {
  readonly #core: RoomCore
  constructor(core: RoomCore) {
    this.#core = core
  }

  get #state() {
    return this.#core.state.sitting.presentation
  }
  get #documents() {
    return this.#core.state.documents
  }

  /**
   * [DOC1] People who have left or lost the right stop presenting; the document stays on display.
   */
  settle(): Effect[] {
    const { shown } = this.#state
    if (shown === null || shown.presenter === null) return []
    const presenter = this.#core.state.people.get(shown.presenter)
    if (presenter === undefined || !mayPresent(presenter)) shown.presenter = null
    return []
  }

  /** [DOC4] Kept documents are there in the next sitting; drawings are not. */
  sittingOver(now: number): Effect[] {
    const kept = ({ keptUntil }: DocumentView) => keptUntil !== null && keptUntil > now
    return this.#drop([...this.#documents.values()].filter((document) => !kept(document)))
  }

  /** The presenter right lapses when no moderator has been connected for too long. */
  tick(now: number): Effect[] {
    if (this.#core.leaderless(now) <= TIMES.hostGrace) return []
    const presenting = [...this.#core.state.people.values()].filter(({ presents }) => presents)
    if (presenting.length === 0) return []
    return this.#core.change(now, () => {
      for (const person of presenting) person.presents = false
      return presenting.map(({ id }) => this.#core.audit(now, 'present.lapsed', 'system', id))
    })
  }

  /** Adds an uploaded document and shows it, unless someone else is presenting. */
  put(by: ParticipantId, record: DocumentRecord, now: number): Proposal {
    return this.#core.propose(() => {
      this.#mayPresent(by)
      this.#hasRoom()
      const document = documentView(record)
      const { kind, pages } = document
      return {
        writes: [
          this.#core.audit(now, 'document.put', by, null, { kind, count: pages }),
          { do: 'saveDocument', id: document.id, change: { kind: record.kind, ready: true } },
        ],
        apply: () => this.#lay(by, document),
      }
    })
  }

  /** Adds a whiteboard and shows it. */
  blank(by: ParticipantId, now: number): Proposal {
    const id = DocumentId.parse(this.#core.limits.newId())
    return this.#core.propose(() => {
      this.#mayPresent(by)
      this.#hasRoom()
      if (!this.#mayTakeOver(by)) throw new Refusal('already_presented')
      const { name } = this.#core.person(by)
      const pages = LIMITS.blankPages
      const view = { id, name: '', kind: 'blank', pages, bytes: 0, by: name } as const
      return {
        writes: [this.#core.audit(now, 'document.put', by, null, { kind: 'blank', count: pages })],
        apply: () => this.#lay(by, { ...view, download: false, keptUntil: null }),
      }
    })
  }

  #lay(by: ParticipantId, document: DocumentView): void {
    this.#documents.set(document.id, document)
    // Its author may have left while it was being written.
    if (this.#core.state.people.has(by) && this.#mayTakeOver(by)) this.#present(by, document.id)
  }

  /** The person who shows a document becomes its presenter. */
  show(by: ParticipantId, id: DocumentId, now: number): Effect[] {
    this.#mayPresent(by)
    this.#document(id)
    if (!this.#mayTakeOver(by)) throw new Refusal('already_presented')
    return this.#core.change(now, () => {
      this.#present(by, id)
      return []
    })
  }

  hide(by: ParticipantId, now: number): Effect[] {
    this.#mayPresent(by)
    if (!this.#mayTakeOver(by)) throw new Refusal('already_presented')
    return this.#core.change(now, () => {
      this.#state.shown = null
      return []
    })
  }

  /** Removes a document and its content; for moderators and its presenter. */
  remove(by: ParticipantId, id: DocumentId, now: number): Narrowing {
    return this.#core.narrow(now, () => {
      const person = this.#mayPresent(by)
      const document = this.#document(id)
      const presents = this.#state.shown?.document === id && this.#state.shown.presenter === by
      if (!leads(person.role) && !presents) throw new Refusal('forbidden')
      return [
        this.#core.audit(now, 'document.removed', by, null, { kind: document.kind }),
        ...this.#drop([document]),
      ]
    })
  }

  /** Sent to others at once, without waiting for the store. */
  turn(by: ParticipantId, look: Look): Effect[] {
    const shown = this.#presented(by, look.document)
    if (look.page > this.#document(look.document).pages) throw new Refusal('not_found')
    Object.assign(shown, look)
    this.#state.looks.set(look.document, look)
    return this.#core.toAll({ name: 'pageTurned', data: look }, by)
  }

  draw(by: ParticipantId, document: DocumentId, page: number, drawn: Stroke): Effect[] {
    this.#presented(by, document, page)
    this.#state.ink.draw(by, document, page, drawn)
    return this.#core.toAll({ name: 'ink', data: { document, page, drawn, erased: [] } }, by)
  }

  erase(by: ParticipantId, document: DocumentId, page: number, strokes: number[]): Effect[] {
    this.#presented(by, document, page)
    return this.#erased(document, page, this.#state.ink.erase(document, page, strokes))
  }

  undo(by: ParticipantId, document: DocumentId, page: number): Effect[] {
    this.#presented(by, document, page)
    return this.#erased(document, page, this.#state.ink.undo(by, document, page))
  }

  clear(by: ParticipantId, document: DocumentId, page: number): Effect[] {
    this.#presented(by, document, page)
    return this.#erased(document, page, this.#state.ink.clear(document, page))
  }

  /** Not kept: late joiners see the next position. */
  point(by: ParticipantId, at: { x: number; y: number } | null): Effect[] {
    if (this.#state.shown?.presenter !== by) throw new Refusal('not_presenting')
    return this.#core.toAll({ name: 'laser', data: { at } }, by).map((effect) => ({
      ...effect,
      // Turning it off must not be lost.
      ...(at === null ? {} : { volatile: true }),
    }))
  }

  /** [DOC6] The person downloads a copy marked with their name. */
  copy(by: ParticipantId, id: DocumentId, now: number): Proposal {
    return this.#core.propose(() => {
      const document = this.#document(id)
      if (!document.download) throw new Refusal('not_granted')
      const { kind } = document
      return {
        writes: [this.#core.audit(now, 'document.copied', by, null, { kind })],
        apply: () => {},
      }
    })
  }

  setDownload(
    by: ParticipantId,
    id: DocumentId,
    allowed: boolean,
    now: number,
  ): Narrowing | Proposal {
    if (!allowed) {
      return this.#core.narrow(now, () => {
        const document = this.#stored(id)
        document.download = false
        return this.#downloadWrites(by, document, false, now)
      })
    }
    return this.#core.propose(() => {
      const document = this.#stored(id)
      return {
        writes: this.#downloadWrites(by, document, true, now),
        apply: () => {
          document.download = true
        },
      }
    })
  }

  #downloadWrites(
    by: ParticipantId,
    { id, kind }: DocumentView,
    allowed: boolean,
    now: number,
  ): Write[] {
    return [
      this.#core.audit(now, 'document.download', by, null, { kind, on: allowed }),
      { do: 'saveDocument', id, change: { download: allowed } },
    ]
  }

  /** [DOC4] Keeps the document for `days` from now, beyond the sitting. */
  keep(by: ParticipantId, id: DocumentId, days: number, now: number): Proposal {
    return this.#core.propose(() => {
      const document = this.#stored(id)
      const keptUntil = days === 0 ? null : now + days * DAY
      return {
        writes: [
          this.#core.audit(now, 'document.kept', by, null, { kind: document.kind, days }),
          { do: 'saveDocument', id, change: { keptUntil } },
        ],
        apply: () => {
          document.keptUntil = keptUntil
        },
      }
    })
  }

  /** Grants the presenter right, together with the document on display. */
  grant(by: ParticipantId, id: ParticipantId, now: number): Proposal {
    return this.#core.propose(() => {
      this.#core.person(id)
      return {
        writes: [this.#core.audit(now, 'present.granted', by, id)],
        apply: () => {
          const person = this.#core.state.people.get(id)
          if (person === undefined) return
          person.presents = true
          if (this.#state.shown !== null) this.#state.shown.presenter = id
        },
      }
    })
  }

  /** The document on display stays and passes to the moderator who took the right. */
  revoke(by: ParticipantId, id: ParticipantId, now: number): Narrowing {
    return this.#core.narrow(now, () => {
      this.#core.person(id).presents = false
      if (this.#state.shown?.presenter === id) this.#state.shown.presenter = by
      return [this.#core.audit(now, 'present.revoked', by, id)]
    })
  }

  /** Removes documents and their drawings, also from the store. */
  #drop(documents: readonly DocumentView[]): Effect[] {
    const presentation = this.#state
    for (const { id } of documents) {
      this.#documents.delete(id)
      presentation.looks.delete(id)
      presentation.ink.forget(id)
      if (presentation.shown?.document === id) presentation.shown = null
    }
    const ids = documents.filter(({ kind }) => kind !== 'blank').map(({ id }) => id)
    return ids.length === 0 ? [] : [{ do: 'dropDocuments', ids }]
  }

  #present(by: ParticipantId, id: DocumentId): void {
    this.#state.shown = { ...(this.#state.looks.get(id) ?? firstLook(id)), presenter: by }
  }

  #mayPresent(id: ParticipantId) {
    const person = this.#core.person(id)
    if (!mayPresent(person)) throw new Refusal('not_granted')
    return person
  }

  /** Only moderators may take over from a presenter who is present. */
  #mayTakeOver(by: ParticipantId): boolean {
    const presenter = this.#state.shown?.presenter ?? null
    if (presenter === null || presenter === by) return true
    const { people } = this.#core.state
    if (people.get(presenter)?.presence.state !== 'here') return true
    return leads(this.#core.person(by).role)
  }

  #hasRoom(): void {
    if (this.#documents.size >= LIMITS.documents) throw new Refusal('too_many_documents')
  }

  #document(id: DocumentId): DocumentView {
    const document = this.#documents.get(id)
    if (document === undefined) throw new Refusal('not_found')
    return document
  }

  /** A document with a file, not a whiteboard. */
  #stored(id: DocumentId): DocumentView {
    const document = this.#document(id)
    if (document.kind === 'blank') throw new Refusal('whiteboard')
    return document
  }

  /** The document on display, for its presenter only; with `page`, only if that page is open. */
  #presented(by: ParticipantId, document: DocumentId, page?: number): Shown {
    const { shown } = this.#state
    if (shown?.presenter !== by) throw new Refusal('not_presenting')
    if (shown.document !== document) throw new Refusal('page_turned')
    if (page !== undefined && shown.page !== page) throw new Refusal('page_turned')
    return shown
  }

  #erased(document: DocumentId, page: number, erased: number[]): Effect[] {
    if (erased.length === 0) return []
    return this.#core.toAll({ name: 'ink', data: { document, page, drawn: null, erased } })
  }
}
