import { canvasOf } from './opened.ts'
import type { Opened } from './opened.ts'

/** Page width in device pixels: 150 dpi on A4. */
const WIDTH = 1240
const QUALITY = 0.85
/** Width of A4 in PDF points. */
const POINTS = 595

type Picture = { jpeg: Uint8Array; width: number; height: number }

/**
 * [DOC6] A PDF of page images with the watermark burned into each. Unlike an annotation, it cannot
 * be removed, and nothing embedded in the document (scripts, files, links) is copied.
 */
export async function markedCopy(
  opened: Opened,
  pages: number,
  mark: string,
  progress: (page: number) => void,
): Promise<Blob> {
  const pictures: Picture[] = []
  for (let page = 1; page <= pages; page += 1) {
    progress(page)
    const canvas = await opened.draw(page, WIDTH)
    stamp(canvas, mark)
    pictures.push(await jpegOf(canvas))
  }
  return new Blob(pdfOf(pictures), { type: 'application/pdf' })
}

/** Covers the page so that cropping cannot remove it, faint enough to read through. */
function stamp(canvas: HTMLCanvasElement, mark: string): void {
  const context = canvas.getContext('2d')
  if (!context) return
  const size = Math.max(14, canvas.width / 45)
  context.save()
  context.font = `${size}px sans-serif`
  context.fillStyle = 'rgb(120 120 120 / 35%)'
  const step = context.measureText(mark).width + size * 3
  context.rotate(-Math.PI / 9)
  for (let y = -canvas.height; y < canvas.height * 2; y += size * 7) {
    for (let x = -canvas.width; x < canvas.width * 2; x += step) context.fillText(mark, x, y)
  }
  context.restore()
}

async function jpegOf(drawn: HTMLCanvasElement): Promise<Picture> {
  // JPEG has no transparency, so transparent areas would turn black.
  const canvas = canvasOf(drawn.width, drawn.height)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(drawn, 0, 0)
  const blob = await new Promise<Blob | null>((done) => {
    canvas.toBlob(done, 'image/jpeg', QUALITY)
  })
  if (!blob) throw new Error('no picture')
  const jpeg = new Uint8Array(await blob.arrayBuffer())
  return { jpeg, width: canvas.width, height: canvas.height }
}

/**
 * Builds a PDF as in ISO 32000-2, 7.5: catalog, page tree, one image per page (DCTDecode, 7.4.8).
 */
export function pdfOf(pictures: readonly Picture[]): Uint8Array<ArrayBuffer>[] {
  const encoder = new TextEncoder()
  const chunks: Uint8Array<ArrayBuffer>[] = []
  const places: number[] = []
  let length = 0
  const write = (part: string | Uint8Array) => {
    const bytes = typeof part === 'string' ? encoder.encode(part) : new Uint8Array(part)
    chunks.push(bytes)
    length += bytes.length
  }
  const object = (n: number, ...parts: (string | Uint8Array)[]) => {
    places[n] = length
    write(`${n} 0 obj\n`)
    for (const part of parts) write(part)
    write('\nendobj\n')
  }
  write('%PDF-1.4\n')
  object(1, '<< /Type /Catalog /Pages 2 0 R >>')
  const kids = pictures.map((_, n) => `${3 + 3 * n} 0 R`).join(' ')
  object(2, `<< /Type /Pages /Kids [${kids}] /Count ${pictures.length} >>`)
  for (const [n, { jpeg, width, height }] of pictures.entries()) {
    const first = 3 + 3 * n
    const tall = Math.round((POINTS * height) / width)
    const content = `q ${POINTS} 0 0 ${tall} 0 0 cm /P Do Q`
    object(
      first,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${POINTS} ${tall}] /Contents ${first + 1} 0 R /Resources << /XObject << /P ${first + 2} 0 R >> >> >>`,
    )
    object(first + 1, `<< /Length ${content.length} >>\nstream\n${content}\nendstream`)
    object(
      first + 2,
      `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>\nstream\n`,
      jpeg,
      '\nendstream',
    )
  }
  const start = length
  const table = places
    .slice(1)
    .map((at) => `${String(at).padStart(10, '0')} 00000 n \n`)
    .join('')
  write(`xref\n0 ${places.length}\n0000000000 65535 f \n${table}`)
  write(`trailer\n<< /Size ${places.length} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`)
  return chunks
}
