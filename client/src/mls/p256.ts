import { type Bytes, copyOf, fromBase64Url, join, toHex, utf8 } from './bytes.ts'

/**
 * Keys and signatures on P-256, by WebCrypto in all but one thing: the public key that belongs to a
 * secret one. Firefox exports no key that was imported without its public half, so that this one
 * multiplication is done there by @noble/curves, which other browsers do not load.
 *
 * Secret keys are 32 bytes, public keys 65 (uncompressed, as RFC 9420, section 5.1.1, asks), and
 * signatures DER.
 */
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256' }
const ECDH = { name: 'ECDH', namedCurve: 'P-256' }
const SHA256 = { name: 'ECDSA', hash: 'SHA-256' }
const SECRET_BYTES = 32
export const PUBLIC_BYTES = 65

/** RFC 5208 and RFC 5915: what stands before a secret key of this curve, without its public one. */
const PKCS8 = Uint8Array.from([
  0x30, 0x41, 2, 1, 0, 0x30, 0x13, 6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1, 6, 8, 0x2a, 0x86, 0x48,
  0xce, 0x3d, 3, 1, 7, 4, 0x27, 0x30, 0x25, 2, 1, 1, 4, 0x20,
])
const pkcs8 = (secret: Uint8Array): Bytes => {
  if (secret.length !== SECRET_BYTES) throw new RangeError('not a secret key of P-256')
  return join(PKCS8, secret)
}

export type KeyPair = { secretKey: Bytes; publicKey: Bytes }

/** Rejects if the bytes are no secret key of this curve. */
export async function publicKeyOf(secret: Uint8Array): Promise<Bytes> {
  const key = await crypto.subtle.importKey('pkcs8', pkcs8(secret), ECDH, true, ['deriveBits'])
  const { x, y }: JsonWebKey = await crypto.subtle.exportKey('jwk', key).catch(() => ({}))
  const point = [x, y].map((half) => (half === undefined ? null : fromBase64Url(half)))
  const [left, right] = point
  if (left?.length === SECRET_BYTES && right?.length === SECRET_BYTES)
    return join(UNCOMPRESSED, left, right)
  const { p256 } = await import('@noble/curves/nist.js')
  return copyOf(p256.getPublicKey(secret, false))
}
/** What stands before both halves of a point (SEC 1, section 2.3.3). */
const UNCOMPRESSED = Uint8Array.of(4)

/** The order of the curve's group (FIPS 186-4, D.1.2.3): secret keys are smaller, and not zero. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const isSecretKey = (bytes: Uint8Array): boolean => {
  const number = BigInt(`0x${toHex(bytes)}`)
  return number > 0n && number < ORDER
}

const HPKE = utf8('HPKE-v1')
/** The identifier of DHKEM(P-256, HKDF-SHA256): "KEM", 0x0010. */
const KEM = join(utf8('KEM'), Uint8Array.of(0x00, 0x10))

/**
 * The key pair that a seed stands for: DeriveKeyPair of RFC 9180, section 7.1.3. A candidate that
 * is no key (one of 2^32) makes room for the next.
 */
export async function deriveKeyPair(seed: Uint8Array): Promise<KeyPair> {
  const ikm = join(HPKE, KEM, utf8('dkp_prk'), seed)
  const base = await crypto.subtle.importKey('raw', ikm, 'HKDF', false, ['deriveBits'])
  for (let counter = 0; counter < 256; counter += 1) {
    const info = join(
      Uint8Array.of(0, SECRET_BYTES),
      HPKE,
      KEM,
      utf8('candidate'),
      Uint8Array.of(counter),
    )
    const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info }
    const secretKey = new Uint8Array(await crypto.subtle.deriveBits(hkdf, base, SECRET_BYTES * 8))
    if (isSecretKey(secretKey)) return { secretKey, publicKey: await publicKeyOf(secretKey) }
  }
  throw new Error('no key from this seed')
}

export const generateKeyPair = (): Promise<KeyPair> =>
  deriveKeyPair(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)))

/** Both halves as WebCrypto wants them for key agreement. */
export async function agreementKeys({ secretKey, publicKey }: KeyPair): Promise<CryptoKeyPair> {
  const [secret, open] = await Promise.all([
    crypto.subtle.importKey('pkcs8', pkcs8(secretKey), ECDH, false, ['deriveBits']),
    crypto.subtle.importKey('raw', publicKey, ECDH, true, []),
  ])
  return { privateKey: secret, publicKey: open }
}

/** A whole number of 32 bytes as DER's INTEGER: without leading zeros, and never negative. */
const derInteger = (number: Uint8Array): Bytes => {
  const start = number.findIndex((byte) => byte !== 0)
  const digits = start === -1 ? Uint8Array.of(0) : number.subarray(start)
  const positive = (digits[0] ?? 0) < 0x80 ? digits : join(Uint8Array.of(0), digits)
  return join(Uint8Array.of(0x02, positive.length), positive)
}

/** WebCrypto's 64 bytes, r and s, as DER's Ecdsa-Sig-Value (RFC 3279, section 2.2.3). */
const toDer = (signature: Uint8Array): Bytes => {
  const numbers = join(derInteger(signature.subarray(0, 32)), derInteger(signature.subarray(32)))
  return join(Uint8Array.of(0x30, numbers.length), numbers)
}

/** The reverse. Null for what {@link toDer} would not have written. */
function fromDer(der: Uint8Array): Bytes | null {
  const rLength = der[3] ?? 0
  const r = der.subarray(4, 4 + rLength)
  const s = der.subarray(6 + rLength)
  const signature = new Uint8Array(64)
  for (const [end, number] of [
    [32, r],
    [64, s],
  ] as const) {
    const digits = number[0] === 0 ? number.subarray(1) : number
    if (digits.length > 32) return null
    signature.set(digits, end - digits.length)
  }
  const again = toDer(signature)
  return again.length === der.length && again.every((byte, at) => byte === der[at])
    ? signature
    : null
}

/** ECDSA with SHA-256. */
export async function sign(secretKey: Uint8Array, message: Uint8Array): Promise<Bytes> {
  const key = await crypto.subtle.importKey('pkcs8', pkcs8(secretKey), ECDSA, false, ['sign'])
  return signWith(key, message)
}

/** The same by a key that WebCrypto keeps. */
export const signWith = async (key: CryptoKey, message: Uint8Array): Promise<Bytes> =>
  toDer(new Uint8Array(await crypto.subtle.sign(SHA256, key, copyOf(message))))

/** False also if the key is no point of the curve, or the signature not DER. */
export async function verify(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const raw = fromDer(signature)
  if (!raw || publicKey.length !== PUBLIC_BYTES) return false
  const key = await crypto.subtle
    .importKey('raw', copyOf(publicKey), ECDSA, false, ['verify'])
    .catch(() => null)
  return key !== null && crypto.subtle.verify(SHA256, key, raw, copyOf(message))
}
