import { type Bytes, equal, join, list, partsOf, textOf, utf8 } from './bytes.ts'
import { type Authenticate } from './wrap/change.ts'
import { PUBLIC_BYTES, signWith, verify } from './p256.ts'

/**
 * Who a leaf says it is: the content of its basic credential (RFC 9420, section 5.3). The leaf's
 * key is fresh for each load of the page; the device key, which signs it, lasts as long as the
 * browser's storage, so that others know a browser again.
 *
 * As bytes: the version (1), then with two bytes of length each: meeting, group, seat and name
 * (UTF-8; the group as it is), the leaf's key and the device's (65 bytes each), and the signature
 * (DER).
 */
export type Identity = {
  /** The meeting's identifier in its link. */
  meeting: string
  /** MLS's group_id: one sitting of the meeting. */
  group: Bytes
  /** The server's name for one place in the meeting; it outlives reloads. */
  seat: string
  /** As others see it. */
  name: string
  leafKey: Bytes
  deviceKey: Bytes
}

const VERSION = Uint8Array.of(1)
const NAME_BYTES = 320
const ID_BYTES = 64
const LABEL = utf8('anhop 1 leaf')

/** A key that this browser keeps and never shows. */
export type Device = { publicKey: Bytes; sign: (message: Bytes) => Promise<Bytes> }

export const deviceOf = async ({ publicKey, privateKey }: CryptoKeyPair): Promise<Device> => ({
  publicKey: new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)),
  sign: (message) => signWith(privateKey, message),
})

/** A new device key, which cannot be exported; browsers can store it as it is. */
export const createDeviceKeys = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])

const fieldsOf = (identity: Identity): readonly Bytes[] => [
  utf8(identity.meeting),
  identity.group,
  utf8(identity.seat),
  utf8(identity.name),
  identity.leafKey,
  identity.deviceKey,
]
const signed = (identity: Identity): Bytes => join(LABEL, VERSION, list(...fieldsOf(identity)))

export async function encodeCredential(
  who: Omit<Identity, 'deviceKey'>,
  device: Device,
): Promise<Bytes> {
  const identity = { ...who, deviceKey: device.publicKey }
  const signature = await device.sign(signed(identity))
  const bytes = join(VERSION, list(...fieldsOf(identity), signature))
  const read = decodeCredential(bytes)
  if (read?.name !== who.name || read.seat !== who.seat || read.meeting !== who.meeting)
    throw new RangeError('not an identity')
  return bytes
}

/** Null for anything that {@link encodeCredential} would not write. Verifies nothing. */
export function decodeCredential(bytes: Bytes): (Identity & { signature: Bytes }) | null {
  const parts = bytes[0] === VERSION[0] ? partsOf(bytes.slice(1)) : null
  if (parts?.length !== 7) return null
  const [meeting, group, seat, name, leafKey, deviceKey, signature] = parts
  if (!meeting || !group || !seat || !name || !leafKey || !deviceKey || !signature) return null
  const texts = [textIn(meeting, ID_BYTES), textIn(seat, ID_BYTES), textIn(name, NAME_BYTES)]
  const [meetingText, seatText, nameText] = texts
  if (!meetingText || !seatText || !nameText) return null
  if (group.length === 0 || group.length > ID_BYTES) return null
  if (leafKey.length !== PUBLIC_BYTES || deviceKey.length !== PUBLIC_BYTES) return null
  const who = { meeting: meetingText, group, seat: seatText, name: nameText }
  return { ...who, leafKey, deviceKey, signature }
}

/** Null if it is empty, too long, no UTF-8, or would not show as it is. */
function textIn(bytes: Bytes, atMost: number): string | null {
  const text = bytes.length > atMost ? null : textOf(bytes)
  return text !== null && text !== '' && !/\p{C}/u.test(text) ? text : null
}

/**
 * The identity, if it is one of this meeting and group, for this leaf, and signed by its device.
 */
export async function verifyCredential(
  credential: Bytes,
  key: Bytes,
  { meeting, group }: { meeting: string; group: Bytes },
): Promise<Identity | null> {
  const found = decodeCredential(credential)
  if (!found || found.meeting !== meeting || !equal(found.group, group)) return null
  const { signature, ...identity } = found
  if (!equal(identity.leafKey, key)) return null
  return (await verify(identity.deviceKey, signed(identity), signature)) ? identity : null
}

/** For the wrapper: lets in leaves of one meeting and group. */
export const membersOfGroup =
  (of: { meeting: string; group: Bytes }): Authenticate =>
  async (credential, key) =>
    (await verifyCredential(credential, key, of)) !== null
