import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { isIPv6 } from 'node:net'

/** STUN and TURN messages (RFC 8489, RFC 8656), as far as a TURN client needs them. */
const COOKIE = 0x2112a442
export const HEADER = 20
export const METHOD = {
  allocate: 0x003,
  refresh: 0x004,
  createPermission: 0x008,
  channelBind: 0x009,
}
export const ATTRIBUTE = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  channel: 0x000c,
  lifetime: 0x000d,
  peer: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  relayed: 0x0016,
  family: 0x0017,
  transport: 0x0019,
}
const SUCCESS = 0x0100
const ERROR = 0x0110

/** A value may depend on the transaction ID. */
export type Attribute = [type: number, value: Buffer | ((transaction: Buffer) => Buffer)]
/**
 * `code`: 0 for success, otherwise a STUN error code. `relay`: IP address at which the server
 * relays for the client.
 */
export type TurnAnswer = { code: number; attributes: Map<number, Buffer>; relay: string | null }
/** Signs requests once the server asks for it (RFC 8489, 9.2). */
export type Credential = { user: string; realm: string; nonce: Buffer; key: Buffer }

/** The key of the long-term credential mechanism (RFC 8489, 9.2.2). */
export const longTermKey = (user: string, realm: string, password: string): Buffer =>
  createHash('md5').update(`${user}:${realm}:${password}`).digest()

export function encodeRequest(
  method: number,
  transaction: Buffer,
  attributes: readonly Attribute[],
  credential: Credential | null,
): Buffer {
  const all = [...attributes]
  if (credential !== null) {
    all.push([ATTRIBUTE.username, Buffer.from(credential.user)])
    all.push([ATTRIBUTE.realm, Buffer.from(credential.realm)])
    all.push([ATTRIBUTE.nonce, credential.nonce])
  }
  const body = Buffer.concat(
    all.map(([type, value]) =>
      encodeAttribute(type, typeof value === 'function' ? value(transaction) : value),
    ),
  )
  if (credential === null) return Buffer.concat([header(method, body.length, transaction), body])
  // The length must already include the integrity attribute: 4 plus 20 bytes.
  const signed = Buffer.concat([header(method, body.length + 24, transaction), body])
  const integrity = createHmac('sha1', credential.key).update(signed).digest()
  return Buffer.concat([signed, encodeAttribute(ATTRIBUTE.integrity, integrity)])
}

/** Bytes of the first message in `data`, including its header; null while it is incomplete. */
export function messageLength(data: Buffer): number | null {
  if (data.length < HEADER) return null
  const length = HEADER + data.readUInt16BE(2)
  return data.length < length ? null : length
}

/** Null if the data is not a response to this request, or not a message at all. */
export function decodeAnswer(data: Buffer, transaction: Buffer): TurnAnswer | null {
  if (messageLength(data) !== data.length || data.readUInt32BE(4) !== COOKIE) return null
  if (!data.subarray(8, HEADER).equals(transaction)) return null
  const kind = data.readUInt16BE(0) & ERROR
  if (kind !== SUCCESS && kind !== ERROR) return null
  const attributes = new Map<number, Buffer>()
  for (let at = HEADER; at + 4 <= data.length;) {
    const length = data.readUInt16BE(at + 2)
    const type = data.readUInt16BE(at)
    // The first of several attributes of a type counts (RFC 8489, 14).
    if (!attributes.has(type)) attributes.set(type, data.subarray(at + 4, at + 4 + length))
    at += 4 + length + (-length & 3)
  }
  const relayed = attributes.get(ATTRIBUTE.relayed)
  const relay = relayed === undefined ? null : readXorAddress(relayed, transaction)
  if (kind === SUCCESS) return { code: 0, attributes, relay }
  const error = attributes.get(ATTRIBUTE.error)
  const known = error !== undefined && error.length >= 4
  return { code: known ? (error[2] ?? 0) * 100 + (error[3] ?? 0) : 500, attributes, relay }
}

/** Whether the sender knows the key (RFC 8489, 14.5). */
export function isSigned(data: Buffer, key: Buffer): boolean {
  for (let at = HEADER; at + 4 <= data.length;) {
    const length = data.readUInt16BE(at + 2)
    if (data.readUInt16BE(at) === ATTRIBUTE.integrity && length === 20 && at + 24 <= data.length) {
      const signed = Buffer.from(data.subarray(0, at))
      signed.writeUInt16BE(at + 24 - HEADER, 2)
      const right = createHmac('sha1', key).update(signed).digest()
      return timingSafeEqual(right, data.subarray(at + 4, at + 24))
    }
    at += 4 + length + (-length & 3)
  }
  return false
}

export const peer = (address: string, port: number): Attribute => [
  ATTRIBUTE.peer,
  (transaction) => xorAddress(address, port, transaction),
]

/**
 * XOR-PEER-ADDRESS and similar attributes (RFC 8489, 14.2). IPv6 is also XORed with the transaction
 * ID.
 */
export function xorAddress(address: string, port: number, transaction: Buffer): Buffer {
  const bytes = bytesOf(address)
  const head = Buffer.from([0, bytes.length === 4 ? 1 : 2, 0, 0])
  head.writeUInt16BE(port ^ (COOKIE >>> 16), 2)
  const mask = header(0, 0, transaction).subarray(4)
  return Buffer.concat([head, bytes.map((byte, i) => byte ^ (mask[i] ?? 0))])
}

/** Decodes such an address; null if it is malformed. IPv6 is written as eight groups. */
function readXorAddress(value: Buffer, transaction: Buffer): string | null {
  const mask = header(0, 0, transaction).subarray(4)
  const bytes = value.subarray(4).map((byte, i) => byte ^ (mask[i] ?? 0))
  if (value[1] === 1 && bytes.length === 4) return [...bytes].join('.')
  if (value[1] !== 2 || bytes.length !== 16) return null
  return (Buffer.from(bytes).toString('hex').match(/.{4}/g) ?? []).join(':')
}

export function header(type: number, length: number, transaction: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt16BE(type, 0)
  head.writeUInt16BE(length, 2)
  head.writeUInt32BE(COOKIE, 4)
  return Buffer.concat([head, transaction])
}

export function encodeAttribute(type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt16BE(type, 0)
  head.writeUInt16BE(value.length, 2)
  return Buffer.concat([head, value, Buffer.alloc(-value.length & 3)])
}

/** The 4 or 16 bytes of an address. The URL parser normalizes IPv6 to hexadecimal groups. */
function bytesOf(address: string): Buffer {
  if (!isIPv6(address)) return Buffer.from(address.split('.').map(Number))
  const [front = '', back] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const [first, last] = [groups(front), groups(back)]
  const bytes = Buffer.alloc(16)
  first.forEach((group, i) => bytes.writeUInt16BE(group, i * 2))
  last.forEach((group, i) => bytes.writeUInt16BE(group, 16 - (last.length - i) * 2))
  return bytes
}

const groups = (text = ''): number[] =>
  text === '' ? [] : text.split(':').map((hex) => parseInt(hex, 16))
