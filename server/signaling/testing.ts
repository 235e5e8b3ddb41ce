import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { RawSocket } from '#e2e/support/raw-socket.ts'
import { PolicyService } from '../auth/policy.ts'
import { FakeSfu } from '#sfu/fake.ts'
import type { FakePeer } from '#sfu/fake.ts'
import type { Entry, MeetingRecord } from '../meeting/records.ts'
import type { ErrorCode } from '#protocol/errors.ts'
import { MeetingId } from '#protocol/ids.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { accountId, seedAccount, seedMeeting, seedSession } from '../store/fixtures.ts'
import { openStore } from '../store/store.ts'
import type { Store } from '../store/store.ts'
import { attachSignaling } from './edge.ts'
import { Meetings } from './meetings.ts'

export const ORIGIN = 'http://test.local'
const quiet = { info() {}, warn() {}, error() {} }

/** All of signaling on a real HTTP server and a real store, with a fake SFU. */
export class SignalingHarness {
  readonly sfu = new FakeSfu()
  readonly store: Store
  readonly meeting: MeetingRecord
  readonly meetings: Meetings
  readonly #http = createServer()
  readonly #clients: Client[] = []
  /** Every refusal reported for counting. */
  readonly refused: ErrorCode[] = []
  #tickets = 0
  readonly #keys: boolean
  #host: ParticipantId | null = null
  now = 1_000_000
  /** Total change of the wall clock by `step`, which the monotonic clock ignores. */
  #stepped = 0

  private constructor(store: Store, meeting: MeetingRecord, keys: boolean) {
    this.store = store
    this.#keys = keys
    this.meeting = meeting
    const now = () => this.now
    this.meetings = new Meetings({
      policy: new PolicyService(this.store, {}),
      store: store.meetings,
      transaction: (_id, work) => store.transaction(({ meetings }) => work(meetings)),
      sfu: this.sfu,
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
      monotonic: () => this.now - this.#stepped,
      iceServers: () => [{ urls: ['turn:t'], username: 'TURN-USER', credential: 'TURN-KEY' }],
      allowedOrigin: (origin) => origin === ORIGIN,
      offers: () => true,
      refused: (code) => void this.refused.push(code),
      ticketHash: (request) => /ticket=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? null,
    })
  }

  /**
   * @param store for tests that make it fail
   * @param keys false: the clients do nothing about keys by themselves
   */
  static async open(store?: Store, keys = true): Promise<SignalingHarness> {
    store ??= await openStore(':memory:')
    const host = await seedAccount(store, 'host')
    const meeting = await seedMeeting(store, 'meeting', host.id, { hostName: 'Chủ tọa' })
    const harness = new SignalingHarness(store, meeting, keys)
    await new Promise<void>((done) => harness.#http.listen(0, '127.0.0.1', done))
    return harness
  }

  /** Changes the wall clock only. */
  step(milliseconds: number): void {
    this.now += milliseconds
    this.#stepped += milliseconds
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`
  }

  /** Passes the password step. Returns the ticket that the cookie would carry. */
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
      sessionId: change.accountId ? await seedSession(this.store, change.accountId) : null,
      inviteId: null,
      name: `Người ${this.#tickets}`,
      position: null,
      replaces: null,
      ...change,
    })
    return ticketHash
  }

  connect(
    ticket: string | null,
    options: { origin?: string; meeting?: unknown; auth?: unknown } = {},
  ): Client {
    const client = new Client(this.url, ticket ?? '', {
      cookie: ticket === null ? '' : `ticket=${ticket}`,
      origin: options.origin ?? ORIGIN,
      auth: options.auth ?? { meeting: options.meeting ?? this.meeting.id },
      keys: this.#keys,
    })
    this.#clients.push(client)
    return client
  }

  async host(): Promise<Client> {
    const ticket = await this.ticket({ claim: { kind: 'host' }, accountId: accountId('host') })
    const client = this.connect(ticket)
    await client.entered()
    this.#host = await this.idOf(client)
    await client.keys?.idle()
    return client
  }

  async waiting(change: Partial<Entry> = {}): Promise<Client> {
    const client = this.connect(await this.ticket(change))
    await client.next('waiting')
    if (this.#keys) await this.offered(await this.idOf(client))
    return client
  }

  /** Whoever waits offers keys, if there is a group; for a moment, because limits may forbid it. */
  async offered(id: ParticipantId): Promise<void> {
    const room = (await this.meetings.room(this.meeting.id))?.room
    const missing = () =>
      room?.phaseOf(id) === 'waiting' &&
      this.#host !== null &&
      room.keys.holds(this.#host) &&
      room.keys.offers([id]).offers.length === 0
    for (let turns = 0; turns < 2000 && missing(); turns += 1) await turn()
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

/** A raw socket that knows its ticket. */
export class Client extends RawSocket {
  readonly ticket: string
  constructor(url: string, ticket: string, options: ConstructorParameters<typeof RawSocket>[1]) {
    super(url, options)
    this.ticket = ticket
  }
}

export const unknownMeeting = MeetingId.parse('x'.repeat(22))
