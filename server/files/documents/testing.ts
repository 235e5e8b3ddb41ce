import { crc32, deflateSync } from 'node:zlib'

/** A complete PDF with one page per text, written by hand (ISO 32000-2, 7.5). */
export function pdfOf(...texts: string[]): Buffer {
  const pages = texts.map((_, n) => `${4 + 2 * n} 0 R`).join(' ')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${pages}] /Count ${texts.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...texts.flatMap((text, n) => {
      const content = `0.1 0.3 0.6 rg 40 40 515 120 re f BT /F1 48 Tf 60 600 Td (${text}) Tj ET`
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${5 + 2 * n} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ]
    }),
  ]
  let body = '%PDF-1.4\n'
  const places = objects.map((object, n) => {
    const at = body.length
    body += `${n + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  const count = objects.length + 1
  return Buffer.from(
    `${body}xref\n0 ${count}\n0000000000 65535 f \n${table}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`,
    'latin1',
  )
}

function chunk(name: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}

/** A gray PNG; a large one only claims its size. */
export function pngOf(width = 4, height = 4): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  // Each row starts with its filter type: none.
  const row = Buffer.concat([Buffer.alloc(1), Buffer.alloc(Math.min(width, 64), 128)])
  const rows = Buffer.concat(Array<Buffer>(Math.min(height, 64)).fill(row))
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** The parts of a JPEG that are checked: one frame, one scan, the end. */
export function jpegOf(width = 8, height = 8): Buffer {
  const frame = Buffer.from('ffc0000b080000000001011100', 'hex')
  frame.writeUInt16BE(height, 5)
  frame.writeUInt16BE(width, 7)
  return Buffer.concat([
    Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
    frame,
    Buffer.from('ffda0008010100003f0012345678ffd9', 'hex'),
  ])
}

/** A chunk of a RIFF file (RFC 9649, 2.3). */
function riffChunk(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(name, 0, 'latin1')
  head.writeUInt32LE(data.length, 4)
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)])
}

const vp8lOf = (width: number, height: number): Buffer => {
  const data = Buffer.alloc(13)
  data[0] = 0x2f
  data.writeUInt32LE((width - 1) | ((height - 1) << 14), 1)
  return riffChunk('VP8L', data)
}

type Side = { width: number; height: number }

/** A WebP whose header claims one size while its frames (one, or an animation) have others. */
export function extendedWebpOf(canvas: Side, ...frames: Side[]): Buffer {
  const header = Buffer.alloc(10)
  header.writeUIntLE(canvas.width - 1, 4, 3)
  header.writeUIntLE(canvas.height - 1, 7, 3)
  const drawn = frames.map(({ width, height }) => {
    const frame = vp8lOf(width, height)
    return frames.length === 1 ? frame : riffChunk('ANMF', Buffer.concat([Buffer.alloc(16), frame]))
  })
  const body = Buffer.concat([Buffer.from('WEBP'), riffChunk('VP8X', header), ...drawn])
  return riffChunk('RIFF', body)
}

export function webpOf(width = 8, height = 8): Buffer {
  const file = Buffer.alloc(34)
  file.write('RIFF', 0, 'latin1')
  file.writeUInt32LE(26, 4)
  file.write('WEBPVP8L', 8, 'latin1')
  file.writeUInt32LE(13, 16)
  file[20] = 0x2f
  file.writeUInt32LE((width - 1) | ((height - 1) << 14), 21)
  return file
}
