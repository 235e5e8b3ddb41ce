import type { ErrorCode } from '#protocol/errors.ts'
import type { FileKind } from '#protocol/presentation.ts'
import { judgePdf } from './pdf.ts'
import { PAGE, judgeJpeg, judgePng, judgeWebp } from './pictures.ts'
import type { Bounds, Verdict } from './pictures.ts'

/** PDF readers look for the header, and browsers for HTML, within this many bytes of the start. */
const HEAD = 1024
/** ZIP readers look for the end record within this many bytes of the end (APPNOTE 4.3.16). */
const TAIL = 65_535 + 22
const ZIP_END = Buffer.from('504b0506', 'hex')
const PNG = Buffer.from('89504e470d0a1a0a', 'hex')
const JPEG = Buffer.from('ffd8ff', 'hex')

const latin = (bytes: Buffer) => bytes.toString('latin1')

/**
 * Some programs write a byte order mark, white space or NULs before the header, and readers skip
 * them.
 */
const PDF_HEADER = /^(?:\xef\xbb\xbf)?[\s\0]*%PDF-[12]\.\d/

/** [DOC2] The type indicated by the first bytes, or null. File name and headers are ignored. */
export function kindOf(bytes: Buffer): FileKind | null {
  if (PDF_HEADER.test(latin(bytes.subarray(0, HEAD)))) return 'pdf'
  if (bytes.subarray(0, PNG.length).equals(PNG)) return 'png'
  if (bytes.subarray(0, JPEG.length).equals(JPEG)) return 'jpeg'
  const riff = latin(bytes.subarray(0, 4)) === 'RIFF'
  return riff && latin(bytes.subarray(8, 12)) === 'WEBP' ? 'webp' : null
}

/**
 * [DOC2] Why a document that starts like this is refused, whatever follows; null if it may be
 * accepted. A PDF with leading data gets a code that still calls it a PDF, as its owner would.
 */
export function refusalOfHead(bytes: Buffer): ErrorCode | null {
  if (kindOf(bytes) !== null) return null
  const inside = /%PDF-[12]\.\d/.test(latin(bytes.subarray(0, HEAD)))
  return inside ? 'document_mixed' : 'document_type'
}

export type Judged = { kind: FileKind } | { refused: ErrorCode }

/**
 * [DOC2] Whether the content is exactly one complete document of its type and nothing else. Pure;
 * examines only the structure and decompresses nothing.
 */
export function judge(bytes: Buffer, bounds: Bounds = PAGE): Judged {
  const kind = kindOf(bytes)
  if (kind === null) return { refused: refusalOfHead(bytes) ?? 'document_type' }
  if (isAnother(bytes, kind)) return { refused: 'document_mixed' }
  const verdict: Verdict = {
    pdf: judgePdf,
    png: judgePng,
    jpeg: judgeJpeg,
    webp: judgeWebp,
  }[kind](bytes, bounds)
  return verdict === 'good' ? { kind } : { refused: verdict }
}

/**
 * Whether another program could open it as something else. Browsers never treat content with a PDF
 * header as HTML (WHATWG MIME Sniffing, 7.1), whatever its comments contain.
 */
function isAnother(bytes: Buffer, kind: FileKind): boolean {
  if (bytes.subarray(-TAIL).includes(ZIP_END)) return true
  if (kind === 'pdf') return false
  const head = latin(bytes.subarray(0, HEAD))
  return /<(!doctype\s+html|html|head|body|script|svg|iframe)[\s>/]|%PDF-/i.test(head)
}
