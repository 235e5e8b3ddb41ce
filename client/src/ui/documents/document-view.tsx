/** What is fetched with the first document, or by who records: one file for all that shows a page. */
export { DocumentStage } from './stage.tsx'
export { DocumentsPanel } from './panel.tsx'
export { RecordedPage } from './recorded-page.ts'
import './documents.css'
