import type { ParticipantId } from '#protocol/ids.ts'
import type { ChatView } from '#protocol/model.ts'
import { Keys } from './keys/keys.ts'
import { newQuestions } from './questions-state.ts'
import type { QuestionsState } from './questions-state.ts'
import { newRecording } from './recording-state.ts'
import type { RecordingState } from './recording-state.ts'
import { newSpeakers } from './speakers-state.ts'
import type { SpeakersState } from './speakers-state.ts'
import { NO_VOICES } from './voices.ts'
import type { Voices } from './voices.ts'
import { newPresentation } from './presentation-state.ts'
import type { PresentationState } from './presentation-state.ts'
import type { Vote } from './voting.ts'

/** State that ends when the last person leaves, one line per feature. */
export type Sitting = {
  chat: ChatView[]
  /** Oldest first; at most one is open. */
  votes: Vote[]
  /** The current speaker. */
  speaker: ParticipantId | null
  /** [QOS5] Which voices are carried. */
  voices: Voices
  speakers: SpeakersState
  questions: QuestionsState
  /** The person spotlighted for everyone. */
  spotlight: ParticipantId | null
  presentation: PresentationState
  recording: RecordingState
  keys: Keys
}

export const newSitting = (): Sitting => ({
  chat: [],
  votes: [],
  speaker: null,
  voices: NO_VOICES,
  speakers: newSpeakers(),
  questions: newQuestions(),
  spotlight: null,
  presentation: newPresentation(),
  recording: newRecording(),
  keys: new Keys(),
})
