import type { WireError } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import type { Snapshot } from '#protocol/snapshot.ts'
import type { KeyEvents } from '#protocol/mls.ts'
import { type Bytes, fromBase64Url } from '../mls/bytes.ts'
import { type Language, groupWords, knockWords } from '../mls/words.ts'
import type { ServerEvent } from '../signaling/socket.ts'
import { type Alarm, HEARTBEAT_MS } from '../mls/watch.ts'
import { type Letting, admit } from './admitting.ts'
import { Beating } from './beating.ts'
import { Comparing } from './comparing.ts'
import { Correspondence } from './correspondence.ts'
import { lookAtKnocks } from './knocking.ts'
import { promote } from './promoting.ts'
import { Queue } from './queue.ts'
import { isHeard } from './heard.ts'
import { Steering } from './steering.ts'
import type { Ports, Who, Writing } from './types.ts'
import type { Verdict } from './verdict.ts'
import { Visit } from './visit.ts'

/**
 * The end-to-end keys of one visit, from the first connection to the end: founds, offers, joins,
 * follows, and does what of leading falls to this browser. It reaches the world by its ports alone,
 * and does one thing after another.
 */
export class KeySession {
  readonly #visit: Visit
  readonly #steering: Steering
  readonly #queue = new Queue()
  readonly #timers = new Set<() => void>()
  readonly #comparing: Comparing
  readonly #correspondence: Correspondence
  readonly #beating: Beating
  readonly #beats = new Set<Promise<void>>()
  /** Alarms in this visit; after the first, new keys may do. */
  #alarms = 0

  constructor(who: Who, ports: Ports) {
    this.#visit = new Visit(who, ports)
    this.#comparing = new Comparing(this.#visit)
    this.#steering = new Steering(this.#visit, (ms) => this.#later(ms))
    const correspondence = new Correspondence(this.#visit, (said) => ports.said(said))
    this.#correspondence = correspondence
    const beating = new Beating(this.#visit, (why) => this.#alarmed(why))
    this.#beating = beating
    this.#visit.moved = () => {
      beating.moved()
      correspondence.moved()
    }
    this.#beat()
  }

  /** After every connection; the server then says how things are. */
  up(): void {
    this.#visit.connected = true
    this.#visit.connection += 1
    this.#steering.up()
  }
  lost(): void {
    this.#visit.connected = false
  }
  /** Nothing is sent or shown any more. */
  end(): void {
    for (const callOff of this.#timers) callOff()
    this.#timers.clear()
    this.#visit.standing.leave()
    this.#visit.ended = true
  }

  /** Everything that the server says, also what is not about keys: who is inside, who waits. */
  event(event: ServerEvent): void {
    if (this.#visit.ended) return
    this.#note(event)
    this.#correspondence.hear(event)
    if (event.name === 'keyBeat') return this.#aside(this.#beating.heard(event.data))
    if (event.name === 'keyReached') return this.#reached(event.data)
    if (event.name === 'keyRevealed') return this.#revealed(event.data)
    const { connection } = this.#visit
    if (!isHeard(event)) return this.#visit.show()
    this.#start(async () => {
      // What was said in a connection before is said again, or no longer true.
      if (this.#visit.connection === connection) await this.#steering.react(event)
    })
  }

  /**
   * For who leads: lets people in, with keys. Somebody who has only just knocked may still be making
   * theirs, and is waited for.
   */
  async admit(ids: readonly ParticipantId[], letting: Letting = {}): Promise<Verdict> {
    await this.#visit.offered(ids)
    return this.#do(() => admit(this.#visit, ids, letting))
  }
  /** For who leads and has S. Null if it is done. */
  promote(request: 'cohost.add' | 'host.handOver', id: ParticipantId): Promise<WireError | null> {
    return this.#do(() => promote(this.#visit, request, id))
  }
  /**
   * For who leads: the words that somebody who shows no proof has to read out; null if they are
   * gone, or their browser does not answer.
   */
  async wordsOf(id: ParticipantId, language: Language): Promise<string[] | null> {
    const spoken = await this.#comparing.with(id)
    return spoken && knockWords(spoken, language)
  }
  /** They read out the same words: the keys of that browser are theirs. */
  confirm(id: ParticipantId): void {
    this.#comparing.confirm(id)
  }
  /** The words that this person reads out, once somebody who leads has asked. */
  async ownWords(language: Language): Promise<string[] | null> {
    const { spoken } = this.#visit.offering
    return spoken && knockWords(spoken, language)
  }
  /** The words of the group as it is now, the same for all its members. */
  async groupWords(language: Language): Promise<string[] | null> {
    const { group } = this.#visit.standing
    return group && groupWords(group.claim.group, group.authenticator, language)
  }
  /** To others, sealed. Null if it was sent. */
  write(writing: Writing): Promise<WireError | null> {
    return this.#correspondence.write(writing)
  }
  /** Resolves when all that others have written is read, as far as it can be. */
  async allRead(): Promise<void> {
    await Promise.all([this.#correspondence.idle(), ...this.#beats])
  }
  /** S is at hand. */
  learn(secret: Bytes): void {
    this.#visit.secret = secret
    // With S, a proof shows more.
    this.#visit.knocks.clear()
    this.#start(async () => {
      await this.#steering.settle()
      await lookAtKnocks(this.#visit)
    })
  }
  /** Resolves once everything so far is done. */
  idle(): Promise<void> {
    return this.#do(() => Promise.resolve())
  }

  #do<T>(task: () => Promise<T>): Promise<T> {
    return this.#queue.run(async () => {
      const result = await task()
      this.#visit.show()
      return result
    })
  }

  /** What fails here fails closed. */
  #start(task: () => Promise<void>): void {
    this.#do(task).catch((error: unknown) => {
      this.#visit.standing.break(error instanceof Error ? error.message : 'unknown')
      this.#visit.show()
    })
  }

  #aside(work: Promise<void>): void {
    this.#beats.add(work)
    void work.finally(() => this.#beats.delete(work))
  }

  #beat(): void {
    const callOff = this.#visit.ports.clock.after(HEARTBEAT_MS, () => {
      this.#timers.delete(callOff)
      this.#beat()
      this.#aside(this.#beating.tick())
    })
    this.#timers.add(callOff)
  }

  /** A line may lose much, and then new keys help; a server that keeps back is found out again. */
  #alarmed(why: Alarm['kind']): void {
    this.#alarms += 1
    const renewing = why !== 'forked' && this.#alarms === 1
    this.#start(() =>
      renewing ? this.#steering.renew() : Promise.resolve(this.#visit.standing.break(why)),
    )
  }

  #reached({ group, epoch }: KeyEvents['keyReached']): void {
    const { standing, ports } = this.#visit
    if (standing.id === group) ports.reached(epoch)
  }

  /** At once: a comparison that waits for it may hold up nothing else. */
  #revealed({ id, m }: KeyEvents['keyRevealed']): void {
    void this.#comparing.revealed(id, fromBase64Url(m))
  }

  #later(ms: number): void {
    const callOff = this.#visit.ports.clock.after(ms, () => {
      this.#timers.delete(callOff)
      this.#start(() => this.#steering.settle())
    })
    this.#timers.add(callOff)
  }

  /** Whatever of the room matters here. */
  #note({ name, data }: ServerEvent): void {
    const { people } = this.#visit
    if (name === 'snapshot') this.#noteAll(data)
    if (name === 'lobby') this.#noteLobby(data.knocks)
    if (name === 'waiting') people.clear()
    if (name === 'participant') people.set(data.id, data)
    if (name === 'participantLeft') people.delete(data.id)
    if (name === 'closed') this.end()
  }

  #noteAll({ participants, lobby }: Snapshot): void {
    const { people } = this.#visit
    people.clear()
    for (const one of participants) people.set(one.id, one)
    this.#noteLobby(lobby)
  }

  #noteLobby(knocks: Snapshot['lobby']): void {
    const { waiting } = this.#visit
    waiting.clear()
    for (const knock of knocks ?? []) waiting.set(knock.id, knock)
    this.#visit.lobbyChanged()
    this.#start(() => lookAtKnocks(this.#visit))
  }
}
