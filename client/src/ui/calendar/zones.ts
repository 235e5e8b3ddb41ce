export const HOME_ZONE = 'Asia/Ho_Chi_Minh'

const HALF_MONTH = 15 * 86_400_000

/** The browser's canonical name for a zone, so that aliases compare equal. */
const canonical = (zone: string): string =>
  new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone

/** UTC offset of a zone at a given time, formatted as `GMT+7`. */
function offsetIn(zone: string) {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
  return (at: number) =>
    format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? ''
}

/**
 * Whether two zones show the same time all year, whatever they are called: some browsers use the
 * old name Asia/Saigon for Asia/Ho_Chi_Minh.
 * @param at epoch milliseconds; the clocks are compared half a year before and after
 */
export function sameClock(one: string, other: string, at: number): boolean {
  if (canonical(one) === canonical(other)) return true
  const [a, b] = [offsetIn(one), offsetIn(other)]
  return Array.from({ length: 25 }, (_, n) => at + (n - 12) * HALF_MONTH).every(
    (moment) => a(moment) === b(moment),
  )
}

/**
 * Lists each zone once, with the zone of Vietnam first under its current name.
 * @param names as the browser lists them
 */
export function zonesFrom(names: readonly string[]): string[] {
  const home = new Set([HOME_ZONE, canonical(HOME_ZONE)])
  return [HOME_ZONE, ...names.filter((zone) => !home.has(zone))]
}
