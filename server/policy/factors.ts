import type { Wanted } from '#protocol/factors.ts'
import type { AccountRole } from '#protocol/http.ts'

const MINUTE = 60_000
/** How long a half session waits for its second factor, counted from the password. */
export const HALF_LIFE = 10 * MINUTE
/** How long a proof counts as fresh for changing authenticators (OWASP ASVS 5.0, 7.5.1). */
export const FRESH = 5 * MINUTE

/**
 * [SES] Always for operators; for hosts if an operator has enabled it. The first part cannot be
 * turned off.
 */
export const factorRequired = (role: AccountRole, hostsNeedFactor: boolean): boolean =>
  role === 'operator' || hostsNeedFactor

export type Standing = {
  required: boolean
  /** Whether the account has a second factor. */
  enrolled: boolean
  /** When the first factor was verified, epoch milliseconds. */
  firstAt: number
  /** When a second factor was verified in this session; null: never. */
  secondAt: number | null
}

/** [SES] What a session still needs before it grants anything; null if it is full. */
export function wanted({ required, enrolled, secondAt }: Standing): Wanted | null {
  if (secondAt !== null) return null
  if (enrolled) return 'prove'
  return required ? 'enrol' : null
}

/** Whether the account's strongest available proof was given recently. */
export function isFresh({ enrolled, firstAt, secondAt }: Standing, now: number): boolean {
  const at = enrolled ? secondAt : firstAt
  return at !== null && now - at <= FRESH
}
