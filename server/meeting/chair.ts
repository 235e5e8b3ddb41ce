import { Refusal } from '../protocol/errors.ts'
import type { ParticipantId } from '../protocol/ids.ts'
import type { Mode } from '../protocol/model.ts'
import type { RoomCore } from './core.ts'
import type { Effect } from './effects.ts'
import { setFloor } from './floor.ts'
import { endTrack, send } from './publish.ts'
import type { Knock, Person } from './state.ts'

/**
 * What those who lead may do. The edge has asked policy whether this actor may do it to this
 * target; here it is done.
 */
export class Chair {
  readonly #core: RoomCore
  constructor(core: RoomCore) {
    this.#core = core
  }

  mute(by: ParticipantId, id: ParticipantId, now: number): Effect[] {
    const person = this.#core.person(id)
    return this.#core.change(now, () => this.#mute(by, person, now))
  }

  muteAll(by: ParticipantId, now: number): Effect[] {
    const others = [...this.#core.state.people.values()].filter(
      (person) => person.id !== by && person.role !== 'host',
    )
    return this.#core.change(now, () => others.flatMap((person) => this.#mute(by, person, now)))
  }

  cameraOff(by: ParticipantId, id: ParticipantId, now: number): Effect[] {
    const person = this.#core.person(id)
    return this.#core.change(now, () => this.#cameraOff(by, person, now))
  }

  /** [ADM6] Out: media, connection and ticket are dead, and so is the way back for this sitting. */
  remove(
    by: ParticipantId,
    id: ParticipantId,
    block: boolean,
    message: string | null,
    now: number,
  ) {
    const person = this.#core.person(id)
    return this.#core.change(now, () => [
      this.#core.audit(
        now,
        block ? 'participant.removed_and_blocked' : 'participant.removed',
        by,
        id,
      ),
      ...this.#core.block(person, block ? 'meeting' : 'session', now),
      ...this.#core.putOut(id, block ? 'blocked' : 'removed', message),
    ])
  }

  grantShare(by: ParticipantId, id: ParticipantId, minutes: number | null, now: number): Effect[] {
    const person = this.#core.person(id)
    return this.#core.change(now, () => {
      person.share = { until: minutes === null ? null : now + minutes * 60_000 }
      return [this.#core.audit(now, 'share.granted', by, id, { minutes })]
    })
  }

  revokeShare(by: ParticipantId, id: ParticipantId, now: number): Effect[] {
    const person = this.#core.person(id)
    return this.#core.change(
      now,
      () => {
        const effects = this.#revokeShare(by, person, now)
        return effects.length > 0 ? effects : [this.#core.audit(now, 'share.revoked', by, id)]
      },
      { by: 'share_revoked' },
    )
  }

  setMode(by: ParticipantId, mode: Mode, now: number): Effect[] {
    if (mode === this.#core.state.meeting.mode) return []
    return this.#core.change(now, () => {
      this.#core.state.meeting.mode = mode
      if (mode === 'discussion') this.#core.state.speakers = []
      const floors = [...this.#core.state.people.values()].flatMap((person) =>
        setFloor(person, mode === 'lecture' && person.id === by),
      )
      return [
        this.#core.audit(now, 'meeting.mode', by, null, { mode }),
        { do: 'saveMeeting', change: { mode } },
        ...floors,
      ]
    })
  }

  /** [ADM2] Opening the lock lets nobody in; it only lets people knock again. */
  setLocked(by: ParticipantId, locked: boolean, now: number): Effect[] {
    return this.#setting(by, { locked }, now)
  }

  setChat(by: ParticipantId, chat: boolean, now: number): Effect[] {
    return this.#setting(by, { chat }, now)
  }

  setCohost(by: ParticipantId, id: ParticipantId, cohost: boolean, now: number): Effect[] {
    const person = this.#core.person(id)
    return this.#core.change(now, () => {
      const effects = this.#setRole(person, cohost ? 'cohost' : 'participant')
      return [this.#core.audit(now, cohost ? 'cohost.added' : 'cohost.removed', by, id), ...effects]
    })
  }

  /** The meeting becomes another account's; whoever was host goes on as co-host. */
  handOver(by: ParticipantId, id: ParticipantId, now: number): Effect[] {
    const heir = this.#core.person(id)
    if (heir.accountId === null) throw new Refusal('account_needed')
    const change = { hostAccount: heir.accountId, hostName: heir.name }
    return this.#core.change(now, () => {
      Object.assign(this.#core.state.meeting, change)
      const former = [...this.#core.state.people.values()].filter(
        (person) => person.role === 'host',
      )
      return [
        this.#core.audit(now, 'host.handed_over', by, id),
        { do: 'saveMeeting', change },
        ...former.flatMap((person) => this.#setRole(person, 'cohost')),
        ...this.#setRole(heir, 'host'),
      ]
    })
  }

  /** Null puts it out. Not in the log: it changes what people look at, not what anyone may do. */
  setSpotlight(id: ParticipantId | null, now: number): Effect[] {
    if (id !== null) this.#core.person(id)
    return this.#core.change(now, () => {
      this.#core.state.spotlight = id
      return []
    })
  }

  /**
   * Something has leaked. The lock first, so that nobody comes in meanwhile; then those who are
   * suspected, so that they see no more; then everyone else goes on, silent and unseen.
   */
  contain(by: string, remove: readonly ParticipantId[], now: number) {
    const { people, knocks, meeting } = this.#core.state
    const suspects = [...new Set(remove)].flatMap((id) => people.get(id) ?? knocks.get(id) ?? [])
    // A host who was blocked from their own meeting could not make it safe again.
    const isHost = (one: Person | Knock) =>
      one.accountId === meeting.hostAccount || ('role' in one && one.role === 'host')
    if (suspects.some(isHost)) throw new Refusal('forbidden')
    const effects = this.#core.change(
      now,
      () => [
        ...(meeting.locked ? [] : this.#apply(by, { locked: true }, now)),
        ...suspects.flatMap((one) => this.#expel(by, one, now)),
        ...[...people.values()].flatMap((person) => [
          ...this.#mute(by, person, now),
          ...this.#cameraOff(by, person, now),
          ...this.#revokeShare(by, person, now),
          ...this.#takePen(by, person, now),
        ]),
        ...this.#clearTable(),
      ],
      { by: 'share_revoked' },
    )
    const invites = suspects.flatMap(({ inviteId }) => inviteId ?? [])
    return { removed: suspects.length, invites, effects }
  }

  end(by: string, now: number): Effect[] {
    return this.#core.change(now, () => {
      this.#core.state.meeting.endedAt = now
      return [
        this.#core.audit(now, 'meeting.ended', by, null),
        { do: 'saveMeeting', change: { endedAt: now } },
        ...this.#core.everyoneOut('ended'),
        ...[...this.#core.state.knocks.keys()].flatMap((id) =>
          this.#core.putOut(id, 'ended', null),
        ),
      ]
    })
  }

  #expel(by: string, one: Person | Knock, now: number): Effect[] {
    const inside = this.#core.state.people.has(one.id)
    const action = inside ? 'participant.removed_and_blocked' : 'lobby.refused_and_blocked'
    return [
      this.#core.audit(now, action, by, one.id),
      ...this.#core.block(one, 'meeting', now),
      ...this.#core.putOut(one.id, 'blocked', null),
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

  /** The grant and what was shared by it, or by right of leading; nothing when there is neither. */
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

  #takePen(by: string, person: Person, now: number): Effect[] {
    if (!person.presents) return []
    person.presents = false
    return [this.#core.audit(now, 'present.revoked', by, person.id)]
  }

  /** Nothing is shown any more; the documents stay for who leads to look through. */
  #clearTable(): Effect[] {
    this.#core.state.table.shown = null
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

  /** Of those in the room; an operator who acts from outside is not named to the people inside. */
  #nameOf(by: string): string | null {
    return this.#core.state.people.get(by as ParticipantId)?.name ?? null
  }

  #setRole(person: Person, role: Person['role']): Effect[] {
    person.role = role
    return [{ do: 'saveSeat', id: person.id, change: { role } }]
  }

  #setting(
    by: ParticipantId,
    change: { locked: boolean } | { chat: boolean },
    now: number,
  ): Effect[] {
    return this.#core.change(now, () => this.#apply(by, change, now))
  }

  #apply(by: string, change: { locked: boolean } | { chat: boolean }, now: number): Effect[] {
    Object.assign(this.#core.state.meeting, change)
    return [
      this.#core.audit(now, 'meeting.setting', by, null, change),
      { do: 'saveMeeting', change },
    ]
  }
}
