import type {
  ChatView,
  CloseReason,
  HostNotice,
  KnockView,
  MeetingView,
  ParticipantView,
  Source,
  TrackEndReason,
  TrackView,
} from '#protocol/model.ts'
import type { QuestionsView } from '#protocol/questions.ts'
import type { SpeakersView } from '#protocol/speakers.ts'
import type { BallotView, VoteView } from '#protocol/votes.ts'
import type { TableView } from '#protocol/table.ts'
import type { ConnectionQuality } from '../media/connection-quality.ts'
import type { BandwidthMode } from './select-layers.ts'
import type { TableFeed } from './table.ts'
import type { ParticipantId, TrackId } from '#protocol/ids.ts'
import type { RawInputOf, Reply, RequestName, ResultOf, ServerEvents } from '#protocol/messages.ts'

/**
 * What the screen reads: one immutable snapshot, replaced on every change. Each phase carries only
 * what exists in it.
 */
export type CallState =
  | { phase: 'connecting' }
  /** The ticket is worth nothing (any more): back to name and password. */
  | { phase: 'password'; why: 'changed' | 'ticket_invalid' | 'unreachable' }
  /** `returned`: was inside and has been sent back. */
  | { phase: 'waiting'; message: string | null; returned: boolean; link: Link }
  | AdmittedState
  | { phase: 'closed'; reason: CloseReason; message: string | null }

/**
 * Whether the signalling connection is up; while it is not, the engine brings it back by itself.
 * `restarting`: the server has said that it stops, and is expected back.
 */
export type Link = 'up' | 'lost' | 'restarting'

export type AdmittedState = {
  phase: 'admitted'
  link: Link
  self: ParticipantId
  /** What the host wrote along with the verdict. */
  welcome: string | null
  meeting: MeetingView
  /** In the order of arrival. Always contains me. */
  participants: ParticipantView[]
  /** Tracks of the others and of me, as the server knows them. */
  tracks: TrackView[]
  chat: ChatView[]
  /** Of this sitting, oldest first; at most one is open. */
  votes: VoteView[]
  /** What the open one is to me. */
  ballot: BallotView | null
  /** Null unless I am a host or co-host. */
  lobby: KnockView[] | null
  notices: (HostNotice & { key: number })[]
  /** What I may publish now. */
  grant: Source[]
  /** The newest of them; each is shown once, for a moment. */
  reactions: (ServerEvents['reaction'] & { key: number })[]
  speaker: ParticipantId | null
  /** Who is to speak, who holds the floor and since when. */
  speakers: SpeakersView
  /** Questions in writing: all for those who lead, my own for me. */
  questions: QuestionsView
  /** What lies on the table, and what of it is shown; how it is looked at now is in `Call.table`. */
  table: TableView
  /** [REC] How the last recording ended, for a toast. */
  recordingStopped: (ServerEvents['recordingStopped'] & { key: number }) | null
  /** My own sources. */
  own: Record<Source, OwnSource>
  /** The received media of the others, by track; a track without an entry is not received (yet). */
  received: ReadonlyMap<TrackId, MediaStreamTrack>
  /** How well what others send arrives here, and what I send at the server. */
  line: ConnectionQuality
  /** What is not asked for, so that the line or the person's allowance lasts. */
  bandwidth: BandwidthMode
  /** The last thing the server did to one of my own tracks, for a toast. */
  ownEvent: {
    key: number
    source: Source
    action: 'closed' | 'paused'
    by: TrackEndReason
    /** Who did it, when a person did. */
    name: string | null
  } | null
}

export type OwnSource =
  | { state: 'off' }
  | { state: 'starting' }
  /** `insteadOf`: the name of a device that was unplugged and that this one stands in for. */
  | { state: 'live'; track: MediaStreamTrack; insteadOf?: string }
  /** Published but silent: muted by me or by a host. */
  | { state: 'muted'; track: MediaStreamTrack; insteadOf?: string }
  | { state: 'failed'; error: DeviceError }

/** Why a device could not be had, so that the screen can say what helps. */
export type DeviceError =
  | 'denied'
  | 'not_found'
  | 'in_use'
  | 'cancelled'
  | 'insecure'
  | 'effect'
  | 'too_slow'
  | 'not_granted'
  | 'share_taken'
  | 'unknown'

/** `effect`: the microphone's noise is suppressed, the camera's background blurred. */
type InputChoice = { on: boolean; deviceId: string | null; effect: boolean }

/** What the person chose before joining; survives the wait. */
export type Devices = {
  microphone: InputChoice
  camera: InputChoice
  /** Speaker, where the browser can choose one (setSinkId). */
  speakerId: string | null
}

/** The engine of one visit to one meeting, from the ticket to the end. Knows nothing of React. */
export interface Call {
  getState(): CallState
  /** Calls back after every change; returns the way to stop. */
  subscribe(listener: () => void): () => void

  /** The page that is shown now, what is drawn on it and where the laser points. */
  readonly table: TableFeed
  /** Everything that is a plain request: verdicts, grants, modes, chat, hands. Never throws. */
  request<K extends RequestName>(name: K, input: RawInputOf<K>): Promise<Reply<ResultOf<K>>>

  setMicrophone(on: boolean): Promise<void>
  setCamera(on: boolean): Promise<void>
  /** Must run inside a click: the browser asks which screen. */
  startShare(): Promise<void>
  stopShare(): Promise<void>
  chooseMicrophone(deviceId: string): Promise<void>
  chooseCamera(deviceId: string): Promise<void>
  /** Noise suppression for the microphone, background blur for the camera. */
  setEffect(source: 'microphone' | 'camera', effect: boolean): Promise<void>

  /**
   * A tile says at what height (device pixels) it shows a track, or null when it no longer does.
   * What nobody shows is paused in the server.
   */
  show(track: TrackId, height: number | null): void
  /** Fewer and smaller pictures, the own one too. */
  saveData(saving: boolean): void
  /** The pictures again, however weak the line. */
  showPictures(): void
  /** The call cannot go on in this browser: it is over here, and those who lead are told. */
  fail(): void
  /** The height at which a track is asked for now; null: it is not. */
  asked(track: TrackId): number | null
  /** What the browser counts of what is sent and received (W3C webrtc-stats). Never throws. */
  stats(): Promise<Record<string, unknown>[]>
  dismissNotice(key: number): void
  /** Tells the server, closes everything; the state becomes closed with reason 'left'. */
  leave(): Promise<void>
  /** Lets go of everything without telling (page unload). */
  dispose(): void
}

/** `startCall` in engine.ts. The ticket cookie is already set by POST /api/meetings/:id/enter. */
export type StartCall = (options: { meetingId: string; devices: Devices; saving: boolean }) => Call
