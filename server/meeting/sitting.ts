import type { ParticipantId } from '#protocol/ids.ts'
import type { ChatView } from '#protocol/model.ts'
import { newQuestions } from './questions-state.ts'
import type { QuestionsState } from './questions-state.ts'
import { newRecording } from './recording-state.ts'
import type { RecordingState } from './recording-state.ts'
import { newSpeakers } from './speakers-state.ts'
import type { SpeakersState } from './speakers-state.ts'
import { newPresentation } from './presentation-state.ts'
import type { PresentationState } from './presentation-state.ts'
import type { Vote } from './voting.ts'

/** What goes when the last person is out, a line for each feature. */
export type Sitting = {
  chat: ChatView[]
  /** Oldest first; at most one is not over. */
  votes: Vote[]
  /** Who is heard now. */
  speaker: ParticipantId | null
  speakers: SpeakersState
  questions: QuestionsState
  /** Whom the host shows large to everyone. */
  spotlight: ParticipantId | null
  presentation: PresentationState
  recording: RecordingState
}

export const newSitting = (): Sitting => ({
  chat: [],
  votes: [],
  speaker: null,
  speakers: newSpeakers(),
  questions: newQuestions(),
  spotlight: null,
  presentation: newPresentation(),
  recording: newRecording(),
})
