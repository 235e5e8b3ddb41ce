/** iCalendar serialization (RFC 5545, 3.1 and 3.3.11): one property, escaped and folded. */

const LINE_OCTETS = 75

/**
 * @param name including parameters
 * @param value already escaped for its type
 */
export const line = (name: string, value: string): string => fold(`${name}:${value}`)

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

/** Folds by octets, never within a character. */
function fold(whole: string): string {
  const lines: string[] = []
  let current = ''
  let octets = 0
  for (const character of whole) {
    const size = Buffer.byteLength(character)
    if (octets + size > LINE_OCTETS) {
      lines.push(current)
      current = ' '
      octets = 1
    }
    current += character
    octets += size
  }
  return [...lines, current].join('\r\n')
}
