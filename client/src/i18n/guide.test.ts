import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { ERROR_CODES } from '#protocol/errors.ts'
import { textAt, TOKEN } from './guide.ts'
import type { Guide, Remedies } from './guide.ts'
import { LANGUAGES } from './languages.ts'
import { loadTexts } from './parts.ts'
import type { Part } from './parts.ts'

const GUIDES = ['officials', 'hosts', 'desk', 'operators'] as const

/** Every sentence in a guide. */
const sentences = (inside: unknown): string[] =>
  typeof inside === 'string'
    ? [inside]
    : Object.values(inside as Record<string, unknown>).flatMap(sentences)

/** The names that a sentence takes from the catalog, such as `people.lobby.admit`. */
const namesIn = (sentence: string) =>
  [...sentence.matchAll(new RegExp(TOKEN, 'g'))].flatMap(([, name]) => name ?? [])

const page = (guide: string) =>
  readFileSync(new URL(`../ui/help/${guide}.tsx`, import.meta.url), 'utf8')
const partsOf = (guide: string): Part[] => [
  'main',
  ...[...page(guide).matchAll(/^ {4}(\w+): useTexts\('\1'\),/gm)].map(([, part]) => part as Part),
]

async function unknownNames(language: (typeof LANGUAGES)[number], guide: (typeof GUIDES)[number]) {
  const parts = partsOf(guide)
  const texts = Object.fromEntries(
    await Promise.all(parts.map(async (part) => [part, await loadTexts(language, part)] as const)),
  )
  const names = sentences(await loadTexts(language, guide)).flatMap(namesIn)
  const idle = parts.filter(
    (part) => part !== 'main' && !names.some((name) => name.startsWith(`${part}.`)),
  )
  return { names, idle, unknown: names.filter((name) => textAt(texts, name) === undefined) }
}

describe('the guides', () => {
  for (const language of LANGUAGES)
    it(`name only buttons that exist, from the parts their pages fetch (${language})`, async () => {
      for (const guide of GUIDES) {
        const { names, idle, unknown } = await unknownNames(language, guide)
        assert.ok(names.length > 5, `${guide}: ${names.length}`)
        assert.deepEqual({ guide, unknown, idle }, { guide, unknown: [], idle: [] })
      }
    })

  it('show every picture that there is, and no other', async () => {
    const shown: string[] = []
    for (const language of LANGUAGES)
      for (const guide of GUIDES.filter((name) => name !== 'desk')) {
        const { sections }: Guide = await loadTexts(language, guide)
        for (const { picture } of Object.values(sections))
          if (picture) shown.push(`${picture.name}.${language}.jpg`)
      }
    const folder = new URL('../../public/pictures/', import.meta.url)
    assert.deepEqual(shown.toSorted(), readdirSync(folder).toSorted())
  })

  it('leave no bracket or backtick behind', async () => {
    for (const language of LANGUAGES)
      for (const guide of GUIDES)
        for (const sentence of sentences(await loadTexts(language, guide)))
          assert.doesNotMatch(sentence.replaceAll(new RegExp(TOKEN, 'g'), ''), /[[\]`]/, sentence)
  })

  it('would be found if they named what does not exist', () => {
    assert.deepEqual(namesIn('Bấm [room.room.leave], rồi `npm start` [x.y]'), [
      'room.room.leave',
      'x.y',
    ])
    assert.equal(textAt({ a: { b: 'Rời họp' } }, 'a.b'), 'Rời họp')
    for (const path of ['a', 'a.c', 'a.b.length', 'a.constructor', ''])
      assert.equal(textAt({ a: { b: 'Rời họp' } }, path), undefined, path)
  })
})

describe('the help desk', () => {
  for (const language of LANGUAGES)
    it(`has one entry for every refusal, and no others (${language})`, async () => {
      const groups: Remedies = (await loadTexts(language, 'desk')).groups
      const listed = Object.values(groups).flatMap(({ codes }) => Object.keys(codes))
      assert.deepEqual(listed.toSorted(), [...ERROR_CODES, 'unreachable'].toSorted())
    })
})
