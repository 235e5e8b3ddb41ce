import type { DocumentKind } from '#protocol/table.ts'
import type { Size } from './place.ts'

/** Why a file cannot be shown; each has a sentence. */
/**
 * `xfa`: a form that only a reader of XFA shows. `viewer`: it is this browser that cannot.
 */
export type Fault = 'broken' | 'encrypted' | 'noPages' | 'xfa' | 'viewer'
export class CannotOpen extends Error {
  readonly fault: Fault
  constructor(fault: Fault) {
    super(fault)
    this.fault = fault
  }
}

/** A document in this browser. Pages count from 1. */
export type Opened = {
  pages: number
  /** In any unit: only the ratio counts. */
  size(page: number): Promise<Size>
  /** A picture of the page of about this width in device pixels. */
  draw(page: number, width: number): Promise<HTMLCanvasElement>
  /** For who cannot see it; empty where there is none. */
  text(page: number): Promise<string>
  close(): void
}

/** Device pixels of a drawn page along its longer side: what phones can still hold. */
const LONGEST = 4096

/** As large as asked for, within what a canvas may have. */
export const scaleFor = ({ width, height }: Size, wanted: number): number =>
  Math.min(wanted / width, LONGEST / Math.max(width, height))

export function canvasOf(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width))
  canvas.height = Math.max(1, Math.round(height))
  return canvas
}

/** @throws CannotOpen */
export async function openDocument(kind: DocumentKind, bytes: Uint8Array): Promise<Opened> {
  if (kind === 'blank') return BLANK
  if (kind === 'pdf') return (await import('./pdf.ts')).openPdf(bytes)
  return openPicture(bytes)
}

/** A sheet like a page of A4 on its side. */
const SHEET: Size = { width: 1414, height: 1000 }
const BLANK: Opened = {
  pages: Infinity,
  size: async () => SHEET,
  async draw(_page, wanted) {
    const scale = scaleFor(SHEET, wanted)
    const canvas = canvasOf(SHEET.width * scale, SHEET.height * scale)
    const context = canvas.getContext('2d')
    if (context) {
      context.fillStyle = '#ffffff'
      context.fillRect(0, 0, canvas.width, canvas.height)
    }
    return canvas
  },
  text: async () => '',
  close: () => undefined,
}

/** Decoded from memory and drawn: no address of it ever exists. */
async function openPicture(bytes: Uint8Array): Promise<Opened> {
  let picture: ImageBitmap
  try {
    picture = await createImageBitmap(new Blob([new Uint8Array(bytes)]))
  } catch {
    throw new CannotOpen('broken')
  }
  return {
    pages: 1,
    size: async () => picture,
    async draw(_page, wanted) {
      const scale = Math.min(1, scaleFor(picture, wanted))
      const canvas = canvasOf(picture.width * scale, picture.height * scale)
      canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
      return canvas
    },
    text: async () => '',
    close: () => picture.close(),
  }
}
