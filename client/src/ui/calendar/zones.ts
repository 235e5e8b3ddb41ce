import { COMMON_ZONES } from '../../i18n/calendar-words.ts'
import type { CommonZone } from '../../i18n/calendar-words.ts'
import { plain } from '../widgets/plain.ts'

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

type Zone = { id: string; label: string; detail: string }

/** A zone by the name people know, if it has one, with its offset as `GMT+07:00`. */
export function zoneOf(id: string, names: Record<CommonZone, string>, at: number): Zone {
  const known = COMMON_ZONES.find((zone) => zone === id)
  const city = id.replaceAll('_', ' ')
  const offset = offsetIn(id)(at)
  return known === undefined
    ? { id, label: city, detail: offset }
    : { id, label: names[known], detail: `${city}, ${offset}` }
}

/**
 * The zones that match a search, each once: the common ones first, then all others.
 * @param all as the browser lists them; some use old names, such as Asia/Saigon
 */
export function zonesLike(
  text: string,
  all: readonly string[],
  names: Record<CommonZone, string>,
  at: number,
): { common: Zone[]; others: Zone[] } {
  const wanted = plain(text).replaceAll('_', ' ').trim()
  const matches = ({ label, detail }: Zone) => plain(`${label} ${detail}`).includes(wanted)
  const known = new Set<string>(COMMON_ZONES.flatMap((zone) => [zone, canonical(zone)]))
  const listed = (zones: readonly string[]) =>
    zones.map((zone) => zoneOf(zone, names, at)).filter(matches)
  return {
    common: listed(COMMON_ZONES),
    // Offsets are slow to compute, so the long list is only for those who search it.
    others: wanted === '' ? [] : listed(all.filter((zone) => !known.has(zone))),
  }
}
