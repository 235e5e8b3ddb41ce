import { Secret } from 'otpauth'
import { LIMITS } from '#protocol/limits.ts'
import { sha256 } from './tokens.ts'

/** 80 bits are 16 letters of base32, so that a plain hash in the store is enough. */
const BYTES = 10

/** [SES] Shown once, in groups; typed in whatever way. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: LIMITS.recoveryCodes }, () =>
    new Secret({ size: BYTES }).base32.replace(/(.{4})(?=.)/g, '$1-').toLowerCase(),
  )
}

/** What the store keeps. @param code as `newRecoveryCodes` made it, or as the contract parsed it */
export const recoveryHash = (code: string): string =>
  sha256(`recovery ${code.replaceAll('-', '').toUpperCase()}`)
