import { withoutMarks } from '#protocol/marks.ts'
import { hasTwoSpellings, soundsOf, withoutOne } from './sounds.ts'
import type { Candidate } from './thin.ts'

const LETTERS_MIN = 4
const LETTERS_MAX = 8

type Inputs = {
  /** Lines such as `cá: chép voi` for `cá chép` and `cá voi`; # begins a comment. */
  candidates: string
  /** See the file's own first lines. */
  excluded: string
  /** Debian's hunspell-vi: one syllable a line. */
  dictionary: string
}

/** The words that are spelled right, fit to be said to anybody, and written in one way only. */
export function vietnameseCandidates({ candidates, excluded, dictionary }: Inputs): Candidate[] {
  const known = new Set(dictionary.split('\n').map((line) => line.split('/')[0]))
  const isSpelled = (syllable: string) => known.has(syllable) || known.has(oldSpelling(syllable))
  const isExcluded = exclusion(excluded)
  const found = new Map<string, Candidate>()
  for (const [first, second] of pairs(candidates)) {
    if (first === second || isExcluded(first, second)) continue
    if (!isSpelled(first) || !isSpelled(second)) continue
    const plain = [withoutMarks(first), withoutMarks(second)]
    if (plain.some(hasTwoSpellings)) continue
    const word = plain.join('-')
    const { length } = plain.join('')
    const sounds = soundsOf(word)
    if (sounds === null || length < LETTERS_MIN || length > LETTERS_MAX) continue
    found.set(word, { word, claims: withoutOne(sounds), rank: 0 })
  }
  return [...found.values()]
}

export function* pairs(candidates: string): Generator<[string, string]> {
  for (const line of contentLines(candidates)) {
    const [first = '', rest = ''] = line.split(': ')
    for (const second of rest.split(' ')) yield [first, second]
  }
}

export function exclusion(text: string): (first: string, second: string) => boolean {
  const lines = contentLines(text)
  const read = new Set(lines.filter((line) => line.startsWith('~')).map((line) => line.slice(1)))
  const exact = new Set(lines.filter((line) => !line.startsWith('~')))
  return (first, second) =>
    exact.has(`${first}-${second}`) ||
    read.has(withoutMarks(`${first}-${second}`)) ||
    [first, second].some((one) => exact.has(one) || read.has(withoutMarks(one)))
}

export const contentLines = (text: string): string[] =>
  text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))

const TONES = '\u0300\u0301\u0303\u0309\u0323'
const NEW_PLACE = new RegExp(`^(.*(?:o[${TONES}](?=[ae]$)|u[${TONES}](?=y$)))([aey])$`)

/** The dictionary marks the last vowel, as in hoà and thuỷ; schools today the first: hòa, thủy. */
function oldSpelling(syllable: string): string {
  const found = NEW_PLACE.exec(syllable.normalize('NFD'))
  if (found === null) return syllable
  const [, before = '', last = ''] = found
  return `${before.slice(0, -1)}${last}${before.slice(-1)}`.normalize('NFC')
}
