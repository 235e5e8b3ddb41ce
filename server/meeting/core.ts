import { Refusal } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { LIMITS } from '#protocol/limits.ts'
import type { DocumentView } from '#protocol/table.ts'
import type { CloseReason, HostNotice, TrackEndReason } from '#protocol/model.ts'
import type { Policy } from '#protocol/policy.ts'
import type { StopReason } from '#protocol/recording.ts'
import type { Circumstances } from '../policy/admit.ts'
import { mayPresent } from '../policy/grants.ts'
import { tightest } from '../policy/tighten.ts'
import { openAt } from '../policy/window.ts'
import type { Narrowing, Proposal } from './change.ts'
import type { Effect, Message, Write } from './effects.ts'
import { Notices } from './notices.ts'
import { Publisher, leadersHere } from './publish.ts'
import type { AuditEvent, BlockRecord } from './records.ts'
import { noSpeakers, settleFloors } from './speakers.ts'
import type { Identity, Knock, Person, RoomState } from './state.ts'
import { endVote, runningVote } from './voting.ts'

export type RoomLimits = {
  /** Most people in this meeting. */
  capacity: number
  /** Asked at every admission: whether the whole server is full with so many more. */
  serverFull: (entering: number) => boolean
  /** [POL] What holds now; asked at every claim. */
  policy: () => Pick<Policy, 'guests' | 'lobby' | 'recordingDays'>
  /** For ids of blocks; injected so that the room stays without I/O. */
  newId: () => string
}

/** What a proposal writes, and what it does to the room once that is written. */
type Plan = {
  writes: readonly Write[]
  /** Must not fail: what is written is true. Whoever is gone meanwhile is passed over. */
  apply: () => Effect[] | void
  /** Filled by `apply`: those to whom the room is shown from now on. */
  entering?: ReadonlySet<ParticipantId>
  by?: TrackEndReason
}

/**
 * What the parts of a room share: its state, the frame of every change, and the few acts that more
 * than one part needs.
 */
export class RoomCore {
  readonly state: RoomState
  readonly limits: RoomLimits
  readonly #publisher = new Publisher()
  readonly #notices = new Notices()

  constructor(state: RoomState, limits: RoomLimits) {
    this.state = state
    this.limits = limits
  }

  /**
   * The frame of every change: run it, close what is no longer granted, settle who leads and
   * whether the sitting is over, then tell people the difference.
   */
  change(
    now: number,
    run: () => Effect[],
    how: { entering?: ParticipantId | ReadonlySet<ParticipantId>; by?: TrackEndReason } = {},
  ): Effect[] {
    const sitting = this.state.people.size > 0
    const effects = run()
    effects.push(...this.#endRecordingWithout(now))
    effects.push(...this.#publisher.enforce(this.state, how.by ?? 'mode'))
    settleFloors(this.state, now)
    this.#settlePresenter()
    if (leadersHere(this.state).length > 0) this.state.leaderlessSince = null
    else this.state.leaderlessSince ??= now
    if (sitting && this.state.people.size === 0) effects.push(...this.#endSitting(now))
    const entering = typeof how.entering === 'string' ? new Set([how.entering]) : how.entering
    const { recordingDays } = this.limits.policy()
    effects.push(
      ...this.#publisher.publish(this.state, entering ?? new Set(), { now, recordingDays }),
    )
    return effects
  }

  /** A change that takes something away: a frame that is run at once, and perhaps once more. */
  narrow(now: number, run: () => Effect[], how: { by?: TrackEndReason } = {}): Narrowing {
    return { holds: 'at once', act: () => this.change(now, run, how) }
  }

  /**
   * A change that gives something: `plan` looks at the state, changes nothing and says what is to be
   * written; `apply` changes the state, in the frame of every change, once it is.
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

  /** [DOC1] Whoever is gone, or lost the right, presents no more; what is shown stays. */
  #settlePresenter(): void {
    const { shown } = this.state.table
    if (shown === null || shown.presenter === null) return
    const presenter = this.state.people.get(shown.presenter)
    if (presenter === undefined || !mayPresent(presenter)) shown.presenter = null
  }

  /** [REC] Whoever records must be in the room and its host; a break is forgiven like any other. */
  #endRecordingWithout(now: number): Effect[] {
    const { recording, people } = this.state
    if (recording.state === 'off' || people.get(recording.by)?.role === 'host') return []
    return this.stopRecording('system', 'recorder_gone', now)
  }

  /** [REC] By somebody's will or by a rule; nothing when none is asked for or runs. */
  stopRecording(by: ParticipantId | 'system', reason: StopReason, now: number): Effect[] {
    const { recording } = this.state
    if (recording.state === 'off') return []
    const { id } = recording
    const ran = recording.state === 'running'
    this.state.recording = { state: 'off' }
    const about = { recording: id, reason }
    return [
      ...(ran ? [{ do: 'endRecording', id, at: now } as const] : []),
      this.audit(now, 'recording.stopped', by, null, about),
      ...this.toAll({ name: 'recordingStopped', data: { id, reason, ran } }),
    ]
  }

  /** The last one is out: what belonged to this sitting goes, what belongs to the meeting stays. */
  #endSitting(now: number): Effect[] {
    const vote = runningVote(this.state)
    const ending = vote && endVote(this, vote, 'closed', 'system', now)
    ending?.end()
    this.state.votes = []
    this.state.chat = []
    this.state.speaker = null
    noSpeakers(this.state)
    this.state.questions = []
    this.state.shownQuestion = null
    this.state.spotlight = null
    this.state.meeting.locked = false
    this.state.table.shown = null
    this.state.blocks = this.state.blocks.filter((block) => block.scope === 'meeting')
    // [DOC4] What is kept lies on the table of the next sitting again; what was drawn does not.
    const documents = [...this.state.table.documents.values()]
    for (const { id } of documents) this.state.table.ink.forget(id)
    return [
      ...(ending?.writes ?? []),
      { do: 'saveVote', write: { what: 'sittingOver' } },
      { do: 'clearSessionBlocks' },
      { do: 'saveMeeting', change: { locked: false } },
      ...this.dropDocuments(
        documents.filter(({ keptUntil }) => keptUntil === null || keptUntil <= now),
      ),
    ]
  }

  /** Off the table and out of the store, with what was drawn on them. */
  dropDocuments(documents: readonly DocumentView[]): Effect[] {
    const { table } = this.state
    for (const { id } of documents) {
      table.documents.delete(id)
      table.looks.delete(id)
      table.ink.forget(id)
      if (table.shown?.document === id) table.shown = null
    }
    const ids = documents.filter(({ kind }) => kind !== 'blank').map(({ id }) => id)
    return ids.length === 0 ? [] : [{ do: 'dropDocuments', ids }]
  }

  /** [CAL3] Whether others than the host may knock now. */
  open(now: number): boolean {
    const { times } = this.state
    return times === null || openAt(times, now) !== null
  }

  /** `entering`: so many more are about to be inside. */
  circumstances(whom: Identity, now: number, entering = 0): Circumstances {
    const { meeting, people, knocks, blocks } = this.state
    const policy = this.limits.policy()
    const fromThere = [...knocks.values()].filter((k) => k.addressHash === whom.addressHash).length
    const hits = blocks.filter(
      (block) =>
        block.deviceHash === whom.deviceHash ||
        (block.accountId !== null && block.accountId === whom.accountId) ||
        (block.inviteId !== null && block.inviteId === whom.inviteId),
    )
    return {
      ended: meeting.endedAt !== null,
      open: this.open(now),
      block: hits.some((hit) => hit.scope === 'meeting') ? 'blocked' : hits[0] ? 'removed' : null,
      kind: whom.kind,
      guests: tightest(policy, meeting.invitedOnly ? { guests: 'invited' } : {}).guests,
      invite: this.#invite(whom),
      locked: meeting.locked,
      hostPresent: leadersHere(this.state).length > 0,
      meetingFull: people.size + entering >= this.limits.capacity,
      serverFull: this.limits.serverFull(entering),
      lobbyFull: knocks.size >= policy.lobby || fromThere >= LIMITS.lobbyPerAddress,
    }
  }

  #invite(whom: Identity): Circumstances['invite'] {
    if (whom.inviteId === null) return 'none'
    if (this.state.revokedInvites.has(whom.inviteId)) return 'revoked'
    const present = this.othersBy(whom).some((other) => other.presence.state === 'here')
    return present ? 'in_use' : 'free'
  }

  /** Those who are in or wait by the same personal invite: at most one. */
  othersBy(whom: Identity): (Person | Knock)[] {
    if (whom.inviteId === null) return []
    return [...this.state.people.values(), ...this.state.knocks.values()].filter(
      (other) => other.inviteId === whom.inviteId && other.id !== whom.id,
    )
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

  /** [AUD] What a lost connection carried is gone; a screen among it is a share that ended. */
  dropTracks(person: Person, now: number): Effect[] {
    const shared = person.tracks.has('screen')
    person.tracks.clear()
    return shared ? [this.audit(now, 'share.stopped', person.id, null)] : []
  }

  /** The seat is dead. Media first, then the word, so that nothing flows while it travels. */
  putOut(id: ParticipantId, reason: CloseReason, message: string | null): Effect[] {
    const admitted = this.state.people.has(id)
    return [
      ...this.drop(id),
      ...(admitted ? [{ do: 'closeMedia', id } as const] : []),
      { do: 'putOut', id, reason, message },
    ]
  }

  drop(id: ParticipantId): Effect[] {
    this.state.people.delete(id)
    this.state.knocks.delete(id)
    if (this.state.speaker === id) this.state.speaker = null
    this.state.speakers = this.state.speakers.filter((other) => other !== id)
    if (this.state.spotlight === id) this.state.spotlight = null
    if (this.state.recording.state !== 'off') this.state.recording.answers.delete(id)
    return [{ do: 'saveSeat', id, change: { state: 'over' } }]
  }

  everyoneOut(reason: CloseReason): Effect[] {
    return [...this.state.people.keys()].flatMap((id) => this.putOut(id, reason, null))
  }

  /** To those who lead, at once or, when there are many, in a while. */
  notice(notice: HostNotice, now: number): Effect[] {
    const told = this.#notices.take(notice, now)
    return told === null ? [] : this.#toLeaders(told)
  }

  /** What was held back and has waited long enough. */
  dueNotices(now: number): Effect[] {
    return this.#notices.due(now).flatMap((notice) => this.#toLeaders(notice))
  }

  #toLeaders(notice: HostNotice): Effect[] {
    const to = leadersHere(this.state).map((person) => person.id)
    return to.length === 0 ? [] : [{ do: 'send', to, message: { name: 'notice', data: notice } }]
  }

  toAll(message: Message): Effect[] {
    const to = [...this.state.people.values()]
      .filter((person) => person.presence.state === 'here')
      .map((person) => person.id)
    return to.length === 0 ? [] : [{ do: 'send', to, message }]
  }

  audit(
    at: number,
    action: AuditEvent['action'],
    by: string,
    target: ParticipantId | null,
    details: AuditEvent['details'] = {},
  ): Write {
    const meetingId = this.state.meeting.id
    return { do: 'audit', event: { at, meetingId, action, by, target, details } }
  }
}
