/**
 * The server's clock, for whatever a screen says of moments: a computer's own may be hours off, and
 * what is true of a meeting is true by the server's. Durations go by `performance.now()`.
 */

/** What is known of the server's clock minus this computer's, in milliseconds. */
type Known = { least: number; most: number }
let known: Known | null = null

/**
 * The server said what time it is. It did so between two moments of this computer's clock, which
 * bounds the difference; bounds that contradict each other mean that one of the clocks was set.
 * @param server epoch milliseconds @param sent when it was asked @param heard when it had answered
 */
export function learnServerTime(server: number, sent: number, heard = deviceNow()): void {
  const told = { least: server - heard, most: server - sent }
  const least = Math.max(told.least, known?.least ?? told.least)
  const most = Math.min(told.most, known?.most ?? told.most)
  known = least <= most ? { least, most } : told
}

/** This computer's clock: only to be compared with the server's. */
export const deviceNow = (): number => Date.now()

/** Epoch milliseconds of the server; of this computer until anything was heard of the server. */
export function serverNow(): number {
  return Math.round(deviceNow() + (known === null ? 0 : (known.least + known.most) / 2))
}
