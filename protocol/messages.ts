import { z } from 'zod'
import { CALENDAR_BODIES } from './calendar.ts'
import { ParticipantId, TrackId } from './ids.ts'
import type { RecordingId } from './ids.ts'
import { LIMITS } from './limits.ts'
import { DtlsParameters, RtpCapabilities, RtpParameters } from './media.ts'
import type { Subscription, TransportOffer } from './media.ts'
import { ChatText, ChatTo, LobbyMessage, Mode, Reaction, Source } from './model.ts'
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
import { TABLE_REQUESTS } from './table.ts'
import type { TableEvents } from './table.ts'
import { RECORDING_REQUESTS } from './recording.ts'
import type { StopReason } from './recording.ts'

/**
 * The signalling contract. A client sends `socket.emit(name, input, ack)` and gets one `Reply`.
 * Unknown keys are refused; types on both ends are inferred from here and written nowhere else.
 */
const nothing = z.strictObject({})
const target = z.strictObject({ id: ParticipantId })
const direction = z.enum(['send', 'recv'])

/** Who comes in, and who goes. */
export const LOBBY_REQUESTS = {
  /** `why`: they were let in, and their browser could not begin the call. */
  leave: z.strictObject({ why: z.enum(['start_failed']).optional() }),
  'lobby.admit': z.strictObject({
    ids: z.array(ParticipantId).min(1).max(LIMITS.verdictBatch),
    message: LobbyMessage.optional(),
  }),
  'lobby.refuse': z.strictObject({
    id: ParticipantId,
    block: z.boolean(),
    message: LobbyMessage.optional(),
  }),
  'lobby.message': z.strictObject({ id: ParticipantId, text: LobbyMessage }),
  /** Out of the room and back to wait, as for a talk between two parties. */
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
  /** `height` is the height in CSS pixels times the device pixel ratio at which a video is shown. */
  'track.show': z.strictObject({
    id: TrackId,
    shown: z.boolean(),
    height: z.number().int().min(0).max(4320).optional(),
  }),
  'track.unsubscribe': z.strictObject({ id: TrackId }),
} as const

export const CHAT_REQUESTS = {
  'hand.raise': z.strictObject({ raised: z.boolean() }),
  'hand.lower': target,
  'chat.send': z.strictObject({ text: ChatText, to: ChatTo.default('all') }),
  'reaction.send': z.strictObject({ reaction: Reaction }),
} as const

/** Of those who lead, but for the first, which asks them. */
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

  // the host alone
  'cohost.add': target,
  'cohost.remove': target,
  'host.handOver': target,
  /** Everyone sees this person large, late comers too, until it is put out or they leave. */
  'spotlight.set': target,
  'spotlight.clear': nothing,
  /** [CAL4] The lobby stays open so much longer. */
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
  ...TABLE_REQUESTS,
  ...RECORDING_REQUESTS,
} as const satisfies Record<string, z.ZodType>

export type RequestName = keyof typeof REQUESTS
export const REQUEST_NAMES = Object.keys(REQUESTS) as RequestName[]
/** What the server works with, after parsing. */
export type InputOf<K extends RequestName> = z.output<(typeof REQUESTS)[K]>
/** What a client writes. */
export type RawInputOf<K extends RequestName> = z.input<(typeof REQUESTS)[K]>

/** Results of requests that answer more than "done". */
type Results = {
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
 * What the server sends. A person who waits gets these four and nothing else (ADM3);
 * everything below `snapshot` is for the admitted, `lobby` and `notice` for hosts alone.
 */
export type ServerEvents = TableEvents & {
  /** `returned`: they were inside and have been sent back [ADM9]. */
  waiting: { message: string | null; returned: boolean }
  /** [PWD5] The password was changed: back to the password step. */
  password: Record<string, never>
  closed: { reason: CloseReason; message: string | null }
  /** The server stops, as for an upgrade: whoever is connected comes back by themselves. */
  restarting: Record<string, never>

  snapshot: Snapshot
  meeting: MeetingView
  /** Joined or changed. */
  participant: ParticipantView
  participantLeft: { id: ParticipantView['id'] }
  track: TrackView
  trackEnded: { id: TrackView['id'] }
  /** One of my own tracks was closed or paused by the server, why, and by whom if somebody did it. */
  ownTrack: {
    source: Source
    action: 'closed' | 'paused'
    by: TrackEndReason
    name: string | null
  }
  grant: { sources: Source[] }
  chat: ChatView
  reaction: { from: ParticipantView['id']; reaction: Reaction }
  speaker: { id: ParticipantView['id'] | null }
  speakers: SpeakersView
  questions: QuestionsView
  /** Null to someone who no longer leads. */
  lobby: { knocks: KnockView[] | null }
  notice: HostNotice
  /** [REC] Why, for the announcement; `ran`: it had begun. */
  recordingStopped: { id: RecordingId; reason: StopReason; ran: boolean }
} & VoteEvents
export type ServerEventName = keyof ServerEvents
