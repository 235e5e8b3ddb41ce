import { createHmac, randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import {
  ATTRIBUTE,
  METHOD,
  encodeAttribute,
  header,
  isSigned,
  longTermKey,
  messageLength,
  xorAddress,
} from './message.ts'

const REALM = 'test.local'
const RELAY = '203.0.113.7'

/** How the server behaves. `forged`: it reports success without knowing the password. */
export type Manner = 'allocates' | 'forged' | 'silent' | 'garbage' | 'full'

/**
 * The part of a TURN server that a probe needs: it requires the long-term credential of the shared
 * secret, allocates, releases, and relays nothing.
 */
export class FakeTurn {
  manner: Manner = 'allocates'
  /** Allocations that have not been released. */
  open = 0
  /** One port each for UDP, TCP, and TLS. */
  readonly ports = { udp: 0, tcp: 0, tls: 0 }
  readonly #secret: string
  readonly #closers: (() => void)[] = []

  private constructor(secret: string) {
    this.#secret = secret
  }

  static async start(secret: string, tls?: { cert: Buffer; key: Buffer }): Promise<FakeTurn> {
    const turn = new FakeTurn(secret)
    const udp = createSocket('udp4').bind(0, '127.0.0.1')
    await once(udp, 'listening')
    udp.on('message', (data, from) => {
      for (const answer of turn.#answers(data)) udp.send(answer, from.port, from.address)
    })
    turn.ports.udp = udp.address().port
    turn.#closers.push(() => udp.close())
    const serve = (socket: Socket) => {
      let held: Buffer = Buffer.alloc(0)
      turn.#closers.push(() => socket.destroy())
      socket.on('error', () => {})
      socket.on('data', (data: Buffer) => {
        held = Buffer.concat([held, data])
        for (let end = messageLength(held); end !== null; end = messageLength(held)) {
          // In two pieces, as on a real network.
          for (const answer of turn.#answers(held.subarray(0, end))) {
            socket.write(answer.subarray(0, 7))
            setImmediate(() => socket.write(answer.subarray(7)))
          }
          held = held.subarray(end)
        }
      })
    }
    const streams = { tcp: createServer(serve), ...(tls && { tls: createTlsServer(tls, serve) }) }
    for (const [name, server] of Object.entries(streams)) {
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      turn.ports[name as 'tcp'] = (server.address() as AddressInfo).port
      turn.#closers.push(() => server.close())
    }
    return turn
  }

  stop(): void {
    for (const close of this.#closers.splice(0).toReversed()) close()
  }

  #answers(data: Buffer): Buffer[] {
    if (this.manner === 'silent') return []
    if (this.manner === 'garbage') return [randomBytes(12), randomBytes(64), data]
    const method = data.readUInt16BE(0)
    const transaction = data.subarray(8, 20)
    const found = /\d+:\w+/.exec(data.toString('latin1'))?.[0]
    if (found === undefined) {
      return [
        message(method | 0x0110, transaction, [
          [ATTRIBUTE.error, Buffer.from([0, 0, 4, 1])],
          [ATTRIBUTE.realm, Buffer.from(REALM)],
          [ATTRIBUTE.nonce, Buffer.from('nonce')],
        ]),
      ]
    }
    const password = createHmac('sha1', this.#secret).update(found).digest('base64')
    const key = longTermKey(found, REALM, password)
    if (!isSigned(data, key)) return [error(method, transaction, 4, 41)]
    if (this.manner === 'full') return [error(method, transaction, 4, 86)]
    this.open += method === METHOD.allocate ? 1 : -1
    const relayed = xorAddress(RELAY, 50_000, transaction)
    const signWith = this.manner === 'forged' ? randomBytes(16) : key
    return [message(method | 0x0100, transaction, [[ATTRIBUTE.relayed, relayed]], signWith)]
  }
}

const error = (method: number, transaction: Buffer, hundreds: number, rest: number): Buffer =>
  message(method | 0x0110, transaction, [[ATTRIBUTE.error, Buffer.from([0, 0, hundreds, rest])]])

function message(
  type: number,
  transaction: Buffer,
  attributes: [number, Buffer][],
  key?: Buffer,
): Buffer {
  const body = Buffer.concat(attributes.map(([name, value]) => encodeAttribute(name, value)))
  if (key === undefined) return Buffer.concat([header(type, body.length, transaction), body])
  const signed = Buffer.concat([header(type, body.length + 24, transaction), body])
  const integrity = createHmac('sha1', key).update(signed).digest()
  return Buffer.concat([signed, encodeAttribute(ATTRIBUTE.integrity, integrity)])
}
