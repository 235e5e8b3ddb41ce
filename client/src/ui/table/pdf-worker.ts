/** The reader of pdf.js, as a worker of ours: it listens by itself. */
import 'pdfjs-dist/build/pdf.worker.min.mjs'
