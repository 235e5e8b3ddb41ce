import { Refusal } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { TIMES } from '#protocol/limits.ts'
import type { KeyCommit } from '#protocol/mls.ts'
import type { Mode, Role } from '#protocol/model.ts'
import type { Narrowing, Proposal } from './change.ts'
import type { RoomCore } from './core.ts'
import { send } from './effects.ts'
import type { Effect, Write } from './effects.ts'
import { floorWrite } from './floor.ts'
import { endTrack, grantOf } from './granted.ts'
import type { Part } from './part.ts'
import { withCommit } from './keys/delivery.ts'
import { leadersHere } from './people.ts'
import type { Knock, Person } from './people.ts'

/**
 * Actions of moderators. The signaling layer has already checked with policy that the actor may do
 * this to the target.
 */
export class Moderation implements Part {
  readonly #core: RoomCore
  constructor(core: RoomCore) {
    this.#core = core
  }

  gone(id: ParticipantId): void {
    const { sitting } = this.#core.state
    if (sitting.spotlight === id) sitting.spotlight = null
  }

  /**
   * [SHR] Ends grants that expired, and all grants if no moderator has been connected for too long.
   */
  tick(now: number): Effect[] {
    const sharers = [...this.#core.state.people.values()].filter(({ share }) => share !== null)
    const over = sharers.filter(({ share }) => (share?.until ?? Infinity) <= now)
    const orphaned = this.#core.leaderless(now) > TIMES.hostGrace ? sharers : []
    if (over.length + orphaned.length === 0) return []
    return this.#core.change(
      now,
      () => {
        for (const person of [...over, ...orphaned]) person.share = null
        return [
          ...over.map(({ id }) => this.#core.audit(now, 'share.expired', 'system', id)),
          ...orphaned.map(({ id }) => this.#core.audit(now, 'share.lapsed', 'system', id)),
        ]
      },
      { by: orphaned.length > 0 ? 'host_absent' : 'share_expired' },
    )
  }

  requestShare(id: ParticipantId, now: number): Effect[] {
    const person = this.#core.person(id)
    if (grantOf(this.#core.state, person).includes('screen')) throw new Refusal('already_granted')
    if (leadersHere(this.#core.state).length === 0) throw new Refusal('host_absent')
    return this.#core.notice({ type: 'share_requested', id, name: person.name }, now)
  }

  mute(by: ParticipantId, id: ParticipantId, now: number): Narrowing {
    return this.#core.narrow(now, () => this.#mute(by, this.#core.person(id), now))
  }

  muteAll(by: ParticipantId, now: number): Narrowing {
    return this.#core.narrow(now, () =>
      [...this.#core.state.people.values()]
        .filter((person) => person.id !== by && person.role !== 'host')
        .flatMap((person) => this.#mute(by, person, now)),
    )
  }

  cameraOff(by: ParticipantId, id: ParticipantId, now: number): Narrowing {
    return this.#core.narrow(now, () => this.#cameraOff(by, this.#core.person(id), now))
  }

  /**
   * [ADM6] Removes a person: media, connection and ticket end, and they cannot return in this
   * sitting.
   */
  remove(
    by: ParticipantId,
    id: ParticipantId,
    block: boolean,
    message: string | null,
    now: number,
  ): Narrowing {
    return this.#core.narrow(now, () => {
      const person = this.#core.person(id)
      const action = block ? 'participant.removed_and_blocked' : 'participant.removed'
      return [
        this.#core.audit(now, action, by, id),
        ...this.#core.block(person, block ? 'meeting' : 'session', now),
        ...this.#core.eject(id, block ? 'blocked' : 'removed', message),
      ]
    })
  }

  grantShare(by: ParticipantId, id: ParticipantId, minutes: number | null, now: number): Proposal {
    return this.#core.propose(() => {
      this.#core.person(id)
      return {
        writes: [this.#core.audit(now, 'share.granted', by, id, { minutes })],
        apply: () => {
          const person = this.#core.state.people.get(id)
          const until = minutes === null ? null : now + minutes * 60_000
          if (person !== undefined) person.share = { until }
        },
      }
    })
  }

  revokeShare(by: ParticipantId, id: ParticipantId, now: number): Narrowing {
    return this.#core.narrow(
      now,
      () => {
        const effects = this.#revokeShare(by, this.#core.person(id), now)
        return effects.length > 0 ? effects : [this.#core.audit(now, 'share.revoked', by, id)]
      },
      { by: 'share_revoked' },
    )
  }

  setMode(by: ParticipantId, mode: Mode, now: number): Proposal {
    const { state } = this.#core
    const floorIn = (id: ParticipantId) => mode === 'lecture' && id === by
    return this.#core.propose(() => {
      if (mode === state.meeting.mode) return { writes: [], apply: () => {} }
      const changed = [...state.people.values()].filter(({ id, floor }) => floor !== floorIn(id))
      return {
        writes: [
          this.#core.audit(now, 'meeting.mode', by, null, { mode }),
          { do: 'saveMeeting', change: { mode } },
          ...changed.map(({ id }) => floorWrite(id, floorIn(id))),
        ],
        apply: () => {
          state.meeting.mode = mode
          if (mode === 'discussion') state.sitting.speakers.list = []
          for (const person of state.people.values()) person.floor = floorIn(person.id)
        },
      }
    })
  }

  /** [ADM2] Unlocking admits nobody; it only allows knocking again. */
  setLocked(by: ParticipantId, locked: boolean, now: number): Narrowing | Proposal {
    const narrow = () => this.#core.narrow(now, () => this.#apply(by, { locked }, now))
    return locked ? narrow() : this.#loosen(by, { locked }, now)
  }

  setChat(by: ParticipantId, chat: boolean, now: number): Narrowing | Proposal {
    const narrow = () => this.#core.narrow(now, () => this.#apply(by, { chat }, now))
    return chat ? this.#loosen(by, { chat }, now) : narrow()
  }

  /**
   * [E2E5] @param keys puts them on the group's list
   * @throws Refusal as {@link withCommit} says
   */
  addCohost(by: ParticipantId, id: ParticipantId, keys: KeyCommit, now: number): Proposal {
    return this.#core.propose(() => {
      this.#core.person(id)
      const takeCommit = withCommit(this.#core, { by, keys, promoting: new Set([id]) }, now)
      return {
        writes: [this.#core.audit(now, 'cohost.added', by, id), roleWrite(id, 'cohost')],
        apply: () => {
          this.#setRole(id, 'cohost')
          return takeCommit()
        },
      }
    })
  }

  removeCohost(by: ParticipantId, id: ParticipantId, now: number): Narrowing {
    return this.#core.narrow(now, () => {
      const person = this.#core.person(id)
      // They may have become the host through a handover meanwhile.
      if (person.role === 'host') throw new Refusal('forbidden')
      person.role = 'participant'
      return [this.#core.audit(now, 'cohost.removed', by, id), roleWrite(id, 'participant')]
    })
  }

  /**
   * Transfers the meeting to another account; the previous host continues as co-host.
   *
   * [E2E5] @param keys puts the new host on the group's list
   * @throws Refusal `account_needed`, and as {@link withCommit} says
   */
  handOver(by: ParticipantId, id: ParticipantId, keys: KeyCommit, now: number): Proposal {
    const { state } = this.#core
    return this.#core.propose(() => {
      const { accountId, name } = this.#core.person(id)
      if (accountId === null) throw new Refusal('account_needed')
      const takeCommit = withCommit(this.#core, { by, keys, promoting: new Set([id]) }, now)
      const change = { hostAccount: accountId, hostName: name }
      const former = [...state.people.values()].filter(({ role }) => role === 'host')
      return {
        writes: [
          this.#core.audit(now, 'host.handed_over', by, id),
          { do: 'saveMeeting', change },
          ...former.map((person) => roleWrite(person.id, 'cohost')),
          roleWrite(id, 'host'),
        ],
        apply: () => {
          Object.assign(state.meeting, change)
          for (const person of former) this.#setRole(person.id, 'cohost')
          this.#setRole(id, 'host')
          return takeCommit()
        },
      }
    })
  }

  /** Null clears it. Not logged, because it affects only the layout and no rights. */
  setSpotlight(id: ParticipantId | null, now: number): Effect[] {
    if (id !== null) this.#core.person(id)
    return this.#core.change(now, () => {
      this.#core.state.sitting.spotlight = id
      return []
    })
  }

  /**
   * The response to a leak. Lock first, so that nobody else comes in; then remove the suspects, so
   * that they see no more; everyone else continues, muted and with cameras off.
   */
  contain(by: string, remove: readonly ParticipantId[], now: number) {
    const { people, knocks, meeting } = this.#core.state
    const suspects = [...new Set(remove)].flatMap((id) => people.get(id) ?? knocks.get(id) ?? [])
    // If a host could be blocked from their own meeting, they could not secure it again.
    const isHost = (one: Person | Knock) =>
      one.accountId === meeting.hostAccount || ('role' in one && one.role === 'host')
    if (suspects.some(isHost)) throw new Refusal('forbidden')
    const change = this.#core.narrow(
      now,
      () => [
        ...(meeting.locked ? [] : this.#apply(by, { locked: true }, now)),
        ...remove.flatMap((id) => this.#expel(by, id, now)),
        ...[...people.values()].flatMap((person) => [
          ...this.#mute(by, person, now),
          ...this.#cameraOff(by, person, now),
          ...this.#revokeShare(by, person, now),
          ...this.#revokePresenting(by, person, now),
        ]),
        ...this.#hideDocuments(),
      ],
      { by: 'share_revoked' },
    )
    const invites = suspects.flatMap(({ inviteId }) => inviteId ?? [])
    return { removed: suspects.length, invites, change }
  }

  end(by: string, now: number): Narrowing {
    return this.#core.narrow(now, () => {
      this.#core.state.meeting.endedAt = now
      return [
        this.#core.audit(now, 'meeting.ended', by, null),
        { do: 'saveMeeting', change: { endedAt: now } },
        ...this.#core.everyoneOut('ended'),
        ...[...this.#core.state.knocks.keys()].flatMap((id) => this.#core.eject(id, 'ended', null)),
      ]
    })
  }

  #expel(by: string, id: ParticipantId, now: number): Effect[] {
    const { people, knocks } = this.#core.state
    const one = people.get(id) ?? knocks.get(id)
    if (one === undefined) return []
    const inside = people.has(id)
    const action = inside ? 'participant.removed_and_blocked' : 'lobby.refused_and_blocked'
    return [
      this.#core.audit(now, action, by, one.id),
      ...this.#core.block(one, 'meeting', now),
      ...this.#core.eject(one.id, 'blocked', null),
    ]
  }

  #cameraOff(by: string, person: Person, now: number): Effect[] {
    const camera = person.tracks.get('camera')
    if (camera === undefined) return []
    return [
      this.#core.audit(now, 'participant.camera_off', by, person.id),
      ...endTrack(person, 'camera', camera.id, 'host', this.#nameOf(by)),
    ]
  }

  /**
   * Revokes the grant and ends the share, including a moderator's own; nothing if there is neither.
   */
  #revokeShare(by: string, person: Person, now: number): Effect[] {
    const granted = person.share !== null
    person.share = null
    const screens = (['screen', 'screen_audio'] as const).flatMap((source) => {
      const track = person.tracks.get(source)
      return track === undefined
        ? []
        : endTrack(person, source, track.id, 'share_revoked', this.#nameOf(by))
    })
    if (!granted && screens.length === 0) return []
    return [this.#core.audit(now, 'share.revoked', by, person.id), ...screens]
  }

  #revokePresenting(by: string, person: Person, now: number): Effect[] {
    if (!person.presents) return []
    person.presents = false
    return [this.#core.audit(now, 'present.revoked', by, person.id)]
  }

  /** Stops showing any document; the documents stay, so that moderators can look through them. */
  #hideDocuments(): Effect[] {
    this.#core.state.sitting.presentation.shown = null
    return []
  }

  #mute(by: string, person: Person, now: number): Effect[] {
    const microphone = person.tracks.get('microphone')
    if (microphone === undefined || microphone.paused) return []
    microphone.paused = true
    return [
      this.#core.audit(now, 'participant.muted', by, person.id),
      { do: 'pauseTrack', id: person.id, track: microphone.id, paused: true },
      send(person.id, {
        name: 'ownTrack',
        data: { source: 'microphone', action: 'paused', by: 'host', name: this.#nameOf(by) },
      }),
    ]
  }

  /**
   * Name of a person in the room; null for an operator who acts from outside, whom people inside do
   * not see.
   */
  #nameOf(by: string): string | null {
    return this.#core.state.people.get(by as ParticipantId)?.name ?? null
  }

  #setRole(id: ParticipantId, role: Role): void {
    const person = this.#core.state.people.get(id)
    if (person !== undefined) person.role = role
  }

  #loosen(by: ParticipantId, change: Setting, now: number): Proposal {
    return this.#core.propose(() => ({
      writes: this.#written(by, change, now),
      apply: () => void Object.assign(this.#core.state.meeting, change),
    }))
  }

  #apply(by: string, change: Setting, now: number): Write[] {
    Object.assign(this.#core.state.meeting, change)
    return this.#written(by, change, now)
  }

  #written(by: string, change: Setting, now: number): Write[] {
    return [
      this.#core.audit(now, 'meeting.setting', by, null, change),
      { do: 'saveMeeting', change },
    ]
  }
}

type Setting = { locked: boolean } | { chat: boolean }

const roleWrite = (id: ParticipantId, role: Role): Write => ({
  do: 'saveSeat',
  id,
  change: { role },
})
