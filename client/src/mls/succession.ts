import { type Bytes, equal, join, list, partsOf, utf8 } from './bytes.ts'
import { type KeyPair, PUBLIC_BYTES, sign, verify } from './p256.ts'
import { type Sitting } from './policy.ts'
import { founderHash } from './secrets.ts'

/**
 * When nobody is left who could lead a group (all leaders closed or reloaded their pages at once),
 * somebody who holds S founds another one for the same meeting. Members go there if F says so, and
 * knock again; the server's word alone moves nobody.
 *
 * As bytes: the version (1), then with two bytes of length each: the group before, the group after,
 * F's public key, and F's signature (DER).
 */
const VERSION = Uint8Array.of(1)
const LABEL = utf8('anhop 1 successor')
const GROUP_BYTES = 16

/** A group's identifier, random: no two sittings share one. */
export const drawGroup = (): Bytes => crypto.getRandomValues(new Uint8Array(GROUP_BYTES))

const signed = (meeting: string, before: Bytes, after: Bytes): Bytes =>
  join(LABEL, VERSION, list(utf8(meeting), before, after))

export async function announceSuccessor(
  { meeting, group }: Sitting,
  after: Bytes,
  { secretKey, publicKey }: KeyPair,
): Promise<Bytes> {
  const signature = await sign(secretKey, signed(meeting, group, after))
  return join(VERSION, list(group, after, publicKey, signature))
}

/** The sitting to go on in. Null unless F sends members of just this one there. */
export async function successorOf(notice: Bytes, sitting: Sitting): Promise<Sitting | null> {
  const parts = notice[0] === VERSION[0] ? partsOf(notice.slice(1)) : null
  const [before, after, founder, signature, ...more] = parts ?? []
  if (!before || !after || !founder || !signature || more.length > 0) return null
  if (!equal(before, sitting.group) || equal(after, before)) return null
  if (after.length !== GROUP_BYTES || founder.length !== PUBLIC_BYTES) return null
  if (!equal(await founderHash(founder), sitting.founder)) return null
  const ours = await verify(founder, signed(sitting.meeting, before, after), signature)
  return ours ? { ...sitting, group: after } : null
}
