/**
 * The pdf.js worker, bundled as our own. The import starts its message listener. Uses the legacy
 * build, because offices often run browsers that are a few years old.
 */
import './older.ts'
import 'pdfjs-dist/legacy/build/pdf.worker.min.mjs'
