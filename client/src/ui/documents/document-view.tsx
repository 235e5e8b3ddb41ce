/**
 * All code that displays a page, in one bundle. Loaded with the first document or by the recorder.
 */
export { DocumentStage } from './stage.tsx'
export { DocumentsPanel } from './panel.tsx'
export { RecordedPage } from './recorded-page.ts'
import './documents.css'
