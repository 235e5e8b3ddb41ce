import { folded } from '#protocol/calendar-lines.ts'

/** iCalendar serialization (RFC 5545, 3.1 and 3.3.11): one property, escaped and folded. */

/**
 * @param name including parameters
 * @param value already escaped for its type
 */
export const line = (name: string, value: string): string => folded(`${name}:${value}`)

export const text = (value: string): string =>
  value
    .replaceAll('\r\n', '\n')
    // Control characters are not allowed in text and cannot be escaped.
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replaceAll('\n', '\\n')

/** Quoted, because names contain commas and colons; a quote itself cannot be represented (3.2). */
export const parameter = (value: string): string =>
  `"${value.replaceAll('"', "'").replace(/\p{Cc}/gu, ' ')}"`
