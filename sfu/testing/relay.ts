import { createSocket } from 'node:dgram'
import type { Socket } from 'node:dgram'
import { once } from 'node:events'
import type { TransportOffer } from '../types.ts'

/** Number of real packets kept as raw material for broken ones. */
const KEPT = 64

/**
 * Sits between one endpoint and the server: forwards everything, keeps copies of what the endpoint
 * sends, and can inject packets to the server from the session's own address.
 */
export class Relay {
  /** The endpoint's latest packets as they were on the wire. */
  readonly seen: Buffer[] = []
  readonly offer: TransportOffer
  readonly #near: Socket
  readonly #far: Socket
  readonly #server: { address: string; port: number }

  private constructor(offer: TransportOffer, near: Socket, far: Socket) {
    const server = offer.iceCandidates.find(({ protocol }) => protocol === 'udp')
    if (server === undefined) throw new Error('the offer has no UDP candidate')
    this.#server = server
    this.#near = near
    this.#far = far
    const { port } = near.address()
    this.offer = { ...offer, iceCandidates: [{ ...server, port }] }
    let endpoint: number | undefined
    near.on('message', (packet, from) => {
      endpoint = from.port
      this.#keep(packet)
      this.inject(packet)
    })
    far.on('message', (packet) => {
      if (endpoint !== undefined) near.send(packet, endpoint, '127.0.0.1')
    })
  }

  static async between(offer: TransportOffer): Promise<Relay> {
    const [near, far] = [createSocket('udp4'), createSocket('udp4')]
    for (const socket of [near, far]) {
      socket.bind(0, '127.0.0.1')
      await once(socket, 'listening')
    }
    return new Relay(offer, near, far)
  }

  inject(packet: Buffer): void {
    this.#far.send(packet, this.#server.port, this.#server.address)
  }

  close(): void {
    this.#near.close()
    this.#far.close()
  }

  #keep(packet: Buffer): void {
    this.seen.push(packet)
    if (this.seen.length > KEPT) this.seen.shift()
  }
}
