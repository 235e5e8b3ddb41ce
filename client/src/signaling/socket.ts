import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import { BATCH, CONTRACT } from '#protocol/contract.ts'
import type { WireError } from '#protocol/errors.ts'
import type {
  Batch,
  RawInputOf,
  Reply,
  RequestName,
  ResultOf,
  ServerEventName,
  ServerEvents,
} from '#protocol/messages.ts'
import { RECONNECT, afterRefusal, dialPatience, reconnectDelay } from './reconnect.ts'
import { SilenceWatch } from './silence.ts'
import type { AfterRefusal } from './reconnect.ts'

type Incoming = { [K in ServerEventName]: (data: ServerEvents[K]) => void }
type Outgoing = {
  [K in RequestName]: (input: RawInputOf<K>, ack: (reply: Reply<ResultOf<K>>) => void) => void
}
type SignalSocket = Socket<Incoming, Outgoing>

/** Sends one request and resolves with its reply. Never throws. */
export type Ask = <K extends RequestName>(
  name: K,
  input: RawInputOf<K>,
) => Promise<Reply<ResultOf<K>>>

/** An event as a discriminated union, so that a switch on `name` narrows `data`. */
export type ServerEvent = {
  [K in ServerEventName]: { name: K; data: ServerEvents[K] }
}[ServerEventName]

export type ConnectionHandlers = {
  event(event: ServerEvent): void
  /** Called after every connection; the server then sends the person's state. */
  up(): void
  /** Nothing arrives, although the server sends something every second. */
  silent(): void
  /** Something arrives again on the same connection. */
  heard(): void
  /** The connection dropped and is being re-established. */
  lost(): void
  /** The connection was refused for good. */
  refused(why: Exclude<AfterRefusal, { next: 'retry' }>): void
  /** The very first connection kept failing. No further attempts are made. */
  unreachable(): void
}

/** All events; as a record, so that a missing one does not compile. */
const EVENTS: Record<ServerEventName, true> = {
  waiting: true,
  password: true,
  closed: true,
  restarting: true,
  snapshot: true,
  meeting: true,
  participant: true,
  participantLeft: true,
  track: true,
  trackEnded: true,
  ownTrack: true,
  handLowered: true,
  grant: true,
  chat: true,
  reaction: true,
  speaker: true,
  speakers: true,
  questions: true,
  lobby: true,
  notice: true,
  vote: true,
  ballot: true,
  presentation: true,
  pageTurned: true,
  ink: true,
  laser: true,
  recordingStopped: true,
  keyCommit: true,
  keyWelcome: true,
  keyWork: true,
  keyLost: true,
  keyResumed: true,
  keyDeclined: true,
  keyGroup: true,
  keyFounder: true,
  keyChallenge: true,
  keyRevealed: true,
  keySecret: true,
  keyReached: true,
  keyBeat: true,
}

const REQUEST_TIMEOUT_MS = 10_000
const LINK_LOST: { ok: false; error: WireError } = { ok: false, error: { code: 'busy' } }

/**
 * The signaling connection of one visit. Reconnects until `stop`. Each attempt uses a new socket,
 * so that late events from an old one can be recognized and dropped.
 */
export class Connection {
  readonly #meeting: string
  readonly #handlers: ConnectionHandlers
  readonly #url: string | undefined
  #socket: SignalSocket | null = null
  #silence: SilenceWatch | null = null
  #retry: ReturnType<typeof setTimeout> | undefined
  #attempt = 0
  /** Milliseconds the last connection took to come up; null before the first. */
  #took: number | null = null
  #dialledAt = 0
  #upSince = 0
  #startedAt = 0
  #stopped = false

  /** `url` is for tests; in the browser it defaults to the page's origin. */
  constructor(options: { meeting: string; handlers: ConnectionHandlers; url?: string }) {
    this.#meeting = options.meeting
    this.#handlers = options.handlers
    this.#url = options.url
  }

  start(): void {
    this.#startedAt = performance.now()
    this.#dial()
  }

  /** Idempotent; no handler is called afterwards. */
  stop(): void {
    this.#stopped = true
    clearTimeout(this.#retry)
    this.#hangUp()
  }

  /**
   * Call when the network is back: retries now instead of waiting out the delay. A connection that
   * seems to have survived counts as silent until something arrives.
   */
  nudge(): void {
    if (this.#stopped) return
    if (this.#socket) {
      this.#silence?.doubt()
      return
    }
    clearTimeout(this.#retry)
    this.#dial()
  }

  /** Drops this connection and opens a new one, which brings a fresh snapshot. */
  renew(): void {
    if (!this.#stopped && this.#socket?.connected) this.#broken(0)
  }

  readonly ask: Ask = async <K extends RequestName>(name: K, input: RawInputOf<K>) => {
    const socket = this.#socket
    if (!socket?.connected) return LINK_LOST
    try {
      return await send(socket, name, input)
    } catch {
      // No answer in time although the socket claims to be connected: replace it.
      if (socket === this.#socket && socket.connected) this.#broken(0)
      return LINK_LOST
    }
  }

  #dial(): void {
    const options = {
      path: '/signal',
      transports: ['websocket'],
      auth: { meeting: this.#meeting, contract: CONTRACT },
      // For a cluster's edge, which can route only by URL.
      query: { meeting: this.#meeting },
      reconnection: false,
      forceNew: true,
      timeout: dialPatience(this.#took, this.#attempt),
    }
    this.#dialledAt = performance.now()
    const socket: SignalSocket = this.#url === undefined ? io(options) : io(this.#url, options)
    this.#socket = socket
    socket.on('connect', () => {
      if (socket !== this.#socket) return
      this.#upSince = performance.now()
      this.#took = this.#upSince - this.#dialledAt
      this.#listen(socket)
      this.#handlers.up()
    })
    socket.on('connect_error', (error) => {
      if (socket === this.#socket) this.#refused(refusalOf(error))
    })
    socket.on('disconnect', () => {
      if (socket === this.#socket) this.#broken(0)
    })
    socket.onAny((name: string, data: unknown) => {
      if (socket !== this.#socket) return
      for (const event of eventsOf(name, data)) this.#handlers.event(event)
    })
  }

  #listen(socket: SignalSocket): void {
    const silence = new SilenceWatch(this.#handlers)
    this.#silence = silence
    silence.packet()
    socket.io.engine.on('packet', () => {
      if (socket === this.#socket) silence.packet()
    })
  }

  #refused(error: WireError | null): void {
    const verdict = error ? afterRefusal(error) : { next: 'retry' as const, retryAfterMs: 0 }
    if (verdict.next === 'retry') {
      this.#broken(verdict.retryAfterMs)
      return
    }
    this.stop()
    this.#handlers.refused(verdict)
  }

  #broken(retryAfterMs: number): void {
    const wasUp = this.#upSince > 0
    if (wasUp && performance.now() - this.#upSince > RECONNECT.settledMs) this.#attempt = 0
    this.#upSince = 0
    this.#hangUp()
    if (this.#took === null && performance.now() - this.#startedAt > RECONNECT.unreachableMs) {
      this.stop()
      this.#handlers.unreachable()
      return
    }
    const waitedMs = wasUp ? 0 : performance.now() - this.#dialledAt
    const delay = reconnectDelay(this.#attempt++, Math.random(), retryAfterMs, waitedMs)
    this.#retry = setTimeout(() => this.#dial(), delay)
    if (wasUp) this.#handlers.lost()
  }

  #hangUp(): void {
    const socket = this.#socket
    this.#socket = null
    this.#silence?.stop()
    this.#silence = null
    socket?.disconnect()
  }
}

// oxlint-disable typescript/no-unsafe-type-assertion -- boundary to socket.io's untyped frames

/** Trusts the server to follow the contract; ignores event names this client does not know. */
function eventsOf(name: string, data: unknown): ServerEvent[] {
  if (name === BATCH) return (data as Batch).flatMap(([one, of]) => eventsOf(one, of))
  return Object.hasOwn(EVENTS, name) ? [{ name, data } as ServerEvent] : []
}

function send<K extends RequestName>(
  socket: SignalSocket,
  name: K,
  input: RawInputOf<K>,
): Promise<Reply<ResultOf<K>>> {
  // socket.io's types cannot express a generic event name.
  const untyped = socket.timeout(REQUEST_TIMEOUT_MS) as unknown as {
    emitWithAck(name: K, input: RawInputOf<K>): Promise<Reply<ResultOf<K>>>
  }
  return untyped.emitWithAck(name, input)
}

/** The server puts its refusal into `data`; an error without one came from the network. */
function refusalOf(error: Error & { data?: unknown }): WireError | null {
  const { data } = error
  if (typeof data !== 'object' || data === null || !('code' in data)) return null
  return typeof data.code === 'string' ? (data as WireError) : null
}
