import { type Bytes, utf8 } from './bytes.ts'
import { deriveKey, hashOf } from './hash.ts'
import { SECRET_BYTES } from './link.ts'
import { type KeyPair, deriveKeyPair } from './p256.ts'

/**
 * The secrets of a meeting. All come from one, S, which its host's browser draws when the meeting
 * is made and which the server never sees: it stays with the host, and is handed, sealed, to those
 * who lead after them. Everything here is 32 bytes.
 */

/** S. */
export const drawSecret = (): Bytes => crypto.getRandomValues(new Uint8Array(SECRET_BYTES))

/** P, in every whole link: who knows it was given the link by somebody who had it. */
export const linkSecret = (secret: Bytes): Promise<Bytes> => deriveKey(secret, 'link')

/**
 * F, which signs the founding of each group of the meeting. On P-256 and derived as HPKE derives
 * its keys, so that every browser we know can.
 */
export const founderKeys = async (secret: Bytes): Promise<KeyPair> =>
  deriveKeyPair(await deriveKey(secret, 'founder'))

/** What a link says about F. */
export const founderHash = (publicKey: Bytes): Promise<Bytes> => hashOf('founder', publicKey)

/** K_i: the secret of one personal invitation, by the invitation's identifier. */
export const inviteSecret = (secret: Bytes, invite: string): Promise<Bytes> =>
  deriveKey(secret, 'invite', utf8(invite))
