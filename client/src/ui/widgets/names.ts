/**
 * How people's names are abbreviated and pictured. Vietnamese names end with the given name, by
 * which people are called, so names are shortened from the front. Pure: no DOM.
 */

/** Number of face colors in tokens.css. */
const HUES = 8
/** What people add to a name: "Trần Thị Bích Ngọc - Sở Nội vụ", "Lê Văn Tám (Phòng Hành chính)". */
const ADDITION = /\s*(?:[,;|(/]|\s[-–—]\s).*$/

const wordsOf = (name: string) => name.split(/\s+/).filter((word) => word !== '')
const firstLetter = (word: string | undefined) => [...(word ?? '')][0] ?? ''

/** The name without what was added to it; the whole text if nothing else is left. */
function personalName(name: string): string {
  const bare = name.replace(ADDITION, '').trim()
  return bare === '' ? name : bare
}

/**
 * Forms of a name from the longest to the shortest: whole, without additions, then one more initial
 * at a time from the front, down to the given name alone.
 */
export function nameForms(name: string): string[] {
  const words = wordsOf(personalName(name))
  const given = words.at(-1) ?? ''
  const shortened = words
    .slice(0, -1)
    .map((_, count) =>
      words.map((word, at) => (at <= count ? `${firstLetter(word)}.` : word)).join(' '),
    )
  const withInitials = shortened.map((form) => form.replace(/\S+$/, given))
  return [...new Set([name, words.join(' '), ...withInitials, given])].filter((form) => form !== '')
}

/** Initials of family name and given name, such as "TN"; one letter for a single word. */
export function initialsOf(name: string): string {
  const words = wordsOf(personalName(name))
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return letters.map(firstLetter).join('').toLocaleUpperCase('vi')
}

/** A face color, 1 to 8, always the same for the same name. */
export function hueOf(name: string): number {
  let sum = 0
  for (const letter of name.normalize('NFC'))
    sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65521
  return (sum % HUES) + 1
}
