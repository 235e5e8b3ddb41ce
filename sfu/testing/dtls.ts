import { randomBytes } from 'node:crypto'

const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff])
const u24 = (value: number): Buffer =>
  Buffer.concat([Buffer.from([value >> 16]), u16(value & 0xffff)])
/** `body` with a two-byte length prefix. */
const sized = (body: Buffer): Buffer => Buffer.concat([u16(body.length), body])
const extension = (type: number, body: Buffer): Buffer => Buffer.concat([u16(type), sized(body)])
const list = (...values: number[]): Buffer => sized(Buffer.concat(values.map(u16)))

/** A DTLS 1.2 ClientHello (RFC 6347) that any server with WebRTC's ciphers answers. */
export function clientHello(): Buffer {
  const extensions = Buffer.concat([
    extension(10, list(0x001d, 0x0017)), // supported_groups: x25519, secp256r1
    extension(11, Buffer.from([1, 0])), // ec_point_formats: uncompressed
    extension(13, list(0x0403, 0x0804, 0x0401)), // signature_algorithms
    extension(14, Buffer.concat([list(0x0007, 0x0001), Buffer.from([0])])), // use_srtp
    extension(23, Buffer.alloc(0)), // extended_master_secret
  ])
  const body = Buffer.concat([
    u16(0xfefd),
    randomBytes(32),
    Buffer.from([0, 0]), // no session, no cookie
    list(0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8),
    Buffer.from([1, 0]), // no compression
    sized(extensions),
  ])
  // Type, length, message number 0, in a single fragment.
  const head = Buffer.concat([Buffer.from([1]), u24(body.length), u16(0), u24(0), u24(body.length)])
  const handshake = Buffer.concat([head, body])
  const epochAndNumber = Buffer.alloc(8)
  return Buffer.concat([Buffer.from([22, 0xfe, 0xfd]), epochAndNumber, sized(handshake)])
}
