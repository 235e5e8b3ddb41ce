import { z } from 'zod'
import { RecordingId } from './ids.ts'
import type { AccountId, ParticipantId } from './ids.ts'

/**
 * [REC] Recording by consent. People consent to a specific text, and the log records its version.
 * Increment this when `recording.text` in the catalogs changes what it promises.
 */
export const RECORDING_TEXT = 2

/**
 * An age public key (age-encryption.org/v1, X25519). What is encrypted to it opens only with its
 * secret key.
 */
export const AgeRecipient = z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/)
/**
 * A recording's secret key, encrypted as an age file, in base64. No key on this server opens it.
 */
export const SealedKey = z
  .string()
  .min(100)
  .max(4096)
  .regex(/^[A-Za-z0-9+/]+={0,2}$/)

const nothing = z.strictObject({})

export const RECORDING_REQUESTS = {
  /** host only: asks everyone inside; nothing is recorded yet */
  'recording.ask': nothing,
  /**
   * Everyone answers for themselves, for this recording and this text. A later `agree: false` stops
   * it.
   */
  'recording.answer': z.strictObject({
    id: RecordingId,
    text: z.number().int(),
    agree: z.boolean(),
  }),
  /**
   * Only for the host who asked. Starts the recording; people who have not agreed are moved out.
   */
  'recording.begin': z.strictObject({
    id: RecordingId,
    recipient: AgeRecipient,
    sealedKey: SealedKey,
  }),
  'recording.stop': nothing,
} as const satisfies Record<string, z.ZodType>

export type Consent = 'agreed' | 'refused'

/** `MeetingView` has null if recording is unavailable. `days`: retention in days. */
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

/** Why a recording stopped, for the log and the screen. */
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

/** Request bodies of the HTTP contract. */
export const RECORDING_BODIES = {
  /**
   * POST /api/me/recording-key (needs a fresh proof): the public key. The secret key never leaves
   * the browser.
   */
  recordingKey: z.strictObject({ recipient: AgeRecipient }),
  /**
   * POST /api/recordings/:recording/readers: the recording's key, encrypted to the reader's public
   * key.
   */
  recordingReader: z.strictObject({
    account: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
    sealedKey: SealedKey,
  }),
} as const

/** GET /api/recording: what a browser needs to encrypt. `mine`: the caller's public key. */
export type RecordingKeys = { archive: string; mine: string | null; days: number }
/** GET /api/recording-keys: accounts that have a key, so a host can name them as readers. */
export type ReaderKey = { account: AccountId; name: string; recipient: string }

/** GET /api/recordings: the caller's own recordings, and those the caller may read. */
export type RecordingSummary = {
  id: RecordingId
  title: string
  host: string
  /** Whether the caller owns the recording and may share and delete it. */
  mine: boolean
  startedAt: number
  /** Null while the recording runs. */
  endedAt: number | null
  /** When the recording will be deleted. */
  expiresAt: number
  chunks: number
  bytes: number
  /** The recording's secret key, encrypted to the caller's public key. */
  sealedKey: string
  /** The readers the host has named; empty for everyone but the host. */
  readers: string[]
}
