import type { Handlers } from './handlers.ts'
import type { RequestName } from '#protocol/messages.ts'

type Name = Extract<RequestName, `recording.${string}`>

export const isRecordingRequest = (name: RequestName): name is Name => name.startsWith('recording.')

export const RECORDING_HANDLERS: Pick<Handlers, Name> = {
  'recording.ask': {
    phase: 'admitted',
    action: 'recording.ask',
    run: ({ room, me, now, run }) => run(() => room.recording.ask(me, now)),
  },
  'recording.answer': {
    phase: 'admitted',
    action: 'self',
    run: ({ room, me, now, run }, input) => run(() => room.recording.answer(me, input, now)),
  },
  'recording.begin': {
    phase: 'admitted',
    action: 'recording.begin',
    run: ({ room, me, now, run }, input) => run(() => room.recording.begin(me, input, now)),
  },
  'recording.stop': {
    phase: 'admitted',
    action: 'recording.stop',
    run: ({ room, me, now, run }) => run(() => room.recording.stop(me, now)),
  },
}
