import type { DocumentId } from '#protocol/ids.ts'
import type { DocumentView, Look, Shown, PresentationView } from '#protocol/presentation.ts'
import { Ink } from './ink.ts'
import type { DocumentRecord } from './records.ts'

/** How the documents of one sitting are shown; the documents themselves may outlive it. */
export type PresentationState = {
  shown: Shown | null
  /** Each document's last view, restored when it is shown again. */
  looks: Map<DocumentId, Look>
  ink: Ink
}

export const newPresentation = (): PresentationState => ({
  shown: null,
  looks: new Map(),
  ink: new Ink(),
})

/** In order of arrival. */
export type Documents = Map<DocumentId, DocumentView>

export const documentsFrom = (stored: readonly DocumentRecord[]): Documents =>
  new Map(stored.map((record) => [record.id, documentView(record)]))

/** The allow-list from a document's record to what people see. */
export const documentView = (record: DocumentRecord): DocumentView => ({
  id: record.id,
  name: record.name,
  kind: record.kind,
  pages: record.pages,
  bytes: record.bytes,
  by: record.by,
  download: record.download,
  keptUntil: record.keptUntil,
})

export const presentationView = (
  { shown }: PresentationState,
  documents: Documents,
): PresentationView => ({
  documents: [...documents.values()],
  shown,
})
