import { Secret, TOTP } from 'otpauth'

/** [SES] RFC 6238 with what every app takes: SHA-1, 6 digits, 30 seconds. */
const PERIOD = 30
/** Steps to either side, for clocks that are off and people who type slowly (RFC 6238, 5.2). */
const WINDOW = 1
/** As many as SHA-1 gives (RFC 4226, 4, R6). */
const SECRET_BYTES = 20

/** In base32, as apps and people take it. */
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

/** What a QR code tells an app. */
export const totpUri = (secret: string, username: string): string =>
  totpOf(secret, username).toString()

/** The step that the code belongs to; null when it is wrong. A step must be taken once only. */
export function totpStep(secret: string, code: string, now: number): number | null {
  const delta = totpOf(secret).validate({ token: code, timestamp: now, window: WINDOW })
  return delta === null ? null : Math.floor(now / 1000 / PERIOD) + delta
}
