import { Refusal } from '#protocol/errors.ts'
import type { ErrorCode } from '#protocol/errors.ts'
import type { AccountId, InviteId, ParticipantId } from '#protocol/ids.ts'
import { TIMES } from '#protocol/limits.ts'
import type { KeyCommit } from '#protocol/mls.ts'
import { admit } from '../policy/admit.ts'
import type { AdmitAnswer } from '../policy/admit.ts'
import type { Narrowing, Proposal } from './change.ts'
import { arrival } from './arrival.ts'
import type { SeatClaim } from './arrival.ts'
import { circumstances, isOpen } from './circumstances.ts'
import type { RoomCore } from './core.ts'
import { withCommit } from './keys/delivery.ts'
import { send } from './effects.ts'
import type { Effect, Write } from './effects.ts'
import type { Part } from './part.ts'
import { isHere, newKnock, newPerson } from './people.ts'
import type { Identity, Knock, Person } from './people.ts'
import type { InviteRecord, SeatRecord } from './records.ts'
import { invitees } from './state.ts'
import { enrol, rollOf, rollWrites } from './voting.ts'

/** Who is admitted, on what grounds, and who is turned away (ADM). */
export class Admission implements Part {
  readonly #core: RoomCore
  constructor(core: RoomCore) {
    this.#core = core
  }

  /**
   * Expires seats whose connection was lost for too long, and applies the rules for absent hosts.
   */
  tick(now: number): Effect[] {
    const { people, knocks } = this.#core.state
    const expired = [...people.values(), ...knocks.values()].filter(
      (one) => one.presence.state === 'away' && now - one.presence.since > TIMES.breakForgiven,
    )
    const closing = this.#core.leaderless(now) > TIMES.hostAbsence && people.size > 0
    if (expired.length === 0 && !closing) return []
    return this.#core.change(now, () => {
      const effects = expired.flatMap(({ id }) => this.#core.eject(id, 'expired', null))
      if (!closing) return effects
      const said = this.#core.audit(now, 'meeting.closed_without_host', 'system', null)
      return [...effects, said, ...this.#core.everyoneOut('host_absent')]
    })
  }

  /** @see arrival */
  seat(seat: SeatRecord, claim: SeatClaim, now: number, replaces: ParticipantId | null = null) {
    return arrival(this.#core, { seat, claim, replaces }, now)
  }

  /** A socket with this seat's ticket has opened. */
  connect(id: ParticipantId, now: number): { admission: AdmitAnswer; effects: Effect[] } {
    const person = this.#core.state.people.get(id)
    const knock = this.#core.state.knocks.get(id)
    const whom = person ?? knock
    if (whom === undefined) return { admission: { answer: 'password' }, effects: [] }
    const admission = admit(
      {
        kind: 'seat',
        state: person ? 'admitted' : 'waiting',
        away: whom.presence.state === 'away' ? now - whom.presence.since : 0,
        passwordCurrent: knock === undefined || this.#passwordCurrent(knock),
      },
      circumstances(this.#core, whom, now),
    )
    if (admission.answer === 'password' || admission.answer === 'refuse') {
      return {
        admission,
        effects: this.#core.change(now, () => [...this.#core.drop(id), { do: 'closeMedia', id }]),
      }
    }
    const saved: Effect = { do: 'saveSeat', id, change: { awaySince: null } }
    const again = whom.presence.state === 'here'
    whom.presence = { state: 'here' }
    if (person !== undefined) {
      // A connection is a media session: tracks of the previous one are gone.
      const before = this.#core.dropTracks(person, now)
      if (again) before.push({ do: 'closeMedia', id })
      return {
        admission,
        effects: this.#core.change(now, () => [...before, saved], { entering: id }),
      }
    }
    const returned = knock?.returned ?? null
    const waiting = this.#waiting(whom, returned?.message ?? null, returned !== null)
    return { admission, effects: this.#core.change(now, () => [saved, waiting]) }
  }

  disconnect(id: ParticipantId, now: number): Effect[] {
    const whom = this.#core.state.people.get(id) ?? this.#core.state.knocks.get(id)
    if (whom === undefined || whom.presence.state === 'away') return []
    return this.#core.change(now, () => {
      whom.presence = { state: 'away', since: now }
      const effects: Effect[] = [{ do: 'saveSeat', id, change: { awaySince: now } }]
      const person = this.#core.state.people.get(id)
      if (person !== undefined) {
        effects.push(...this.#core.dropTracks(person, now), { do: 'closeMedia', id })
      }
      return effects
    })
  }

  /** The account was disabled: everyone using it is removed. */
  accountDisabled(account: AccountId, now: number): Narrowing {
    const { people, knocks } = this.#core.state
    return this.#core.narrow(now, () =>
      [...people.values(), ...knocks.values()]
        .filter(({ accountId }) => accountId === account)
        .flatMap(({ id }) => [
          this.#core.audit(now, 'participant.account_disabled', 'system', id),
          ...this.#core.eject(id, 'removed', null),
        ]),
    )
  }

  /** Guests waiting under one of these names get flagged now. */
  invitesMade(invites: readonly InviteRecord[], now: number): Effect[] {
    const { state } = this.#core
    return this.#core.change(now, () => {
      for (const [id, name] of invitees(invites)) {
        if (!state.revokedInvites.has(id)) state.invitees.set(id, name)
      }
      return []
    })
  }

  /** The host revoked the invite: the person using it is removed, and it can no longer be used. */
  inviteRevoked(invite: InviteId, now: number): Narrowing {
    const { people, knocks, revokedInvites, invitees } = this.#core.state
    return this.#core.narrow(now, () => {
      revokedInvites.add(invite)
      invitees.delete(invite)
      return [...people.values(), ...knocks.values()]
        .filter(({ inviteId }) => inviteId === invite)
        .flatMap(({ id }) => [
          this.#core.audit(now, 'participant.invite_revoked', 'system', id, { invite }),
          ...this.#core.eject(id, 'invite_revoked', null),
        ])
    })
  }

  /** People inside stay; guests in the lobby can no longer be admitted. */
  invitedOnly(on: boolean, now: number): Narrowing {
    return this.#core.narrow(now, () => {
      this.#core.state.meeting.invitedOnly = on
      return []
    })
  }

  /**
   * `why`: the person was admitted but could not start the call; moderators would otherwise assume
   * they are inside.
   */
  leave(id: ParticipantId, now: number, why?: 'start_failed'): Narrowing {
    return this.#core.narrow(now, () => {
      const name = this.#core.state.people.get(id)?.name
      const effects = [
        this.#core.audit(now, 'participant.left', id, null),
        ...this.#core.eject(id, 'left', null),
      ]
      if (why === undefined || name === undefined) return effects
      return [...effects, ...this.#core.notice({ type: why, id, name }, now)]
    })
  }

  /**
   * [ADM2] Admits exactly these people, all of them or nobody, because the commit that gives them
   * keys cannot be taken in part [E2E3].
   *
   * @throws Refusal as {@link withCommit} says; with `who` if some of them cannot be admitted
   */
  admit(
    by: ParticipantId,
    ids: readonly ParticipantId[],
    message: string | null,
    keys: KeyCommit,
    now: number,
  ): Proposal {
    const { people, knocks } = this.#core.state
    return this.#core.propose(() => {
      const letIn = this.#admissible(ids, now)
      const together = { by, keys, entering: new Set(letIn.map(({ id }) => id)) }
      const takeCommit = withCommit(this.#core, together, now)
      const roll = rollOf(this.#core.state.sitting.votes, letIn)
      const entering = new Set<ParticipantId>()
      return {
        writes: [
          ...letIn.flatMap(({ id }): Write[] => [
            this.#core.audit(now, 'lobby.admitted', by, id),
            { do: 'saveSeat', id, change: { state: 'admitted' } },
          ]),
          ...rollWrites(this.#core.state.sitting.votes, roll),
        ],
        apply: () => {
          for (const { id } of letIn) {
            const knock = knocks.get(id)
            if (knock === undefined) continue
            knocks.delete(id)
            people.set(id, { ...newPerson(knock), presence: knock.presence, welcome: message })
            if (knock.presence.state === 'here') entering.add(id)
          }
          enrol(this.#core.state.sitting.votes, roll)
          return takeCommit()
        },
        entering,
      }
    })
  }

  /**
   * These people, if the gate lets in each of them, counting those before as admitted.
   * @throws Refusal with `who` otherwise
   */
  #admissible(ids: readonly ParticipantId[], now: number): Knock[] {
    const found: Knock[] = []
    const who: ParticipantId[] = []
    let refused: ErrorCode = 'target_gone'
    for (const id of new Set(ids)) {
      const knock = this.#core.state.knocks.get(id)
      if (knock === undefined) {
        who.push(id)
        continue
      }
      const passwordCurrent = this.#passwordCurrent(knock)
      const around = circumstances(this.#core, knock, now, found.length)
      const admission = admit({ kind: 'verdict', passwordCurrent }, around)
      if (admission.answer === 'enter') found.push(knock)
      else {
        who.push(id)
        if (admission.answer === 'refuse') refused = admission.code
      }
    }
    if (who.length > 0) throw new Refusal(refused, undefined, { who })
    return found
  }

  refuse(
    by: ParticipantId,
    id: ParticipantId,
    block: boolean,
    message: string | null,
    now: number,
  ): Narrowing {
    return this.#core.narrow(now, () => {
      const knock = this.#core.knock(id)
      return [
        this.#core.audit(now, block ? 'lobby.refused_and_blocked' : 'lobby.refused', by, id),
        ...(block ? this.#core.block(knock, 'meeting', now) : []),
        ...this.#core.eject(id, block ? 'blocked' : 'refused', message),
      ]
    })
  }

  messageTo(by: ParticipantId, id: ParticipantId, text: string, now: number): Proposal {
    return this.#core.propose(() => {
      this.#core.knock(id)
      return {
        writes: [this.#core.audit(now, 'lobby.message', by, id)],
        apply: () => {
          const knock = this.#core.state.knocks.get(id)
          if (knock === undefined) return []
          // Someone who was sent back keeps seeing that status, with the latest message after a
          // reconnect.
          const returned = knock.returned !== null
          if (returned) knock.returned = { message: text }
          return [this.#waiting(knock, text, returned)]
        },
      }
    })
  }

  /**
   * [ADM9] Sends people inside back to the lobby. Media ends as with a removal; the seat and its
   * ticket stay, but only a new verdict admits them again.
   * @throws Refusal `lobby_closed` if nobody may wait now, because they could not return
   */
  sendBack(
    by: ParticipantId,
    ids: readonly ParticipantId[],
    message: string | null,
    now: number,
  ): Narrowing {
    const { state } = this.#core
    return this.#core.narrow(now, () => {
      const inside = [...new Set(ids)].flatMap((id) => state.people.get(id) ?? [])
      if (inside.length === 0) throw new Refusal('target_gone')
      if (!isOpen(state, now)) throw new Refusal('lobby_closed')
      return inside.flatMap((person) => this.#sendBack(by, person, message, now))
    })
  }

  #sendBack(by: ParticipantId, person: Person, message: string | null, now: number): Effect[] {
    const { meeting, knocks } = this.#core.state
    const { id, presence } = person
    const { passwordVersion } = meeting
    const seat = { ...person, passwordVersion, knockedAt: now }
    const dropped = this.#core.dropTracks(person, now)
    this.#core.outOfRoom(id, true)
    knocks.set(id, { ...newKnock(seat, presence), returned: { message } })
    const change = { passwordVersion, knockedAt: now, role: 'participant', floor: false } as const
    return [
      ...dropped,
      this.#core.audit(now, 'lobby.returned', by, id),
      { do: 'saveSeat', id, change: { state: 'waiting', ...change } },
      { do: 'closeMedia', id },
      ...(isHere(person) ? [this.#waiting(person, message, true)] : []),
    ]
  }

  #waiting({ id, name }: Identity, message: string | null, returned: boolean): Effect {
    const { founder } = this.#core.state.meeting
    return send(id, { name: 'waiting', data: { message, returned, self: id, name, founder } })
  }

  /** [PWD5] Sends everyone in the lobby back to the password step; people inside stay. */
  passwordRenewed(version: number, now: number): Narrowing {
    const { meeting, knocks } = this.#core.state
    return this.#core.narrow(now, () => {
      meeting.passwordVersion = version
      return [...knocks.keys()].flatMap((id): Effect[] => [
        ...this.#core.drop(id),
        { do: 'backToPassword', id },
      ])
    })
  }

  blockLifted(blockId: string): void {
    this.#core.state.blocks = this.#core.state.blocks.filter((block) => block.id !== blockId)
  }

  wrongPasswords(count: number, now: number): Effect[] {
    return this.#core.notice({ type: 'wrong_passwords', count }, now)
  }

  #passwordCurrent(knock: Knock): boolean {
    return knock.passwordVersion === this.#core.state.meeting.passwordVersion
  }
}
