import type { ParticipantId } from '#protocol/ids.ts'
import { RECORDING_TEXT } from '#protocol/recording.ts'
import type { Consent, RecordingView } from '#protocol/recording.ts'
import type { RecordingState, RoomState } from './state.ts'

/** [REC2] What a person has answered; null: nothing yet, or nothing was asked. */
export const consentOf = ({ recording }: RoomState, id: ParticipantId): Consent | null =>
  recording.state === 'off' ? null : (recording.answers.get(id) ?? null)

/** [REC3] Whether they are without media: something is recorded and they have not agreed to it. */
export const isAside = (state: RoomState, id: ParticipantId): boolean =>
  state.recording.state === 'running' && consentOf(state, id) !== 'agreed'

/** @param days that a recording is kept now; 0: this server records nothing */
export function recordingView(recording: RecordingState, days: number): RecordingView | null {
  if (recording.state === 'off') return days === 0 ? null : { state: 'off', days }
  const { state, id, by, since } = recording
  const view = { days, id, by, text: RECORDING_TEXT }
  return state === 'asking' ? { state, ...view } : { state, ...view, since }
}
