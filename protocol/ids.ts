import { z } from 'zod'

/** 16 random bytes as base64url: 22 characters, 128 bits. Unguessable and safe in links. */
const id128 = z.string().regex(/^[A-Za-z0-9_-]{22}$/)

export const MeetingId = id128.brand<'MeetingId'>()
export type MeetingId = z.infer<typeof MeetingId>

/** One person's seat in one meeting. Lives from the correct password until they leave for good. */
export const ParticipantId = id128.brand<'ParticipantId'>()
export type ParticipantId = z.infer<typeof ParticipantId>

export const AccountId = id128.brand<'AccountId'>()
export type AccountId = z.infer<typeof AccountId>

/** A personal invite to one meeting. Not the secret in its link. */
export const InviteId = id128.brand<'InviteId'>()
export type InviteId = z.infer<typeof InviteId>

/** [REC] One recording, from the moment a host asks for it. */
export const RecordingId = id128.brand<'RecordingId'>()
export type RecordingId = z.infer<typeof RecordingId>

/** A signed-in browser. Not the secret in its cookie. */
export const SessionId = id128.brand<'SessionId'>()
export type SessionId = z.infer<typeof SessionId>

/** One of an account's second factors. */
export const FactorId = id128.brand<'FactorId'>()
export type FactorId = z.infer<typeof FactorId>

/** A written question in one sitting. */
export const QuestionId = id128.brand<'QuestionId'>()
export type QuestionId = z.infer<typeof QuestionId>
/** A chat message in one sitting. */
export const MessageId = id128.brand<'MessageId'>()
export type MessageId = z.infer<typeof MessageId>
/** One question put to the vote in a meeting. */
export const VoteId = id128.brand<'VoteId'>()
export type VoteId = z.infer<typeof VoteId>

/** [DOC] A document or whiteboard of a meeting. */
export const DocumentId = id128.brand<'DocumentId'>()
export type DocumentId = z.infer<typeof DocumentId>

/** A published track: the id of its producer in the SFU (a UUID). */
export const TrackId = z.uuid().brand<'TrackId'>()
export type TrackId = z.infer<typeof TrackId>
