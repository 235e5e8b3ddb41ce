import type { ParticipantId, RecordingId } from '#protocol/ids.ts'
import { RECORDING_TEXT } from '#protocol/recording.ts'
import type { Consent, RecordingView } from '#protocol/recording.ts'

/**
 * [REC] `asking`: everyone is asked and nothing is recorded. `running`: who has not agreed is
 * without media. Answers are by person, so that they outlive a broken connection.
 */
export type RecordingState =
  | { state: 'off' }
  | {
      state: 'asking' | 'running'
      id: RecordingId
      /** Whose browser records. */
      by: ParticipantId
      /** When it was asked for; when it began. */
      since: number
      answers: Map<ParticipantId, Consent>
    }

/** A server that was restarted has no recorder any more. */
export const newRecording = (): RecordingState => ({ state: 'off' })

/** [REC2] What a person has answered; null: nothing yet, or nothing was asked. */
export const consentOf = (recording: RecordingState, id: ParticipantId): Consent | null =>
  recording.state === 'off' ? null : (recording.answers.get(id) ?? null)

/** [REC3] Whether they are without media: something is recorded and they have not agreed to it. */
export const mediaWithheld = (recording: RecordingState, id: ParticipantId): boolean =>
  recording.state === 'running' && consentOf(recording, id) !== 'agreed'

/** @param days that a recording is kept now; 0: this server records nothing */
export function recordingView(recording: RecordingState, days: number): RecordingView | null {
  if (recording.state === 'off') return days === 0 ? null : { state: 'off', days }
  const { state, id, by, since } = recording
  const view = { days, id, by, text: RECORDING_TEXT }
  return state === 'asking' ? { state, ...view } : { state, ...view, since }
}
