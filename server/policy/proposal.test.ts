import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { WORDS, WORD_COUNT, canonicalPassword, proposePassword, word } from './proposal.ts'

const proposal = fc
  .array(fc.nat(WORD_COUNT - 1), { minLength: WORDS, maxLength: WORDS })
  .map((indexes) => proposePassword(() => indexes.pop() ?? 0))

describe('[PWD2] the proposed password', () => {
  it('is six of 9216 different words: 79 bits', () => {
    const words = new Set(Array.from({ length: WORD_COUNT }, (_, i) => word(i)))
    assert.equal(words.size, 9216)
    assert.ok(Math.log2(words.size) * WORDS > 77)
    assert.throws(() => word(WORD_COUNT), RangeError)
    assert.equal(
      proposePassword(() => 0),
      Array(WORDS).fill('baba').join('-'),
    )
  })

  it('can be read in only one way, even without the hyphens', () => {
    const seen = new Map<string, number>()
    for (let i = 0; i < WORD_COUNT; i += 1) seen.set(word(i), i)
    fc.assert(
      fc.property(proposal, (password) => {
        assert.equal(canonicalPassword(password.replaceAll('-', '')), password)
        assert.ok(password.split('-').every((part) => seen.has(part)))
      }),
    )
  })

  it('works however it is read aloud and typed', () => {
    const separator = fc.constantFrom(' ', '  ', '-', ' - ', '', '. ', ', ', '–', '\u00a0', '\n')
    fc.assert(
      fc.property(proposal, separator, fc.boolean(), (password, between, capitals) => {
        const typed = ` ${password.replaceAll('-', between)} `
        assert.equal(canonicalPassword(capitals ? typed.toUpperCase() : typed), password)
      }),
    )
  })

  it('is already in canonical form; other passwords only change in Unicode form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 140 }), (text) => {
        const once = canonicalPassword(text)
        assert.equal(canonicalPassword(once), once)
        assert.equal(canonicalPassword(text.normalize('NFD')), once)
      }),
    )
    assert.equal(canonicalPassword('Chỉ  Hai Từ'), 'Chỉ  Hai Từ')
    assert.equal(canonicalPassword('BA-BA'), 'BA-BA')
    assert.equal(canonicalPassword('x²'), 'x²')
    assert.equal(canonicalPassword('a\u00a0b\u3000c'), 'a b c')
  })
})
