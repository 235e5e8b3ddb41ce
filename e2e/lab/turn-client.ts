import { createHash, createHmac, randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import type { Socket } from 'node:dgram'
import { isIPv6 } from 'node:net'

/** Just enough of TURN over UDP to ask what it would relay to (RFC 8489, RFC 8656). */
const COOKIE = 0x2112a442
const METHOD = { allocate: 0x003, refresh: 0x004, createPermission: 0x008, channelBind: 0x009 }
const ATTRIBUTE = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  channel: 0x000c,
  lifetime: 0x000d,
  peer: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  family: 0x0017,
  transport: 0x0019,
}
/** A value may depend on the transaction it is sent in. */
type Attribute = [type: number, value: Buffer | ((transaction: Buffer) => Buffer)]
/** `code` 0 is success; the others are STUN's error codes. */
export type TurnAnswer = { code: number; attributes: Map<number, Buffer> }

/** Milliseconds after which a request over UDP is sent once more, and how often. */
const RESEND = 500
const SENT_MAX = 6

export class TurnClient {
  readonly #socket: Socket
  readonly #server: { host: string; port: number }
  readonly #user: string
  readonly #password: string
  #realm = ''
  #nonce: Buffer = Buffer.alloc(0)
  #channel = 0x4000

  private constructor(host: string, port: number, user: string, password: string) {
    this.#socket = createSocket('udp4')
    this.#server = { host, port }
    this.#user = user
    this.#password = password
  }

  /** An allocation of one address family. Throws with the code when it is refused. */
  static async allocate(options: {
    host: string
    port: number
    user: string
    password: string
    family: 4 | 6
  }): Promise<TurnClient> {
    const { host, port, user, password, family } = options
    const client = new TurnClient(host, port, user, password)
    const wanted: Attribute[] = [
      [ATTRIBUTE.transport, Buffer.from([17, 0, 0, 0])],
      [ATTRIBUTE.family, Buffer.from([family === 4 ? 1 : 2, 0, 0, 0])],
    ]
    const { code } = await client.#request(METHOD.allocate, wanted)
    if (code === 0) return client
    client.#socket.close()
    throw new Error(`no allocation: ${code}`)
  }

  /** Whether data from and to this address would be relayed: 0, or 403 when it is forbidden. */
  async permission(address: string): Promise<number> {
    return (await this.#request(METHOD.createPermission, [peer(address, 9)])).code
  }

  async channel(address: string, port: number): Promise<number> {
    const number = Buffer.alloc(4)
    number.writeUInt16BE((this.#channel += 1))
    const bound: Attribute[] = [[ATTRIBUTE.channel, number], peer(address, port)]
    return (await this.#request(METHOD.channelBind, bound)).code
  }

  async close(): Promise<void> {
    await this.#request(METHOD.refresh, [[ATTRIBUTE.lifetime, Buffer.alloc(4)]])
    this.#socket.close()
  }

  /** Asks, and asks again with the realm and nonce it is given (RFC 8489, section 9.2). */
  async #request(method: number, attributes: Attribute[]): Promise<TurnAnswer> {
    const answer = await this.#exchange(method, attributes)
    if (answer.code !== 401 && answer.code !== 438) return answer
    this.#realm = answer.attributes.get(ATTRIBUTE.realm)?.toString() ?? this.#realm
    this.#nonce = answer.attributes.get(ATTRIBUTE.nonce) ?? this.#nonce
    return this.#exchange(method, attributes)
  }

  #exchange(method: number, attributes: Attribute[]): Promise<TurnAnswer> {
    const transaction = randomBytes(12)
    const message = this.#encode(method, transaction, attributes)
    return new Promise((resolve, reject) => {
      let sent = 0
      const send = () => {
        if ((sent += 1) > SENT_MAX) done(() => reject(new Error('the TURN server does not answer')))
        else this.#socket.send(message, this.#server.port, this.#server.host)
      }
      const timer = setInterval(send, RESEND)
      const onMessage = (data: Buffer) => {
        if (data.subarray(8, 20).equals(transaction)) done(() => resolve(decode(data)))
      }
      const done = (settle: () => void) => {
        clearInterval(timer)
        this.#socket.off('message', onMessage)
        settle()
      }
      this.#socket.on('message', onMessage)
      send()
    })
  }

  #encode(method: number, transaction: Buffer, attributes: Attribute[]): Buffer {
    const all = [...attributes]
    if (this.#realm !== '') {
      all.push([ATTRIBUTE.username, Buffer.from(this.#user)])
      all.push([ATTRIBUTE.realm, Buffer.from(this.#realm)])
      all.push([ATTRIBUTE.nonce, this.#nonce])
    }
    const body = Buffer.concat(
      all.map(([type, value]) =>
        encodeAttribute(type, typeof value === 'function' ? value(transaction) : value),
      ),
    )
    if (this.#realm === '') return Buffer.concat([header(method, body.length, transaction), body])
    // The length already counts the attribute that the integrity is in: 4 and 20 bytes.
    const signed = Buffer.concat([header(method, body.length + 24, transaction), body])
    const key = createHash('md5').update(`${this.#user}:${this.#realm}:${this.#password}`).digest()
    const integrity = createHmac('sha1', key).update(signed).digest()
    return Buffer.concat([signed, encodeAttribute(ATTRIBUTE.integrity, integrity)])
  }
}

function header(method: number, length: number, transaction: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt16BE(method, 0)
  head.writeUInt16BE(length, 2)
  head.writeUInt32BE(COOKIE, 4)
  return Buffer.concat([head, transaction])
}

function encodeAttribute(type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt16BE(type, 0)
  head.writeUInt16BE(value.length, 2)
  return Buffer.concat([head, value, Buffer.alloc(-value.length & 3)])
}

const peer = (address: string, port: number): Attribute => [
  ATTRIBUTE.peer,
  (transaction) => xorPeer(address, port, transaction),
]

/** XOR-PEER-ADDRESS (RFC 8489, section 14.2): IPv6 is xored with the transaction too. */
function xorPeer(address: string, port: number, transaction: Buffer): Buffer {
  const bytes = bytesOf(address)
  const head = Buffer.from([0, bytes.length === 4 ? 1 : 2, 0, 0])
  head.writeUInt16BE(port ^ (COOKIE >>> 16), 2)
  const mask = header(0, 0, transaction).subarray(4)
  return Buffer.concat([head, bytes.map((byte, i) => byte ^ (mask[i] ?? 0))])
}

/** The 4 or 16 bytes of an address; the parser of URLs writes IPv6 in one form, all hexadecimal. */
function bytesOf(address: string): Buffer {
  if (!isIPv6(address)) return Buffer.from(address.split('.').map(Number))
  const [front = '', back] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const [first, last] = [groups(front), groups(back)]
  const bytes = Buffer.alloc(16)
  first.forEach((group, i) => bytes.writeUInt16BE(group, i * 2))
  last.forEach((group, i) => bytes.writeUInt16BE(group, 16 - (last.length - i) * 2))
  return bytes
}

function decode(data: Buffer): TurnAnswer {
  const attributes = new Map<number, Buffer>()
  for (let at = 20; at + 4 <= data.length;) {
    const length = data.readUInt16BE(at + 2)
    attributes.set(data.readUInt16BE(at), data.subarray(at + 4, at + 4 + length))
    at += 4 + length + (-length & 3)
  }
  const isError = (data.readUInt16BE(0) & 0x0110) === 0x0110
  const error = attributes.get(ATTRIBUTE.error)
  if (!isError) return { code: 0, attributes }
  return { code: error === undefined ? 500 : (error[2] ?? 0) * 100 + (error[3] ?? 0), attributes }
}

const groups = (text = ''): number[] =>
  text === '' ? [] : text.split(':').map((hex) => parseInt(hex, 16))
