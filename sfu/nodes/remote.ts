import { MediaError } from '../types.ts'
import type {
  MediaRoom,
  MediaRoomEvents,
  RemoteOptions,
  Sfu,
  SfuLog,
  WorkerLoad,
} from '../types.ts'
import { NodeLink } from './link.ts'
import { RemoteRoom } from './room.ts'
import type { Nodes } from './room.ts'

/** Milliseconds to wait for the nodes at the start. */
const READY_MAX = 5000

/**
 * The port implemented on media nodes, which are other processes, usually on other machines
 * (main.ts). Nodes may be away at the start or later; rooms go where there is one.
 */
export async function connectNodes(options: RemoteOptions): Promise<Sfu> {
  const { nodes, secret, log } = options
  const links = nodes.map((address) => new NodeLink(address, secret, log))
  const late = new Promise((resolve) => void setTimeout(resolve, READY_MAX).unref())
  await Promise.race([late, Promise.all(links.map((link) => link.ready()))])
  return new RemoteSfu(links, options)
}

class RemoteSfu implements Sfu, Nodes {
  readonly consumersPerWorker: number
  readonly log: SfuLog
  readonly #links: readonly NodeLink[]
  readonly #rooms = new Set<RemoteRoom>()
  #closed = false

  constructor(links: readonly NodeLink[], options: RemoteOptions) {
    const { consumersPerWorker, log } = options
    this.#links = links
    this.consumersPerWorker = consumersPerWorker
    this.log = log
  }

  async createRoom(events: MediaRoomEvents): Promise<MediaRoom> {
    if (this.#closed) throw new MediaError('closed')
    const room = await RemoteRoom.open(this, events, (one) => this.#rooms.delete(one))
    this.#rooms.add(room)
    if (!this.#closed) return room
    room.close()
    throw new MediaError('closed')
  }

  named(node: string): NodeLink | undefined {
    return this.#links.find((link) => link.name === node && link.open)
  }

  pick(taken: ReadonlySet<NodeLink>): NodeLink | undefined {
    return this.#links
      .filter((link) => link.open && !taken.has(link))
      .toSorted((a, b) => a.weight - b.weight)[0]
  }

  load(): WorkerLoad[] {
    return this.#links.flatMap(({ load }) => load).map((load, index) => ({ ...load, index }))
  }

  async answers(): Promise<boolean> {
    const connected = this.#links.filter(({ open }) => open)
    const all = await Promise.all(connected.map((link) => link.answers()))
    return all.length > 0 && all.every(Boolean)
  }

  // oxlint-disable-next-line require-await -- the port's
  async close(): Promise<void> {
    this.#closed = true
    for (const room of this.#rooms) room.close()
    for (const link of this.#links) link.close()
  }
}
