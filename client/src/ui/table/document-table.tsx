/** What is fetched with the first document: one file for the page that is shown and for the panel. */
export { DocumentStage } from './stage.tsx'
export { DocumentsPanel } from './panel.tsx'
import './table.css'
