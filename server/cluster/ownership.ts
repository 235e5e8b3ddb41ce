import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { isLoopback } from '../auth/address.ts'
import { Refusal } from '#protocol/errors.ts'
import { settle } from '../store/interrupted.ts'
import type { MeetingId } from '#protocol/ids.ts'
import { SILENCE, addressOf } from '../store/membership.ts'
import type { Membership } from '../store/membership.ts'
import type { NodeName } from '../store/room-nodes.ts'
import type { Repositories, Store } from '../store/store.ts'
import { StoreUnavailable } from '../store/unavailable.ts'

/**
 * Milliseconds after which a node that the database has lost has closed its rooms: it does so after
 * `SILENCE`, looks at its clock four times a second, and closing takes no time.
 */
const STOPPED = SILENCE + 1000
/** Milliseconds between two looks whether a node on this machine has ended. */
const KNOCK = 100
/** Milliseconds for a mail that another node has queued to be sent or given up, with time to spare. */
const MAIL_MAX = 15 * 60_000

/** Another node has this room. `busy` to whoever asked: they come again, and the edge knows where. */
export class Elsewhere extends Refusal {
  override readonly name = 'Elsewhere'
  readonly node: NodeName
  constructor(node: NodeName) {
    super('busy', 1)
    this.node = node
  }
}

type Log = { info(fields: object, message: string): void }

export type OwnershipDeps = {
  store: Pick<Store, 'transaction' | 'rooms' | 'invites'>
  membership: Pick<Membership, 'node' | 'sure' | 'session'>
  log: Log
  now(): number
  /** Milliseconds that a lost node has; for tests. */
  stopped?: number
}

/**
 * Which rooms this node may open. At most one node has a room at any moment:
 *
 * - The store says who has it, and transactions of the store run one at a time over all nodes.
 * - Whoever writes for a room asks in the same transaction whether it is still theirs (`mine`): from
 *   the moment at which a room is taken over, nothing of the older node is written.
 * - It is taken from a node only when the database has no connection to that one, and opened only
 *   `STOPPED` after that was seen. A node that was cut off has closed its rooms by then; one that
 *   came back first asks, in a transaction, which it has lost (`lost`), before it counts itself as
 *   back. So it was either seen as present, or it sees that the room is gone.
 */
export class Ownership {
  readonly #deps: OwnershipDeps
  /** Taken over from a node that may still be closing them. */
  readonly #ripening = new Map<MeetingId, Promise<void>>()

  constructor(deps: OwnershipDeps) {
    this.#deps = deps
  }

  get #me(): NodeName {
    return this.#deps.membership.node
  }

  /**
   * Resolves when this node has the room and nobody else can have it open; null without such a
   * meeting. What is answered throws when that is in doubt again, as it is to be asked once more when
   * the room has been read.
   * @throws Elsewhere, StoreUnavailable
   */
  async claim(id: MeetingId): Promise<(() => void) | null> {
    const before = await this.#take(id)
    if (before === 'nothing') return null
    await this.#ripening.get(id)
    const session = this.#sure()
    return () => {
      if (this.#sure() !== session) throw new StoreUnavailable('the database was away')
    }
  }

  #sure(): number {
    const { sure, session } = this.#deps.membership
    if (!sure) throw new StoreUnavailable('the database is away')
    return session
  }

  #take(id: MeetingId): Promise<'nothing' | 'taken'> {
    this.#sure()
    return this.#deps.store.transaction(async (tx) => {
      if ((await tx.meetings.meeting(id)) === null) return 'nothing'
      const owner = await tx.rooms.of(id)
      if (owner === this.#me) return 'taken'
      if (owner !== null) {
        const { nodes, settled } = await tx.rooms.present()
        if (nodes.has(owner) || !settled) throw new Elsewhere(owner)
        // Before it is ours: that the transaction was done may be what is not heard any more.
        this.#ripen(id, owner)
      }
      await tx.rooms.give(id, this.#me)
      await settle(tx, this.#deps.now(), id)
      return 'taken'
    })
  }

  #ripen(id: MeetingId, from: NodeName): void {
    if (this.#ripening.has(id)) return
    this.#deps.log.info({ meeting: id, node: addressOf(from) }, 'room taken over')
    const ripe = this.#untilStopped(from).finally(() => this.#ripening.delete(id))
    this.#ripening.set(id, ripe)
  }

  /** Counts while the database is there throughout: while it is down, the other may go on. */
  async #untilStopped(from: NodeName): Promise<void> {
    const { membership, stopped = STOPPED } = this.#deps
    for (;;) {
      const { session } = membership
      const over = new AbortController()
      const time = wait(stopped, undefined, { signal: over.signal }).catch(() => undefined)
      await Promise.race([time, ended(addressOf(from), over.signal)])
      over.abort()
      if (membership.session === session && membership.sure) return
    }
  }

  /** After the room was closed. */
  async release(id: MeetingId): Promise<void> {
    await this.#deps.store.rooms.release(id, this.#me)
  }

  /** In the transaction that writes for a room. @throws Elsewhere */
  async mine(tx: Pick<Repositories, 'rooms'>, id: MeetingId): Promise<void> {
    const owner = await tx.rooms.of(id)
    if (owner !== this.#me) throw new Elsewhere(owner ?? '')
  }

  /** The other node that has this room; null: this one, or none. */
  async owner(id: MeetingId): Promise<{ node: NodeName; present: boolean } | null> {
    const node = await this.#deps.store.rooms.of(id)
    if (node === null || node === this.#me) return null
    const { nodes, settled } = await this.#deps.store.rooms.present()
    return { node, present: nodes.has(node) || !settled }
  }

  /** All nodes but this one: those that are there, and those that may still have a room. */
  async others(): Promise<NodeName[]> {
    const { rooms } = this.#deps.store
    const rows = await rooms.all()
    const { nodes } = await rooms.present()
    const all = new Set([...nodes, ...rows.map(({ node }) => node)])
    return [...all].filter((node) => node !== this.#me)
  }

  /** Of rooms that are open here, those that another has taken: to be asked after every break. */
  lost(open: readonly MeetingId[]): Promise<MeetingId[]> {
    return this.#deps.store.transaction(async (tx) => {
      const rows = await tx.rooms.all()
      const mine = new Set(rows.filter(({ node }) => node === this.#me).map(({ id }) => id))
      return open.filter((id) => !mine.has(id))
    })
  }

  /**
   * Rooms that belong to nobody who is there, or to us without being open: to be opened once, and
   * closed if nobody comes. Notes that whoever was in a room of nobody is away.
   */
  async abandoned(open: readonly MeetingId[]): Promise<MeetingId[]> {
    const { store } = this.#deps
    const now = this.#deps.now()
    await store.invites.mailInterrupted(now - MAIL_MAX)
    const rows = await store.transaction(async (tx) => {
      await settle(tx, now)
      return tx.rooms.all()
    })
    const { nodes, settled } = await store.rooms.present()
    if (!settled) return []
    const here = new Set(open)
    return rows
      .filter(({ id, node }) => (node === this.#me ? !here.has(id) : !nodes.has(node)))
      .map(({ id }) => id)
  }
}

/**
 * Resolves when nothing listens at an address of this machine: a node opens its port before its
 * first room and closes it after its last. Of other machines no answer is a proof.
 */
async function ended(address: string, signal: AbortSignal): Promise<void> {
  const { hostname, port } = new URL(`http://${address}`)
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  while (isLoopback(host) && !signal.aborted) {
    if (await refuses(host, Number(port))) return
    await wait(KNOCK, undefined, { signal }).catch(() => undefined)
  }
  await new Promise((resolve) => {
    signal.addEventListener('abort', resolve, { once: true })
  })
}

function refuses(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    socket.once('connect', () => {
      socket.destroy()
      resolve(false)
    })
    socket.once('error', (error) => resolve('code' in error && error.code === 'ECONNREFUSED'))
  })
}
