import type { ErrorCode } from '../protocol/errors.ts'
import type { FileKind } from '../protocol/table.ts'
import { judgeJpeg, judgePng, judgeWebp } from './pictures.ts'
import type { Verdict } from './pictures.ts'

/** Readers of PDF look for its header, and browsers for HTML, within so many bytes of the start. */
const HEAD = 1024
/** Readers of ZIP look for its last record within so many bytes of the end (APPNOTE 4.3.16). */
const TAIL = 65_535 + 22

const latin = (bytes: Buffer) => bytes.toString('latin1')

/** [DOC2] What the first bytes say it is; null for whatever else. A name or a header is not asked. */
export function kindOf(bytes: Buffer): FileKind | null {
  if (/^%PDF-[12]\.\d/.test(latin(bytes.subarray(0, 8)))) return 'pdf'
  if (bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))) return 'png'
  if (bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex'))) return 'jpeg'
  const riff = latin(bytes.subarray(0, 4)) === 'RIFF'
  return riff && latin(bytes.subarray(8, 12)) === 'WEBP' ? 'webp' : null
}

/**
 * [DOC2] Whether all of it is one document of the kind that it begins as, and not another thing as
 * well. Pure; looks at structure and unpacks nothing.
 */
export function judge(bytes: Buffer): { kind: FileKind } | { refused: ErrorCode } {
  const kind = kindOf(bytes)
  if (kind === null || isAnother(bytes, kind)) return { refused: 'document_type' }
  const verdict: Verdict = {
    pdf: judgePdf,
    png: judgePng,
    jpeg: judgeJpeg,
    webp: judgeWebp,
  }[kind](bytes)
  return verdict === 'good' ? { kind } : { refused: verdict }
}

/** Something that another program would open as something else. */
function isAnother(bytes: Buffer, kind: FileKind): boolean {
  const head = latin(bytes.subarray(0, HEAD))
  if (/<(!doctype\s+html|html|head|body|script|svg|iframe)[\s>/]/i.test(head)) return true
  if (head.indexOf('%PDF-', kind === 'pdf' ? 1 : 0) !== -1) return true
  return bytes.subarray(-TAIL).includes(Buffer.from('504b0506', 'hex'))
}

/** ISO 32000-2, 7.5: header first; `startxref` and `%%EOF` last, with nothing after but white space. */
function judgePdf(bytes: Buffer): Verdict {
  const text = latin(bytes)
  if (!/startxref\s+\d+\s+%%EOF[\s\0]{0,64}$/.test(text.slice(-HEAD))) return 'document_broken'
  // In a trailer, or in the dictionary of a cross-reference stream: neither is ever compressed.
  return /\/Encrypt[\s\0]*(\d+[\s\0]+\d+[\s\0]+R|<<)/.test(text) ? 'document_encrypted' : 'good'
}
