import type { ErrorCode } from '#protocol/errors.ts'
import type { FileKind } from '#protocol/presentation.ts'
import { judgePdf } from './pdf.ts'
import { judgeJpeg, judgePng, judgeWebp } from './pictures.ts'
import type { Verdict } from './pictures.ts'

/** Readers of PDF look for its header, and browsers for HTML, within so many bytes of the start. */
const HEAD = 1024
/** Readers of ZIP look for its last record within so many bytes of the end (APPNOTE 4.3.16). */
const TAIL = 65_535 + 22
const ZIP_END = Buffer.from('504b0506', 'hex')
const PNG = Buffer.from('89504e470d0a1a0a', 'hex')
const JPEG = Buffer.from('ffd8ff', 'hex')

const latin = (bytes: Buffer) => bytes.toString('latin1')

/** A byte order mark, white space and NULs before the header: programs put them there, readers skip them. */
const PDF_HEADER = /^(?:\xef\xbb\xbf)?[\s\0]*%PDF-[12]\.\d/

/** [DOC2] What the first bytes say it is; null for whatever else. A name or a header is not asked. */
export function kindOf(bytes: Buffer): FileKind | null {
  if (PDF_HEADER.test(latin(bytes.subarray(0, HEAD)))) return 'pdf'
  if (bytes.subarray(0, PNG.length).equals(PNG)) return 'png'
  if (bytes.subarray(0, JPEG.length).equals(JPEG)) return 'jpeg'
  const riff = latin(bytes.subarray(0, 4)) === 'RIFF'
  return riff && latin(bytes.subarray(8, 12)) === 'WEBP' ? 'webp' : null
}

/**
 * [DOC2] Why what begins like this is not taken, whatever follows; null when it may be. A PDF with
 * something before it is a PDF to its owner, so it is not called something else.
 */
export function refusalOfHead(bytes: Buffer): ErrorCode | null {
  if (kindOf(bytes) !== null) return null
  const inside = /%PDF-[12]\.\d/.test(latin(bytes.subarray(0, HEAD)))
  return inside ? 'document_mixed' : 'document_type'
}

export type Judged = { kind: FileKind } | { refused: ErrorCode }

/**
 * [DOC2] Whether all of it is one document of the kind that it begins as, and not another thing as
 * well. Pure; looks at structure and unpacks nothing.
 */
export function judge(bytes: Buffer): Judged {
  const kind = kindOf(bytes)
  if (kind === null) return { refused: refusalOfHead(bytes) ?? 'document_type' }
  if (isAnother(bytes, kind)) return { refused: 'document_mixed' }
  const verdict: Verdict = {
    pdf: judgePdf,
    png: judgePng,
    jpeg: judgeJpeg,
    webp: judgeWebp,
  }[kind](bytes)
  return verdict === 'good' ? { kind } : { refused: verdict }
}

/**
 * Something that another program would open as something else. What begins with the header of a PDF
 * is HTML to no browser (WHATWG MIME Sniffing, 7.1), whatever words stand in its comments.
 */
function isAnother(bytes: Buffer, kind: FileKind): boolean {
  if (bytes.subarray(-TAIL).includes(ZIP_END)) return true
  if (kind === 'pdf') return false
  const head = latin(bytes.subarray(0, HEAD))
  return /<(!doctype\s+html|html|head|body|script|svg|iframe)[\s>/]|%PDF-/i.test(head)
}
