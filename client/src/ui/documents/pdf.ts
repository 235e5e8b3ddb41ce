import './older.ts'
import {
  AnnotationMode,
  InvalidPDFException,
  PDFWorker,
  PasswordException,
  getDocument,
} from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { PDFDocumentLoadingTask, PDFDocumentProxy } from 'pdfjs-dist'
import files from 'virtual:pdf-files'
import { CannotOpen, canvasOf, scaleFor } from './opened.ts'
import type { Fault, Opened } from './opened.ts'

/**
 * A PDF by pdf.js, read in a worker of its own that goes with it. Nothing in it runs: this version
 * has no `eval`, its interpreter of scripts is not in the bundle, and forms and XFA are off. What it
 * fetches comes from this server. @throws CannotOpen
 */
export async function openPdf(bytes: Uint8Array): Promise<Opened> {
  const port = new Worker(new URL('./pdf-worker.ts', import.meta.url), { type: 'module' })
  const worker = PDFWorker.create({ port })
  const task = getDocument({
    worker,
    // The worker takes the bytes away; who opened may need them again.
    data: bytes.slice(),
    cMapUrl: at('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: at('standard_fonts'),
    wasmUrl: at('wasm'),
    iccUrl: at('iccs'),
    enableXfa: false,
    // A picture inside that unpacks to more is left out.
    maxImageSize: 50_000_000,
  })
  const close = () => {
    void task.destroy().finally(() => port.terminate())
  }
  try {
    const document = await within(task, port)
    const fault = await faultIn(document)
    if (fault !== null) throw new CannotOpen(fault)
    return opened(document, close)
  } catch (error) {
    close()
    throw error instanceof CannotOpen ? error : new CannotOpen(faultOf(error))
  }
}

function faultOf(error: unknown): Fault {
  if (error instanceof PasswordException) return 'encrypted'
  // Whatever else goes wrong is no fault of the file.
  return error instanceof InvalidPDFException ? 'broken' : 'viewer'
}

/** What opens and yet shows nothing: no pages, or one that says to wait for a reader of XFA. */
async function faultIn(document: PDFDocumentProxy): Promise<Fault | null> {
  if (document.numPages === 0) return 'noPages'
  const { info } = await document.getMetadata()
  const says = (key: string) => Reflect.get(info, key) === true
  return says('IsXFAPresent') && !says('IsAcroFormPresent') ? 'xfa' : null
}

const at = (folder: string) => new URL(`${files}${folder}/`, location.href).href

/**
 * A password is not asked for: what opens without one is shown, as in any reader. A browser that
 * cannot run the worker says nothing but that.
 */
function within(task: PDFDocumentLoadingTask, port: Worker): Promise<PDFDocumentProxy> {
  return new Promise((resolve, reject) => {
    port.addEventListener('error', () => reject(new Error('worker')), { once: true })
    task.onPassword = () => reject(new PasswordException('locked', 1))
    task.promise.then(resolve, reject)
  })
}

function opened(document: PDFDocumentProxy, close: () => void): Opened {
  return {
    pages: document.numPages,
    async size(n) {
      const page = await document.getPage(n)
      return page.getViewport({ scale: 1 })
    },
    async draw(n, wanted) {
      const page = await document.getPage(n)
      const scale = scaleFor(page.getViewport({ scale: 1 }), wanted)
      const viewport = page.getViewport({ scale })
      const canvas = canvasOf(viewport.width, viewport.height)
      // For the screen pdf.js draws in animation frames, which a tab out of sight does not get; a
      // recording goes on there.
      const intent = globalThis.document.hidden ? 'print' : 'display'
      const annotationMode = AnnotationMode.ENABLE
      await page.render({ canvas, viewport, annotationMode, intent }).promise
      return canvas
    },
    async text(n) {
      const page = await document.getPage(n)
      const { items } = await page.getTextContent()
      return items
        .map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : ''))
        .join('')
        .trim()
    },
    close,
  }
}
