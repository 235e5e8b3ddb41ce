import { z } from 'zod'
import { RecordingId } from './ids.ts'
import type { AccountId, ParticipantId } from './ids.ts'

/**
 * [REC] Recording by consent. Whoever consents does so to a text, and the log names which: when the
 * words of `recording.text` in the catalogues change what is promised, this counts up.
 */
export const RECORDING_TEXT = 2

/** A public key of age (age-encryption.org/v1, X25519): what is encrypted to it opens with one secret. */
export const AgeRecipient = z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/)
/** A recording's secret key as an age file in base64: ciphertext, which no key here opens. */
export const SealedKey = z
  .string()
  .min(100)
  .max(4096)
  .regex(/^[A-Za-z0-9+/]+={0,2}$/)

const nothing = z.strictObject({})

export const RECORDING_REQUESTS = {
  /** The host: everyone here is asked, nothing is recorded yet. */
  'recording.ask': nothing,
  /** Each for themselves, to this one recording and this text; `agree: false` later on stops it. */
  'recording.answer': z.strictObject({
    id: RecordingId,
    text: z.number().int(),
    agree: z.boolean(),
  }),
  /** Who has asked: recording begins, and who has not agreed is set aside. */
  'recording.begin': z.strictObject({
    id: RecordingId,
    recipient: AgeRecipient,
    sealedKey: SealedKey,
  }),
  'recording.stop': nothing,
} as const satisfies Record<string, z.ZodType>

export type Consent = 'agreed' | 'refused'

/** Null in `MeetingView`: this server records nothing. `days`: after which a recording is deleted. */
export type RecordingView =
  | { state: 'off'; days: number }
  | { state: 'asking'; days: number; id: RecordingId; by: ParticipantId; text: number }
  | {
      state: 'running'
      days: number
      id: RecordingId
      by: ParticipantId
      text: number
      since: number
    }

/** Why a recording stopped, for the log and for the screen. */
export const STOP_REASONS = [
  'host',
  'withdrawn',
  'recorder_gone',
  'switched_off',
  'full',
  'failed',
  'restart',
] as const
export type StopReason = (typeof STOP_REASONS)[number]

/** Bodies of the HTTP contract. */
export const RECORDING_BODIES = {
  /** POST /api/me/recording-key (proved just now): the public half; the other never leaves its browser. */
  recordingKey: z.strictObject({ recipient: AgeRecipient }),
  /** POST /api/recordings/:recording/readers — the recording's key, encrypted to that person's. */
  recordingReader: z.strictObject({
    account: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
    sealedKey: SealedKey,
  }),
} as const

/** GET /api/recording — what a browser needs to encrypt; `mine`: one's own public key. */
export type RecordingKeys = { archive: string; mine: string | null; days: number }
/** GET /api/recording-keys — those whom a host may name, for they have a key. */
export type ReaderKey = { account: AccountId; name: string; recipient: string }

/** GET /api/recordings — one's own, and those one was named for. */
export type RecordingSummary = {
  id: RecordingId
  title: string
  host: string
  /** Whether it is the caller's own to share and delete. */
  mine: boolean
  startedAt: number
  /** Null while it runs. */
  endedAt: number | null
  /** When it is deleted. */
  expiresAt: number
  chunks: number
  bytes: number
  /** The recording's secret key, encrypted to the caller's. */
  sealedKey: string
  /** Whom the host has named. Empty to everyone else. */
  readers: string[]
}
