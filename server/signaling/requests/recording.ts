import type { RequestName } from '#protocol/messages.ts'
import { RECORDING_REQUESTS } from '#protocol/recording.ts'
import { change, register } from '../request.ts'

export const isRecordingRequest = (name: RequestName): boolean => name in RECORDING_REQUESTS

/** Consent and recording (REC). */
export const RECORDING = register(RECORDING_REQUESTS, {
  'recording.ask': change('recording.ask', 'notice', ({ room, me, now }) =>
    room.recording.ask(me, now),
  ),
  'recording.answer': change('self', 'notice', ({ room, me, now }, input) =>
    room.recording.answer(me, input, now),
  ),
  'recording.begin': change('recording.begin', 'notice', ({ room, me, now }, input) =>
    room.recording.begin(me, input, now),
  ),
  'recording.stop': change('recording.stop', 'notice', ({ room, me, now }) =>
    room.recording.stop(me, now),
  ),
})
