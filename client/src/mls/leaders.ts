import { type Bytes, equal, join, list, partsOf, utf8 } from './bytes.ts'
import { type KeyPair, PUBLIC_BYTES, sign, verify } from './p256.ts'
import { founderHash } from './secrets.ts'

/**
 * Who may change a group: our extension of the GroupContext (RFC 9420, section 12.1.7). Every list
 * is signed by F, which all who lead can do, because S is handed to them with the role. So
 * somebody who joins needs only the hash of F in the link to know that the list is a leader's,
 * although they saw none of the commits that led to it; and members, who have no S, can make
 * nobody a leader.
 *
 * As bytes: the version (1), then with two bytes of length each: F's public key, the serial number
 * (4 bytes), F's signature (DER), and each leader's device key.
 */
export type Leaders = {
  /** F's public key. */
  founder: Bytes
  /** 0 at the founding, one more with each change. */
  serial: number
  devices: readonly Bytes[]
}

const VERSION = Uint8Array.of(1)
const AT_MOST = 32
const LABEL = utf8('anhop 1 leaders')

const serialBytes = (serial: number): Bytes => {
  const view = new DataView(new ArrayBuffer(4))
  view.setUint32(0, serial)
  return new Uint8Array(view.buffer)
}
const signed = (group: Bytes, { founder, serial, devices }: Leaders): Bytes =>
  join(LABEL, VERSION, list(group, founder, serialBytes(serial), ...devices))

export async function encodeLeaders(
  group: Bytes,
  { serial, devices }: Omit<Leaders, 'founder'>,
  founder: KeyPair,
): Promise<Bytes> {
  const leaders = { founder: founder.publicKey, serial, devices }
  const signature = await sign(founder.secretKey, signed(group, leaders))
  const bytes = join(VERSION, list(founder.publicKey, serialBytes(serial), signature, ...devices))
  if (!decodeLeaders(bytes)) throw new RangeError('not a list of leaders')
  return bytes
}

/** Null for anything that {@link encodeLeaders} would not write. Verifies nothing. */
export function decodeLeaders(bytes: Bytes): (Leaders & { signature: Bytes }) | null {
  const parts = bytes[0] === VERSION[0] ? partsOf(bytes.slice(1)) : null
  const [founder, serial, signature, ...devices] = parts ?? []
  if (!founder || !signature || serial?.length !== 4) return null
  if (devices.length === 0 || devices.length > AT_MOST) return null
  if ([founder, ...devices].some(({ length }) => length !== PUBLIC_BYTES)) return null
  return { founder, serial: new DataView(serial.buffer).getUint32(0), signature, devices }
}

/** The list, if F signed it for this group, and F is the one whose hash is in the link. */
export async function verifyLeaders(
  context: Bytes,
  group: Bytes,
  hash: Bytes,
): Promise<Leaders | null> {
  const found = decodeLeaders(context)
  if (!found || !equal(await founderHash(found.founder), hash)) return null
  const { signature, ...leaders } = found
  return (await verify(leaders.founder, signed(group, leaders), signature)) ? leaders : null
}

export const leads = ({ devices }: Leaders, device: Bytes): boolean =>
  devices.some((one) => equal(one, device))
