import type { DocumentKind } from '#protocol/presentation.ts'
import { CannotOpen, canvasOf, scaleFor } from './opened.ts'
import type { Opened } from './opened.ts'
import type { Size } from './place.ts'

/** @throws CannotOpen */
export async function openDocument(kind: DocumentKind, bytes: Uint8Array): Promise<Opened> {
  if (kind === 'blank') return BLANK
  if (kind === 'pdf') return (await import('./pdf.ts')).openPdf(bytes)
  return openPicture(bytes)
}

/** Landscape A4 proportions. */
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

/** Decodes the image from memory and draws it on a canvas, so no URL for it ever exists. */
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
