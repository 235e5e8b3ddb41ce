import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'

/** An age secret key and its public key. */
export type KeyPair = { identity: string; recipient: string }

export async function makeKeyPair(): Promise<KeyPair> {
  const identity = await generateX25519Identity()
  return { identity, recipient: await identityToRecipient(identity) }
}

/** @throws if a recipient is not a valid age public key */
export function encrypterFor(recipients: readonly string[]): Encrypter {
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  return encrypter
}

/** Encrypts a recording's secret key for storage on the server: an age file in base64. */
export async function sealKey(identity: string, recipients: readonly string[]): Promise<string> {
  const sealed = await encrypterFor(recipients).encrypt(identity)
  return btoa(Array.from(sealed, (byte) => String.fromCodePoint(byte)).join(''))
}

/** @throws if the file was not encrypted for `secret` */
export async function openKey(sealedKey: string, secret: string): Promise<string> {
  const sealed = Uint8Array.from(atob(sealedKey), (char) => char.codePointAt(0) ?? 0)
  const decrypter = new Decrypter()
  decrypter.addIdentity(secret.trim())
  return decrypter.decrypt(sealed, 'text')
}
