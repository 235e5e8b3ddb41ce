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
 * Opens a PDF with pdf.js in a worker that closes with the document. No code in the file can run:
 * this version does not use `eval`, its script interpreter is not bundled, and forms and XFA are
 * off. Everything it fetches comes from this server.
 * @throws CannotOpen
 */
export async function openPdf(bytes: Uint8Array): Promise<Opened> {
  const port = new Worker(new URL('./pdf-worker.ts', import.meta.url), { type: 'module' })
  const worker = PDFWorker.create({ port })
  const task = getDocument({
    worker,
    // pdf.js transfers the bytes to the worker, but the caller may need them again.
    data: bytes.slice(),
    cMapUrl: at('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: at('standard_fonts'),
    wasmUrl: at('wasm'),
    iccUrl: at('iccs'),
    enableXfa: false,
    // In pixels: pdf.js leaves out any embedded image that decodes to more.
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
  // Any other error is not the file's fault.
  return error instanceof InvalidPDFException ? 'broken' : 'viewer'
}

/**
 * Finds files that open but have nothing to show: no pages, or only the "please wait" page of an
 * XFA form.
 */
async function faultIn(document: PDFDocumentProxy): Promise<Fault | null> {
  if (document.numPages === 0) return 'noPages'
  const { info } = await document.getMetadata()
  const says = (key: string) => Reflect.get(info, key) === true
  return says('IsXFAPresent') && !says('IsAcroFormPresent') ? 'xfa' : null
}

const at = (folder: string) => new URL(`${files}${folder}/`, location.href).href

/**
 * Rejects on a password prompt instead of asking: a file that opens without a password is shown, as
 * in any reader. A browser that cannot run the worker reports only a worker error.
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
      // With 'display', pdf.js renders in animation frames, which a hidden tab does not get. A
      // recording must keep rendering in the background, so hidden tabs use 'print'.
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
