import { type Bytes, list, utf8 } from './bytes.ts'

/** Every hash, key and tag of ours names what it is for, so that none can stand for another. */
const labeled = (label: string): Bytes => utf8(`anhop 1 ${label}`)

/** SHA-256 of the parts, 32 bytes. */
export const hashOf = async (label: string, ...parts: readonly Uint8Array[]): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', list(labeled(label), ...parts)))

/** A key for one purpose from a secret of full strength: HKDF with SHA-256 (RFC 5869), 32 bytes. */
export async function deriveKey(
  secret: Bytes,
  label: string,
  ...context: readonly Uint8Array[]
): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits'])
  const info = list(labeled(label), ...context)
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info }
  return new Uint8Array(await crypto.subtle.deriveBits(hkdf, key, 256))
}

const hmacKey = (key: Bytes, use: 'sign' | 'verify') =>
  crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, [use])

/** HMAC with SHA-256 over the parts, 32 bytes. */
export const macOf = async (
  key: Bytes,
  label: string,
  ...parts: readonly Uint8Array[]
): Promise<Bytes> => {
  const message = list(labeled(label), ...parts)
  return new Uint8Array(await crypto.subtle.sign('HMAC', await hmacKey(key, 'sign'), message))
}

export const isMacOf = async (
  mac: Bytes,
  key: Bytes,
  label: string,
  ...parts: readonly Uint8Array[]
): Promise<boolean> => {
  const message = list(labeled(label), ...parts)
  return crypto.subtle.verify('HMAC', await hmacKey(key, 'verify'), mac, message)
}
