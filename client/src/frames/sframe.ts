import { decodeHeader, encodeHeader } from './header.ts'
import { ReplayWindow } from './replay.ts'

/**
 * SFrame (RFC 9605) with AES_256_GCM_SHA512_128, the only suite here. Uses WebCrypto. What a frame
 * leaves readable besides its header (`metadata`) is authenticated.
 */
const SUITE = 0x0005
const SALT_BYTES = 12
export const TAG_BYTES = 16

type Bytes = Uint8Array<ArrayBuffer>
const utf8 = new TextEncoder()

export const join = (...parts: Uint8Array[]): Bytes => {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** KID as eight bytes, then the suite as two. */
const labelOf = (what: 'key' | 'salt', kid: number): Bytes => {
  const end = new DataView(new ArrayBuffer(10))
  end.setBigUint64(0, BigInt(kid))
  end.setUint16(8, SUITE)
  return join(utf8.encode(`SFrame 1.0 Secret ${what} `), new Uint8Array(end.buffer))
}

export type FrameKey = { kid: number; key: CryptoKey; salt: Bytes }

/** Bytes, or an HKDF key for `deriveKey` and `deriveBits`, which need not be extractable. */
export type BaseKey = Bytes | CryptoKey

const imported = (base: BaseKey): CryptoKey | Promise<CryptoKey> =>
  base instanceof Uint8Array
    ? crypto.subtle.importKey('raw', base, 'HKDF', false, ['deriveKey', 'deriveBits'])
    : base

/** Key and salt of one sender and source from a base key (RFC 9605, section 4.4.2). */
export async function deriveFrameKey(base: BaseKey, kid: number): Promise<FrameKey> {
  const secret = await imported(base)
  const hkdf = (what: 'key' | 'salt') => ({
    name: 'HKDF',
    hash: 'SHA-512',
    salt: new Uint8Array(),
    info: labelOf(what, kid),
  })
  const [key, salt] = await Promise.all([
    crypto.subtle.deriveKey(hkdf('key'), secret, { name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]),
    crypto.subtle.deriveBits(hkdf('salt'), secret, SALT_BYTES * 8),
  ])
  return { kid, key, salt: new Uint8Array(salt) }
}

/** The salt with the counter in its last bytes (RFC 9605, section 4.4.3). */
const nonceOf = (salt: Bytes, counter: number): Bytes => {
  const nonce = salt.slice()
  let rest = counter
  for (let at = nonce.length - 1; rest > 0; at -= 1) {
    nonce[at] = (nonce[at] ?? 0) ^ (rest % 256)
    rest = Math.floor(rest / 256)
  }
  return nonce
}

const gcm = (salt: Bytes, counter: number, header: Uint8Array, metadata: Uint8Array) => ({
  name: 'AES-GCM',
  iv: nonceOf(salt, counter),
  additionalData: join(header, metadata),
  tagLength: TAG_BYTES * 8,
})

/** Seals frames with one key. Its counter only grows: no two frames have the same nonce. */
export class Sealer {
  readonly #key: FrameKey
  #next: number

  constructor(key: FrameKey, first = 0) {
    this.#key = key
    this.#next = first
  }

  /** Header, then ciphertext, then tag. */
  async seal(frame: Bytes, metadata: Bytes): Promise<Bytes> {
    const { kid, key, salt } = this.#key
    const counter = this.#next
    this.#next += 1
    const header = encodeHeader({ key: kid, counter })
    const sealed = await crypto.subtle.encrypt(gcm(salt, counter, header, metadata), key, frame)
    return join(header, new Uint8Array(sealed))
  }
}

/** Why a frame was not opened. */
export type Refused = 'malformed' | 'other_key' | 'forged' | 'replayed'

/** Opens frames of one key, each at most once. */
export class Opener {
  readonly #key: FrameKey
  readonly #window = new ReplayWindow()

  constructor(key: FrameKey) {
    this.#key = key
  }

  async open(sealed: Bytes, metadata: Bytes): Promise<Bytes | Refused> {
    const { kid, key, salt } = this.#key
    const read = decodeHeader(sealed)
    if (!read || sealed.length < read.length + TAG_BYTES) return 'malformed'
    const { header, length } = read
    if (header.key !== kid) return 'other_key'
    const params = gcm(salt, header.counter, sealed.subarray(0, length), metadata)
    const frame = await crypto.subtle
      .decrypt(params, key, sealed.subarray(length))
      .catch(() => null)
    if (!frame) return 'forged'
    return this.#window.take(header.counter) ? new Uint8Array(frame) : 'replayed'
  }
}
