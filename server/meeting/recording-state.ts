import type { ParticipantId, RecordingId } from '#protocol/ids.ts'
import { RECORDING_TEXT } from '#protocol/recording.ts'
import type { Consent, RecordingView } from '#protocol/recording.ts'

/**
 * [REC] `asking`: everyone is being asked and nothing is recorded. `running`: people who have not
 * agreed get no media. Answers are kept by person, so that they survive a lost connection.
 */
export type RecordingState =
  | { state: 'off' }
  | {
      state: 'asking' | 'running'
      id: RecordingId
      /** The person whose browser records. */
      by: ParticipantId
      /** When it was asked for; once running, when it started. */
      since: number
      answers: Map<ParticipantId, Consent>
    }

/** After a server restart there is no recorder. */
export const newRecording = (): RecordingState => ({ state: 'off' })

/** [REC2] A person's answer; null if they have not answered or were not asked. */
export const consentOf = (recording: RecordingState, id: ParticipantId): Consent | null =>
  recording.state === 'off' ? null : (recording.answers.get(id) ?? null)

/** [REC3] Whether media is withheld: a recording is running and they have not agreed to it. */
export const mediaWithheld = (recording: RecordingState, id: ParticipantId): boolean =>
  recording.state === 'running' && consentOf(recording, id) !== 'agreed'

/** @param days current retention of recordings; 0: recording is unavailable */
export function recordingView(recording: RecordingState, days: number): RecordingView | null {
  if (recording.state === 'off') return days === 0 ? null : { state: 'off', days }
  const { state, id, by, since } = recording
  const view = { days, id, by, text: RECORDING_TEXT }
  return state === 'asking' ? { state, ...view } : { state, ...view, since }
}
