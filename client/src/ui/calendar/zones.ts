export const HOME_ZONE = 'Asia/Ho_Chi_Minh'

const HALF_MONTH = 15 * 86_400_000

/** What this browser calls a zone: names of one zone are one name. */
const canonical = (zone: string): string =>
  new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone

/** How far a zone's clock is from UTC at a moment, as `GMT+7`. */
function offsetIn(zone: string) {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
  return (at: number) =>
    format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? ''
}

/**
 * Whether the clocks of two zones show the same all year, whatever they are called: browsers call
 * Asia/Ho_Chi_Minh by its old name, Asia/Saigon. @param at epoch milliseconds: half a year to both sides
 */
export function sameClock(one: string, other: string, at: number): boolean {
  if (canonical(one) === canonical(other)) return true
  const [a, b] = [offsetIn(one), offsetIn(other)]
  return Array.from({ length: 25 }, (_, n) => at + (n - 12) * HALF_MONTH).every(
    (moment) => a(moment) === b(moment),
  )
}

/** @param names as the browser lists them: each zone once. The one at home comes first, by its own name. */
export function zonesFrom(names: readonly string[]): string[] {
  const home = new Set([HOME_ZONE, canonical(HOME_ZONE)])
  return [HOME_ZONE, ...names.filter((zone) => !home.has(zone))]
}
