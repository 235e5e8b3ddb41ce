import { Secret } from 'otpauth'
import { LIMITS } from '#protocol/limits.ts'
import { sha256 } from './tokens.ts'

/** 80 bits, 16 letters of base32. Enough entropy to store a plain hash. */
const BYTES = 10

/** [SES] Codes to show once, in hyphenated groups. Users may type them in any format. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: LIMITS.recoveryCodes }, () =>
    new Secret({ size: BYTES }).base32.replace(/(.{4})(?=.)/g, '$1-').toLowerCase(),
  )
}

/**
 * The hash kept in the store.
 * @param code from `newRecoveryCodes`, or as parsed by the protocol schema
 */
export const recoveryHash = (code: string): string =>
  sha256(`recovery ${code.replaceAll('-', '').toUpperCase()}`)
