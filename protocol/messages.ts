import { z } from 'zod'
import { CALENDAR_BODIES } from './calendar.ts'
import { ParticipantId, TrackId } from './ids.ts'
import type { RecordingId } from './ids.ts'
import { LIMITS } from './limits.ts'
import { DtlsParameters, RtpCapabilities, RtpParameters } from './media.ts'
import type { Subscription, TransportOffer } from './media.ts'
import { ChatTo, LobbyMessage, Mode, Source } from './model.ts'
import type {
  ChatView,
  CloseReason,
  HostNotice,
  IceServer,
  KnockView,
  MeetingView,
  ParticipantView,
  TrackEndReason,
  TrackView,
} from './model.ts'
import type { Snapshot } from './snapshot.ts'
import type { WireError } from './errors.ts'
import { QUESTION_REQUESTS } from './questions.ts'
import type { QuestionsView } from './questions.ts'
import { SPEAKER_REQUESTS } from './speakers.ts'
import type { SpeakersView } from './speakers.ts'
import { VOTE_REQUESTS } from './votes.ts'
import type { VoteEvents } from './votes.ts'
import { PRESENTATION_REQUESTS } from './presentation.ts'
import type { PresentationEvents } from './presentation.ts'
import { KEY_REQUESTS, KeyCommit, SealedMessage, SealedShort } from './mls.ts'
import type { FounderHash, KeyEvents, KeyResults } from './mls.ts'
import { RECORDING_REQUESTS } from './recording.ts'
import type { StopReason } from './recording.ts'

/**
 * The signaling contract. A client calls `socket.emit(name, input, ack)` and gets one `Reply`.
 * Unknown keys are refused. Both ends infer their types from this file.
 */
const nothing = z.strictObject({})
const target = z.strictObject({ id: ParticipantId })
/** `keys`: puts them on the group's list of leaders. */
const promoted = z.strictObject({ id: ParticipantId, keys: KeyCommit })
const direction = z.enum(['send', 'recv'])

/** Joining, leaving and the lobby. */
export const LOBBY_REQUESTS = {
  /** `why`: the person was admitted, but their browser could not start the call. */
  leave: z.strictObject({ why: z.enum(['start_failed']).optional() }),
  'lobby.admit': z.strictObject({
    ids: z.array(ParticipantId).min(1).max(LIMITS.verdictBatch),
    message: LobbyMessage.optional(),
    /** Adds exactly these people to the group. */
    keys: KeyCommit,
  }),
  'lobby.refuse': z.strictObject({
    id: ParticipantId,
    block: z.boolean(),
    message: LobbyMessage.optional(),
  }),
  'lobby.message': z.strictObject({ id: ParticipantId, text: LobbyMessage }),
  /** Sends people back to the lobby, for example for a confidential talk. */
  'lobby.return': z.strictObject({
    ids: z.array(ParticipantId).min(1).max(LIMITS.returnBatch),
    message: LobbyMessage.optional(),
  }),
} as const

export const MEDIA_REQUESTS = {
  'transport.open': z.strictObject({ direction, rtpCapabilities: RtpCapabilities.optional() }),
  'transport.connect': z.strictObject({ direction, dtlsParameters: DtlsParameters }),
  'transport.restartIce': z.strictObject({ direction }),
  'track.publish': z.strictObject({
    source: Source,
    kind: z.enum(['audio', 'video']),
    rtpParameters: RtpParameters,
    paused: z.boolean(),
  }),
  'track.pause': z.strictObject({ source: Source, paused: z.boolean() }),
  'track.unpublish': z.strictObject({ source: Source }),
  'track.subscribe': z.strictObject({ id: TrackId }),
  /** `height` is the displayed height of a video: CSS pixels times the device pixel ratio. */
  'track.show': z.strictObject({
    id: TrackId,
    shown: z.boolean(),
    height: z.number().int().min(0).max(4320).optional(),
  }),
  'track.unsubscribe': z.strictObject({ id: TrackId }),
  /** Of a video that I receive: my browser has keys since its last key frame. */
  'track.keyFrame': z.strictObject({ id: TrackId }),
} as const

export const CHAT_REQUESTS = {
  'hand.raise': z.strictObject({ raised: z.boolean() }),
  'hand.lower': target,
  'hand.lowerAll': nothing,
  'chat.send': z.strictObject({ sealed: SealedMessage, to: ChatTo.default('all') }),
  'reaction.send': z.strictObject({ sealed: SealedShort }),
} as const

/** For moderators, except the first, which asks them for a right. */
export const MODERATION_REQUESTS = {
  'share.request': nothing,
  'share.grant': z.strictObject({
    id: ParticipantId,
    minutes: z.number().int().min(1).max(LIMITS.shareMinutesMax).optional(),
  }),
  'share.revoke': target,
  'participant.mute': target,
  'participant.muteAll': nothing,
  'participant.cameraOff': target,
  'participant.remove': z.strictObject({
    id: ParticipantId,
    block: z.boolean(),
    message: LobbyMessage.optional(),
  }),
  'meeting.mode': z.strictObject({ mode: Mode }),
  'meeting.lock': z.strictObject({ locked: z.boolean() }),
  'meeting.chat': z.strictObject({ on: z.boolean() }),

  // host only
  'cohost.add': promoted,
  'cohost.remove': target,
  'host.handOver': promoted,
  /**
   * Shows this person large to everyone, including late joiners, until cleared or until they leave.
   */
  'spotlight.set': target,
  'spotlight.clear': nothing,
  /** [CAL4] Keeps the lobby open longer. */
  'meeting.prolong': CALENDAR_BODIES.prolong,
  'meeting.end': nothing,
} as const

export const REQUESTS = {
  ...LOBBY_REQUESTS,
  ...MEDIA_REQUESTS,
  ...CHAT_REQUESTS,
  ...MODERATION_REQUESTS,
  ...SPEAKER_REQUESTS,
  ...QUESTION_REQUESTS,
  ...VOTE_REQUESTS,
  ...PRESENTATION_REQUESTS,
  ...RECORDING_REQUESTS,
  ...KEY_REQUESTS,
} as const satisfies Record<string, z.ZodType>

export type RequestName = keyof typeof REQUESTS
export const REQUEST_NAMES = Object.keys(REQUESTS) as RequestName[]
/** A request's input after parsing. */
export type InputOf<K extends RequestName> = z.output<(typeof REQUESTS)[K]>
/** A request's input as a client sends it. */
export type RawInputOf<K extends RequestName> = z.input<(typeof REQUESTS)[K]>

/** Results of requests that return more than "done". */
type Results = KeyResults & {
  'transport.open': TransportOffer & { iceServers: IceServer[] }
  'transport.restartIce': { iceParameters: unknown; iceServers: IceServer[] }
  'track.publish': { id: TrackId }
  'track.subscribe': Subscription
}
export type ResultOf<K extends RequestName> = K extends keyof Results
  ? Results[K]
  : Record<string, never>

export type Reply<T> = { ok: true; result: T } | { ok: false; error: WireError }

/**
 * Server events. People in the lobby get the first four, `keyGroup`, `keyFounder`, `keyChallenge`, `keyDeclined`
 * and nothing else (ADM3).
 * Everything below `snapshot` is for admitted people; `lobby` and `notice` are for moderators only.
 */
export type ServerEvents = PresentationEvents & {
  /**
   * `returned`: they were inside and were sent back [ADM9]. `name`: as moderators see it beside the
   * knock, because proofs of an invitation cover it.
   */
  waiting: {
    message: string | null
    returned: boolean
    self: ParticipantId
    name: string
    founder: FounderHash | null
  }
  /** [PWD5] The password was changed; the client returns to the password step. */
  password: Record<string, never>
  closed: { reason: CloseReason; message: string | null }
  /** The server is stopping, for example for an upgrade; clients reconnect automatically. */
  restarting: Record<string, never>

  snapshot: Snapshot
  meeting: MeetingView
  /** A participant joined or changed. */
  participant: ParticipantView
  participantLeft: { id: ParticipantView['id'] }
  track: TrackView
  trackEnded: { id: TrackView['id'] }
  /** The server closed or paused one of my tracks: why, and by whom if a person did it. */
  ownTrack: {
    source: Source
    action: 'closed' | 'paused'
    by: TrackEndReason
    name: string | null
  }
  /** A moderator with this name lowered my hand. */
  handLowered: { name: string }
  grant: { sources: Source[] }
  chat: ChatView
  reaction: { from: ParticipantView['id']; sealed: string }
  speaker: { id: ParticipantView['id'] | null }
  speakers: SpeakersView
  questions: QuestionsView
  /** Null when the recipient is no longer a moderator. */
  lobby: { knocks: KnockView[] | null }
  notice: HostNotice
  /** [REC] `reason` is for the announcement; `ran`: whether the recording had started. */
  recordingStopped: { id: RecordingId; reason: StopReason; ran: boolean }
} & VoteEvents &
  KeyEvents
export type ServerEventName = keyof ServerEvents
/** What a `BATCH` has. */
export type Batch = readonly (readonly [name: ServerEventName, data: unknown])[]
