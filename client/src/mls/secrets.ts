import { type Bytes, fromBase64Url, toBase64Url, utf8 } from './bytes.ts'
import { deriveKey, hashOf } from './hash.ts'
import { type KeyPair, deriveKeyPair } from './p256.ts'

/**
 * The secrets of a meeting. All come from one, S, which its host's browser draws when the meeting
 * is made and which the server never sees: it stays with the host, and is handed, sealed, to those
 * who lead after them. Everything here is 32 bytes.
 */
export const SECRET_BYTES = 32

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

/** What a link carries after its `#`, which browsers send to no server. */
export type Link = {
  /** P. */
  link: Bytes
  /** Hash of F's public key. */
  founder: Bytes
  /** K_i, in a personal link. */
  invite: Bytes | null
}

/** `k=…&h=…`, and `&c=…` in a personal link. */
export const fragmentOf = ({ link, founder, invite }: Link): string =>
  [
    `k=${toBase64Url(link)}`,
    `h=${toBase64Url(founder)}`,
    ...(invite ? [`c=${toBase64Url(invite)}`] : []),
  ].join('&')

/**
 * Reads what stands after the `#`, with or without it. Null if nothing there is ours; 'broken' if
 * something is, but not all, twice, or cut short. Other fields are not looked at: personal links
 * also carry the server's token.
 */
export function parseFragment(hash: string): Link | 'broken' | null {
  const fields = new URLSearchParams(hash.replace(/^#/, ''))
  const [link, founder, invite] = ['k', 'h', 'c'].map((name) => secretIn(fields.getAll(name)))
  if (!link && !founder && !invite) return null
  if (!link || !founder || link === 'broken' || founder === 'broken' || invite === 'broken')
    return 'broken'
  return { link, founder, invite: invite ?? null }
}

function secretIn(values: readonly string[]): Bytes | 'broken' | null {
  const [text, ...more] = values
  if (text === undefined) return null
  const bytes = more.length === 0 ? fromBase64Url(text) : null
  return bytes?.length === SECRET_BYTES ? bytes : 'broken'
}
