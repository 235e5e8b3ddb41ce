import { LIMITS } from '#protocol/limits.ts'
import { isMailAddress } from '#protocol/mail-address.ts'

export type Invitee = { name: string; to: string | null }

/** `Nguyễn An <an@example.vn>`, as mail programs copy it. */
const BRACKETS = /^(?<name>.*?)[\s,;]*<(?<to>[^<>]*)>[\s,;]*$/u
/** `Nguyễn An, an@example.vn`, or table columns. A comma alone does not make an address. */
const COLUMNS = /^(?:(?<name>.*?)[\s,;]+)?(?<to>[^\s,;]*@[^\s,;]*)[\s,;]*$/u

/**
 * Parses pasted text with one person per line, as copied from columns. Ignores empty lines.
 * @param mail whether to parse mail addresses, because this server sends mail
 */
export const inviteesIn = (text: string, mail: boolean): Invitee[] =>
  text
    .split(/[\r\n]+/)
    .map((line) => line.replace(/\s+/gu, ' ').trim())
    .filter((line) => line !== '')
    .map((line) => {
      const { name = '', to } = (mail && (BRACKETS.exec(line) ?? COLUMNS.exec(line))?.groups) || {}
      return to === undefined ? { name: line, to: null } : { name: unquoted(name), to: to.trim() }
    })

/** Line number, from 1, of the person at this index of the list. */
export function lineOf(text: string, place: number): number {
  const lines = text.split(/\r\n|\r|\n/)
  let left = place
  const at = lines.findIndex((line) => line.trim() !== '' && left-- === 0)
  return at + 1
}

const unquoted = (name: string): string => name.replace(/^"(.*)"$/u, '$1').trim()

export type ListFault =
  | { what: 'tooMany' | 'empty' }
  | { what: 'nameTooLong' | 'nameMissing' | 'badAddress'; which: string }

/** The first entry that the server would refuse. */
export function listFault(people: readonly Invitee[]): ListFault | null {
  if (people.length === 0) return { what: 'empty' }
  if (people.length > LIMITS.inviteBatch) return { what: 'tooMany' }
  for (const { name, to } of people) {
    if (to !== null && !isMailAddress(to)) return { what: 'badAddress', which: to || name }
    if (name === '') return { what: 'nameMissing', which: to ?? '' }
    if ([...name].length > LIMITS.name) return { what: 'nameTooLong', which: name }
  }
  return null
}
