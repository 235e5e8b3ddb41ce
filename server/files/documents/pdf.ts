import type { Verdict } from './pictures.ts'

/** `startxref`, its offset and `%%EOF`, with white space, fit into this many bytes. */
const END = 1024
/** Bytes for an object header (or `xref`) and the start of its dictionary. */
const TABLE = 64

const latin = (bytes: Buffer, from: number, to: number) => bytes.toString('latin1', from, to)

const isPadding = (byte: number | undefined) =>
  byte === 0 || byte === 9 || byte === 10 || byte === 12 || byte === 13 || byte === 32

/**
 * [DOC2] ISO 32000-2, 7.5: the header first; `startxref` and `%%EOF` last, followed only by
 * padding. Does not look inside objects, because text on a page is not structure. Whether a
 * password is needed can only be found by opening the file, which browsers do: see docs/SPEC.md.
 */
export function judgePdf(bytes: Buffer): Verdict {
  let end = bytes.length
  while (end > 0 && isPadding(bytes[end - 1])) end -= 1
  const last = latin(bytes, Math.max(0, end - END), end)
  const at = /startxref[\s\0]+(\d{1,10})[\s\0]+%%EOF$/.exec(last)?.[1]
  if (at === undefined) return 'document_broken'
  const header = bytes.indexOf('%PDF-')
  const table = [header + Number(at), Number(at)].find((place) => isTable(bytes, place))
  // Readers repair a wrong offset by searching for objects: harmless, unless there are two
  // documents.
  return hasSecond(bytes, table ?? header) ? 'document_mixed' : 'good'
}

/** A cross-reference table, or the object of a cross-reference stream (7.5.4, 7.5.8). */
const isTable = (bytes: Buffer, at: number) =>
  /^[\s\0]*(?:xref[\s\0]|\d{1,10}[\s\0]+\d{1,5}[\s\0]+obj\b)/.test(latin(bytes, at, at + TABLE))

/** Whether the end of one document is followed by the header of another, ignoring padding. */
function hasSecond(bytes: Buffer, from: number): boolean {
  for (let at = bytes.indexOf('%PDF-', from + 1); at !== -1; at = bytes.indexOf('%PDF-', at + 1)) {
    let before = at
    while (before > 0 && isPadding(bytes[before - 1])) before -= 1
    if (latin(bytes, before - 5, before) === '%%EOF') return true
  }
  return false
}
