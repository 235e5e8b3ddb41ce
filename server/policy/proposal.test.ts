import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  PROPOSAL_LANGUAGES,
  PROPOSAL_WORDS,
  WORDS,
  canonicalPassword,
  proposePassword,
} from './proposal.ts'

const proposal = fc
  .tuple(
    fc.constantFrom(...PROPOSAL_LANGUAGES),
    fc.array(fc.nat(2599), { minLength: WORDS, maxLength: WORDS }),
  )
  .map(([language, indexes]) => proposePassword(() => indexes.pop() ?? 0, language))

describe('[PWD2] the proposed password', () => {
  it('is seven of 2600 different words in either language: 79 bits', () => {
    for (const language of PROPOSAL_LANGUAGES) {
      const words = new Set(PROPOSAL_WORDS[language])
      assert.equal(words.size, 2600)
      assert.equal(PROPOSAL_WORDS[language].length, 2600)
      // What six of 9216 invented words had before.
      assert.ok(Math.log2(words.size) * WORDS >= Math.log2(9216) * 6)
    }
    assert.match(
      proposePassword(() => 0),
      /^([a-z]+-[a-z]+ ){6}[a-z]+-[a-z]+$/,
    )
    assert.match(
      proposePassword(() => 0, 'en'),
      /^([a-z]+ ){6}[a-z]+$/,
    )
  })

  it('draws every word of the whole list, and all with the same chance', () => {
    const asked: number[] = []
    const last = proposePassword((max) => {
      asked.push(max)
      return max - 1
    })
    assert.deepEqual(asked, Array(WORDS).fill(2600))
    assert.equal(last, Array(WORDS).fill(PROPOSAL_WORDS.vi.at(-1)).join(' '))
  })

  it('works however it is read aloud and typed', () => {
    const separator = fc.constantFrom(' ', '  ', '-', ' - ', '', '. ', ', ', '–', '\u00a0', '\n')
    fc.assert(
      fc.property(
        proposal,
        separator,
        separator,
        fc.boolean(),
        (password, between, in2, capitals) => {
          const typed = ` ${password.replaceAll(' ', between).replaceAll('-', in2)} `
          assert.equal(canonicalPassword(capitals ? typed.toUpperCase() : typed), password)
          assert.equal(canonicalPassword(password), password)
        },
      ),
    )
  })

  it('may be typed with the diacritics of its words, composed or not', () => {
    const plain = 'am-ap ao-mua ca-chep be-nho goi-dien tu-lanh suoi-am'
    for (const word of plain.split(' ')) assert.ok(PROPOSAL_WORDS.vi.includes(word), word)
    const typed = 'Ấm áp, áo mưa, cá chép, bé nhỏ, gọi điện, tủ lạnh, sưởi ấm'
    assert.equal(canonicalPassword(typed), plain)
    assert.equal(canonicalPassword(typed.normalize('NFD')), plain)
    assert.equal(canonicalPassword('đ'), 'đ')
  })

  it('is one only with all its words and nothing else', () => {
    const words = PROPOSAL_WORDS.vi.slice(0, WORDS)
    assert.equal(canonicalPassword(words.join('')), words.join(' '))
    for (const text of [
      words.slice(1).join(''),
      [...words, words[0]].join(''),
      `${words.join('')}x`,
      `${words.join(' ')}!`,
    ]) {
      assert.equal(canonicalPassword(text), text)
    }
  })

  it('of earlier versions stays good, however it is typed', () => {
    const old = 'bakhi-lutho-momim-soilam-chinho-thevu'
    assert.equal(canonicalPassword(old), old)
    assert.equal(canonicalPassword('BAKHI LUTHO momim.soilam, chinho thevu'), old)
    assert.equal(canonicalPassword(old.replaceAll('-', '')), old)
    assert.equal(canonicalPassword('bakhi-lutho-momim-soilam-chinho'), old.slice(0, -6))
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
