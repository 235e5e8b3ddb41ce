import type {
  HostNotice,
  KnockView,
  MeetingView,
  ParticipantView,
  TrackView,
} from '#protocol/model.ts'
import { nobody } from '../src/keys/verdict.ts'
import { KEYS_AT_FIRST } from '../src/call/reduce.ts'
import { FULL_BANDWIDTH } from '../src/call/select-layers.ts'
import { PresentationFeed } from '../src/call/presentation.ts'
import type {
  AdmittedState,
  Call,
  CallState,
  ChatMessage,
  KeysView,
  OwnSource,
} from '../src/call/types.ts'

/** A call that only displays state, for viewing screens without server, devices or network. */
export class FakeCall implements Call {
  #state: CallState
  readonly #listeners = new Set<() => void>()
  readonly #confirmed = new Set<string>()
  readonly presentation = new PresentationFeed()
  constructor(state: CallState) {
    this.#state = state
  }
  getState = () => this.#state
  subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  change(state: Partial<AdmittedState>): void {
    if (this.#state.phase !== 'admitted') return
    this.#state = { ...this.#state, ...state }
    for (const listener of this.#listeners) listener()
  }
  /** As a browser with keys would judge by what those who wait show. */
  admit: Call['admit'] = (ids) => {
    const verdict = nobody()
    if (this.#state.phase !== 'admitted') return Promise.resolve(verdict)
    const { keys, lobby } = this.#state
    for (const id of ids) {
      const grade = keys.knocks.get(id)
      if (grade === undefined) verdict.unready.push(id)
      else if (grade === null) verdict.foreign.push(id)
      else if (grade === 'none' && !this.#confirmed.has(id)) verdict.unproven.push(id)
      else verdict.admitted.push(id)
    }
    this.change({ lobby: lobby?.filter(({ id }) => !verdict.admitted.includes(id)) ?? null })
    return Promise.resolve(verdict)
  }
  write: Call['write'] = () => Promise.resolve({ code: 'busy', retryAfter: 5 })
  promote: Call['promote'] = () => Promise.resolve({ code: 'keys_pending' })
  wordsOf: Call['wordsOf'] = (_, language) => Promise.resolve(WORDS[language].slice(0, 4))
  confirmWords: Call['confirmWords'] = (id) => void this.#confirmed.add(id)
  ownWords: Call['ownWords'] = (language) => Promise.resolve(WORDS[language].slice(0, 4))
  groupWords: Call['groupWords'] = (language) => Promise.resolve(WORDS[language])
  renewKeys: Call['renewKeys'] = () => Promise.resolve(null)
  request: Call['request'] = () =>
    Promise.resolve({ ok: false, error: { code: 'busy', retryAfter: 5 } })
  setMicrophone = (on: boolean) => this.#own('microphone', on)
  setCamera = (on: boolean) => this.#own('camera', on)
  startShare = () => this.#own('screen', true)
  stopShare = () => this.#own('screen', false)
  chooseMicrophone = () => Promise.resolve()
  chooseCamera = () => Promise.resolve()
  setEffect = () => Promise.resolve()
  show = () => undefined
  saveData = (saving: boolean) => this.#bandwidth({ saving, metered: false })
  showPictures = () => this.#bandwidth({ pictures: 'insisted', held: new Set() })
  asked = () => 360
  stats = () => Promise.resolve(STATS)
  dismissNotice(key: number) {
    if (this.#state.phase === 'admitted')
      this.change({ notices: this.#state.notices.filter((notice) => notice.key !== key) })
  }
  leave() {
    this.#state = { phase: 'closed', reason: 'left', message: null }
    for (const listener of this.#listeners) listener()
    return Promise.resolve()
  }
  fail = () => undefined
  dispose = () => undefined
  #bandwidth(change: Partial<AdmittedState['bandwidth']>): void {
    if (this.#state.phase === 'admitted')
      this.change({ bandwidth: { ...this.#state.bandwidth, ...change } })
  }
  #own(source: 'microphone' | 'camera' | 'screen', on: boolean): Promise<void> {
    if (this.#state.phase === 'admitted') {
      const next: OwnSource = on ? { state: 'live', track: picture(source, 210) } : { state: 'off' }
      this.change({ own: { ...this.#state.own, [source]: next } })
    }
    return Promise.resolve()
  }
}

/** Some as long as words get. */
const WORDS = {
  vi: ['anh-dao', 'bach-tuoc', 'bac-thang', 'am-lich', 'ao-choang', 'ban-quyen', 'ba-lo', 'an-toi'],
  en: ['abundant', 'aardvark', 'acorn', 'academic', 'acid', 'abode', 'about', 'accurate'],
}

export const KEYS: KeysView = { ...KEYS_AT_FIRST, state: 'on', link: 'whole' }

/** Static statistics as a browser would report them (W3C webrtc-stats). */
const STATS: Record<string, unknown>[] = [
  { type: 'codec', id: 'vp8', mimeType: 'video/VP8' },
  { type: 'codec', id: 'opus', mimeType: 'audio/opus' },
  {
    type: 'outbound-rtp',
    id: 'o1',
    kind: 'video',
    mediaSourceId: 'camera',
    codecId: 'vp8',
    frameWidth: 640,
    frameHeight: 360,
    framesPerSecond: 24,
    qualityLimitationReason: 'bandwidth',
  },
  { type: 'outbound-rtp', id: 'o2', kind: 'audio', mediaSourceId: 'microphone', codecId: 'opus' },
  { type: 'candidate-pair', id: 'pair', nominated: true, currentRoundTripTime: 0.042 },
]

const NAMES = [
  'Nguyễn Thị Minh Hằng',
  'Trần Quốc Bảo',
  'Lê Hoàng Phương Uyên',
  'Phạm Đức Anh',
  'Vũ Thị Hồng Nhung',
  'Đặng Văn Lâm',
  'Bùi Thanh Tùng',
  'Hoàng Mỹ Linh',
  'Đỗ Khắc Trường',
]

/** An animated picture drawn on a canvas: a circle for a face, lines of text for a screen. */
function picture(text: string, hue: number): MediaStreamTrack {
  const canvas = document.createElement('canvas')
  canvas.width = 640
  canvas.height = 360
  const draw = canvas.getContext('2d')
  const paint = () => {
    if (!draw) return
    draw.fillStyle = `hsl(${hue} 25% 30%)`
    draw.fillRect(0, 0, 640, 360)
    draw.fillStyle = `hsl(${hue} 35% 62%)`
    draw.beginPath()
    draw.arc(320, 150, 70, 0, 7)
    draw.ellipse(320, 380, 150, 140, 0, 0, 7)
    draw.fill()
    draw.fillText(text, 8, 16)
  }
  paint()
  setInterval(paint, 200)
  const [track] = canvas.captureStream(5).getVideoTracks()
  if (!track) throw new Error('no canvas track')
  return track
}

function page(): MediaStreamTrack {
  const canvas = document.createElement('canvas')
  canvas.width = 1600
  canvas.height = 900
  const draw = canvas.getContext('2d')
  const paint = () => {
    if (!draw) return
    draw.fillStyle = '#fff'
    draw.fillRect(0, 0, 1600, 900)
    draw.fillStyle = '#14507f'
    draw.font = '600 64px sans-serif'
    draw.fillText('Báo cáo quý III', 120, 160)
    draw.fillStyle = '#c4ccd4'
    for (let line = 0; line < 9; line += 1)
      draw.fillRect(120, 240 + line * 62, 1300 - (line % 3) * 220, 18)
  }
  paint()
  setInterval(paint, 200)
  const [track] = canvas.captureStream(5).getVideoTracks()
  if (!track) throw new Error('no canvas track')
  return track
}

type Options = { people: number; host?: boolean; share?: boolean; quiet?: boolean }

/** A room in full swing: raised hands, guests, muted people, a lobby with warnings. */
export function fakeRoom({
  people,
  host = false,
  share = false,
  quiet = false,
}: Options): AdmittedState {
  const participants = Array.from({ length: people }, (_, index): ParticipantView => {
    const leads = index === 0
    return {
      id: `p${index}` as ParticipantView['id'],
      name: NAMES[index % NAMES.length] + (index < NAMES.length ? '' : ` ${index}`),
      position: index % 6 === 1 ? 'Phó Chánh Văn phòng, Sở Tài nguyên và Môi trường' : null,
      kind: index % 3 === 1 ? 'guest' : index % 3 === 0 && index > 0 ? 'invited' : 'account',
      role: leads ? 'host' : index === 2 ? 'cohost' : 'participant',
      present: index !== 7,
      hand: index === 4 ? 1 : null,
      turns: index === 4 ? 2 : 0,
      floor: false,
      share: share && index === 1 ? { until: Date.UTC(2026, 10, 22, 7, 30) } : null,
      presents: false,
      consent: null,
    }
  })
  const self = participants[host ? 0 : Math.min(1, people - 1)] ?? participants[0]
  if (!self) throw new Error('nobody')
  const received = new Map<TrackView['id'], MediaStreamTrack>()
  const tracks: TrackView[] = []
  for (const [index, { id }] of participants.entries()) {
    const camera = `c${index}` as TrackView['id']
    tracks.push({
      id: `m${index}` as TrackView['id'],
      participant: id,
      source: 'microphone',
      paused: index % 3 === 2,
      carried: true,
    })
    if (index % 4 === 3) continue
    tracks.push({ id: camera, participant: id, source: 'camera', paused: false, carried: true })
    if (id !== self.id) received.set(camera, picture('', 200 + index * 37))
  }
  if (share) {
    const sharer = participants.find(({ id }) => id !== self.id) ?? self
    const screen = 's' as TrackView['id']
    tracks.push({
      id: screen,
      participant: sharer.id,
      source: 'screen',
      paused: false,
      carried: true,
    })
    received.set(screen, page())
  }
  const meeting: MeetingView = {
    id: 'abcdefghijklmnopqrstuv' as MeetingView['id'],
    title: 'Giao ban tuần Văn phòng Sở Nội vụ',
    mode: 'discussion',
    locked: host,
    chat: true,
    hostPresent: true,
    spotlight: null,
    closesAt: null,
    closing: false,
    recording: null,
  }
  const notices: HostNotice[] =
    host && !quiet
      ? [
          { type: 'share_requested', id: 'p1' as ParticipantView['id'], name: NAMES[1] ?? '' },
          { type: 'wrong_passwords', count: 12 },
        ]
      : []
  return {
    phase: 'admitted',
    link: 'up',
    self: self.id,
    welcome: null,
    meeting,
    participants,
    tracks,
    chat: [
      {
        id: 'm1' as ChatMessage['id'],
        from: 'p2' as ParticipantView['id'],
        name: NAMES[2] ?? '',
        to: 'all',
        text: 'Tài liệu ở https://example.vn/tai-lieu',
        at: Date.UTC(2026, 10, 22, 2, 3),
      },
      {
        id: 'm2' as ChatMessage['id'],
        from: self.id,
        name: self.name,
        to: 'hosts',
        text: 'Cảm ơn chị.\nTôi đã nhận được.',
        at: Date.UTC(2026, 10, 22, 2, 4),
      },
    ],
    votes: [],
    ballot: null,
    lobby: host ? KNOCKS : null,
    notices: notices.map((notice, key) => ({ ...notice, key })),
    grant: host ? ['microphone', 'camera', 'screen', 'screen_audio'] : ['microphone', 'camera'],
    reactions: [],
    speakers: { list: [], floors: [], spent: host ? [] : null },
    questions: { list: [], shown: null },
    presentation: { documents: [], shown: null },
    speaker: participants[people > 4 ? 4 : 0]?.id ?? null,
    own: {
      microphone: { state: 'off' },
      camera: { state: 'live', track: picture('', 20) },
      screen: { state: 'off' },
      screen_audio: { state: 'off' },
    },
    received,
    blocked: null,
    line: {
      mine: 'good',
      of: new Map(
        participants.map(({ id }, i) => [id, (['good', 'fair', 'poor'] as const)[i % 3] ?? 'good']),
      ),
      causes: new Map(participants.filter((_, i) => i % 3 !== 0).map(({ id }) => [id, 'sender'])),
    },
    bandwidth: FULL_BANDWIDTH,
    keys: {
      ...KEYS,
      secret: host,
      members: participants.map(({ id }) => id),
      knocks: host ? new Map(KNOCKS.map(({ id }, n) => [id, GRADES[n] ?? 'whole'])) : KEYS.knocks,
    },
    recordingStopped: null,
    ownEvent: null,
    handLowered: null,
  }
}

/** Of those who knock, in their order. */
const GRADES = ['none', 'whole', 'mailed', 'whole'] as const

const KNOCKS: KnockView[] = [
  {
    name: 'Nguyễn Thị Minh Hằng',
    position: 'Chủ tịch UBND tỉnh',
    kind: 'guest',
    flags: ['like_host', 'address_of_removed'],
  },
  { name: 'Cao Văn Thắng', position: null, kind: 'account', flags: [] },
  { name: 'Đặng Thu Hà', position: null, kind: 'invited', flags: [] },
  { name: 'Ngô Bảo Châu', position: null, kind: 'guest', flags: ['same_name_waiting'] },
].map(
  (knock, index) =>
    ({
      ...knock,
      id: `k${index}` as KnockView['id'],
      since: Date.UTC(2026, 10, 22, 2, index),
      present: index !== 2,
    }) as KnockView,
)
