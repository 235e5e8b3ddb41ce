import { Refusal } from '../protocol/errors.ts'
import type { ErrorCode } from '../protocol/errors.ts'
import type { AccountId, InviteId, ParticipantId } from '../protocol/ids.ts'
import { admit } from '../policy/admit.ts'
import type { Admission } from '../policy/admit.ts'
import type { RoomCore } from './core.ts'
import type { Effect } from './effects.ts'
import { send } from './publish.ts'
import type { InviteRecord, SeatRecord } from './records.ts'
import { invitees, newKnock, newPerson } from './state.ts'
import type { Identity, Knock } from './state.ts'

/** Who gets in, by which way, and who is turned away (ADM). */
export class Entrance {
  readonly #core: RoomCore
  constructor(core: RoomCore) {
    this.#core = core
  }

  /** The password step is behind (or the meeting is the person's own): a seat, if there is one. */
  seat(
    seat: SeatRecord,
    claim: { kind: 'host' } | { kind: 'password'; right: true },
    now: number,
  ): { admission: Admission; effects: Effect[] } {
    const admission = admit(claim, this.#core.circumstances(seat, now))
    const elsewhere = this.#otherNetwork(seat, now)
    if (admission.answer === 'refuse') {
      return {
        admission,
        effects: this.#core.change(now, () => [
          ...elsewhere,
          ...this.#turnedAway(admission.code, seat, now),
        ]),
      }
    }
    // Away, or the gate would have refused: the same invitee from another browser.
    const older = this.#core.othersBy(seat)
    const effects = this.#core.change(now, (): Effect[] => {
      const before = older.flatMap(({ id }) => this.#core.putOut(id, 'replaced', null))
      if (admission.answer === 'enter') {
        const presence = { state: 'away', since: now } as const
        // [FLR] A lecture begins with somebody who may speak.
        const { meeting, people } = this.#core.state
        const floor = meeting.mode === 'lecture' && ![...people.values()].some((p) => p.floor)
        people.set(seat.id, { ...newPerson(seat), role: seat.role, presence, floor })
        return [
          ...before,
          { do: 'createSeat', seat: { ...seat, floor } },
          this.#core.audit(now, 'host.entered', seat.id, null),
        ]
      }
      this.#core.state.knocks.set(seat.id, newKnock(seat, { state: 'away', since: now }))
      const details = { kind: seat.kind, ...(seat.inviteId && { invite: seat.inviteId }) }
      return [
        ...before,
        ...elsewhere,
        { do: 'createSeat', seat },
        this.#core.audit(now, 'lobby.knocked', seat.id, null, details),
      ]
    })
    return { admission, effects }
  }

  /** A socket with this seat's ticket has opened. */
  connect(id: ParticipantId, now: number): { admission: Admission; effects: Effect[] } {
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
      this.#core.circumstances(whom, now),
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
      // A connection is a media session: what the last one carried is gone with it.
      const before = this.#core.dropTracks(person, now)
      if (again) before.push({ do: 'closeMedia', id })
      return {
        admission,
        effects: this.#core.change(now, () => [...before, saved], { entering: id }),
      }
    }
    const waiting = send(id, { name: 'waiting', data: { message: null } })
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

  /**
   * Takes a seat back: `replaced` when the same browser has gone through the password step again,
   * `expired` when the verdict could not be written down.
   */
  revoke(id: ParticipantId, reason: 'replaced' | 'expired', now: number): Effect[] {
    return this.#core.change(now, () => this.#core.putOut(id, reason, null))
  }

  /** The account was disabled: whoever is here by it is out. */
  accountDisabled(account: AccountId, now: number): Effect[] {
    const { people, knocks } = this.#core.state
    const theirs = [...people.values(), ...knocks.values()].filter((o) => o.accountId === account)
    if (theirs.length === 0) return []
    return this.#core.change(now, () =>
      theirs.flatMap(({ id }) => [
        this.#core.audit(now, 'participant.account_disabled', 'system', id),
        ...this.#core.putOut(id, 'removed', null),
      ]),
    )
  }

  /** A guest who waits under one of these names is seen with other eyes now. */
  invitesMade(invites: readonly InviteRecord[], now: number): Effect[] {
    const { state } = this.#core
    return this.#core.change(now, () => {
      for (const [id, name] of invitees(invites)) {
        if (!state.revokedInvites.has(id)) state.invitees.set(id, name)
      }
      return []
    })
  }

  /** The host took the invite back: whoever is here by it is out, and it opens nothing any more. */
  inviteRevoked(invite: InviteId, now: number): Effect[] {
    const { people, knocks, revokedInvites, invitees } = this.#core.state
    revokedInvites.add(invite)
    invitees.delete(invite)
    const theirs = [...people.values(), ...knocks.values()].filter((o) => o.inviteId === invite)
    return this.#core.change(now, () =>
      theirs.flatMap(({ id }) => [
        this.#core.audit(now, 'participant.invite_revoked', 'system', id, { invite }),
        ...this.#core.putOut(id, 'invite_revoked', null),
      ]),
    )
  }

  /** Those inside stay; guests who wait can no longer be admitted. */
  invitedOnly(on: boolean): void {
    this.#core.state.meeting.invitedOnly = on
  }

  leave(id: ParticipantId, now: number): Effect[] {
    return this.#core.change(now, () => [
      this.#core.audit(now, 'participant.left', id, null),
      ...this.#core.putOut(id, 'left', null),
    ])
  }

  /** [ADM2] Exactly the people named, as far as they still wait and there is room. */
  admit(by: ParticipantId, ids: readonly ParticipantId[], message: string | null, now: number) {
    const entering = new Set<ParticipantId>()
    const effects: Effect[] = []
    let refused: ErrorCode = 'target_gone'
    for (const id of new Set(ids)) {
      const knock = this.#core.state.knocks.get(id)
      if (knock === undefined) continue
      const passwordCurrent = this.#passwordCurrent(knock)
      const admission = admit(
        { kind: 'verdict', passwordCurrent },
        this.#core.circumstances(knock, now),
      )
      if (admission.answer === 'enter') {
        const { presence } = knock
        this.#core.state.knocks.delete(id)
        this.#core.state.people.set(id, { ...newPerson(knock), presence, welcome: message })
        if (presence.state === 'here') entering.add(id)
        effects.push(this.#core.audit(now, 'lobby.admitted', by, id))
        effects.push({ do: 'saveSeat', id, change: { state: 'admitted' } })
      } else if (admission.answer === 'refuse') {
        refused = admission.code
      }
    }
    if (effects.length === 0) throw new Refusal(refused)
    return this.#core.change(now, () => effects, { entering })
  }

  refuse(
    by: ParticipantId,
    id: ParticipantId,
    block: boolean,
    message: string | null,
    now: number,
  ) {
    const knock = this.#core.knock(id)
    return this.#core.change(now, () => [
      this.#core.audit(now, block ? 'lobby.refused_and_blocked' : 'lobby.refused', by, id),
      ...(block ? this.#core.block(knock, 'meeting', now) : []),
      ...this.#core.putOut(id, block ? 'blocked' : 'refused', message),
    ])
  }

  messageTo(by: ParticipantId, id: ParticipantId, text: string, now: number): Effect[] {
    this.#core.knock(id)
    return this.#core.change(now, () => [
      this.#core.audit(now, 'lobby.message', by, id),
      send(id, { name: 'waiting', data: { message: text } }),
    ])
  }

  /** [PWD5] Everyone who waits goes back to the password step; those inside stay. */
  passwordRenewed(version: number, now: number): Effect[] {
    this.#core.state.meeting.passwordVersion = version
    const waiting = [...this.#core.state.knocks.keys()]
    this.#core.state.knocks.clear()
    return this.#core.change(now, () =>
      waiting.flatMap((id): Effect[] => [
        { do: 'saveSeat', id, change: { state: 'over' } },
        { do: 'backToPassword', id },
      ]),
    )
  }

  blockLifted(blockId: string): void {
    this.#core.state.blocks = this.#core.state.blocks.filter((block) => block.id !== blockId)
  }

  wrongPasswords(count: number, now: number): Effect[] {
    return this.#core.notice({ type: 'wrong_passwords', count }, now)
  }

  /** One invite, two networks at once: it may have got into other hands. */
  #otherNetwork(seat: SeatRecord, now: number): Effect[] {
    const { inviteId, name } = seat
    const others = this.#core.othersBy(seat)
    const other = others.find(({ addressHash }) => addressHash !== seat.addressHash)
    if (inviteId === null || other === undefined) return []
    return [
      this.#core.audit(now, 'invite.two_networks', 'system', other.id, { invite: inviteId }),
      ...this.#core.notice({ type: 'invite_two_networks', name, invite: inviteId }, now),
    ]
  }

  #turnedAway(code: ErrorCode, { name }: Identity, now: number): Effect[] {
    if (code === 'meeting_locked') {
      return this.#core.notice({ type: 'knock_while_locked', name, count: 1 }, now)
    }
    if (code === 'meeting_full' || code === 'server_full' || code === 'lobby_full') {
      return this.#core.notice({ type: 'turned_away_full', name, count: 1 }, now)
    }
    return []
  }

  #passwordCurrent(knock: Knock): boolean {
    return knock.passwordVersion === this.#core.state.meeting.passwordVersion
  }
}
