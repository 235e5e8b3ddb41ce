import type { Kept } from './kept.ts'

const make = async (): Promise<CryptoKeyPair> =>
  (await import('../mls/credential.ts')).createDeviceKeys()

const isPair = (value: unknown): value is CryptoKeyPair =>
  typeof value === 'object' &&
  value !== null &&
  'privateKey' in value &&
  value.privateKey instanceof CryptoKey &&
  'publicKey' in value &&
  value.publicKey instanceof CryptoKey

/** The device key of this browser, by which others know it again: ECDSA on P-256, made once. */
export async function deviceKeysIn(kept: Kept): Promise<CryptoKeyPair> {
  const known = await kept.read('device', 'keys')
  if (isPair(known)) return known
  const made = await make()
  // Another tab may have been faster.
  const settled = await kept.change('device', 'keys', (now) => (isPair(now) ? now : made))
  return isPair(settled) ? settled : made
}
