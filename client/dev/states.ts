import { CLOSE_REASONS, REACTIONS } from '../../server/protocol/model.ts'
import type { DocumentId, ParticipantId } from '../../server/protocol/ids.ts'
import type { TableView } from '../../server/protocol/table.ts'
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
  'room-document': () => documentShown(true),
  'room-document-follower': () => documentShown(false),
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

/** A whiteboard, which needs no server: of the host who presents, or of who follows. */
function documentShown(host: boolean): FakeCall {
  const now = fakeRoom({ people: 4, host, quiet: true })
  const document = 'd'.repeat(22) as DocumentId
  const look = { document, page: 1, scale: 100, x: 5000, y: 5000 }
  const table: TableView = {
    documents: [
      {
        id: document,
        name: '',
        kind: 'blank',
        pages: 20,
        bytes: 0,
        by: 'Nguyễn Thị Minh Hằng',
        download: false,
        keptUntil: null,
      },
    ],
    shown: { ...look, presenter: person(0) },
  }
  const call = new FakeCall({ ...now, table })
  call.table.hear({ name: 'table', data: table })
  for (const [id, tool] of (['marker', 'pen', 'pen'] as const).entries()) {
    const points = Array.from({ length: 60 }, (_, n) => [
      1500 + n * 110,
      2500 + id * 1800 + Math.round(Math.sin(n / (5 + id)) * 700),
    ]).flat()
    const drawn = { id, tool, colour: id, points }
    call.table.hear({ name: 'ink', data: { document, page: 1, drawn, erased: [] } })
  }
  if (!host) call.table.hear({ name: 'laser', data: { at: { x: 6200, y: 4100 } } })
  return call
}
