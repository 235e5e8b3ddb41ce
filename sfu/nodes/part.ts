import { randomUUID } from 'node:crypto'
import type { types as mediasoup } from 'mediasoup'
import type { RelayEnd, RelayedTrack } from '../relay.ts'
import { MediaError } from '../types.ts'
import type { NodeLink, LinkedRoom } from './link.ts'
import type { PartMethod, PeerMethod } from './wire.ts'

/** A room's part on one node, as its owner drives it. */
export class Part {
  readonly link: NodeLink
  readonly rtpCapabilities: mediasoup.RtpCapabilities
  /** People placed here. */
  peers = 0
  readonly #id: string
  readonly #joined = new Map<Part, Promise<void>>()
  #closed = false

  private constructor(link: NodeLink, id: string, rtpCapabilities: mediasoup.RtpCapabilities) {
    this.link = link
    this.#id = id
    this.rtpCapabilities = rtpCapabilities
  }

  static async open(link: NodeLink, room: LinkedRoom): Promise<Part> {
    const id = randomUUID()
    link.add(id, room)
    try {
      const opened = await link.ask({ room: id, peer: null, what: 'open', args: [] })
      return new Part(link, id, opened as mediasoup.RtpCapabilities)
    } catch (error) {
      link.drop(id)
      throw error
    }
  }

  ask(what: PartMethod, ...args: unknown[]): Promise<unknown> {
    return this.#ask(null, what, args)
  }

  askPeer(peer: string, what: PeerMethod, args: unknown[]): Promise<unknown> {
    return this.#ask(peer, what, args)
  }

  createPeer(peer: string): void {
    void this.#ask(peer, 'create', []).catch(gone)
  }

  /** For what needs no answer: where the node is gone, it is done anyway. */
  tell(what: PartMethod, ...args: unknown[]): void {
    void this.ask(what, ...args).catch(gone)
  }

  carry(voices: ReadonlySet<string> | null): void {
    void this.#ask(null, 'carry', [voices && [...voices]]).catch(gone)
  }

  /** Makes a track of this part available in another one. */
  async passOn(trackId: string, to: Part): Promise<void> {
    await this.#join(to)
    const relayed = (await this.ask('relay', to.#id, trackId)) as RelayedTrack
    await to.ask('receive', this.#id, relayed)
  }

  close(): void {
    this.tell('close')
    this.#closed = true
    this.link.drop(this.#id)
  }

  async #ask(peer: string | null, what: string, args: unknown[]): Promise<unknown> {
    if (this.#closed) throw new MediaError('closed')
    return this.link.ask({ room: this.#id, peer, what, args })
  }

  /** Connects two parts, once. */
  #join(other: Part): Promise<void> {
    const existing = this.#joined.get(other)
    if (existing !== undefined) return existing
    const joining = this.#connect(other)
    this.#joined.set(other, joining)
    other.#joined.set(this, joining)
    joining.catch(() => {
      this.#joined.delete(other)
      other.#joined.delete(this)
    })
    return joining
  }

  async #connect(other: Part): Promise<void> {
    const [here, there] = await Promise.all([
      this.ask('openRelay', other.#id) as Promise<RelayEnd>,
      other.ask('openRelay', this.#id) as Promise<RelayEnd>,
    ])
    await Promise.all([
      this.ask('connectRelay', other.#id, there),
      other.ask('connectRelay', this.#id, here),
    ])
  }
}

const gone = () => {}
