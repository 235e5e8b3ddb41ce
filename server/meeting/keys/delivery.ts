import { Refusal } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import type {
  ClaimAnswer,
  FounderHash,
  KeyChallenge,
  KeyClaim,
  KeyCommit,
  KeyEstablishing,
  KeyFounding,
  KeyOffer,
  KeyReached,
  KeyResults,
  KeyShare,
  ReplayPage,
  Sha256,
} from '#protocol/mls.ts'
import type { Proposal } from '../change.ts'
import type { RoomCore } from '../core.ts'
import { send } from '../effects.ts'
import type { Effect, Message } from '../effects.ts'
import type { Part } from '../part.ts'
import { isHere } from '../people.ts'
import type { ConnectionState, Knock } from '../people.ts'
import type { Together } from './commit.ts'

const NOBODY: ReadonlySet<ParticipantId> = new Set()

/** End-to-end keys in the room: commits with their changes, and who is told of what (E2E). */
export class Delivery implements Part {
  readonly #core: RoomCore
  /** People in the lobby who know of a group, by the connection in which they were told. */
  readonly #told = new WeakMap<Knock, { of: string; in: ConnectionState }>()

  constructor(core: RoomCore) {
    this.#core = core
  }

  get #keys() {
    return this.#core.state.sitting.keys
  }
  get #people() {
    return this.#core.state.people
  }

  /** The hash of the meeting's founder key [E2E9]. */
  get founder(): FounderHash | null {
    return this.#core.state.meeting.founder
  }

  settle(now: number): Effect[] {
    return [...this.#keys.settle(this.#people, now), ...this.#tellLobby()]
  }
  tick(now: number): Effect[] {
    return this.settle(now)
  }
  gone(id: ParticipantId, expelled: boolean): void {
    if (expelled) this.#keys.hurry([id])
    this.#keys.gone(id)
  }
  moved(id: ParticipantId): Effect[] {
    this.#keys.moved(id)
    return []
  }

  /** Whoever waits offers keys to the group that there is, again after each connection. */
  #tellLobby(): Effect[] {
    const group = this.#keys.group?.id
    if (group === undefined) return []
    return [...this.#core.state.knocks.values()].flatMap((knock) => {
      const told = this.#told.get(knock)
      if (!isHere(knock) || (told?.of === group && told.in === knock.presence)) return []
      this.#told.set(knock, { of: group, in: knock.presence })
      return [send(knock.id, { name: 'keyGroup', data: { group, notice: null } })]
    })
  }

  /**
   * [E2E9] @throws Refusal `out_of_order` if the meeting has another founder key than the one that
   *   is replaced
   */
  establish(by: ParticipantId, { founder, replaces }: KeyEstablishing, now: number): Proposal {
    const { meeting } = this.#core.state
    return this.#core.propose(() => {
      // The answer was lost.
      if (meeting.founder === founder) return { writes: [], apply: () => {} }
      if (meeting.founder !== replaces) throw new Refusal('out_of_order')
      const action = replaces === null ? 'meeting.keys' : 'meeting.keys_replaced'
      return {
        writes: [
          this.#core.audit(now, action, by, null),
          { do: 'saveMeeting', change: { founder } },
        ],
        apply: () => {
          meeting.founder = founder
          if (replaces !== null) this.#keys.end()
          return this.#toEverybody({ name: 'keyFounder', data: { founder } })
        },
      }
    })
  }

  /** Also in the lobby. */
  #toEverybody(message: Message): Effect[] {
    const waiting = [...this.#core.state.knocks.values()].filter(isHere)
    return [...this.#core.toAll(message), ...waiting.map(({ id }) => send(id, message))]
  }

  /** @throws Refusal as {@link Keys.found} does */
  found(by: ParticipantId, founding: KeyFounding, now: number): Effect[] {
    return this.#core.change(now, () => this.#keys.found(by, founding, this.#people, now))
  }

  /**
   * [E2E4] @throws Refusal `target_gone` for those who neither wait nor are inside, and as
   * {@link Keys.offer} does
   */
  offer(id: ParticipantId, offer: KeyOffer, now: number): Effect[] {
    const { people, knocks } = this.#core.state
    if (!people.has(id) && !knocks.has(id)) throw new Refusal('target_gone')
    return this.#core.change(now, () => this.#keys.offer(id, offer))
  }

  /** What these people offer, as far as they are in the lobby. */
  offers(ids: readonly ParticipantId[]): KeyResults['keys.offers'] {
    const waiting = [...new Set(ids)].filter((id) => this.#core.state.knocks.has(id))
    return {
      offers: waiting.flatMap((id) => {
        const offer = this.#keys.offerOf(id)
        return offer === null ? [] : [{ id, ...offer }]
      }),
    }
  }

  /** [E2E2] @throws Refusal as {@link Keys.judge} does */
  commit(by: ParticipantId, change: KeyCommit, now: number): Proposal {
    return this.#core.propose(() => ({
      writes: [],
      apply: withCommit(this.#core, { by, keys: change }, now),
    }))
  }

  /** @throws Refusal as {@link Keys.decline} does */
  decline(by: ParticipantId, id: ParticipantId, now: number): Effect[] {
    return this.#core.change(now, () => {
      const { id: group } = this.#keys.group ?? {}
      const effects = this.#keys.decline(by, id, this.#people)
      const knock = this.#core.state.knocks.get(id)
      if (group === undefined || knock === undefined || !isHere(knock)) return effects
      return [send(id, { name: 'keyDeclined', data: { group } })]
    })
  }

  /** [E2E11] @throws Refusal `target_gone`, also for who is away, and as {@link Keys.challenge} does */
  challenge(by: ParticipantId, about: KeyChallenge): Effect[] {
    const { people, knocks } = this.#core.state
    const whom = people.get(about.id) ?? knocks.get(about.id)
    if (whom === undefined || !isHere(whom)) throw new Refusal('target_gone')
    this.#keys.challenge(by, about)
    return [send(about.id, { name: 'keyChallenge', data: { n: about.n } })]
  }

  /** [E2E11] @throws Refusal as {@link Keys.reveal} does */
  reveal(id: ParticipantId, m: string): Effect[] {
    const to = this.#keys.reveal(id, m, this.#people)
    return [send(to, { name: 'keyRevealed', data: { id, m } })]
  }

  /** [E2E12] @throws Refusal `forbidden` for who is not on the group's list, or `target_gone` */
  share(by: ParticipantId, { id, sealed }: KeyShare): Effect[] {
    if (!this.#keys.listed(by)) throw new Refusal('forbidden')
    if (!isHere(this.#core.person(id))) throw new Refusal('target_gone')
    return [send(id, { name: 'keySecret', data: { from: by, sealed } })]
  }

  /** [E2E13] @see Keys.reached */
  reached(by: ParticipantId, reached: KeyReached): Effect[] {
    return this.#keys.reached(by, reached, this.#people)
  }

  /** [E2E20] @see Keys.beat */
  beat(by: ParticipantId, sealed: string): Effect[] {
    return this.#keys.beat(by, sealed, this.#people)
  }

  claim(
    by: ParticipantId,
    claim: KeyClaim,
    now: number,
  ): { answer: ClaimAnswer; effects: Effect[] } {
    let answer: ClaimAnswer = { state: 'wait' }
    const effects = this.#core.change(now, () => {
      const claimed = this.#keys.claim(by, claim, this.#people, now)
      answer = claimed.answer
      return claimed.effects
    })
    return { answer, effects }
  }

  joined(by: ParticipantId): void {
    this.#keys.joined(by)
  }
  replay(by: ParticipantId, epoch: number): ReplayPage | null {
    return this.#keys.replay(by, epoch, this.#people)
  }
  /** Whether this person holds the group's keys; after a removal, until it is committed. */
  holds(id: ParticipantId): boolean {
    return this.#keys.member(id)
  }
  /** @throws Refusal as {@link Keys.put} does */
  put(by: ParticipantId, bytes: Uint8Array, now: number): Sha256 {
    return this.#keys.put(by, bytes, this.#people, now)
  }
  /** @throws Refusal as {@link Keys.read} does */
  read(by: ParticipantId, hash: Sha256): Uint8Array {
    return this.#keys.read(by, hash, this.#people)
  }
}

/**
 * [E2E2] For a draft: judges a commit that stands or falls with what is proposed. The answer
 * belongs into its `apply`, after the people concerned have come in or got their role.
 *
 * @throws Refusal as {@link Keys.judge} does
 */
export function withCommit(
  { state }: RoomCore,
  change: { by: ParticipantId; keys: KeyCommit } & Partial<Together>,
  now: number,
): () => Effect[] {
  const { by, keys, entering = NOBODY, promoting = NOBODY } = change
  const { people, sitting } = state
  const judged = sitting.keys.judge(by, keys, people, { entering, promoting })
  return () => state.sitting.keys.take(judged, people, now).effects
}
