/**
 * The reader of pdf.js, as a worker of ours: it listens by itself. The build for browsers that are a
 * few years old, as offices have them.
 */
import './older.ts'
import 'pdfjs-dist/legacy/build/pdf.worker.min.mjs'
