import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { withoutMarks } from '#protocol/marks.ts'
import { PROPOSAL_LANGUAGES, PROPOSAL_WORDS } from '#server/policy/proposal.ts'
import { hasTwoSpellings, soundsOf, withoutOne } from './sounds.ts'
import { thin } from './thin.ts'
import { contentLines, exclusion, pairs } from './vietnamese.ts'

const here = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8')
const { vi, en } = PROPOSAL_WORDS

/** The pairs of one list that have a value in common. */
function shared(words: readonly string[], values: (word: string) => readonly string[]): string[] {
  const owners = new Map<string, string>()
  return words.flatMap((word) =>
    values(word).flatMap((value) => {
      const owner = owners.get(value)
      owners.set(value, word)
      return owner === undefined || owner === word ? [] : [`${owner} ${word}`]
    }),
  )
}

describe('[PWD2] the words of proposed passwords', () => {
  it('Vietnamese: no two differ by one sound only, wherever they are said', () => {
    assert.deepEqual(
      vi.filter((word) => soundsOf(word)?.length !== 6),
      [],
    )
    assert.deepEqual(
      shared(vi, (word) => withoutOne(soundsOf(word) ?? [])),
      [],
    )
  })

  it('Vietnamese: each is one of the candidates, is not excluded and has one spelling', () => {
    const isExcluded = exclusion(here('excluded.vi.txt'))
    const fit = [...pairs(here('candidates.vi.txt'))].filter(([a, b]) => !isExcluded(a, b))
    const known = new Set(fit.map((pair) => pair.map(withoutMarks).join('-')))
    assert.deepEqual(
      vi.filter((word) => !known.has(word) || word.split('-').some(hasTwoSpellings)),
      [],
    )
  })

  it('English: no two differ by one letter only', () => {
    assert.deepEqual(
      shared(en, (word) => [
        ...[...word].map((_, i) => `${word.slice(0, i)}*${word.slice(i + 1)}`),
        ...[...word].map((_, i) => `${word.slice(0, i)}${word.slice(i + 1)}`),
        word,
      ]),
      [],
    )
  })

  it('English: none is excluded', () => {
    const out = new Set(contentLines(here('excluded.en.txt')).flatMap((line) => line.split(' ')))
    assert.deepEqual(
      en.filter((word) => out.has(word)),
      [],
    )
  })

  it('have 4 to 8 letters, and none begins with another', () => {
    for (const language of PROPOSAL_LANGUAGES) {
      const letters = PROPOSAL_WORDS[language].map((word) => word.replaceAll('-', '')).toSorted()
      for (const [i, word] of letters.entries()) {
        assert.match(word, /^[a-z]{4,8}$/)
        // In sorted order, a word is followed at once by those that begin with it.
        assert.ok(!letters[i + 1]?.startsWith(word), `${word} ${letters[i + 1]}`)
      }
    }
  })
})

const alike = (a: string, b: string) => assert.deepEqual(soundsOf(a), soundsOf(b), `${a} ${b}`)

describe('sounds of a word', () => {
  it('are the same where a region does not tell them apart', () => {
    for (const [a, b] of [
      ['lua', 'nua'],
      ['trau', 'chau'],
      ['song', 'xong'],
      ['dao', 'giao'],
      ['rao', 'vao'],
      ['ban', 'bang'],
      ['banh', 'ban'],
      ['mat', 'mac'],
      ['mach', 'mat'],
      ['ky', 'ki'],
      ['chuoi', 'chui'],
      ['tiem', 'tim'],
      ['ruou', 'riu'],
      ['hoa', 'qua'],
      ['khoe', 'phe'],
      ['ghe', 'ge'],
      ['tay', 'tai'],
      ['sao', 'sau'],
    ] as const) {
      alike(a, b)
    }
  })

  it('are apart where everybody tells them apart', () => {
    for (const [a, b] of [
      ['ba', 'ma'],
      ['to', 'tho'],
      ['an', 'am'],
      ['mua', 'moa'],
      ['bat', 'bap'],
    ] as const) {
      assert.notDeepEqual(soundsOf(a), soundsOf(b), `${a} ${b}`)
    }
    assert.equal(soundsOf('zebra'), null)
  })
})

it('thinning keeps no two words that exclude each other, nor a beginning', () => {
  const words = ['aa', 'ab', 'aab', 'cd', 'ce'].map((word) => ({ word, claims: [word], rank: 0 }))
  assert.deepEqual(thin(words, 9), ['aa', 'ab', 'cd', 'ce'])
  const clash = words.map((one) => ({ ...one, claims: [one.word.slice(0, 1)] }))
  assert.deepEqual(
    thin(clash, 9).map((word) => word.slice(0, 1)),
    ['a', 'c'],
  )
})
