import type { DocumentId } from '#protocol/ids.ts'
import type { DocumentView, Look, Shown, TableView } from '#protocol/table.ts'
import { Ink } from './ink.ts'
import type { DocumentRecord } from './records.ts'

/** What lies on the table of one sitting. Only documents outlive the process, and what they are. */
export type TableState = {
  /** In the order in which they came. */
  documents: Map<DocumentId, DocumentView>
  shown: Shown | null
  /** How each document was last looked at, for when it is shown again. */
  looks: Map<DocumentId, Look>
  ink: Ink
}

export const tableState = (stored: readonly DocumentRecord[]): TableState => ({
  documents: new Map(stored.map((record) => [record.id, documentView(record)])),
  shown: null,
  looks: new Map(),
  ink: new Ink(),
})

/** The allow-list between what is kept of a document and what people see. */
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

export const tableView = ({ documents, shown }: TableState): TableView => ({
  documents: [...documents.values()],
  shown,
})
