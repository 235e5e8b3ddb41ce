import type { Wanted } from '#protocol/factors.ts'
import type { AccountRole } from '#protocol/http.ts'

const MINUTE = 60_000
/** How long a session that wants a second factor waits for it, from the password on. */
export const HALF_LIFE = 10 * MINUTE
/** How long a proof is fresh enough to change what proves (OWASP ASVS 5.0, 7.5.1). */
export const FRESH = 5 * MINUTE

/** [SES] Operators always; hosts when an operator has said so. Nothing turns the first part off. */
export const factorRequired = (role: AccountRole, hostsNeedFactor: boolean): boolean =>
  role === 'operator' || hostsNeedFactor

export type Standing = {
  required: boolean
  /** The account has a second factor. */
  enrolled: boolean
  /** When the first was right, epoch milliseconds. */
  firstAt: number
  /** When a second was right in this session; null: never. */
  secondAt: number | null
}

/** [SES] What a session must still do before it is worth anything; null when it is full. */
export function wanted({ required, enrolled, secondAt }: Standing): Wanted | null {
  if (secondAt !== null) return null
  if (enrolled) return 'prove'
  return required ? 'enrol' : null
}

/** Whether the strongest thing this account can prove was proved just now. */
export function isFresh({ enrolled, firstAt, secondAt }: Standing, now: number): boolean {
  const at = enrolled ? secondAt : firstAt
  return at !== null && now - at <= FRESH
}
