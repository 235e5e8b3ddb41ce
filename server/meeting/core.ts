import { Refusal } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import type { CloseReason, HostNotice, TrackEndReason } from '#protocol/model.ts'
import type { Policy } from '#protocol/policy.ts'
import type { Narrowing, Proposal } from './change.ts'
import type { Audit, Effect, Message, Write } from './effects.ts'
import { Enforcer } from './granted.ts'
import { Notices } from './notices.ts'
import type { Part } from './part.ts'
import { hereOf, leadersHere } from './people.ts'
import type { Identity, Knock, Person } from './people.ts'
import { Publisher } from './publish.ts'
import type { BlockRecord } from './records.ts'
import { newSitting } from './sitting.ts'
import type { RoomState } from './state.ts'

export type RoomLimits = {
  /** Maximum number of people inside this meeting. */
  capacity: number
  /**
   * Called on every admission: whether the whole server would be full with `entering` more people.
   */
  serverFull: (entering: number) => boolean
  /** [POL] The current policy; read for every claim. */
  policy: () => Pick<Policy, 'guests' | 'lobby' | 'recordingDays'>
  /** Creates ids of blocks; injected so that the room does no I/O. */
  newId: () => string
}

/** Reasons to be out of the room for which nobody sent the person away. */
const OF_THEMSELVES: ReadonlySet<CloseReason> = new Set(['left', 'expired', 'replaced'])

/** What a proposal writes, and how it changes the room once that is written. */
type Plan = {
  writes: readonly Write[]
  /** Must not fail, because the write has happened. Skips people who have left meanwhile. */
  apply: () => Effect[] | void
  /** Filled in by `apply`: people who now get to see the room. */
  entering?: ReadonlySet<ParticipantId>
  by?: TrackEndReason
}

/**
 * What the parts of a room share: its state, the procedure for every change, and operations that
 * more than one part needs. It knows about seats but about no feature.
 */
export class RoomCore {
  readonly state: RoomState
  readonly limits: RoomLimits
  readonly #enforcer = new Enforcer()
  readonly #publisher = new Publisher()
  readonly #notices = new Notices()
  #parts: readonly Part[] = []

  constructor(state: RoomState, limits: RoomLimits) {
    this.state = state
    this.limits = limits
  }

  /** Called once while the room is set up. */
  use(parts: readonly Part[]): void {
    this.#parts = parts
  }

  /**
   * The procedure for every change: run it, let each part settle the consequences, close tracks
   * that are no longer granted, check for moderators and the end of the sitting, then publish the
   * differences.
   */
  change(
    now: number,
    run: () => Effect[],
    how: { entering?: ParticipantId | ReadonlySet<ParticipantId>; by?: TrackEndReason } = {},
  ): Effect[] {
    const sitting = this.state.people.size > 0
    const effects = run()
    effects.push(...this.#parts.flatMap((part) => part.settle?.(now) ?? []))
    effects.push(...this.#enforcer.enforce(this.state, how.by ?? 'mode'))
    if (leadersHere(this.state).length > 0) this.state.leaderlessSince = null
    else this.state.leaderlessSince ??= now
    if (sitting && this.state.people.size === 0) effects.push(...this.#endSitting(now))
    const entering = typeof how.entering === 'string' ? new Set([how.entering]) : how.entering
    // Who is heard by now must be received at once.
    const urgent = effects.some((effect) => effect.do === 'carry')
    effects.push(...this.#publish(now, { entering: entering ?? new Set(), urgent }))
    return entering ? welcomesLast(effects) : effects
  }

  /** [QOS6] Tells what `announce` asked for. */
  announce(now: number): Effect[] {
    return this.#publish(now, { entering: new Set(), urgent: true })
  }

  #publish(now: number, what: Parameters<Publisher['publish']>[1]): Effect[] {
    const { recordingDays } = this.limits.policy()
    return this.#publisher.publish(this.state, what, { now, recordingDays })
  }

  /** A change that takes something away: runs immediately, and possibly a second time. */
  narrow(now: number, run: () => Effect[], how: { by?: TrackEndReason } = {}): Narrowing {
    return { holds: 'at once', act: () => this.change(now, run, how) }
  }

  /**
   * A change that gives something. `plan` reads the state without changing it and returns what to
   * write; `apply` changes the state, through `change`, once that is written.
   */
  propose(plan: () => Plan): Proposal {
    return {
      holds: 'once written',
      draft: () => {
        const { writes, apply, ...how } = plan()
        return { writes, apply: (now) => this.change(now, () => apply() ?? [], how) }
      },
    }
  }

  /** The last person has left: discards the sitting's state and keeps the meeting's. */
  #endSitting(now: number): Effect[] {
    const effects = this.#parts.flatMap((part) => part.sittingOver?.(now) ?? [])
    this.state.sitting = newSitting()
    this.state.meeting.locked = false
    this.state.blocks = this.state.blocks.filter((block) => block.scope === 'meeting')
    return [
      ...effects,
      { do: 'clearSessionBlocks' },
      { do: 'saveMeeting', change: { locked: false } },
    ]
  }

  /** Called about once a second. */
  tick(now: number): Effect[] {
    return [
      ...this.#parts.flatMap((part) => part.tick?.(now) ?? []),
      // Notices that have been held back for long enough.
      ...this.#notices.due(now).flatMap((notice) => this.#toLeaders(notice)),
    ]
  }

  /** Milliseconds since the last moderator was connected. */
  leaderless(now: number): number {
    const { leaderlessSince } = this.state
    return leaderlessSince === null ? 0 : now - leaderlessSince
  }

  person(id: ParticipantId): Person {
    const person = this.state.people.get(id)
    if (person === undefined) throw new Refusal('target_gone')
    return person
  }

  knock(id: ParticipantId): Knock {
    const knock = this.state.knocks.get(id)
    if (knock === undefined) throw new Refusal('target_gone')
    return knock
  }

  block(whom: Identity, scope: BlockRecord['scope'], now: number): Effect[] {
    const block: BlockRecord = {
      id: this.limits.newId(),
      meetingId: this.state.meeting.id,
      scope,
      deviceHash: whom.deviceHash,
      accountId: whom.accountId,
      inviteId: whom.inviteId,
      addressHash: whom.addressHash,
      name: whom.name,
      at: now,
    }
    this.state.blocks.push(block)
    return [{ do: 'saveBlock', block }]
  }

  /**
   * [AUD] Drops the tracks of a lost connection; if a screen is among them, logs the end of the
   * share.
   */
  dropTracks(person: Person, now: number): Effect[] {
    const shared = person.tracks.has('screen')
    person.tracks.clear()
    return shared ? [this.audit(now, 'share.stopped', person.id, null)] : []
  }

  /** The seat is dead. Media ends before the message is sent, so that nothing flows in between. */
  eject(id: ParticipantId, reason: CloseReason, message: string | null): Effect[] {
    const admitted = this.state.people.has(id)
    return [
      ...this.drop(id, !OF_THEMSELVES.has(reason)),
      ...(admitted ? [{ do: 'closeMedia', id } as const] : []),
      { do: 'eject', id, reason, message },
    ]
  }

  drop(id: ParticipantId, expelled = false): Effect[] {
    this.outOfRoom(id, expelled)
    this.state.knocks.delete(id)
    return [{ do: 'saveSeat', id, change: { state: 'over' } }]
  }

  /** Takes the person out of the room; the seat may live on. */
  outOfRoom(id: ParticipantId, expelled: boolean): void {
    this.state.people.delete(id)
    for (const part of this.#parts) part.gone?.(id, expelled)
  }

  /** The person's seat goes on in another browser [ADM7]. */
  moved(id: ParticipantId, now: number): Effect[] {
    return this.#parts.flatMap((part) => part.moved?.(id, now) ?? [])
  }

  everyoneOut(reason: CloseReason): Effect[] {
    return [...this.state.people.keys()].flatMap((id) => this.eject(id, reason, null))
  }

  /** To the moderators, immediately or, if there are many notices, with a delay. */
  notice(notice: HostNotice, now: number): Effect[] {
    const told = this.#notices.take(notice, now)
    return told === null ? [] : this.#toLeaders(told)
  }

  #toLeaders(notice: HostNotice): Effect[] {
    const to = leadersHere(this.state).map((person) => person.id)
    return to.length === 0 ? [] : [{ do: 'send', to, message: { name: 'notice', data: notice } }]
  }

  /** `but`: the person who already sees the change on their own screen. */
  toAll(message: Message, but?: ParticipantId): (Effect & { do: 'send' })[] {
    const to = hereOf(this.state.people)
      .map((person) => person.id)
      .filter((id) => id !== but)
    return to.length === 0 ? [] : [{ do: 'send', to, message }]
  }

  readonly audit: Audit = (at, action, by, target, details = {}) => {
    const meetingId = this.state.meeting.id
    return { do: 'audit', event: { at, meetingId, action, by, target, details } }
  }
}

const isWelcome = (effect: Effect): boolean =>
  effect.do === 'send' && effect.message.name === 'keyWelcome'

/** [E2E3] Pages of those who come in begin to connect at once, and work out their keys meanwhile. */
const welcomesLast = (effects: readonly Effect[]): Effect[] => [
  ...effects.filter((effect) => !isWelcome(effect)),
  ...effects.filter(isWelcome),
]
