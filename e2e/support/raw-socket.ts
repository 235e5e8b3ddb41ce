import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import { BATCH, CONTRACT } from '#protocol/contract.ts'
import type {
  Batch,
  RawInputOf,
  Reply,
  RequestName,
  ResultOf,
  ServerEventName,
  ServerEvents,
} from '#protocol/messages.ts'
import type { Snapshot } from '#protocol/snapshot.ts'
import { RawKeys } from './raw-keys.ts'

export type Heard = { [K in ServerEventName]: { name: K; data: ServerEvents[K] } }[ServerEventName]

/** What tests leave out is added. */
export type Given<K extends RequestName> =
  RawInputOf<K> extends { keys: infer Keys }
    ? Omit<RawInputOf<K>, 'keys'> & { keys?: Keys }
    : RawInputOf<K>

/** A raw socket that records all events, without those of the keys, which it takes care of itself. */
export class RawSocket {
  readonly socket: Socket
  readonly heard: Heard[] = []
  refusal: { code: string } | null = null
  /** Milliseconds to wait for an answer. */
  patience = 5000
  /** Milliseconds to wait for an event; far more than a slow machine needs. */
  deadline = 60_000
  readonly #wakers = new Set<() => void>()
  readonly #listeners: ((heard: Heard) => void)[] = []
  /** Null in tests of the keys themselves. */
  readonly keys: RawKeys | null

  constructor(
    url: string,
    options: {
      cookie: string
      origin: string
      auth: unknown
      query?: { meeting?: string }
      /** False: does nothing about keys by itself, and records what is said of them. */
      keys?: boolean
    },
  ) {
    this.socket = io(url, {
      path: '/signal',
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      // As the page of this build does, unless the test names another contract.
      auth: { contract: CONTRACT, ...(options.auth as object) },
      query: options.query ?? queryOf(options.auth),
      extraHeaders: { cookie: options.cookie, origin: options.origin },
    })
    const whose = `${options.cookie} ${JSON.stringify(options.auth)}`
    const ask: typeof this.raw = (...asked) => this.#ask(...asked)
    this.keys = options.keys === false ? null : new RawKeys(ask, whose)
    this.socket.onAny((name: string, data: unknown) => {
      const batch = name === BATCH ? (data as Batch) : ([[name, data]] as Batch)
      for (const [one, of] of batch) this.#hear({ name: one, data: of } as Heard)
      this.#wake()
    })
    this.socket.on('connect_error', (error) => {
      this.refusal = (error as { data?: { code: string } }).data ?? { code: error.message }
      this.#wake()
    })
    this.socket.on('connect', () => this.#wake())
    this.socket.on('disconnect', () => this.#wake())
  }

  /** Calls `listener` for every event from now on. */
  onAny(listener: (heard: Heard) => void): void {
    this.#listeners.push(listener)
  }

  /** Likewise, for those of this name. */
  on<K extends ServerEventName>(name: K, listener: (data: ServerEvents[K]) => void): void {
    this.onAny((heard) => {
      if (heard.name === name) listener(heard.data as ServerEvents[K])
    })
  }

  #hear(heard: Heard): void {
    for (const listener of this.#listeners) listener(heard)
    if (!this.keys?.hear(heard)) this.heard.push(heard)
  }

  #wake(): void {
    for (const waker of this.#wakers) waker()
    this.#wakers.clear()
  }

  /**
   * Resolves as soon as `found` returns something; checked after every event.
   * @param what description for the error
   * @throws after the deadline, listing the events that did arrive
   */
  async until<T>(found: () => T | null | undefined | false, what = String(found)): Promise<T> {
    let late = false
    const timer = setTimeout(() => {
      late = true
      this.#wake()
    }, this.deadline)
    try {
      for (;;) {
        const value = found()
        if (value !== null && value !== undefined && value !== false) return value
        if (late) throw new Error(`Not within ${this.deadline} ms: ${what}. ${this.#state()}`)
        await new Promise<void>((done) => this.#wakers.add(done))
      }
    } finally {
      clearTimeout(timer)
    }
  }

  #state(): string {
    const line = this.socket.connected ? 'Connected' : `Not connected (${this.refusal?.code})`
    return `${line}; heard and not yet asked for: ${this.heard.map(({ name }) => name).join(', ')}`
  }

  /** The next event of this name; each is returned only once. */
  async next<K extends ServerEventName>(name: K): Promise<ServerEvents[K]> {
    const index = await this.until(() => {
      const at = this.heard.findIndex((event) => event.name === name)
      return at === -1 ? null : { at }
    }, `the event ${name}`)
    const [event] = this.heard.splice(index.at, 1)
    return event?.data as ServerEvents[K]
  }

  async entered(): Promise<Snapshot> {
    return this.next('snapshot')
  }
  async refused(): Promise<{ code: string }> {
    return this.until(() => this.refusal, 'a refusal of the connection')
  }
  async cut(): Promise<void> {
    await this.until(() => !this.socket.connected, 'the end of the connection')
  }

  /** Sends anything, as an attacker would. */
  async raw(name: string, ...args: unknown[]): Promise<Reply<unknown>> {
    const [input, ...more] = args
    const { keys } = this
    if (keys === null || more.length > 0) return this.#ask(name, ...args)
    if (RawKeys.needed(name, input)) return keys.send(name, input)
    const { welcomes } = keys
    const reply = await this.#ask(name, ...args)
    if (reply.ok) keys.did(name, input)
    if (reply.ok || reply.error.code !== 'keys_pending') return reply
    await keys.welcomed(welcomes)
    return this.#ask(name, ...args)
  }

  async #ask(name: string, ...args: unknown[]): Promise<Reply<unknown>> {
    return (await this.socket.timeout(this.patience).emitWithAck(name, ...args)) as Reply<unknown>
  }

  async request<K extends RequestName>(name: K, input: Given<K>): Promise<Reply<ResultOf<K>>> {
    return (await this.raw(name, input)) as Reply<ResultOf<K>>
  }

  async ok<K extends RequestName>(name: K, input: Given<K>): Promise<ResultOf<K>> {
    const reply = await this.request(name, input)
    if (!reply.ok) throw new Error(`${name}: ${reply.error.code}`)
    return reply.result
  }

  async code<K extends RequestName>(name: K, input: Given<K>): Promise<string> {
    const reply = await this.request(name, input)
    return reply.ok ? 'ok' : reply.error.code
  }

  close(): void {
    this.socket.disconnect()
  }
}

/** As the client does, for a cluster's edge. */
function queryOf(auth: unknown): { meeting?: string } {
  const meeting = typeof auth === 'object' && auth !== null && 'meeting' in auth && auth.meeting
  return typeof meeting === 'string' ? { meeting } : {}
}
