/** Bytes of our own: WebCrypto takes no views of shared memory. */
export type Bytes = Uint8Array<ArrayBuffer>

const encoder = new TextEncoder()
export const utf8 = (text: string): Bytes => encoder.encode(text)

/** One after another. */
export function join(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export const copyOf = (bytes: Uint8Array): Bytes => join(bytes)

/** Whether the contents are equal. Takes the same time wherever they differ; lengths are public. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  return a.reduce((differing, byte, at) => differing | (byte ^ (b[at] ?? 0)), 0) === 0
}

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Without padding, as it stands in links (RFC 4648, section 5). */
export const toBase64Url = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/** Null for anything that {@link toBase64Url} would have written otherwise. */
export function fromBase64Url(text: string): Bytes | null {
  if (!/^[\w-]*$/.test(text)) return null
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, (char) => char.codePointAt(0) ?? 0)
    return toBase64Url(bytes) === text ? bytes : null
  } catch {
    return null
  }
}

/** Two bytes of length before each part, so that no two lists of parts read the same. */
export const list = (...parts: readonly Uint8Array[]): Bytes =>
  join(...parts.flatMap((part) => [lengthOf(part), part]))
const lengthOf = ({ length }: Uint8Array): Bytes => {
  if (length > 0xffff) throw new RangeError('longer than 65535 bytes')
  return Uint8Array.of(length >> 8, length & 0xff)
}

/** The parts of {@link list}. Null if the bytes are no list. */
export function partsOf(bytes: Bytes): Bytes[] | null {
  const parts: Bytes[] = []
  let at = 0
  while (at < bytes.length) {
    const end = at + 2 + (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0)
    if (at + 2 > bytes.length || end > bytes.length) return null
    parts.push(bytes.slice(at + 2, end))
    at = end
  }
  return parts
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
/** Null if the bytes are no UTF-8. */
export function textOf(bytes: Bytes): string | null {
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}
