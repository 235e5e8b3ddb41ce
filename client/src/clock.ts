/**
 * The server's clock, used for every point in time shown on screen: a device's own clock may be
 * hours off, and meetings run on server time. Durations use `performance.now()`.
 */

/** Bounds on server clock minus device clock, in milliseconds. */
type Known = { least: number; most: number }
let known: Known | null = null

/**
 * Narrows the bounds using a timestamp from the server, which must have been taken between the
 * request and its answer. If the new bounds contradict the known ones, one of the clocks was set,
 * and the new bounds win.
 * @param server epoch milliseconds
 * @param sent device time of the request
 * @param heard device time of the answer
 */
export function learnServerTime(server: number, sent: number, heard = deviceNow()): void {
  const told = { least: server - heard, most: server - sent }
  const least = Math.max(told.least, known?.least ?? told.least)
  const most = Math.min(told.most, known?.most ?? told.most)
  known = least <= most ? { least, most } : told
}

/** Device clock in epoch milliseconds. Use it only for comparison with the server's. */
export const deviceNow = (): number => Date.now()

/** Server time in epoch milliseconds; device time until the server has answered once. */
export function serverNow(): number {
  return Math.round(deviceNow() + (known === null ? 0 : (known.least + known.most) / 2))
}
