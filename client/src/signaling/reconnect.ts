import type { ErrorCode, WireError } from '#protocol/errors.ts'
import type { CloseReason } from '#protocol/model.ts'

/** Reconnection timing and the meaning of a refused connection. Pure. */
export const RECONNECT = {
  firstMs: 300,
  maxMs: 1000,
  /** Timeout of one attempt: minimum, maximum, and every how many attempts the maximum applies. */
  dialMs: 1500,
  dialMaxMs: 8000,
  dialSlowEvery: 30,
  /**
   * A connection that lasted this long counts as stable: the next outage starts from the first
   * delay.
   */
  settledMs: 5000,
  /** How long to try the very first connection before reporting the server as unreachable. */
  unreachableMs: 15_000,
} as const

/**
 * Delay in milliseconds before attempt `attempt` (from 0). Half of it is jitter, so that a hundred
 * clients do not reconnect at the same instant after a server restart. Time already spent on the
 * previous attempt counts: on a connection that drops every packet, the next attempt starts at once.
 * @param random in [0, 1)
 * @param retryAfterMs minimum the server asked for
 * @param waitedMs how long the previous attempt took to fail
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
 * Timeout of one attempt, in milliseconds. A handshake started during an outage is retransmitted
 * less and less often (after 1, 3, 7 s; RFC 6298), so it is abandoned after the first
 * retransmission and started again, unless this line has taken longer to connect before. Every
 * `dialSlowEvery` attempts the maximum applies, in case the network has become much slower.
 * @param took milliseconds the last successful connection took; null before the first
 */
export function dialPatience(took: number | null, attempt: number): number {
  const { dialMs, dialMaxMs, dialSlowEvery } = RECONNECT
  if (took === null || attempt % dialSlowEvery === dialSlowEvery - 1) return dialMaxMs
  return Math.min(dialMaxMs, Math.max(dialMs, took * 3))
}

/** What to do after a refused connection. */
export type AfterRefusal =
  | { next: 'retry'; retryAfterMs: number }
  /** The ticket is no longer valid: ask for name and password again. */
  | { next: 'password' }
  | { next: 'closed'; reason: CloseReason }
  /** The server has another version than this page. The seat is kept. */
  | { next: 'reload' }

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

/** Unknown codes are retried: every code that bars a person is known here. */
export function afterRefusal(error: WireError): AfterRefusal {
  if (error.code === 'outdated_page') return { next: 'reload' }
  if (BACK_TO_PASSWORD.has(error.code)) return { next: 'password' }
  const reason = FINAL[error.code]
  if (reason) return { next: 'closed', reason }
  return { next: 'retry', retryAfterMs: (error.retryAfter ?? 0) * 1000 }
}
