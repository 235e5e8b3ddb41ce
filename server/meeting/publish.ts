import type { ParticipantId, TrackId } from '#protocol/ids.ts'
import type {
  KnockView,
  MeetingView,
  ParticipantView,
  Snapshot,
  Source,
  TrackEndReason,
  TrackView,
} from '#protocol/model.ts'
import type { VoteView } from '#protocol/votes.ts'
import type { TableView } from '#protocol/table.ts'
import { grantFor, leads } from '../policy/grants.ts'
import { mixesScripts, nameJudge, skeleton } from '../policy/names.ts'
import {
  knockView,
  lobbyFor,
  mayRead,
  meetingView,
  participantView,
  questionsView,
  speakersView,
} from '../policy/view.ts'
import type { Effect, Message } from './effects.ts'
import { consentOf, isAside, recordingView } from './recorded.ts'
import type { Person, RoomState } from './state.ts'
import { ballotView, voteView } from './voting.ts'
import { tableView } from './table-state.ts'

const here = (person: Person) => person.presence.state === 'here'

/** [REC] What somebody may publish beside what the mode and their role give: who is set aside, nothing. */
export const grantOf = (state: RoomState, person: Person): Source[] =>
  isAside(state, person.id)
    ? []
    : grantFor(state.meeting.mode, {
        role: person.role,
        floor: person.floor,
        share: person.share !== null,
      })

export const leadersHere = (state: RoomState): Person[] =>
  [...state.people.values()].filter((person) => leads(person.role) && here(person))

/** What every admitted person sees alike. */
function commonViews(state: RoomState, recordingDays: number) {
  const people = [...state.people.values()]
  const queue = people
    .filter((person) => person.handSince !== null)
    .sort((a, b) => (a.handSince ?? 0) - (b.handSince ?? 0))
    .map((person) => person.id)
  return {
    meeting: meetingView(state.meeting, {
      hostPresent: leadersHere(state).length > 0,
      spotlight: state.spotlight,
      closesAt: state.closesAt,
      closing: state.closing,
      recording: recordingView(state.recording, recordingDays),
    }),
    participants: people.map((person): ParticipantView => {
      const place = queue.indexOf(person.id)
      return participantView(person, place === -1 ? null : place + 1, consentOf(state, person.id))
    }),
    table: tableView(state.table),
    tracks: people.flatMap((person) =>
      [...person.tracks].map(([source, track]): TrackView => ({
        id: track.id,
        participant: person.id,
        source,
        paused: track.paused,
      })),
    ),
    votes: state.votes.map(voteView),
  }
}

/** Whoever is here is compared by their own name. */
function absentInvitees(state: RoomState): Set<string> {
  const here = [...state.people.values(), ...state.knocks.values()].map((one) => one.inviteId)
  const present = new Set(here)
  return new Set([...state.invitees].filter(([id]) => !present.has(id)).map(([, name]) => name))
}

function knockViews(state: RoomState): KnockView[] {
  const people = [...state.people.values()]
  const knocks = [...state.knocks.values()]
  if (knocks.length === 0) return []
  const leading = people.filter((person) => leads(person.role))
  const judge = nameJudge({
    hosts: [skeleton(state.meeting.hostName), ...leading.map((person) => person.skeleton)],
    participants: people.filter((person) => !leads(person.role)).map((one) => one.skeleton),
    waiting: knocks.map((knock) => knock.skeleton),
    invitees: absentInvitees(state),
  })
  const removedAddresses = new Set(state.blocks.map((block) => block.addressHash))
  return knocks.map((knock) => {
    const flags = judge(knock.skeleton, knock.kind)
    if (mixesScripts(knock.name)) flags.push('mixed_scripts')
    if (removedAddresses.has(knock.addressHash)) flags.push('address_of_removed')
    return knockView(knock, flags)
  })
}

/**
 * Derives what people must be told from what has changed. Methods of the room only change state;
 * this is the one place that speaks about it, and the one place where a lost grant acts on media.
 */
export class Publisher {
  /** What the audience has been told, as JSON by key; compared, never sent. */
  #told = new Map<string, string>()
  /** What each of them has been told for themselves alone, likewise. */
  readonly #toldAlone = new Map<ParticipantId, Map<string, string>>()
  readonly #inTheKnow = new Set<ParticipantId>()
  /** [REC] Who receives nothing any more. */
  readonly #aside = new Set<ParticipantId>()

  /**
   * [FLR, SHR, REC] Closes every track that its owner's grant no longer covers, and all that those
   * receive who are newly set aside. Idempotent.
   */
  enforce(state: RoomState, by: TrackEndReason): Effect[] {
    const effects: Effect[] = []
    for (const person of state.people.values()) {
      const grant = grantOf(state, person)
      const aside = isAside(state, person.id)
      for (const [source, track] of person.tracks) {
        if (grant.includes(source)) continue
        effects.push(...endTrack(person, source, track.id, aside ? 'recording' : by))
      }
      if (aside && !this.#aside.has(person.id)) {
        effects.push({ do: 'stopReceiving', id: person.id })
      }
      if (aside) this.#aside.add(person.id)
      else this.#aside.delete(person.id)
    }
    for (const id of this.#aside) if (!state.people.has(id)) this.#aside.delete(id)
    return effects
  }

  /** Tells the audience the difference, and those who enter the whole. */
  publish(
    state: RoomState,
    entering: ReadonlySet<ParticipantId>,
    { now, recordingDays }: { now: number; recordingDays: number },
  ): Effect[] {
    const common = commonViews(state, recordingDays)
    const knocks = knockViews(state)
    const effects: Effect[] = []

    for (const id of this.#inTheKnow) {
      const person = state.people.get(id)
      if (person === undefined || !here(person) || entering.has(id)) this.#forget(id)
    }
    const audience = [...this.#inTheKnow]
    for (const message of this.#difference(common)) {
      if (audience.length > 0) effects.push({ do: 'send', to: audience, message })
    }
    for (const id of audience) {
      const person = state.people.get(id)
      if (person === undefined) continue
      const news = this.#newsFor(id, ownViews(state, person, knocks))
      effects.push(...news.map((message) => send(id, message)))
    }
    for (const id of entering) {
      const person = state.people.get(id)
      if (person === undefined) continue
      const own = ownViews(state, person, knocks)
      this.#inTheKnow.add(id)
      this.#newsFor(id, own)
      const snapshot: Omit<Snapshot, 'media'> = {
        self: id,
        welcome: person.welcome,
        ...common,
        ...own,
        chat: state.chat.filter((message) => mayRead(person, message)),
        speaker: state.speaker,
        now,
        table: { ...common.table, ink: state.table.ink.pages() },
      }
      person.welcome = null
      effects.push({ do: 'enter', id, snapshot })
    }
    return effects
  }

  #forget(id: ParticipantId): void {
    this.#inTheKnow.delete(id)
    this.#toldAlone.delete(id)
  }

  #difference(common: {
    meeting: MeetingView
    participants: ParticipantView[]
    tracks: TrackView[]
    votes: VoteView[]
    table: TableView
  }): Message[] {
    const before = this.#told
    const after = new Map<string, string>()
    const messages: Message[] = []
    const tell = (key: string, message: Message) => {
      const json = JSON.stringify(message.data)
      after.set(key, json)
      if (before.get(key) !== json) messages.push(message)
    }
    tell('meeting', { name: 'meeting', data: common.meeting })
    for (const view of common.participants) {
      tell(`participant ${view.id}`, { name: 'participant', data: view })
    }
    for (const view of common.tracks) tell(`track ${view.id}`, { name: 'track', data: view })
    for (const view of common.votes) tell(`vote ${view.id}`, { name: 'vote', data: view })
    tell('table', { name: 'table', data: common.table })
    for (const key of before.keys()) {
      if (after.has(key)) continue
      const [what, id] = key.split(' ')
      if (what === 'participant') {
        messages.push({ name: 'participantLeft', data: { id: id as ParticipantId } })
      } else if (what === 'track') {
        messages.push({ name: 'trackEnded', data: { id: id as TrackId } })
      }
    }
    this.#told = after
    return messages
  }

  /** What has changed of what this person sees for themselves alone; remembered as told. */
  #newsFor(id: ParticipantId, views: OwnViews): Message[] {
    const told = this.#toldAlone.get(id) ?? new Map<string, string>()
    this.#toldAlone.set(id, told)
    return messagesOf(views).filter(({ name, data }) => {
      const json = JSON.stringify(data)
      if (told.get(name) === json) return false
      told.set(name, json)
      return true
    })
  }
}

/** What differs from person to person, under the names that the snapshot has for it. */
function ownViews(state: RoomState, person: Person, knocks: KnockView[]) {
  return {
    grant: grantOf(state, person),
    lobby: lobbyFor(person.role, knocks),
    speakers: speakersView(person.role, state),
    questions: questionsView(person, state),
    ballot: ballotView(state, person),
  }
}
type OwnViews = ReturnType<typeof ownViews>

const messagesOf = ({ grant, lobby, speakers, questions, ballot }: OwnViews): Message[] => [
  { name: 'grant', data: { sources: grant } },
  { name: 'lobby', data: { knocks: lobby } },
  { name: 'speakers', data: speakers },
  { name: 'questions', data: questions },
  { name: 'ballot', data: { ballot } },
]

export const send = (to: ParticipantId, message: Message): Effect => ({
  do: 'send',
  to: [to],
  message,
})

/**
 * Ends a track against its owner's will: out of the room's state, out of the SFU, and they are
 * told. `name`: of the person who did it, null when a rule did.
 */
export function endTrack(
  person: Person,
  source: Source,
  track: TrackId,
  by: TrackEndReason,
  name: string | null = null,
): Effect[] {
  person.tracks.delete(source)
  return [
    { do: 'closeTrack', id: person.id, track },
    send(person.id, { name: 'ownTrack', data: { source, action: 'closed', by, name } }),
  ]
}
