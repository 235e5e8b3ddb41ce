import type { ParticipantId } from './ids.ts'
import type {
  ChatView,
  KnockView,
  MeetingView,
  ParticipantView,
  Source,
  TrackView,
} from './model.ts'
import type { QuestionsView } from './questions.ts'
import type { SpeakersView } from './speakers.ts'
import type { TableSnapshot } from './table.ts'
import type { BallotView, VoteView } from './votes.ts'

/** Everything an admitted person gets once, before the first change. */
export type Snapshot = {
  self: ParticipantId
  /** What the host wrote along with the verdict. */
  welcome: string | null
  meeting: MeetingView
  participants: ParticipantView[]
  tracks: TrackView[]
  chat: ChatView[]
  /** Of this sitting, oldest first. */
  votes: VoteView[]
  /** Of the open vote. */
  ballot: BallotView | null
  /** Only for hosts and co-hosts. */
  lobby: KnockView[] | null
  /** What this person may publish now; a source that is not listed is denied. */
  grant: Source[]
  /** Who is speaking; null in silence. */
  speaker: ParticipantId | null
  speakers: SpeakersView
  questions: QuestionsView
  /** The server's clock (epoch milliseconds), so that durations are shown right under a wrong one. */
  now: number
  table: TableSnapshot
  media: MediaAccess
}

/** [ADM3] Handed out at admission and never before. Opaque to everything above the SFU line. */
export type MediaAccess = { routerRtpCapabilities: unknown }
