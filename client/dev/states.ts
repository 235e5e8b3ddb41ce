import { CLOSE_REASONS, REACTIONS } from '../../server/protocol/model.ts'
import type { ParticipantId, RecordingId } from '../../server/protocol/ids.ts'
import type { Consent } from '../../server/protocol/recording.ts'
import type { AdmittedState, CallState } from '../src/call/types.ts'
import { FakeCall, fakeRoom } from './fake-call.ts'

const person = (n: number) => `p${n}` as ParticipantId
const room =
  (options: Parameters<typeof fakeRoom>[0], change: Partial<AdmittedState> = {}) =>
  () =>
    new FakeCall({ ...fakeRoom(options), ...change })
const only = (state: CallState) => () => new FakeCall(state)

/** A room to which something happens right after it has opened: what shows as a message. */
const then =
  (
    options: Parameters<typeof fakeRoom>[0],
    happens: (now: AdmittedState) => Partial<AdmittedState>,
  ) =>
  () => {
    const call = new FakeCall(fakeRoom(options))
    setTimeout(() => {
      const now = call.getState()
      if (now.phase === 'admitted') call.change(happens(now))
    }, 300)
    return call
  }
const meeting = (change: Partial<AdmittedState['meeting']>) => (now: AdmittedState) => ({
  meeting: { ...now.meeting, ...change },
})
const me = (change: Partial<AdmittedState['participants'][number]>) => (now: AdmittedState) => ({
  participants: now.participants.map((one) => (one.id === now.self ? { ...one, ...change } : one)),
})

/** Every state of a call that looks different, by name. The clocks in them stand still. */
export const STATES: Record<string, () => FakeCall> = {
  waiting: only({ phase: 'waiting', link: 'up', message: null }),
  'waiting-message': only({
    phase: 'waiting',
    link: 'up',
    message: 'Xin chờ ít phút, chúng tôi đang kiểm tra danh sách.',
  }),
  'waiting-lost': only({ phase: 'waiting', link: 'lost', message: null }),
  ...Object.fromEntries(
    CLOSE_REASONS.map((reason) => [
      `closed-${reason}`,
      only({
        phase: 'closed',
        reason,
        message: reason === 'removed' ? 'Mời anh liên hệ văn phòng Sở.' : null,
      }),
    ]),
  ),
  'room-alone': room({ people: 1, host: true, quiet: true }, { lobby: [] }),
  'room-2': room({ people: 2 }),
  'room-9': room({ people: 9 }),
  'room-40': room({ people: 40 }),
  'room-host': room({ people: 5, host: true }),
  'room-shared': room({ people: 6, share: true }),
  'room-sharing': () => {
    const call = new FakeCall(fakeRoom({ people: 4, host: true, quiet: true }))
    void call.startShare()
    return call
  },
  'room-spotlight': room({ people: 7 }, spotlightOn(fakeRoom({ people: 7 }))),
  'room-lecture': then({ people: 6 }, (now) => ({
    ...meeting({ mode: 'lecture' })(now),
    grant: [],
    participants: now.participants.map((one, n) => ({ ...one, floor: n === 0 })),
  })),
  'room-reactions': then({ people: 5 }, ({ participants }) => ({
    reactions: REACTIONS.flatMap((reaction, key) => {
      const from = participants[key % participants.length]?.id
      return from ? [{ key: key + 1, from, reaction }] : []
    }),
  })),
  'room-recording-asking': then({ people: 4, host: true, quiet: true }, asked('asking')),
  'room-recording-question': then({ people: 4 }, asked('asking')),
  'room-recording': then({ people: 4 }, asked('running', 'agreed')),
  'room-recording-aside': then({ people: 4 }, asked('running', 'refused')),
  'room-lost': room({ people: 4 }, { link: 'lost' }),
  'room-restarting': room({ people: 4 }, { link: 'restarting' }),
  'room-no-host': then({ people: 4 }, meeting({ hostPresent: false })),
  'room-muted': then({ people: 4 }, () => ({
    ownEvent: {
      key: 1,
      source: 'microphone',
      action: 'paused',
      by: 'host',
      name: 'Lê Hoàng Phương Uyên',
    },
  })),
  'room-weak': then({ people: 4 }, (now) => ({ line: { ...now.line, mine: 'poor' } })),
  'room-sound-only': then({ people: 4 }, ({ thrift, tracks }) => ({
    thrift: { ...thrift, pictures: 'paused', held: new Set(tracks.map(({ id }) => id)) },
  })),
  'room-voice-only': then({ people: 4 }, ({ thrift, tracks, own }) => {
    const { camera } = own
    const held = new Set(tracks.map(({ id }) => id))
    return {
      thrift: { ...thrift, pictures: 'paused', held, resting: true },
      ...('track' in camera ? { own: { ...own, camera: { ...camera, state: 'muted' } } } : {}),
    }
  }),
  'room-granted': then({ people: 4 }, (now) => ({
    ...me({ share: { until: Date.UTC(2026, 10, 22, 7, 30) } })(now),
    grant: [...now.grant, 'screen', 'screen_audio'],
  })),
  'room-device-failed': then({ people: 3 }, (now) => ({
    own: { ...now.own, camera: { state: 'failed', error: 'in_use' } },
  })),
}

function spotlightOn({ meeting: now }: AdmittedState): Partial<AdmittedState> {
  return { meeting: { ...now, spotlight: person(3) } }
}

/** The host asks or records; one has refused, the others agree; what I have said is given. */
function asked(state: 'asking' | 'running', mine: Consent | null = null) {
  return (now: AdmittedState): Partial<AdmittedState> => {
    const by = person(0)
    const view = { days: 30, id: 'r'.repeat(22) as RecordingId, by, text: 1 }
    const since = Date.UTC(2026, 10, 22, 7)
    return {
      ...meeting({
        recording: state === 'asking' ? { state, ...view } : { state, ...view, since },
      })(now),
      participants: now.participants.map((one, n) => ({
        ...one,
        consent: n === 0 ? 'agreed' : one.id === now.self ? mine : n === 3 ? 'refused' : 'agreed',
      })),
    }
  }
}
