import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import { FakeSfu } from '../../sfu/fake.ts'
import type { FakePeer } from '../../sfu/fake.ts'
import type { Entry, MeetingRecord } from '../meeting/records.ts'
import { MeetingId } from '../protocol/ids.ts'
import type { ParticipantId } from '../protocol/ids.ts'
import type { RawInputOf, Reply, RequestName, ResultOf } from '../protocol/messages.ts'
import type { ServerEventName, ServerEvents } from '../protocol/messages.ts'
import type { Snapshot } from '../protocol/model.ts'
import { accountId, seedAccount, seedMeeting } from '../store/fixtures.ts'
import { openStore } from '../store/store.ts'
import type { Store } from '../store/store.ts'
import { attachSignaling } from './edge.ts'
import { Meetings } from './meetings.ts'

const ORIGIN = 'http://test.local'
const quiet = { info() {}, warn() {}, error() {} }

/** The whole signalling side on a real HTTP server and a real store, over the fake SFU. */
export class Bench {
  readonly sfu = new FakeSfu()
  readonly store: Store
  readonly meeting: MeetingRecord
  readonly meetings: Meetings
  readonly #http = createServer()
  readonly #clients: Client[] = []
  #tickets = 0
  now = 1_000_000

  private constructor(store: Store, meeting: MeetingRecord) {
    this.store = store
    this.meeting = meeting
    const now = () => this.now
    this.meetings = new Meetings({
      store: store.meetings,
      sfu: this.sfu,
      iceServers: () => [{ urls: ['turn:t'], username: 'TURN-USER', credential: 'TURN-KEY' }],
      log: quiet,
      now,
      meetingCapacity: 100,
      serverCapacity: 500,
    })
    attachSignaling(this.#http, {
      meetings: this.meetings,
      store: store.meetings,
      log: quiet,
      now,
      allowedOrigin: (origin) => origin === ORIGIN,
      ticketHash: (request) => /ticket=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? null,
    })
  }

  static async open(): Promise<Bench> {
    const store = await openStore(':memory:')
    const host = await seedAccount(store, 'host')
    const meeting = await seedMeeting(store, 'meeting', host.id, { hostName: 'Chủ tọa' })
    const bench = new Bench(store, meeting)
    await new Promise<void>((done) => bench.#http.listen(0, '127.0.0.1', done))
    return bench
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`
  }

  /** Past the password step; the ticket is what the cookie would carry. */
  async ticket(change: Partial<Entry> = {}): Promise<string> {
    this.#tickets += 1
    const ticketHash = `ticket-${this.#tickets}`
    await this.meetings.enter({
      meetingId: this.meeting.id,
      claim: { kind: 'password', right: true },
      passwordVersion: this.meeting.passwordVersion,
      ticketHash,
      deviceHash: `device-${this.#tickets}`,
      addressHash: `address-${this.#tickets}`,
      accountId: null,
      name: `Người ${this.#tickets}`,
      replaces: null,
      ...change,
    })
    return ticketHash
  }

  connect(
    ticket: string | null,
    options: { origin?: string; meeting?: unknown; auth?: unknown } = {},
  ): Client {
    const client = new Client(this.url, {
      cookie: ticket === null ? '' : `ticket=${ticket}`,
      origin: options.origin ?? ORIGIN,
      auth: options.auth ?? { meeting: options.meeting ?? this.meeting.id },
    })
    this.#clients.push(client)
    return client
  }

  async host(): Promise<Client> {
    const ticket = await this.ticket({ claim: { kind: 'host' }, accountId: accountId('host') })
    const client = this.connect(ticket)
    await client.entered()
    return client
  }

  async waiting(change: Partial<Entry> = {}): Promise<Client> {
    const client = this.connect(await this.ticket(change))
    await client.next('waiting')
    return client
  }

  async guest(host: Client, change: Partial<Entry> = {}): Promise<Client> {
    const client = await this.waiting(change)
    await host.ok('lobby.admit', { ids: [await this.idOf(client)] })
    await client.entered()
    return client
  }

  async idOf(client: Client): Promise<ParticipantId> {
    const seat = await this.store.meetings.seatByTicket(this.meeting.id, client.ticket)
    if (seat === null) throw new Error('no seat')
    return seat.id
  }

  peer(id: ParticipantId): FakePeer | undefined {
    return this.sfu.rooms.map((room) => room.peers.get(id)).find((peer) => peer !== undefined)
  }

  async close(): Promise<void> {
    for (const client of this.#clients) client.close()
    await this.meetings.close()
    this.#http.closeAllConnections()
    this.#http.close()
    await this.store.close()
  }
}

type Heard = { [K in ServerEventName]: { name: K; data: ServerEvents[K] } }[ServerEventName]

/** A raw socket that keeps all it hears. */
export class Client {
  readonly socket: Socket
  readonly heard: Heard[] = []
  readonly ticket: string
  refusal: { code: string } | null = null
  readonly #wakers = new Set<() => void>()

  constructor(url: string, options: { cookie: string; origin: string; auth: unknown }) {
    this.ticket = options.cookie.replace('ticket=', '')
    this.socket = io(url, {
      path: '/signal',
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      auth: options.auth as object,
      extraHeaders: { cookie: options.cookie, origin: options.origin },
    })
    this.socket.onAny((name: string, data: unknown) => {
      this.heard.push({ name, data } as Heard)
      this.#wake()
    })
    this.socket.on('connect_error', (error) => {
      this.refusal = (error as { data?: { code: string } }).data ?? { code: error.message }
      this.#wake()
    })
    this.socket.on('connect', () => this.#wake())
    this.socket.on('disconnect', () => this.#wake())
  }

  #wake(): void {
    for (const waker of this.#wakers) waker()
  }

  /** Resolves as soon as `found` answers something, looked at after every event. */
  async until<T>(found: () => T | null | undefined | false): Promise<T> {
    for (;;) {
      const value = found()
      if (value !== null && value !== undefined && value !== false) return value
      await new Promise<void>((done) => {
        const waker = () => {
          this.#wakers.delete(waker)
          done()
        }
        this.#wakers.add(waker)
      })
    }
  }

  /** The first event of this name that was not waited for before. */
  async next<K extends ServerEventName>(name: K): Promise<ServerEvents[K]> {
    const index = await this.until(() => {
      const at = this.heard.findIndex((event) => event.name === name)
      return at === -1 ? null : { at }
    })
    const [event] = this.heard.splice(index.at, 1)
    return event?.data as ServerEvents[K]
  }

  async entered(): Promise<Snapshot> {
    return this.next('snapshot')
  }
  async refused(): Promise<{ code: string }> {
    return this.until(() => this.refusal)
  }
  async cut(): Promise<void> {
    await this.until(() => !this.socket.connected)
  }

  /** Sends anything, as an attacker would. */
  async raw(name: string, ...args: unknown[]): Promise<Reply<unknown>> {
    return (await this.socket.timeout(5000).emitWithAck(name, ...args)) as Reply<unknown>
  }

  async request<K extends RequestName>(name: K, input: RawInputOf<K>): Promise<Reply<ResultOf<K>>> {
    return (await this.raw(name, input)) as Reply<ResultOf<K>>
  }

  async ok<K extends RequestName>(name: K, input: RawInputOf<K>): Promise<ResultOf<K>> {
    const reply = await this.request(name, input)
    if (!reply.ok) throw new Error(`${name}: ${reply.error.code}`)
    return reply.result
  }

  async code<K extends RequestName>(name: K, input: RawInputOf<K>): Promise<string> {
    const reply = await this.request(name, input)
    return reply.ok ? 'ok' : reply.error.code
  }

  close(): void {
    this.socket.disconnect()
  }
}

export const unknownMeeting = MeetingId.parse('x'.repeat(22))
