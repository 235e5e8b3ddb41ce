import { CLOSE_REASONS } from '#protocol/model.ts'
import { REACTIONS } from '#protocol/reactions.ts'
import type { DocumentId, ParticipantId, RecordingId } from '#protocol/ids.ts'
import type { Consent } from '#protocol/recording.ts'
import type { PresentationView } from '#protocol/presentation.ts'
import type { AdmittedState, CallState, KeysView, Question } from '../src/call/types.ts'
import { FakeCall, fakeRoom, KEYS } from './fake-call.ts'
import { ballot, vote } from './fake-votes.ts'

const person = (n: number) => `p${n}` as ParticipantId
const knock = (n: number) => `k${n}` as ParticipantId
const room =
  (options: Parameters<typeof fakeRoom>[0], change: Partial<AdmittedState> = {}) =>
  () =>
    new FakeCall({ ...fakeRoom(options), ...change })
const only = (state: CallState) => () => new FakeCall(state)

/** A room in which something happens right after it opens, for states shown as a message. */
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
/** The UI announces only votes that end after it opened, so this one ends a second later. */
const ended = (how: 'adopted' | 'void') => () => {
  const call = new FakeCall({ ...fakeRoom({ people: 5 }), votes: [vote('asked')], ballot: null })
  setTimeout(() => call.change({ votes: [vote(how)] }), 1000)
  return call
}
const meeting = (change: Partial<AdmittedState['meeting']>) => (now: AdmittedState) => ({
  meeting: { ...now.meeting, ...change },
})
const me = (change: Partial<AdmittedState['participants'][number]>) => (now: AdmittedState) => ({
  participants: now.participants.map((one) => (one.id === now.self ? { ...one, ...change } : one)),
})

const keys = (change: Partial<KeysView>) => (now: AdmittedState) => ({
  keys: { ...now.keys, ...change },
})
const waiting = (change: Partial<KeysView>) =>
  only({
    phase: 'waiting',
    link: 'up',
    message: null,
    returned: false,
    keys: { ...KEYS, ...change },
  })
/** Of the four who knock. */
const everyGrade = () =>
  new Map((['none', 'whole', 'mailed', null] as const).map((grade, n) => [knock(n), grade]))

/** Every visually distinct state of a call, by name. Their clocks stand still. */
export const STATES: Record<string, () => FakeCall> = {
  waiting: only({ phase: 'waiting', link: 'up', message: null, returned: false, keys: KEYS }),
  'waiting-returned': only({
    phase: 'waiting',
    link: 'up',
    message: 'Hai bên trao đổi riêng khoảng mười phút.',
    returned: true,
    keys: KEYS,
  }),
  'waiting-message': only({
    phase: 'waiting',
    link: 'up',
    message: 'Xin chờ ít phút, chúng tôi đang kiểm tra danh sách.',
    returned: false,
    keys: KEYS,
  }),
  'waiting-bare-link': waiting({ link: 'none' }),
  'waiting-words': waiting({ link: 'none', spoken: true }),
  'waiting-other-link': waiting({ link: 'other' }),
  outdated: only({ phase: 'outdated' }),
  'waiting-lost': only({
    phase: 'waiting',
    link: 'lost',
    message: null,
    returned: false,
    keys: KEYS,
  }),
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
  'room-grades': then({ people: 3, host: true, quiet: true }, keys({ knocks: everyGrade() })),
  'room-keys-making': room({ people: 3, quiet: true }, { keys: { ...KEYS, state: 'making' } }),
  'room-keys-pending': then({ people: 3 }, keys({ state: 'pending' })),
  'room-keys-broken': then({ people: 4 }, keys({ state: 'broken', why: 'worker' })),
  'room-keys-elsewhere': room(
    { people: 1, host: true, quiet: true },
    { lobby: [], keys: { ...KEYS, state: 'making' } },
  ),
  'room-keys-unproven': then(
    { people: 5, host: true, quiet: true },
    keys({ unproven: [person(3)] }),
  ),
  'room-reactions': then({ people: 5 }, ({ participants }) => ({
    reactions: REACTIONS.flatMap((reaction, key) => {
      const from = participants[key % participants.length]?.id
      return from ? [{ key: key + 1, from, reaction }] : []
    }),
  })),
  'room-vote': room({ people: 5 }, { votes: [vote('asked')], ballot: ballot(false) }),
  'room-vote-cast': room({ people: 5 }, { votes: [vote('live')], ballot: ballot(true) }),
  'room-vote-choices': room(
    { people: 5, host: true, quiet: true },
    {
      votes: [vote('adopted'), vote('choices')],
      ballot: { ...ballot(false), vote: vote('choices').id },
    },
  ),
  'room-vote-result': ended('adopted'),
  'room-vote-void': ended('void'),
  'room-recording-asking': then({ people: 4, host: true, quiet: true }, asked('asking')),
  'room-recording-question': then({ people: 4 }, asked('asking')),
  'room-recording': then({ people: 4 }, asked('running', 'agreed')),
  'room-recording-aside': then({ people: 4 }, asked('running', 'refused')),
  'room-lost': room({ people: 4 }, { link: 'lost' }),
  'room-offline': room({ people: 4 }, { link: 'offline' }),
  'room-restarting': room({ people: 4 }, { link: 'restarting' }),
  'room-no-host': then({ people: 4 }, meeting({ hostPresent: false })),
  'room-closing': then(
    { people: 4, host: true, quiet: true },
    meeting({ closing: true, closesAt: Date.UTC(2026, 10, 22, 7, 30) }),
  ),
  'room-muted': then({ people: 4 }, () => ({
    ownEvent: {
      key: 1,
      source: 'microphone',
      action: 'paused',
      by: 'host',
      name: 'Lê Hoàng Phương Uyên',
    },
  })),
  'room-blocked': then({ people: 4 }, () => ({
    blocked: { turnTls: 'hop.sotttt.gov.vn:443' },
  })),
  'room-weak': then({ people: 4 }, (now) => ({ line: { ...now.line, mine: 'poor' } })),
  'room-sound-only': then({ people: 4 }, ({ bandwidth, tracks }) => ({
    bandwidth: { ...bandwidth, pictures: 'paused', held: new Set(tracks.map(({ id }) => id)) },
  })),
  'room-sound-only-busy': then({ people: 4 }, ({ bandwidth, tracks }) => ({
    bandwidth: {
      ...bandwidth,
      pictures: 'paused',
      cause: 'processor',
      held: new Set(tracks.map(({ id }) => id)),
    },
  })),
  'room-sound-only-over': then({ people: 4 }, ({ bandwidth, tracks }) => ({
    bandwidth: {
      ...bandwidth,
      pictures: 'paused',
      recovering: true,
      held: new Set(tracks.map(({ id }) => id)),
    },
  })),
  'room-machine-weak': then({ people: 4 }, ({ bandwidth }) => ({
    bandwidth: { ...bandwidth, machine: 2 },
  })),
  'room-voice-only': then({ people: 4 }, ({ bandwidth, tracks, own }) => {
    const { camera } = own
    const held = new Set(tracks.map(({ id }) => id))
    return {
      bandwidth: { ...bandwidth, pictures: 'paused', held, resting: true },
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
  'room-conference': then({ people: 9, host: true, quiet: true }, conference),
  'room-conference-guest': then({ people: 9 }, conference),
  'room-questions': then({ people: 5, host: true, quiet: true }, questions),
}

/** One person speaking, three on the list, one with a raised hand. */
function conference(now: AdmittedState): Partial<AdmittedState> {
  const floor = person(3)
  return {
    ...meeting({ mode: 'conference' })(now),
    participants: now.participants.map((one) => ({ ...one, floor: one.id === floor })),
    speakers: {
      list: [person(5), person(1), person(6)],
      floors: [{ id: floor, since: Date.now() - 192_000 }],
      spent: now.lobby && [{ id: person(8), name: 'Sở Kế hoạch và Đầu tư', ms: 754_000 }],
    },
  }
}

/** A lecture with two questions, one of them shown to everyone. */
function questions(now: AdmittedState): Partial<AdmittedState> {
  const asked = { from: person(1), kind: 'guest' as const, at: Date.UTC(2026, 10, 22, 2, 5) }
  const list: Question[] = [
    {
      ...asked,
      id: 'q1' as Question['id'],
      name: 'Phạm Đức Anh',
      text: 'Hạn nộp báo cáo quý là ngày nào?',
      state: 'open',
    },
    {
      ...asked,
      id: 'q2' as Question['id'],
      name: 'Trần Thị Bích Ngọc',
      text: 'Biểu mẫu mới áp dụng từ năm nay hay năm sau?',
      state: 'answered',
    },
  ]
  const [first] = list
  return {
    ...meeting({ mode: 'lecture' })(now),
    participants: now.participants.map((one, n) => ({ ...one, floor: n === 0 })),
    speakers: { ...now.speakers, floors: [{ id: person(0), since: Date.now() - 61_000 }] },
    questions: { list, shown: first ? { ...first } : null },
  }
}

function spotlightOn({ meeting: now }: AdmittedState): Partial<AdmittedState> {
  return { meeting: { ...now, spotlight: person(3) } }
}

/**
 * A recording the host has requested or started; one person has refused, the others agree; `mine`
 * is my own answer.
 */
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

/** A whiteboard, which needs no server: as seen by the presenting host or by a viewer. */
function documentShown(host: boolean): FakeCall {
  const now = fakeRoom({ people: 4, host, quiet: true })
  const document = 'd'.repeat(22) as DocumentId
  const look = { document, page: 1, scale: 100, x: 5000, y: 5000 }
  const presentation: PresentationView = {
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
  const call = new FakeCall({ ...now, presentation })
  call.presentation.apply({ name: 'presentation', data: presentation })
  for (const [id, tool] of (['marker', 'pen', 'pen'] as const).entries()) {
    const points = Array.from({ length: 60 }, (_, n) => [
      1500 + n * 110,
      2500 + id * 1800 + Math.round(Math.sin(n / (5 + id)) * 700),
    ]).flat()
    const drawn = { id, tool, color: id, points }
    call.presentation.apply({ name: 'ink', data: { document, page: 1, drawn, erased: [] } })
  }
  if (!host) call.presentation.apply({ name: 'laser', data: { at: { x: 6200, y: 4100 } } })
  return call
}
