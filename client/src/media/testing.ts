// oxlint-disable typescript/no-unsafe-type-assertion -- made-up values for tests
import { randomUUID } from 'node:crypto'
import type { ServerEventName, ServerEvents } from '#protocol/messages.ts'
import type { ParticipantView, Source, TrackView } from '#protocol/model.ts'
import type { Snapshot } from '#protocol/snapshot.ts'
import type { ServerEvent } from '../signaling/socket.ts'

/** Values shared by the tests of this folder. */
export const id = (name: string) => name.padEnd(22, '-') as ParticipantView['id']

export function person(name: string): ParticipantView {
  return {
    id: id(name),
    name,
    position: null,
    kind: 'guest',
    role: 'participant',
    present: true,
    hand: null,
    turns: 0,
    floor: false,
    share: null,
    presents: false,
    consent: null,
  }
}

export function trackView(track: string, participant: string, source: Source): TrackView {
  return {
    id: track as TrackView['id'],
    participant: id(participant),
    source,
    paused: false,
    carried: true,
  }
}

export function snapshot(change: Partial<Snapshot> = {}): Snapshot {
  return {
    self: id('me'),
    meeting: {
      id: id('meeting') as unknown as Snapshot['meeting']['id'],
      title: 'A meeting',
      mode: 'discussion',
      locked: false,
      chat: true,
      hostPresent: true,
      spotlight: null,
      closesAt: null,
      closing: false,
      recording: null,
    },
    participants: [person('me')],
    tracks: [],
    chat: [],
    votes: [],
    ballot: null,
    lobby: null,
    welcome: null,
    speakers: { list: [], floors: [], spent: null },
    questions: { list: [], shown: null },
    now: 0,
    grant: ['microphone', 'camera'],
    speaker: null,
    presentation: { documents: [], shown: null, ink: [] },
    keys: { group: null, before: null, founder: null, member: true },
    media: { routerRtpCapabilities: {} },
    ...change,
  }
}

/** What somebody in the lobby is told. */
export const waiting = (change: Partial<ServerEvents['waiting']> = {}) =>
  event('waiting', {
    message: null,
    returned: false,
    self: id('me'),
    name: 'me',
    founder: null,
    ...change,
  })

export function event<K extends ServerEventName>(name: K, data: ServerEvents[K]): ServerEvent {
  return { name, data } as unknown as ServerEvent
}

/** The part of MediaStreamTrack that is used here. */
class FakeTrack extends EventTarget {
  readonly id = randomUUID()
  readonly kind: 'audio' | 'video'
  enabled = true
  muted = false
  contentHint = ''
  readyState: MediaStreamTrackState = 'live'
  readonly label: string
  constructor(kind: 'audio' | 'video', device: string) {
    super()
    this.kind = kind
    this.label = device
  }
  /** The device id equals the label. */
  getSettings(): MediaTrackSettings {
    return { deviceId: this.label }
  }
  stop(): void {
    this.readyState = 'ended'
  }
  clone(): FakeTrack {
    return new FakeTrack(this.kind, this.label)
  }
  /** The system takes the device, or gives it back. */
  interrupt(muted: boolean): void {
    this.muted = muted
    this.dispatchEvent(new Event(muted ? 'mute' : 'unmute'))
  }
  /** Unplugged, or ended by the browser's own button. */
  unplug(): void {
    this.readyState = 'ended'
    this.dispatchEvent(new Event('ended'))
  }
}
export type TestTrack = MediaStreamTrack & Pick<FakeTrack, 'unplug' | 'interrupt'>

export function fakeTrack(kind: 'audio' | 'video', device: string = kind): TestTrack {
  return new FakeTrack(kind, device) as unknown as TestTrack
}

/** Lets pending promises settle. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}
