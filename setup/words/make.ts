import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { thin } from './thin.ts'
import { englishCandidates } from './english.ts'
import { vietnameseCandidates } from './vietnamese.ts'

/**
 * Makes the lists of words for proposed passwords; README.md in this folder says from what.
 *
 *     node setup/words/make.ts [ROOT of the unpacked Debian packages, otherwise /]
 */
const SIZE = 2600

const root = process.argv[2] ?? '/'
const here = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8')
const debian = (name: string): string => readFileSync(join(root, 'usr/share', name), 'utf8')

/** Only what British and American English spell alike. */
const scowl = (level: number): string => debian(`dict/scowl/english-words.${level}`)

function write(language: string, name: string, source: string, words: readonly string[]) {
  if (words.length < SIZE) throw new Error(`Only ${words.length} words: ${language}`)
  const lines = words.join(' ').match(/.{1,98}(?= |$)/g) ?? []
  const text = `/** Made by setup/words/make.ts from ${source}: change its inputs, not this file. */
export const ${name} = \`
${lines.map((line) => `  ${line.trim()}`).join('\n')}
\`
`
  const file = join(import.meta.dirname, '../../server/policy/words', `${language}.ts`)
  writeFileSync(file, text)
}

const vietnamese = vietnameseCandidates({
  candidates: here('candidates.vi.txt'),
  excluded: here('excluded.vi.txt'),
  dictionary: debian('hunspell/vi_VN.dic'),
})
write('vi', 'VIETNAMESE', 'its candidates', thin(vietnamese, SIZE))

const english = englishCandidates({
  common: scowl(10) + scowl(20),
  known: scowl(35),
  sounds: debian('festival/dicts/cmu/cmudict-0.4.out'),
  excluded: here('excluded.en.txt'),
})
write('en', 'ENGLISH', 'SCOWL', thin(english, SIZE))
