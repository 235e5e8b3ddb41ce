import type {
  CloseReason,
  HostNotice,
  KnockView,
  MeetingView,
  ParticipantView,
  Source,
  TrackEndReason,
  TrackView,
} from '#protocol/model.ts'
import type { SpeakersView } from '#protocol/speakers.ts'
import type { BallotView, VoteView } from '#protocol/votes.ts'
import type { PresentationView } from '#protocol/presentation.ts'
import type { WireError } from '#protocol/errors.ts'
import type { Letting } from '../keys/admitting.ts'
import type { Verdict } from '../keys/verdict.ts'
import type { ChatMessage, Question, Questions, View, Writing } from '../keys/types.ts'
import type { Language } from '../mls/words.ts'
import type { Blocked } from '../media/blocked.ts'
import type { ConnectionQuality } from '../media/connection-quality.ts'
import type { BandwidthMode } from './select-layers.ts'
import type { PresentationFeed } from './presentation.ts'
import type { ParticipantId, TrackId } from '#protocol/ids.ts'
import type { FounderHash } from '#protocol/mls.ts'
import type { Reaction } from '#protocol/reactions.ts'
import type { RawInputOf, Reply, RequestName, ResultOf, ServerEvents } from '#protocol/messages.ts'

export type { ChatMessage, Language, Letting, Question, Questions, Verdict, Writing }

/**
 * What the UI reads: one immutable object, replaced on every change. Each phase has only the fields
 * that exist in it.
 */
export type CallState =
  | { phase: 'connecting' }
  /** The ticket is not valid, or no longer: back to name and password. */
  | { phase: 'password'; why: 'changed' | 'ticket_invalid' | 'unreachable' }
  /** The server has another version than this page, which must be reloaded. The seat is kept. */
  | { phase: 'outdated' }
  /** `returned`: was admitted and has been sent back to the lobby. */
  | {
      phase: 'waiting'
      message: string | null
      returned: boolean
      link: Link
      keys: KeysView
    }
  | AdmittedState
  | { phase: 'closed'; reason: CloseReason; message: string | null }

/**
 * State of the signaling connection; the engine restores it by itself. `lost`: cut, or silent for two
 * seconds; `offline`: the computer itself has no network; `restarting`: the server announced that it
 * is stopping and should be back soon.
 */
export type Link = 'up' | 'lost' | 'offline' | 'restarting'

export type AdmittedState = {
  phase: 'admitted'
  link: Link
  self: ParticipantId
  /** What the host wrote on admission. */
  welcome: string | null
  meeting: MeetingView
  /** In order of arrival; always includes me. */
  participants: ParticipantView[]
  /** Tracks of the others and of me, as known to the server. */
  tracks: TrackView[]
  /** Since this page has had keys, oldest first. */
  chat: ChatMessage[]
  /** Of this sitting, oldest first; at most one is open. */
  votes: VoteView[]
  /** My status in the open vote; null when none is open. */
  ballot: BallotView | null
  /** Null unless I am a host or co-host. */
  lobby: KnockView[] | null
  notices: (HostNotice & { key: number })[]
  /** What I may publish now. */
  grant: Source[]
  /** The newest reactions; each is shown once, briefly. */
  reactions: { key: number; from: ParticipantId; reaction: Reaction }[]
  speaker: ParticipantId | null
  /** The queue of speakers, and who has had the floor since when. */
  speakers: SpeakersView
  /** Written questions: all of them for moderators, otherwise only my own. */
  questions: Questions
  /** The documents and the one being shown; the current view of it is in `Call.presentation`. */
  presentation: PresentationView
  /** [REC] How the last recording ended, for a toast. */
  recordingStopped: (ServerEvents['recordingStopped'] & { key: number }) | null
  /** My own sources. */
  own: Record<Source, OwnSource>
  /** Received media of others by track; a track without an entry is not (yet) received. */
  received: ReadonlyMap<TrackId, MediaStreamTrack>
  /** How well others' media arrives here, and mine at the server. */
  line: ConnectionQuality
  /** Set while no media at all gets through from this network. */
  blocked: Blocked | null
  /** What is not requested, to spare the connection or the person's data plan. */
  bandwidth: BandwidthMode
  /** How the end-to-end keys stand. */
  keys: KeysView
  /** The server's last action on one of my tracks, for a toast. */
  ownEvent: {
    key: number
    source: Source
    action: 'closed' | 'paused'
    by: TrackEndReason
    /** Who did it, if it was a person. */
    name: string | null
  } | null
  /** Who last lowered my hand, for a toast. */
  handLowered: (ServerEvents['handLowered'] & { key: number }) | null
}

/** The end-to-end keys, as this browser has them. */
export type KeysView = View & {
  /**
   * What the link of this visit shows of having been invited. `other`: it belongs to other keys than
   * the meeting's, and leads nowhere.
   */
  link: 'whole' | 'mailed' | 'none' | 'other'
  /** The hash of the meeting's founder key, which its links carry. */
  founder: FounderHash | null
  /** Whether this browser has the meeting's secret, without which a host can found no group. */
  secret: boolean
}

export type OwnSource =
  | { state: 'off' }
  | { state: 'starting' }
  /** `insteadOf`: the label of an unplugged device that this one replaces. */
  | { state: 'live'; track: MediaStreamTrack; insteadOf?: string; interrupted?: true }
  /**
   * Published but silent: muted by me, by a host, or `interrupted` by the system, which may give the
   * device back.
   */
  | { state: 'muted'; track: MediaStreamTrack; insteadOf?: string; interrupted?: true }
  | { state: 'failed'; error: DeviceError }

/** Why a device could not be used; decides what advice the UI gives. */
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

/** `effect`: noise suppression for a microphone, background blur for a camera. */
type InputChoice = { on: boolean; deviceId: string | null; effect: boolean }

/** What the person chose before joining; kept while waiting in the lobby. */
export type Devices = {
  microphone: InputChoice
  camera: InputChoice
  /** The output device, where the browser can select one (setSinkId). */
  speakerId: string | null
}

/** The engine of one visit to one meeting, from ticket to end. Independent of React. */
export interface Call {
  getState(): CallState
  /** Calls `listener` after every change; returns the unsubscribe function. */
  subscribe(listener: () => void): () => void

  /** The page being shown, with its drawings and the laser. */
  readonly presentation: PresentationFeed
  /** Sends a plain request: moderation, grants, modes, hands. Never throws. */
  request<K extends RequestName>(name: K, input: RawInputOf<K>): Promise<Reply<ResultOf<K>>>

  /**
   * For who leads: lets people in and gives them keys, in one step. Who shows no proof comes in only
   * after `confirmWords`.
   */
  admit(ids: readonly ParticipantId[], letting?: Letting): Promise<Verdict>
  /** Makes somebody a co-host or the host, with the right to let people in. Null if it is done. */
  promote(request: 'cohost.add' | 'host.handOver', id: ParticipantId): Promise<WireError | null>
  /**
   * Sends a message, a reaction or a question, sealed for those who may read it. Null if it was
   * sent.
   */
  write(writing: Writing): Promise<WireError | null>
  /**
   * Four words that somebody in the lobby who shows no proof has to read out. Null if they are gone,
   * or their browser does not answer.
   */
  wordsOf(id: ParticipantId, language: Language): Promise<string[] | null>
  /** They read out the same words. */
  confirmWords(id: ParticipantId): void
  /** The words to read out in the lobby, once `keys.spoken`. */
  ownWords(language: Language): Promise<string[] | null>
  /** Eight words, the same for everybody inside. */
  groupWords(language: Language): Promise<string[] | null>
  /** For the host: makes new keys here. Links given out before lead nowhere. */
  renewKeys(): Promise<WireError | null>

  setMicrophone(on: boolean): Promise<void>
  setCamera(on: boolean): Promise<void>
  /** Must be called from a click handler: the browser opens its screen picker. */
  startShare(): Promise<void>
  stopShare(): Promise<void>
  chooseMicrophone(deviceId: string): Promise<void>
  chooseCamera(deviceId: string): Promise<void>
  /** Noise suppression for the microphone, background blur for the camera. */
  setEffect(source: 'microphone' | 'camera', effect: boolean): Promise<void>

  /**
   * A tile shows a track at this height in device pixels; null when it stops. The server pauses
   * what nobody shows.
   */
  show(track: TrackId, height: number | null): void
  /** Reduces number and size of the videos, including the local one. */
  saveData(saving: boolean): void
  /** Resumes video even if the connection is weak. */
  showPictures(): void
  /** Ends the call here because this browser cannot continue; moderators are told. */
  fail(): void
  /** The height currently requested for a track; null if none. */
  asked(track: TrackId): number | null
  /** Statistics of everything sent and received (W3C webrtc-stats). Never throws. */
  stats(): Promise<Record<string, unknown>[]>
  dismissNotice(key: number): void
  /** Tells the server and closes everything; the state becomes closed with reason 'left'. */
  leave(): Promise<void>
  /** Releases everything without telling the server (page unload). */
  dispose(): void
}

/**
 * Implemented by `startCall` in engine.ts. POST /api/meetings/:id/enter must have set the ticket
 * cookie.
 */
export type StartCall = (options: {
  meetingId: string
  devices: Devices
  /** Null: as the line is, because the person has not chosen. */
  saving: boolean | null
}) => Call
