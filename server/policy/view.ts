import type {
  ChatAddress,
  ChatView,
  IdentityKind,
  KnockFlag,
  KnockView,
  MeetingView,
  Mode,
  ParticipantView,
  Role,
} from '#protocol/model.ts'
import type { MeetingId, ParticipantId, QuestionId } from '#protocol/ids.ts'
import type { QuestionsView, QuestionView } from '#protocol/questions.ts'
import type { SpeakersView } from '#protocol/speakers.ts'
import type { Consent } from '#protocol/recording.ts'
import { leads } from './grants.ts'

/**
 * The allow-list between what the server holds and what a person sees: hashes, addresses, devices
 * and account ids have no way through here.
 */
export const meetingView = (
  meeting: { id: MeetingId; title: string; mode: Mode; locked: boolean; chat: boolean },
  now: Pick<MeetingView, 'hostPresent' | 'spotlight' | 'closesAt' | 'closing' | 'recording'>,
): MeetingView => ({
  id: meeting.id,
  title: meeting.title,
  mode: meeting.mode,
  locked: meeting.locked,
  chat: meeting.chat,
  hostPresent: now.hostPresent,
  spotlight: now.spotlight,
  closesAt: now.closesAt,
  closing: now.closing,
  recording: now.recording,
})

export const participantView = (
  person: {
    id: ParticipantId
    name: string
    kind: IdentityKind
    role: Role
    floor: boolean
    turns: number
    share: { until: number | null } | null
    presents: boolean
    presence: { state: 'here' | 'away' }
  },
  hand: number | null,
  consent: Consent | null,
): ParticipantView => ({
  id: person.id,
  name: person.name,
  kind: person.kind,
  role: person.role,
  present: person.presence.state === 'here',
  hand,
  turns: person.turns,
  floor: person.floor,
  share: person.share === null ? null : { until: person.share.until },
  presents: person.presents,
  consent,
})

export const knockView = (
  knock: {
    id: ParticipantId
    name: string
    kind: IdentityKind
    since: number
    presence: { state: 'here' | 'away' }
  },
  flags: KnockFlag[],
): KnockView => ({
  id: knock.id,
  name: knock.name,
  kind: knock.kind,
  flags,
  since: knock.since,
  present: knock.presence.state === 'here',
})

/** The lobby is for those who judge; to everyone else it does not exist. */
export const lobbyFor = (role: Role, knocks: KnockView[]): KnockView[] | null =>
  leads(role) ? knocks : null

export const chatView = (
  from: { id: ParticipantId; name: string },
  text: string,
  to: ChatAddress,
  at: number,
): ChatView => ({
  from: from.id,
  name: from.name,
  to,
  text,
  at,
})

/** [FLR2, FLR3] Everyone sees who is to speak and since when somebody does; sums are for those who lead. */
export const speakersView = (
  role: Role,
  state: {
    speakers: readonly ParticipantId[]
    floors: ReadonlyMap<ParticipantId, { since: number }>
    spent: ReadonlyMap<string, { id: ParticipantId; name: string; ms: number }>
    people: ReadonlyMap<ParticipantId, unknown>
  },
): SpeakersView => ({
  list: [...state.speakers],
  floors: [...state.floors].map(([id, { since }]) => ({ id, since })),
  spent: leads(role)
    ? [...state.spent.values()].map(({ id, name, ms }) => ({
        id: state.people.has(id) ? id : null,
        name,
        ms,
      }))
    : null,
})

/** [FLR4] All to those who lead, to everyone else their own and what is shown to all. */
export const questionsView = (
  viewer: { id: ParticipantId; role: Role },
  state: { questions: readonly QuestionView[]; shownQuestion: QuestionId | null },
): QuestionsView => {
  const shown = state.questions.find(({ id }) => id === state.shownQuestion)
  return {
    list: state.questions.filter(({ from }) => leads(viewer.role) || from === viewer.id),
    shown: shown ? { id: shown.id, name: shown.name, kind: shown.kind, text: shown.text } : null,
  }
}

/** What is not for everyone is for those who lead, its writer, and the one it was written to. */
export const mayRead = (
  reader: { id: ParticipantId; role: Role },
  { from, to }: Pick<ChatView, 'from' | 'to'>,
): boolean => {
  if (to === 'all' || to === 'announcement') return true
  if (leads(reader.role) || reader.id === from) return true
  return to !== 'hosts' && to.id === reader.id
}
