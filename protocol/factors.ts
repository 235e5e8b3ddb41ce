import { z } from 'zod'
import type { FactorId, SessionId } from './ids.ts'
import { LIMITS } from './limits.ts'
import { writtenLine } from './text.ts'

/** Second factors on the wire. Authenticator responses: WebAuthn Level 3, section 5.1. */
export const FACTOR_KINDS = ['totp', 'passkey'] as const
export type FactorKind = (typeof FACTOR_KINDS)[number]
/** What a half session still needs: to prove an existing factor, or to enroll one. */
export type Wanted = 'prove' | 'enrol'

/** RFC 6238 code; may be typed in two groups. */
export const TotpCode = z
  .string()
  .max(12)
  .transform((text) => text.replace(/\s/g, ''))
  .refine((text) => /^[0-9]{6}$/.test(text))

/** 80 bits in base32 (RFC 4648); case and grouping are ignored. */
export const RecoveryCode = z
  .string()
  .max(40)
  .transform((text) => text.replace(/[\s-]/g, '').toUpperCase())
  .refine((text) => /^[A-Z2-7]{16}$/.test(text))

export const FactorName = writtenLine(LIMITS.factorName)

export const ChallengeId = z.string().regex(/^[A-Za-z0-9_-]{22}$/)

const base64url = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[A-Za-z0-9_-]*$/)

const credential = {
  id: base64url(1400).min(1),
  rawId: base64url(1400).min(1),
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
  // The server requests no extensions, so it drops whatever the browser adds.
  clientExtensionResults: z.unknown().transform(() => ({})),
}

/** A new passkey. Fields that browsers extract from `attestationObject` are not trusted. */
export const ATTESTATION = z.strictObject({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(4000),
    attestationObject: base64url(40_000),
    transports: z
      .array(z.string().regex(/^[a-z-]{1,20}$/))
      .max(8)
      .default([]),
  }),
})

export const ASSERTION = z.strictObject({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(4000),
    authenticatorData: base64url(4000),
    signature: base64url(4000),
    userHandle: base64url(200).optional(),
  }),
})
export type Attestation = z.output<typeof ATTESTATION>
export type Assertion = z.output<typeof ASSERTION>

/**
 * POST /api/me/totp/new. Shown until the first correct code; `uri` is the content of the QR code.
 */
export type NewTotp = { challenge: string; secret: string; uri: string }
/**
 * POST /api/me/passkeys/new, /api/session/passkey and /api/passkey/new. `options` is the argument
 * of `navigator.credentials`, in JSON (WebAuthn Level 3, 5.1.8 and 5.1.9).
 */
export type NewPasskey = { challenge: string; options: unknown }
/** Recovery codes come with the first factor and appear only in this response. */
export type Enrolled = { recoveryCodes: string[] | null }

export type FactorView = {
  id: FactorId
  kind: FactorKind
  name: string
  createdAt: number
  usedAt: number | null
}
/** GET /api/me/factors. `required`: the last factor cannot be removed. */
export type FactorList = { factors: FactorView[]; codesLeft: number; required: boolean }

/** GET /api/me/sessions. `browser` is like "Chrome · Windows", or empty if unknown. */
export type SessionView = {
  id: SessionId
  browser: string
  createdAt: number
  seenAt: number
  current: boolean
}
