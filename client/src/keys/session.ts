import type { WireError } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import type { Snapshot } from '#protocol/snapshot.ts'
import type { Bytes } from '../mls/bytes.ts'
import type { ServerEvent } from '../signaling/socket.ts'
import { type Letting, type Verdict, admit } from './admitting.ts'
import { promote } from './promoting.ts'
import { Queue } from './queue.ts'
import { isHeard } from './heard.ts'
import { Steering } from './steering.ts'
import type { Ports, Who } from './types.ts'
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

  constructor(who: Who, ports: Ports) {
    this.#visit = new Visit(who, ports)
    this.#steering = new Steering(this.#visit, (ms) => this.#later(ms))
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
    const { connection } = this.#visit
    if (!isHeard(event)) return this.#visit.show()
    this.#start(async () => {
      // What was said in a connection before is said again, or no longer true.
      if (this.#visit.connection === connection) await this.#steering.react(event)
    })
  }

  /** For who leads: lets people in, with keys. */
  admit(ids: readonly ParticipantId[], letting: Letting = {}): Promise<Verdict> {
    return this.#do(() => admit(this.#visit, ids, letting))
  }
  /** For who leads and has S. Null if it is done. */
  promote(request: 'cohost.add' | 'host.handOver', id: ParticipantId): Promise<WireError | null> {
    return this.#do(() => promote(this.#visit, request, id))
  }
  /** Words were compared with somebody inside: the keys that they offer next are theirs. */
  confirm(id: ParticipantId): void {
    const device = this.#visit.unproven.get(id)
    if (device !== undefined) this.#visit.confirmed.set(id, device)
  }
  /** S was handed over with the role. */
  learn(secret: Bytes): void {
    this.#visit.secret = secret
    this.#start(() => this.#steering.settle())
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
    for (const { id, name } of knocks ?? []) waiting.set(id, name)
  }
}
