import { z } from 'zod'
import type { Consent, RecordingView } from './recording.ts'
import { LIMITS } from './limits.ts'
import { AccountId, InviteId, MeetingId, ParticipantId, TrackId } from './ids.ts'
import type { MessageId } from './ids.ts'
import { nameLine, writtenLine, writtenText } from './text.ts'

export const SOURCES = ['microphone', 'camera', 'screen', 'screen_audio'] as const
export const Source = z.enum(SOURCES)
export type Source = z.infer<typeof Source>

export type MediaKind = 'audio' | 'video'
/** [SHR2] What each source must be on the wire. */
export const KIND_OF: Record<Source, MediaKind> = {
  microphone: 'audio',
  camera: 'video',
  screen: 'video',
  screen_audio: 'audio',
}

export const MODES = ['discussion', 'conference', 'lecture'] as const
/** [FLR] Who may speak and be seen: all; those the chair allows; one speaker at a time. */
export const Mode = z.enum(MODES)
export type Mode = z.infer<typeof Mode>

export const ROLES = ['host', 'cohost', 'participant'] as const
export const Role = z.enum(ROLES)
export type Role = z.infer<typeof Role>

/**
 * [ADM5] How the server knows who this is: signed in; by a personal invite, under the name that the
 * host bound to it; or a `guest`, who named themselves and is shown as unverified.
 */
export const IDENTITY_KINDS = ['account', 'invited', 'guest'] as const
export type IdentityKind = (typeof IDENTITY_KINDS)[number]

export const PersonName = nameLine(LIMITS.name)
export const MeetingTitle = writtenLine(LIMITS.title)
export const LobbyMessage = writtenLine(LIMITS.lobbyMessage)
export const ChatText = writtenText(LIMITS.chatText)
/** Any Unicode, pasting welcome; only its size is bounded here, its strength is policy's. */
export const PasswordInput = z
  .string()
  .min(1)
  .refine((text) => [...text].length <= LIMITS.passwordMax && text.isWellFormed())

// ---- What an admitted person sees ----

export type TrackView = {
  id: TrackId
  participant: ParticipantId
  source: Source
  /** Muted by its owner or by a host; nothing flows. */
  paused: boolean
}

export type ParticipantView = {
  id: ParticipantId
  name: string
  kind: IdentityKind
  role: Role
  /** False during a break that is still forgiven (ADM6). */
  present: boolean
  /** Place in the queue of raised hands, from 1; null when the hand is down. */
  hand: number | null
  /** How often a raised hand of theirs was called upon in this sitting. */
  turns: number
  /** [FLR] Was given the floor (conference), or is the one speaker (lecture). */
  floor: boolean
  /** [SHR1] May share a screen now. `until` is epoch milliseconds, null without a limit. */
  share: { until: number | null } | null
  /** [DOC1] May put documents on the table and present them. */
  presents: boolean
  /** [REC] What they have answered to the recording that is asked for or runs; null: nothing yet. */
  consent: Consent | null
}

export type MeetingView = {
  id: MeetingId
  title: string
  mode: Mode
  locked: boolean
  chat: boolean
  /** Whether a host or co-host is in the room now. */
  hostPresent: boolean
  /** Whom the host shows large to everyone. A matter of looking: it gives no right and takes none. */
  spotlight: ParticipantId | null
  /** [CAL4] Until when the lobby is open, epoch milliseconds; null: no such end is near or set. */
  closesAt: number | null
  /** That it closes within minutes. */
  closing: boolean
  /** [REC] Null: this server records nothing. */
  recording: RecordingView | null
}

/** Why a host should look twice at a name or a person (ADM5). */
export type KnockFlag =
  | 'like_host'
  | 'like_participant'
  | 'like_invitee'
  | 'same_name_waiting'
  | 'mixed_scripts'
  | 'address_of_removed'

/** Someone in the lobby, as hosts see them. */
export type KnockView = {
  id: ParticipantId
  name: string
  kind: IdentityKind
  flags: KnockFlag[]
  /** Epoch milliseconds of the first knock. */
  since: number
  present: boolean
}

/**
 * Whom a message is for: everyone; those who lead; one person, from someone who leads. An
 * announcement is for everyone, from someone who leads, and is put before them.
 */
export const ChatTo = z.union([
  z.enum(['all', 'announcement', 'hosts']),
  z.strictObject({ id: ParticipantId }),
])
export type ChatTo = z.infer<typeof ChatTo>
/** A sign without words, seen for a moment and kept nowhere. */
export const REACTIONS = ['agree', 'applause', 'thanks', 'heart', 'smile', 'celebrate'] as const
export const Reaction = z.enum(REACTIONS)
export type Reaction = z.infer<typeof Reaction>
export type ChatAddress = 'all' | 'announcement' | 'hosts' | { id: ParticipantId; name: string }
export type ChatView = {
  id: MessageId
  from: ParticipantId
  name: string
  to: ChatAddress
  text: string
  at: number
}

/** Something a host should see now. `id` names the person it is about, where there is one. */
export type HostNotice =
  | { type: 'share_requested'; id: ParticipantId; name: string }
  /** `name`: of the last one; `count`: how many since such a notice was last sent. */
  | { type: 'knock_while_locked'; name: string; count: number }
  | { type: 'wrong_passwords'; count: number }
  /** Was admitted, and their browser could not begin the call. */
  | { type: 'start_failed'; id: ParticipantId; name: string }
  | { type: 'turned_away_full'; name: string; count: number }
  | { type: 'invite_two_networks'; name: string; invite: InviteId }

/** [ADM3] A TURN server and a credential for it that soon runs out; for the admitted alone. */
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
/** Why a person's way into or out of a meeting is over. */
export type CloseReason = (typeof CLOSE_REASONS)[number]

/** Why one of my own tracks was closed or paused by the server. `bitrate_exceeded`: it brought too much. */
export type TrackEndReason =
  | 'host'
  | 'mode'
  | 'share_revoked'
  | 'share_expired'
  | 'host_absent'
  | 'bitrate_exceeded'
  | 'recording'

export { AccountId, InviteId, MeetingId, ParticipantId, TrackId }
