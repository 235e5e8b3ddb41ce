import type { ErrorCode, WireError } from '#protocol/errors.ts'
import type { CloseReason } from '#protocol/model.ts'

/** How long to wait before coming back, and what a refused connection means. Pure. */
export const RECONNECT = {
  firstMs: 300,
  maxMs: 1000,
  /** How long one attempt may take: at least, at most, and which of them has the most. */
  dialMs: 1500,
  dialMaxMs: 8000,
  dialSlowEvery: 30,
  /** A connection that lived this long was a good one: the next break starts from the first delay. */
  settledMs: 5000,
  /** How long the very first connection is tried before the person is told. */
  unreachableMs: 15_000,
} as const

/**
 * The delay before attempt `attempt` (from 0). Half of it is chance: after a restart of the server
 * a hundred people do not come back in the same instant. `random` is in [0, 1). What the attempt
 * before has waited in vain counts: on a line that swallows everything the next one begins at once.
 */
export function reconnectDelay(
  attempt: number,
  random: number,
  retryAfterMs = 0,
  waitedMs = 0,
): number {
  const ceiling = Math.min(RECONNECT.maxMs, RECONNECT.firstMs * 2 ** Math.min(attempt, 10))
  return Math.max(retryAfterMs, Math.round(ceiling * (0.5 + random / 2)) - waitedMs, 0)
}

/**
 * How long one attempt may take, in milliseconds. A handshake that was begun while the line was
 * gone is repeated by the system ever more rarely (after 1, 3, 7 s; RFC 6298), so it is given up
 * after its first repetition and begun afresh, unless this line needed longer when it was well; now
 * and then one has the patience for a line that is much slower than it was.
 * @param took milliseconds that the last connection took to come up; null before the first
 */
export function dialPatience(took: number | null, attempt: number): number {
  const { dialMs, dialMaxMs, dialSlowEvery } = RECONNECT
  if (took === null || attempt % dialSlowEvery === dialSlowEvery - 1) return dialMaxMs
  return Math.min(dialMaxMs, Math.max(dialMs, took * 3))
}

/** What follows from a refused connection. */
export type AfterRefusal =
  | { next: 'retry'; retryAfterMs: number }
  /** The ticket is worth nothing: name and password again. */
  | { next: 'password' }
  | { next: 'closed'; reason: CloseReason }

const FINAL: Partial<Record<ErrorCode, CloseReason>> = {
  blocked: 'blocked',
  removed: 'removed',
  not_found: 'ended',
  host_absent: 'host_absent',
  meeting_full: 'meeting_full',
}
const BACK_TO_PASSWORD: ReadonlySet<ErrorCode> = new Set([
  'ticket_invalid',
  'unauthenticated',
  'wrong_password',
])

/** Unknown codes are retried: a verdict against a person is always a code we know. */
export function afterRefusal(error: WireError): AfterRefusal {
  if (BACK_TO_PASSWORD.has(error.code)) return { next: 'password' }
  const reason = FINAL[error.code]
  if (reason) return { next: 'closed', reason }
  return { next: 'retry', retryAfterMs: (error.retryAfter ?? 0) * 1000 }
}
