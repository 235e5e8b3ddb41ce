import { z } from 'zod'
import type { Consent, RecordingView } from './recording.ts'
import { LIMITS } from './limits.ts'
import { AccountId, InviteId, MeetingId, ParticipantId, TrackId } from './ids.ts'
import type { MessageId } from './ids.ts'
import type { Sha256 } from './mls.ts'
import { nameLine, writtenLine } from './text.ts'

export const SOURCES = ['microphone', 'camera', 'screen', 'screen_audio'] as const
export const Source = z.enum(SOURCES)
export type Source = z.infer<typeof Source>

export type MediaKind = 'audio' | 'video'
/** [SHR2] The media kind required for each source. */
export const KIND_OF: Record<Source, MediaKind> = {
  microphone: 'audio',
  camera: 'video',
  screen: 'video',
  screen_audio: 'audio',
}

export const MODES = ['discussion', 'conference', 'lecture'] as const
/**
 * [FLR] Who may use microphone and camera: everyone, those the moderators allow, or one speaker at
 * a time.
 */
export const Mode = z.enum(MODES)
export type Mode = z.infer<typeof Mode>

export const ROLES = ['host', 'cohost', 'participant'] as const
export const Role = z.enum(ROLES)
export type Role = z.infer<typeof Role>

/**
 * [ADM5] How the server knows a person: signed in; by a personal invite, under the name the host
 * bound to it; or as a `guest`, who chose their own name and is shown as unverified.
 */
export const IDENTITY_KINDS = ['account', 'invited', 'guest'] as const
export type IdentityKind = (typeof IDENTITY_KINDS)[number]

export const PersonName = nameLine(LIMITS.name)
/** [ADM5] A guest's position and office, as they state it; the same rules as for names. */
export const PersonPosition = nameLine(LIMITS.position)
export const MeetingTitle = writtenLine(LIMITS.title)
export const LobbyMessage = writtenLine(LIMITS.lobbyMessage)
/** Any Unicode, and pasting is fine. Only its size is limited here; policy checks its strength. */
export const PasswordInput = z
  .string()
  .min(1)
  .refine((text) => [...text].length <= LIMITS.passwordMax && text.isWellFormed())

// ---- What an admitted person sees ----

export type TrackView = {
  id: TrackId
  participant: ParticipantId
  source: Source
  /** Muted by its owner or a moderator; no media flows. */
  paused: boolean
  /** [QOS5] False for a voice that a large room does not carry now: there is nothing to receive. */
  carried: boolean
}

export type ParticipantView = {
  id: ParticipantId
  name: string
  /** A guest's own, unverified statement; null for everyone else. */
  position: string | null
  kind: IdentityKind
  role: Role
  /** False while a lost connection may still resume (ADM6). */
  present: boolean
  /** Position among raised hands, from 1; null if the hand is down. */
  hand: number | null
  /** How often this person was called on after raising a hand in this sitting. */
  turns: number
  /** [FLR] Has been given the floor (conference) or is the current speaker (lecture). */
  floor: boolean
  /** [SHR1] May share a screen now. `until` is in epoch milliseconds, or null for no limit. */
  share: { until: number | null } | null
  /** [DOC1] May share documents and present them. */
  presents: boolean
  /** [REC] Their answer to the requested or running recording; null if they have not answered. */
  consent: Consent | null
}

export type MeetingView = {
  id: MeetingId
  title: string
  mode: Mode
  locked: boolean
  chat: boolean
  /** Whether a host or co-host is in the room. */
  hostPresent: boolean
  /** Who is spotlighted for everyone. Affects only the layout and grants no rights. */
  spotlight: ParticipantId | null
  /** [CAL4] When the lobby closes, in epoch milliseconds; null if no end is set or near. */
  closesAt: number | null
  /** Whether the lobby closes within minutes. */
  closing: boolean
  /** [REC] Null: recording is not available on this server. */
  recording: RecordingView | null
}

/** Why a host should look twice at a name or person (ADM5). */
export type KnockFlag =
  | 'like_host'
  | 'like_participant'
  | 'like_invitee'
  | 'same_name_waiting'
  | 'mixed_scripts'
  | 'address_of_removed'

/** A person in the lobby, as moderators see them. */
export type KnockView = {
  id: ParticipantId
  name: string
  /** As in `ParticipantView`. */
  position: string | null
  kind: IdentityKind
  flags: KnockFlag[]
  /** Epoch milliseconds of the first knock. */
  since: number
  present: boolean
  /** The hash of the KeyPackage they offered last; see `keys.offers`. */
  keys: Sha256 | null
}

/**
 * Who receives a message: everyone; the moderators; or one person, from a moderator. An
 * announcement goes from a moderator to everyone and is displayed prominently.
 */
export const ChatTo = z.union([
  z.enum(['all', 'announcement', 'hosts']),
  z.strictObject({ id: ParticipantId }),
])
export type ChatTo = z.infer<typeof ChatTo>
export type ChatAddress = 'all' | 'announcement' | 'hosts' | { id: ParticipantId; name: string }
export type ChatView = {
  id: MessageId
  from: ParticipantId
  name: string
  to: ChatAddress
  /** `SealedMessage`. */
  sealed: string
  at: number
}

/** Something moderators should see now. `id` is the person concerned, if there is one. */
export type HostNotice =
  | { type: 'share_requested'; id: ParticipantId; name: string }
  /** `name`: the most recent person; `count`: how many since the last notice of this type. */
  | { type: 'knock_while_locked'; name: string; count: number }
  | { type: 'wrong_passwords'; count: number }
  /** The person was admitted, but their browser could not start the call. */
  | { type: 'start_failed'; id: ParticipantId; name: string }
  | { type: 'turned_away_full'; name: string; count: number }
  | { type: 'invite_two_networks'; name: string; invite: InviteId }

/** [ADM3] A TURN server with a short-lived credential; sent only to admitted people. */
export type IceServer = { urls: string[]; username: string; credential: string }
export const CLOSE_REASONS = [
  'left',
  'refused',
  'blocked',
  'removed',
  'ended',
  'host_absent',
  'replaced',
  'expired',
  'meeting_full',
  'invite_revoked',
  'lobby_closed',
  'start_failed',
] as const
/** Why a person's access to a meeting ended. */
export type CloseReason = (typeof CLOSE_REASONS)[number]

/** Why the server closed or paused one of my tracks. `bitrate_exceeded`: it exceeded its limit. */
export type TrackEndReason =
  | 'host'
  | 'mode'
  | 'share_revoked'
  | 'share_expired'
  | 'host_absent'
  | 'bitrate_exceeded'
  | 'recording'

export { AccountId, InviteId, MeetingId, ParticipantId, TrackId }
