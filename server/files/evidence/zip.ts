import { crc32 } from 'node:zlib'

/** Not a plain archive of ours. The message is a sentence for the person who checks it. */
export class ZipError extends Error {
  override readonly name = 'ZipError'
}

/**
 * ZIP archives without compression, so that any tool can read a bundle and no library is needed
 * here. Names are plain ASCII, whole files are held in memory, and ZIP64 is not supported.
 */
const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const VERSION = 20
const END_BYTES = 22

export type Files = ReadonlyMap<string, Buffer>

export function zip(files: Files, at: number): Buffer {
  const stamp = dosTime(new Date(at))
  const bodies: Buffer[] = []
  const entries: Buffer[] = []
  let offset = 0
  for (const [name, data] of files) {
    const path = Buffer.from(name, 'ascii')
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(VERSION, 0)
    shared.writeUInt32LE(stamp, 6)
    shared.writeUInt32LE(crc32(data), 10)
    shared.writeUInt32LE(data.length, 14)
    shared.writeUInt32LE(data.length, 18)
    shared.writeUInt16LE(path.length, 22)
    const body = Buffer.concat([uint32(LOCAL), shared, path, data])
    // Version made by (2 bytes) precedes the fields shared by both headers; comment, disk,
    // attributes and offset follow.
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    entries.push(Buffer.concat([uint32(CENTRAL), uint16(VERSION), shared, rest, path]))
    bodies.push(body)
    offset += body.length
  }
  const directory = Buffer.concat(entries)
  const end = Buffer.alloc(END_BYTES)
  end.writeUInt32LE(END, 0)
  end.writeUInt16LE(files.size, 8)
  end.writeUInt16LE(files.size, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...bodies, directory, end])
}

/**
 * Strict on purpose: consecutive files with no gaps, leading or trailing data, and no duplicate
 * names. Ignores times and the like; to verify those, repack the files and compare.
 */
export function unzip(archive: Buffer): Files {
  const end = archive.length - END_BYTES
  if (end < 0 || archive.readUInt32LE(end) !== END)
    throw new ZipError('It is not a complete archive.')
  const count = archive.readUInt16LE(end + 10)
  const directory = archive.readUInt32LE(end + 16)
  const files = new Map<string, Buffer>()
  let at = directory
  let body = 0
  for (let i = 0; i < count; i += 1) {
    need(at + 46 <= end && archive.readUInt32LE(at) === CENTRAL)
    const pathLength = archive.readUInt16LE(at + 28)
    const size = archive.readUInt32LE(at + 24)
    const path = archive.subarray(at + 46, at + 46 + pathLength)
    const name = path.toString('latin1')
    need(archive.readUInt32LE(at + 42) === body && body + 30 + pathLength + size <= directory)
    need(archive.readUInt32LE(body) === LOCAL)
    // Method, sizes and names in both headers must match byte for byte, without extra fields.
    const inDirectory = archive.subarray(at + 6, at + 32)
    need(inDirectory.equals(archive.subarray(body + 4, body + 30)))
    need(inDirectory.readUInt16LE(4) === 0 && inDirectory.readUInt16LE(24) === 0)
    need(archive.subarray(body + 30, body + 30 + pathLength).equals(path))
    const data = archive.subarray(body + 30 + pathLength, body + 30 + pathLength + size)
    need(inDirectory.readUInt32LE(14) === size && crc32(data) === inDirectory.readUInt32LE(10))
    need(/^[a-z0-9.-]+$/.test(name) && !files.has(name))
    files.set(name, data)
    body += 30 + pathLength + size
    at += 46 + pathLength
  }
  need(body === directory && at === end)
  return files
}

function need(fact: boolean): void {
  if (!fact) throw new ZipError('An Họp did not create this archive.')
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

/** Date in the high half, time in the low; the exact time is in the manifest. */
function dosTime(date: Date): number {
  const day =
    ((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate()
  const time =
    (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1)
  return day * 0x10000 + time
}
