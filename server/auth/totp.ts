import { Secret, TOTP } from 'otpauth'

/** [SES] RFC 6238 with the parameters that every app supports: SHA-1, 6 digits, 30 seconds. */
const PERIOD = 30
/** Steps accepted to either side, for inaccurate clocks and slow typing (RFC 6238, 5.2). */
const WINDOW = 1
/** The output size of SHA-1 (RFC 4226, 4, R6). */
const SECRET_BYTES = 20

/** In base32, the format that apps and people use. */
export const newTotpSecret = (): string => new Secret({ size: SECRET_BYTES }).base32

const totpOf = (secret: string, label = ''): TOTP =>
  new TOTP({
    issuer: 'An Họp',
    label,
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD,
  })

/** The `otpauth:` URI to encode in a QR code. */
export const totpUri = (secret: string, username: string): string =>
  totpOf(secret, username).toString()

/** The time step of a valid code, or null. Callers must accept each step only once. */
export function totpStep(secret: string, code: string, now: number): number | null {
  const delta = totpOf(secret).validate({ token: code, timestamp: now, window: WINDOW })
  return delta === null ? null : Math.floor(now / 1000 / PERIOD) + delta
}
