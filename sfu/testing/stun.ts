import { createHmac, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** Hand-written STUN (RFC 8489) as ICE uses it (RFC 8445). */

const COOKIE = 0x2112a442
const FINGERPRINT_XOR = 0x5354554e

export type Credentials = { usernameFragment: string; password: string }

/** One attribute, padded to four bytes. */
export function attribute(type: number, value: Buffer): Buffer {
  const header = Buffer.alloc(4)
  header.writeUInt16BE(type, 0)
  header.writeUInt16BE(value.length, 2)
  return Buffer.concat([header, value, Buffer.alloc(-value.length & 3)])
}

export function message(type: number, attributes: Buffer, length = attributes.length): Buffer {
  const header = Buffer.alloc(8)
  header.writeUInt16BE(type, 0)
  header.writeUInt16BE(length & 0xffff, 2)
  header.writeUInt32BE(COOKIE, 4)
  return Buffer.concat([header, randomBytes(12), attributes])
}

/** A connectivity check as browsers send it. A nomination moves media to its source address. */
export function bindingRequest(
  { usernameFragment, password }: Credentials,
  { nominate } = { nominate: false },
): Buffer {
  const plain = Buffer.concat([
    attribute(0x0006, Buffer.from(`${usernameFragment}:guest`)), // USERNAME
    attribute(0x0024, Buffer.from([0x6e, 0x7f, 0x1e, 0xff])), // PRIORITY
    attribute(0x802a, randomBytes(8)), // ICE-CONTROLLING
    nominate ? attribute(0x0025, Buffer.alloc(0)) : Buffer.alloc(0), // USE-CANDIDATE
  ])
  // MESSAGE-INTEGRITY and FINGERPRINT each include their own size in the length they cover (14.5,
  // 14.7).
  const counted = message(0x0001, plain, plain.length + 24)
  const integrity = createHmac('sha1', password).update(counted).digest()
  const signed = Buffer.concat([counted, attribute(0x0008, integrity)])
  signed.writeUInt16BE(plain.length + 32, 2)
  const check = Buffer.alloc(4)
  check.writeUInt32BE((crc32(signed) ^ FINGERPRINT_XOR) >>> 0)
  return Buffer.concat([signed, attribute(0x8028, check)])
}

/** Whether `answer` is a success response to `request`. */
export const isSuccessFor = (request: Buffer, answer: Buffer): boolean =>
  answer.readUInt16BE(0) === 0x0101 && answer.subarray(8, 20).equals(request.subarray(8, 20))
