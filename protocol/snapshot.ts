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
import type { KeysSnapshot } from './mls.ts'
import type { PresentationSnapshot } from './presentation.ts'
import type { BallotView, VoteView } from './votes.ts'

/** The full state an admitted person receives once, before any changes. */
export type Snapshot = {
  self: ParticipantId
  /** The host's message sent with the verdict. */
  welcome: string | null
  meeting: MeetingView
  participants: ParticipantView[]
  tracks: TrackView[]
  chat: ChatView[]
  /** Votes of this sitting, oldest first. */
  votes: VoteView[]
  /** The caller's ballot in the open vote. */
  ballot: BallotView | null
  /** Moderators only. */
  lobby: KnockView[] | null
  /** Sources this person may publish now; others are denied. */
  grant: Source[]
  /** The current speaker; null during silence. */
  speaker: ParticipantId | null
  speakers: SpeakersView
  questions: QuestionsView
  /**
   * Server clock (epoch milliseconds), so durations are correct even if the client's clock is
   * wrong.
   */
  now: number
  presentation: PresentationSnapshot
  keys: KeysSnapshot
  media: MediaAccess
}

/** [ADM3] Sent on admission and never before. Opaque to everything above the SFU. */
export type MediaAccess = { routerRtpCapabilities: unknown }
