import { LIMITS } from '#protocol/limits.ts'
import { withoutMarks } from '#protocol/marks.ts'
import { ENGLISH } from './words/en.ts'
import { VIETNAMESE } from './words/vi.ts'

export const PROPOSAL_LANGUAGES = ['vi', 'en'] as const
export type ProposalLanguage = (typeof PROPOSAL_LANGUAGES)[number]

const listed = (text: string): readonly string[] => text.trim().split(/\s+/)

/**
 * [PWD2] The words of proposed passwords. Vietnamese ones have two syllables, without diacritics and
 * joined by a hyphen, such as `ca-chep`. setup/words says how the lists were made; what holds for
 * them is in its tests.
 */
export const PROPOSAL_WORDS: Record<ProposalLanguage, readonly string[]> = {
  vi: listed(VIETNAMESE),
  en: listed(ENGLISH),
}

/** Seven of 2600 words are 79 bits, as six of 9217 would be: nobody knows so many clean words. */
export const WORDS = 7

/** @param randomInt returns a uniform integer in [0, max) from a cryptographic source */
export function proposePassword(
  randomInt: (max: number) => number,
  language: ProposalLanguage = 'vi',
): string {
  const words = PROPOSAL_WORDS[language]
  return Array.from({ length: WORDS }, () => words[randomInt(words.length)]).join(' ')
}

const SEPARATORS = /[\s\p{Pd}.,;_/]+/gu

/**
 * The form that is judged and hashed. NFC and a single kind of space follow RFC 8265's OpaqueString
 * (4.2.2): `ế` is the same password whether a phone sends one code point or three. Not NFKC, which
 * would turn `²` into `2` and lose strength.
 *
 * A proposed password is recognized however it is written: in capitals, with the diacritics that
 * belong to its words, or with spaces, dots, long dashes or nothing between them. Every spelling of
 * it is still one of the same passwords, so it is no easier to guess.
 */
export function canonicalPassword(text: string): string {
  const plain = text.normalize('NFC').replace(/\p{Zs}/gu, ' ')
  if (plain.length > LIMITS.passwordMax) return plain
  return asFirstProposed(plain) ?? asProposed(plain) ?? plain
}

/** The words by their letters alone. None begins with another, so text is read in one way only. */
let byLetters: Map<string, string>[] | null = null
const wordsByLetters = (): Map<string, string>[] =>
  (byLetters ??= PROPOSAL_LANGUAGES.map(
    (language) => new Map(PROPOSAL_WORDS[language].map((word) => [word.replaceAll('-', ''), word])),
  ))

function asProposed(text: string): string | null {
  const letters = withoutMarks(text.replace(SEPARATORS, ''))
  for (const words of wordsByLetters()) {
    const found = split(letters, words)
    if (found !== null) return found.join(' ')
  }
  return null
}

const LETTERS_MAX = 8

/** Exactly `WORDS` words that together are `letters`. */
function split(letters: string, words: ReadonlyMap<string, string>): string[] | null {
  const found: string[] = []
  let from = 0
  for (let to = 1; to <= letters.length && to - from <= LETTERS_MAX; to += 1) {
    const word = words.get(letters.slice(from, to))
    if (word === undefined) continue
    found.push(word)
    from = to
  }
  return found.length === WORDS && from === letters.length ? found : null
}

/**
 * What the server proposed up to version 0.2: six words of two open syllables each, such as
 * `bakhi-lutho-…`. They stay good.
 */
const FIRST_WORDS = 6
const FIRST_SYLLABLE = '(?:kh|ph|th|nh|ch|[bhlmstv])(?:am|im|oi|[aeiou])'
const LIKE_FIRST = new RegExp(`^(?:${FIRST_SYLLABLE}){${FIRST_WORDS * 2}}$`)

function asFirstProposed(text: string): string | null {
  const letters = text.toLowerCase().replace(SEPARATORS, '')
  if (!LIKE_FIRST.test(letters)) return null
  // The only way to read it, because every syllable begins with consonants.
  const syllables = letters.match(new RegExp(`${FIRST_SYLLABLE}(?=[^aeiou]|$)`, 'g')) ?? []
  if (syllables.join('') !== letters) return null
  const words = Array.from({ length: FIRST_WORDS }, (_, i) =>
    syllables.slice(i * 2, i * 2 + 2).join(''),
  )
  return words.join('-')
}
