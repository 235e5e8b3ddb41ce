import { LIMITS } from '#protocol/limits.ts'

/**
 * [PWD2] Passwords proposed by the server: six words of two open syllables each, such as
 * `bakhi-lutho-…`. Every letter is pronounced as written in Vietnamese, without tone or other
 * marks, so a password can be read over the phone and typed on any keyboard. No digits and no
 * look-alikes; c, d, g, q, r, tr, y and the like are excluded because some region pronounces them
 * like another letter or they have several spellings.
 */
export const ONSETS = 'b ch h kh l m nh ph s t th v'.split(' ')
export const RIMES = 'a e i o u am im oi'.split(' ')
export const WORDS = 6

const SYLLABLES = ONSETS.flatMap((onset) => RIMES.map((rime) => onset + rime))
/** 96 squared: 9216 words, 13.17 bits each, 79 bits for six. */
export const WORD_COUNT = SYLLABLES.length ** 2

/** The word at an index in [0, WORD_COUNT). Different indexes give different words. */
export function word(index: number): string {
  const first = SYLLABLES[Math.floor(index / SYLLABLES.length)]
  const second = SYLLABLES[index % SYLLABLES.length]
  if (first === undefined || second === undefined) throw new RangeError(`No word ${index}`)
  return first + second
}

/** @param randomInt returns a uniform integer in [0, max) from a cryptographic source */
export const proposePassword = (randomInt: (max: number) => number): string =>
  Array.from({ length: WORDS }, () => word(randomInt(WORD_COUNT))).join('-')

const SYLLABLE = `(?:${ONSETS.toSorted((a, b) => b.length - a.length).join('|')})(?:am|im|oi|[aeiou])`
/** The words in any case, with any separators or none. */
const LIKE_PROPOSED = new RegExp(`^(?:${SYLLABLE}){${WORDS * 2}}$`)
const SEPARATORS = /[\s\p{Pd}.,;_/]+/gu

/**
 * The form that is judged and hashed. NFC and a single kind of space follow RFC 8265's OpaqueString
 * (4.2.2): `ế` is the same password whether a phone sends one code point or three. Not NFKC, which
 * would turn `²` into `2` and lose strength.
 *
 * A proposed password is recognized however it is written: in capitals, or with spaces, dots, long
 * dashes or nothing between the words.
 */
export function canonicalPassword(text: string): string {
  const plain = text.normalize('NFC').replace(/\p{Zs}/gu, ' ')
  if (plain.length > LIMITS.passwordMax) return plain
  return asProposed(plain) ?? plain
}

function asProposed(text: string): string | null {
  const letters = text.toLowerCase().replace(SEPARATORS, '')
  if (!LIKE_PROPOSED.test(letters)) return null
  const syllables = split(letters)
  if (syllables === null) return null
  const words = []
  for (let i = 0; i < syllables.length; i += 2) words.push(syllables.slice(i, i + 2).join(''))
  return words.join('-')
}

/**
 * Splits letters into syllables. The result is unique, because every syllable begins with
 * consonants.
 */
function split(letters: string): string[] | null {
  const found = letters.match(new RegExp(`${SYLLABLE}(?=[^aeiou]|$)`, 'g'))
  return found !== null && found.join('') === letters ? found : null
}
