import { Temporal } from 'temporal-polyfill'
import { line } from './lines.ts'

type Change = { at: Temporal.Instant; from: number; to: number }

/**
 * A VTIMEZONE (RFC 5545, 3.6.5) for times between two moments. Each clock change is listed, which
 * matches the server's time zone data exactly, whereas a rule would also claim other years. Epoch
 * milliseconds.
 */
export function zoneLines(zone: string, from: number, to: number): string[] {
  const changes = changesOf(zone, from, to)
  const lowest = Math.min(...changes.map((change) => change.to))
  return [
    'BEGIN:VTIMEZONE',
    line('TZID', zone),
    ...changes.flatMap((change) => observance(change, change.to > lowest)),
    'END:VTIMEZONE',
  ]
}

/** The last change before `from`, and all until `to`. */
function changesOf(zone: string, from: number, to: number): Change[] {
  const first = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone)
  const changes: Change[] = []
  let next = first.getTimeZoneTransition('previous') ?? null
  if (next === null || first.epochMilliseconds - next.epochMilliseconds > 400 * 86_400_000) {
    // No recent change: treat the current offset as having always been in effect.
    const offset = first.offsetNanoseconds
    changes.push({ at: Temporal.Instant.from('1970-01-01T00:00Z'), from: offset, to: offset })
    next = first.getTimeZoneTransition('next')
  }
  while (next !== null && next.epochMilliseconds <= to) {
    const before = next.subtract({ nanoseconds: 1 })
    changes.push({
      at: next.toInstant(),
      from: before.offsetNanoseconds,
      to: next.offsetNanoseconds,
    })
    next = next.getTimeZoneTransition('next')
  }
  return changes
}

function observance({ at, from, to }: Change, daylight: boolean): string[] {
  const kind = daylight ? 'DAYLIGHT' : 'STANDARD'
  // The onset is given in local time before the change (3.6.5).
  const onset = Temporal.Instant.fromEpochMilliseconds(
    at.epochMilliseconds + Math.round(from / 1e6),
  )
  return [
    `BEGIN:${kind}`,
    line('DTSTART', basic(onset.toZonedDateTimeISO('UTC').toPlainDateTime())),
    line('TZOFFSETFROM', offset(from)),
    line('TZOFFSETTO', offset(to)),
    `END:${kind}`,
  ]
}

/** `20261123T090000` */
export const basic = (time: Temporal.PlainDateTime): string =>
  time.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '')

function offset(nanoseconds: number): string {
  const seconds = Math.round(Math.abs(nanoseconds) / 1e9)
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const digits = parts.map((part) => String(part).padStart(2, '0'))
  if (digits[2] === '00') digits.pop()
  return `${nanoseconds < 0 ? '-' : '+'}${digits.join('')}`
}
