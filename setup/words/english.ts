import { contentLines } from './vietnamese.ts'
import type { Candidate } from './thin.ts'

const LETTERS_MIN = 4
const LETTERS_MAX = 8

type Inputs = {
  /** SCOWL's lists, one word a line: the most common words, and those that everybody still knows. */
  common: string
  known: string
  /** The pronouncing dictionary of Carnegie Mellon University, as Festival has it. */
  sounds: string
  excluded: string
}

/** Words in their plain form, spelled and said in one way, that are fit to be said to anybody. */
export function englishCandidates({ common, known, sounds, excluded }: Inputs): Candidate[] {
  const first = new Set(common.split('\n'))
  const all = new Set([...first, ...known.split('\n')])
  const spoken = pronunciations(sounds)
  const out = new Set(contentLines(excluded).flatMap((line) => line.split(' ')))
  return [...all].flatMap((word) => {
    const phones = spoken.get(word)
    if (!/^[a-z]+$/.test(word) || word.length < LETTERS_MIN || word.length > LETTERS_MAX) return []
    if (phones === undefined || out.has(word) || stems(word).some((stem) => all.has(stem)))
      return []
    const claims = [...edits([...word], 'written'), ...edits(phones, 'said')]
    return [{ word, claims, rank: first.has(word) ? 0 : 1 }]
  })
}

/**
 * Two words share one of these if they differ by one letter or sound put in, left out or changed.
 */
const edits = (parts: readonly string[], as: string): string[] => [
  `${as} ${parts.join(' ')}`,
  ...parts.map((_, i) => `${as} ${parts.toSpliced(i, 1, '*').join(' ')}`),
  ...parts.map((_, i) => `${as} ${parts.toSpliced(i, 1).join(' ')}`),
]

/** What `word` may be a form of: whoever hears "adopts" may well type "adopt". */
function stems(word: string): string[] {
  const [, stem = '', ending] =
    /^(.+?)(ies|ied|ier|iest|ily|es|ed|ing|er|or|est|ly|d|r|s|y)$/.exec(word) ?? []
  if (ending === undefined) return []
  const single = stem.replace(/([a-z])\1$/, '$1')
  return [stem, single, `${stem}e`, `${stem}y`, `${single}e`, word.slice(0, -1)]
}

/** Words with one pronunciation; sounds that many speakers do not tell apart are one. */
function pronunciations(text: string): Map<string, string[]> {
  const found = new Map<string, string[]>()
  const several = new Set<string>()
  for (const [, word = '', syllables = ''] of text.matchAll(/^\("([a-z]+)" \S+ (.*)\)$/gm)) {
    const phones = syllables.match(/[a-z]+/g) ?? []
    if (found.has(word)) several.add(word)
    found.set(
      word,
      phones.map((phone) => ALIKE[phone] ?? phone),
    )
  }
  for (const word of several) found.delete(word)
  return found
}

const ALIKE: Record<string, string> = { ao: 'aa', ax: 'ah', zh: 'sh', ih: 'iy', dh: 'th' }
