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
 * Milliseconds after which a node lost by the database has closed its rooms: it does so after
 * `SILENCE`, checks its clock four times a second, and closing takes no time.
 */
const STOPPED = SILENCE + 1000
/** Milliseconds between checks whether a node on this machine has ended. */
const PORT_POLL = 100
/** Milliseconds within which another node's queued mail is sent or given up, with a margin. */
const MAIL_MAX = 15 * 60_000

/**
 * Another node owns this room. The caller sees `busy` and retries, and the edge routes to the
 * owner.
 */
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
  /** Milliseconds granted to a lost node; for tests. */
  stopped?: number
}

/**
 * Determines which rooms this node may open. At most one node has a room open at any moment:
 *
 * - The store records the owner, and store transactions run one at a time across all nodes.
 * - Every write for a room checks ownership in the same transaction (`mine`): once a room is taken
 *   over, the old node writes nothing more.
 * - A room is taken from a node only if the database has no connection to that node, and opened
 *   only `STOPPED` after that was observed. A disconnected node has closed its rooms by then; a
 *   node that reconnects first asks, in a transaction, which rooms it has lost (`lost`). So either
 *   it was seen as connected, or it sees that the room is gone.
 */
export class Ownership {
  readonly #deps: OwnershipDeps
  /** Rooms taken over from a node that may still be closing them. */
  readonly #ripening = new Map<MeetingId, Promise<void>>()

  constructor(deps: OwnershipDeps) {
    this.#deps = deps
  }

  get #me(): NodeName {
    return this.#deps.membership.node
  }

  /**
   * Resolves once this node owns the room and no other can have it open; null if there is no such
   * meeting. The returned function throws if ownership is in doubt again; call it after loading the
   * room.
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
        // Before the transaction, because its success might not be reported if the connection
        // breaks.
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

  /**
   * Counts only time with a continuously reachable database: while it is down, the other node may
   * continue.
   */
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

  /** Call after closing the room. */
  async release(id: MeetingId): Promise<void> {
    await this.#deps.store.rooms.release(id, this.#me)
  }

  /** Call within the transaction that writes for a room. @throws Elsewhere */
  async mine(tx: Pick<Repositories, 'rooms'>, id: MeetingId): Promise<void> {
    const owner = await tx.rooms.of(id)
    if (owner !== this.#me) throw new Elsewhere(owner ?? '')
  }

  /** The other node that owns this room; null: this node or none. */
  async owner(id: MeetingId): Promise<{ node: NodeName; present: boolean } | null> {
    const node = await this.#deps.store.rooms.of(id)
    if (node === null || node === this.#me) return null
    const { nodes, settled } = await this.#deps.store.rooms.present()
    return { node, present: nodes.has(node) || !settled }
  }

  /** All other nodes: those connected, and those that may still have a room. */
  async others(): Promise<NodeName[]> {
    const { rooms } = this.#deps.store
    const rows = await rooms.all()
    const { nodes } = await rooms.present()
    const all = new Set([...nodes, ...rows.map(({ node }) => node)])
    return [...all].filter((node) => node !== this.#me)
  }

  /** Which of the open rooms another node has taken over; call after every reconnect. */
  lost(open: readonly MeetingId[]): Promise<MeetingId[]> {
    return this.#deps.store.transaction(async (tx) => {
      const rows = await tx.rooms.all()
      const mine = new Set(rows.filter(({ node }) => node === this.#me).map(({ id }) => id))
      return open.filter((id) => !mine.has(id))
    })
  }

  /**
   * Rooms without a connected owner, and rooms of ours that are not open: open each once, and close
   * it if nobody comes. Also marks the people in ownerless rooms as away.
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
 * Resolves when nothing listens at an address of this machine. A node opens its port before its
 * first room and closes it after its last, so this proves that it has ended; for other machines, a
 * missing answer proves nothing.
 */
async function ended(address: string, signal: AbortSignal): Promise<void> {
  const { hostname, port } = new URL(`http://${address}`)
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  while (isLoopback(host) && !signal.aborted) {
    if (await refuses(host, Number(port))) return
    await wait(PORT_POLL, undefined, { signal }).catch(() => undefined)
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
