/**
 * What somebody hears who is told a Vietnamese word and may come from anywhere in the country. A
 * word without diacritics is taken apart into sounds, and sounds that one region does not tell apart
 * become one. Tones and the marks of vowels are gone anyway.
 */
export type Sounds = readonly string[]

const SYLLABLE =
  /^(ngh|ng|nh|gh|gi|kh|ch|th|tr|ph|qu|[bcdghklmnrstvx]?)([aeiouy]+)(ng|nh|ch|[nmptc]?)$/

/** Beginnings that some region pronounces alike. */
const ONSETS: Record<string, string> = {
  // The Red River delta: lúa, núa.
  n: 'l',
  // The north: trâu, châu; sông, xông; dao, giao, rao.
  tr: 'ch',
  s: 'x',
  gi: 'd',
  r: 'd',
  // The south: vui, dui.
  v: 'd',
  // One sound, two letters.
  k: 'c',
  ngh: 'ng',
  gh: 'g',
}

/** Ends that the center and the south pronounce alike: bàn, bàng, bành; mắt, mắc, mách. */
const CODAS: Record<string, string> = { ng: 'n', nh: 'n', c: 't', ch: 't' }

/**
 * Vowels that some region pronounces alike, with the end of the syllable, as written without marks
 * and with `i` for `y`.
 */
const VOWELS: [RegExp, string][] = [
  // The south: tiêm, tim; chuối, chúi; muộm, mụm.
  [/^ie(?=[mpu])/, 'i'],
  [/^uo(?=[imu])/, 'u'],
  // The north: rượu, riệu; cứu, kíu.
  [/^uu$/, 'iu'],
  // Much alike over a telephone: sau, sao; kêu, keo.
  [/^au$/, 'ao'],
  [/^eo$/, 'eu'],
]

/** The `o` or `u` before another vowel, as in hoa, tuần and khuya. */
const GLIDE = /^[ou](?=a[iouy]?$|e[ou]?$|[iy][aeu])/
/** Beginnings that the south loses before a glide: hoa, qua, ngoa. */
const LOST_BEFORE_GLIDE = new Set(['', 'h', 'g', 'ng'])

/** The beginning, vowel and end of a syllable without diacritics, or null if it is none. */
function soundsOfSyllable(syllable: string): Sounds | null {
  const found = SYLLABLE.exec(syllable) ?? /^(g)(i)(n|ng|m|p|)$/.exec(syllable)
  if (found === null) return null
  const [, first = '', letters = '', last = ''] = found
  const isPlainUa = letters === 'ua' && last === ''
  const glide = first === 'qu' || (GLIDE.test(letters) && !isPlainUa)
  const rest = first !== 'qu' && glide ? letters.slice(1) : letters
  const coda = CODAS[last] ?? last
  const vowel = VOWELS.reduce(
    (text, [from, to]) => text.replace(from, to),
    rest.replaceAll('y', 'i') + coda,
  ).slice(0, coda === '' ? undefined : -coda.length)
  const onset = ONSETS[first] ?? first
  if (!glide) return [onset, vowel, coda]
  if (first === 'qu' || LOST_BEFORE_GLIDE.has(onset)) return ['w', vowel, coda]
  // The south: khỏe, phẻ.
  return onset === 'kh' ? ['ph', vowel, coda] : [onset, `w${vowel}`, coda]
}

/** All sounds of a word such as `ca-chep`, six for two syllables; null if it is no word. */
export function soundsOf(word: string): Sounds | null {
  const syllables = word.split('-').map(soundsOfSyllable)
  return syllables.includes(null) ? null : syllables.flatMap((sounds) => sounds ?? [])
}

/**
 * The sounds with each one left out in turn. Two words share one of these if, and only if, they
 * differ by at most one sound.
 */
export const withoutOne = (sounds: Sounds): string[] =>
  sounds.map((_, i) => sounds.map((sound, j) => (i === j ? '*' : sound)).join(' '))

/** Whether both spellings of the last vowel are in use: kỹ, kĩ; lý, lí; quý, quí. */
export const hasTwoSpellings = (syllable: string): boolean => /^([hklmst]|qu)[iy]$/.test(syllable)
