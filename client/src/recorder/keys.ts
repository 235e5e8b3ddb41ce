import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'

/** A secret key of age and the public one that goes with it. */
export type KeyPair = { identity: string; recipient: string }

export async function makeKeyPair(): Promise<KeyPair> {
  const identity = await generateX25519Identity()
  return { identity, recipient: await identityToRecipient(identity) }
}

/** @throws when a recipient is none */
export function encrypterFor(recipients: readonly string[]): Encrypter {
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  return encrypter
}

/** A recording's secret key as it lies on the server: an age file in base64. */
export async function sealKey(identity: string, recipients: readonly string[]): Promise<string> {
  const sealed = await encrypterFor(recipients).encrypt(identity)
  return btoa(Array.from(sealed, (byte) => String.fromCodePoint(byte)).join(''))
}

/** @throws when `secret` is not one of those it was sealed for */
export async function openKey(sealedKey: string, secret: string): Promise<string> {
  const sealed = Uint8Array.from(atob(sealedKey), (char) => char.codePointAt(0) ?? 0)
  const decrypter = new Decrypter()
  decrypter.addIdentity(secret.trim())
  return decrypter.decrypt(sealed, 'text')
}
