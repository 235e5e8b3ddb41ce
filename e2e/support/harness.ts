import assert from 'node:assert/strict'
import { after, afterEach, before } from 'node:test'
import type { MeetingSecret } from '#protocol/http.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import type { ServerEventName, ServerEvents } from '#protocol/messages.ts'
import type { Mode } from '#protocol/model.ts'
import type { Snapshot } from '#protocol/snapshot.ts'
import { opaque } from '#protocol/testing.ts'
import type { Heard, RawSocket } from './raw-socket.ts'
import { TestServer } from './server.ts'
import { Visitor } from './visitor.ts'

export type Knocker = { visitor: Visitor; socket: RawSocket; id: ParticipantId }
export type Guest = Knocker & { snapshot: Snapshot }

/** The error code of an answer; 'ok' if there is none. */
export const codeOf = (answer: { body: unknown }): string =>
  (answer.body as { code?: string } | null)?.code ?? 'ok'

/**
 * A server with its operator as host, and a meeting that no test of the file touches. Call it
 * inside `describe`, or at the top of a file.
 */
export class ServerHarness {
  #server: TestServer | undefined
  #host: Visitor | undefined
  #elsewhere: Sitting | undefined
  readonly #sittings: Sitting[] = []

  constructor(env: Record<string, string> = {}) {
    before(async () => {
      this.#server = await TestServer.start(env)
      this.#host = new Visitor(this.#server)
      await this.#host.setUp()
      this.#elsewhere = await Sitting.open(this, 'discussion')
    })
    afterEach(() => {
      for (const sitting of this.#sittings.splice(0)) sitting.close()
    })
    after(async () => {
      this.#elsewhere?.close()
      await this.#server?.stop()
    })
  }

  get server(): TestServer {
    return this.#server ?? assert.fail('no server yet')
  }
  get host(): Visitor {
    return this.#host ?? assert.fail('no host yet')
  }
  get elsewhere(): Sitting {
    return this.#elsewhere ?? assert.fail('no other meeting yet')
  }

  /** For attacks that target no meeting: checks that one still works. */
  goesOn(): Promise<void> {
    return this.elsewhere.goesOn()
  }

  visitor(address: string | null = null): Visitor {
    return new Visitor(this.server, address)
  }

  /** A meeting with its host and one guest, closed after the test. */
  async sitting(mode: Mode = 'discussion'): Promise<Sitting> {
    const sitting = await Sitting.open(this, mode)
    this.#sittings.push(sitting)
    return sitting
  }

  /** Creates an account and signs it in; an operator also gets an authenticator app. */
  async account(username: string, name: string, role: 'host' | 'operator' = 'host') {
    const made = await this.host.post<{ account: { id: string }; link: string }>('/api/accounts', {
      username,
      name,
      role,
    })
    const visitor = this.visitor()
    const token = made.link.split('#')[1]
    await visitor.post('/api/activate', { token, password: ACCOUNT_PASSWORD })
    if (role === 'operator') await visitor.enrol()
    return { visitor, id: made.account.id, link: made.link, username }
  }
}

export const ACCOUNT_PASSWORD = 'ghe-thuyen-len-nui-2044-xa'

/** One meeting with its host, one guest whom nothing may disturb, and any attackers. */
export class Sitting {
  readonly #harness: ServerHarness
  readonly #sockets: RawSocket[] = []
  readonly secret: MeetingSecret
  #host: RawSocket
  readonly hostId: ParticipantId
  #bystander: Guest | undefined
  /** Track ids the victims publish. */
  readonly #tracks = new Set<string>()
  #locked = false
  #said = 0

  private constructor(
    harness: ServerHarness,
    secret: MeetingSecret,
    host: RawSocket,
    id: ParticipantId,
  ) {
    this.#harness = harness
    this.secret = secret
    this.#host = host
    this.hostId = id
    this.#sockets.push(host)
  }

  static async open(harness: ServerHarness, mode: Mode): Promise<Sitting> {
    const secret = await harness.host.createMeeting('Giao ban tuần', mode)
    assert.equal((await harness.host.enter(secret.meeting.id, {})).status, 200)
    const host = harness.host.socket(secret.meeting.id)
    const { self } = await host.entered()
    const sitting = new Sitting(harness, secret, host, self)
    sitting.#bystander = await sitting.guest('Lê Ngồi Yên')
    for (const { socket } of [host, sitting.bystander.socket]) {
      socket.on('track', (track) => {
        if (sitting.#isVictim(track.participant)) sitting.#tracks.add(track.id)
      })
    }
    sitting.forget()
    return sitting
  }

  get id() {
    return this.secret.meeting.id
  }
  get password(): string {
    return this.secret.password
  }
  get host(): RawSocket {
    return this.#host
  }
  get bystander(): Guest {
    return this.#bystander ?? assert.fail('nobody sits here yet')
  }

  /** Passes the password step and enters the lobby. */
  async knock(name: string, visitor = this.#harness.visitor()): Promise<Knocker> {
    const answer = await visitor.enter(this.id, { name, password: this.password })
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    const socket = this.connect(visitor)
    await socket.next('waiting')
    return { visitor, socket, id: (await this.inLobby((answer.body as { name: string }).name)).id }
  }

  async guest(name: string, visitor?: Visitor): Promise<Guest> {
    const knocker = await this.knock(name, visitor)
    await this.host.ok('lobby.admit', { ids: [knocker.id] })
    return { ...knocker, snapshot: await knocker.socket.entered() }
  }

  connect(
    visitor: Visitor,
    options: { origin?: string; auth?: unknown; keys?: boolean } = {},
  ): RawSocket {
    const socket = visitor.socket(this.id, options)
    this.#sockets.push(socket)
    return socket
  }

  /** The latest knock with this name, as seen by the host. */
  inLobby(name: string) {
    return this.host.until(() =>
      this.host.heard
        .flatMap((event) => (event.name === 'lobby' ? (event.data.knocks ?? []) : []))
        .findLast((view) => view.name === name),
    )
  }

  /** Makes `unharmed` ignore everything up to now. */
  forget(): void {
    this.bystander.socket.heard.length = 0
  }

  /**
   * Asserts that the victims noticed nothing: host and guest still communicate, the guest has
   * received no other event since the last check, and the untouched meeting still works as well.
   * @param but events caused by others, or by the host's own actions. None of them may be about the
   * host or guest themselves, such as leaving, changing or being muted. A test that wants exactly
   * that uses `hears`.
   */
  async unharmed(...but: ServerEventName[]): Promise<void> {
    await this.#undisturbed(but)
    await this.#harness.goesOn()
  }

  async #undisturbed(but: ServerEventName[]): Promise<void> {
    const { socket } = this.bystander
    this.#said += 1
    const text = `vẫn họp ${this.#said}`
    await this.host.ok('chat.send', { sealed: opaque(text) })
    await socket.until(() =>
      socket.heard.some((event) => event.name === 'chat' && event.data.sealed === opaque(text)),
    )
    const names = new Set<ServerEventName>(['chat', ...but])
    const strange = socket.heard.filter(
      (event) =>
        !(names.has(event.name) || this.#theirOwnVoice(event)) ||
        this.#harms(event) ||
        (event.name === 'chat' && !but.includes('chat') && event.data.sealed !== opaque(text)),
    )
    assert.deepEqual(strange, [])
    this.forget()
    await socket.ok('track.unsubscribe', { id: '00000000-0000-4000-8000-000000000000' })
  }

  #isVictim(id: ParticipantId): boolean {
    return id === this.hostId || id === this.bystander.id
  }

  /**
   * Resolves when the guest has received this event, which the test intends and which does not
   * count as harm.
   */
  async hears<K extends ServerEventName>(name: K, is: (data: ServerEvents[K]) => boolean) {
    const { socket } = this.bystander
    const at = await socket.until(() => {
      const index = socket.heard.findIndex(
        (event) => event.name === name && is(event.data as ServerEvents[K]),
      )
      return index === -1 ? null : { index }
    }, `${name}, as wanted`)
    socket.heard.splice(at.index, 1)
  }

  #theirOwnVoice(event: Heard): boolean {
    return event.name === 'speaker' && (event.data.id === null || this.#isVictim(event.data.id))
  }

  /** Whether something happened to the host or the guest, whatever the event is called. */
  #harms(event: Heard): boolean {
    if (event.name === 'participantLeft') return this.#isVictim(event.data.id)
    if (event.name === 'trackEnded') return this.#tracks.has(event.data.id)
    if (event.name === 'track') return this.#isVictim(event.data.participant) && event.data.paused
    if (event.name !== 'participant') return false
    const { id, role, present, kind } = event.data
    const was = id === this.hostId ? 'host account' : 'participant guest'
    return this.#isVictim(id) && (!present || `${role} ${kind}` !== was)
  }

  /** Without chat messages: the tests of a file would soon exceed the rate limit. */
  async goesOn(): Promise<void> {
    const { socket } = this.bystander
    this.#locked = !this.#locked
    await this.host.ok('meeting.lock', { locked: this.#locked })
    const { locked } = await socket.next('meeting')
    assert.equal(locked, this.#locked)
    assert.deepEqual(socket.heard, [], 'the meeting next door')
  }

  /** What the host sees on joining again; their older socket is replaced. */
  async look(): Promise<Snapshot> {
    this.#host = this.connect(this.#harness.host)
    return this.#host.entered()
  }

  async roster(): Promise<string[]> {
    const { participants } = await this.look()
    return participants.map(({ name, role }) => `${name} (${role})`)
  }

  close(): void {
    for (const socket of this.#sockets) socket.close()
  }
}
