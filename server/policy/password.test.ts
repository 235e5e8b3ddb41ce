import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { judgePassword } from './password.ts'
import { PROPOSAL_LANGUAGES, WORDS, proposePassword } from './proposal.ts'

const CONTEXT = [
  'Họp giao ban Sở Nông nghiệp tháng 11',
  'Trần Thị Khánh Phương',
  'UBND tỉnh Hòa Bình',
]
const verdict = (password: string, context = CONTEXT): string => {
  const result = judgePassword(password, context)
  return result.ok ? 'ok' : result.code
}

describe('[PWD2] a chosen password', () => {
  it('has 15 to 128 characters, counted as people count them', () => {
    assert.equal(verdict('kX9#vT2!mQ7$zL'), 'password_too_short')
    assert.equal(verdict('kX9#vT2!mQ7$zL4'), 'ok')
    const flags = '🦆🐢🦉🐝🦋🐞🐙🦑🦞🐡🦈🐬🦭🐊'
    assert.equal(verdict(flags), 'password_too_short')
    assert.equal(verdict(`${flags}🦆`), 'ok')
    assert.equal(verdict('kX9#vT2!'.repeat(16) + 'x'), 'password_too_long')
  })

  it('has no composition rules and allows any Unicode', () => {
    for (const good of [
      'con vịt xanh lá ăn bánh mì trên cầu',
      'seven purple walruses juggle turnips',
      'чайник поёт на луне тихо',
      'mhqzkvtwpnrjxdlbgfcs',
    ]) {
      assert.equal(verdict(good), 'ok', good)
    }
  })

  it('is not a repeated common password, however often and wherever it is cut off', () => {
    const common = ['matkhau123', 'uybannhandan', 'password', 'hanoi2025', 'thanhhoa', 'qwerty']
    fc.assert(
      fc.property(
        fc.constantFrom(...common),
        fc.constantFrom('', ' ', '-', '. '),
        fc.integer({ min: 2, max: 15 }),
        fc.nat(9),
        (word, between, times, more) => {
          const all = `${`${word}${between}`.repeat(times)}${word.slice(0, more)}`
          const text = all.slice(0, 128)
          fc.pre([...text].length >= 15)
          assert.notEqual(verdict(text), 'ok', text)
        },
      ),
    )
  })

  it('is not a list of places', () => {
    for (const bad of [
      'tuyen quang bac kan',
      'BacKan-TuyenQuang',
      'buonmathuot-pleiku',
      'Biên Hòa Thủ Đức',
      'Cầu Giấy Hà Đông',
    ]) {
      assert.notEqual(verdict(bad), 'ok', bad)
    }
  })

  it('is on no list of common ones, whatever separates its words', () => {
    for (const bad of [
      'matkhaucuatoi!!',
      'Mật khẩu của tôi',
      'mothaibabonnam!',
      'toi yeu viet nam',
      '1234567890!!!!!',
    ]) {
      const result = verdict(bad)
      assert.ok(['password_too_common', 'password_too_weak'].includes(result), `${bad}: ${result}`)
    }
    assert.equal(verdict('độc lập tự do hạnh phúc'), 'password_too_weak')
    assert.equal(verdict('cộng hòa xã hội chủ nghĩa việt nam'), 'password_too_weak')
    assert.equal(verdict('quên mật khẩu'.padEnd(15, '.')), 'password_too_common')
  })

  it('is not what attackers try first', () => {
    for (const bad of [
      'aaaaaaaaaaaaaaaaaaaa',
      'password1password1password1',
      'qwertyuiopasdfghjkl',
      '123456789012345678901234567890',
      'nguyenvana123456',
      'Nguyễn Văn A 1990',
      'M4tKh4u@123456789',
      'hanoi2026hanoi2026',
      'iloveyouiloveyou',
      'matkhau-2026-hanoi',
      'abcabcabcabcabcabc',
    ]) {
      assert.notEqual(verdict(bad), 'ok', bad)
    }
  })

  it('is not made of the title, the host or the organization', () => {
    for (const bad of [
      'Họp giao ban Sở Nông nghiệp',
      'hopgiaobansonongnghiep2026',
      'TRANTHIKHANHPHUONG!!',
      'khanhphuong-nongnghiep',
      'UBND Hòa Bình 2026!',
    ]) {
      assert.equal(verdict(bad), 'password_is_context', bad)
    }
    assert.equal(verdict('Trần Quốc Bảo vẽ con vịt xanh lá ăn bánh', ['Trần Quốc Bảo']), 'ok')
    assert.notEqual(verdict('zorblatt-corporation', ['Zorblatt Corporation']), 'ok')
  })

  it('a proposed one always passes, whatever the title of the meeting', () => {
    const index = fc.noBias(fc.nat(2599))
    const language = fc.constantFrom(...PROPOSAL_LANGUAGES)
    const title = fc.constantFrom(
      ...CONTEXT,
      'Thi thơ nhà khu phố vào hè',
      'Project review of the central office',
      'Hội thảo thi thu phí kho bãi',
    )
    fc.assert(
      fc.property(
        fc.array(index, { minLength: WORDS, maxLength: WORDS }),
        fc.array(title, { maxLength: 3 }),
        language,
        (indexes, context, language) => {
          let next = 0
          const password = proposePassword(() => indexes[next++] ?? 0, language)
          assert.equal(verdict(password, context), 'ok', password)
        },
      ),
      { numRuns: 40 },
    )
    assert.equal(verdict(proposePassword(randomInt)), 'ok')
  })

  it('is judged quickly even if built to be slow (without limits, these take minutes)', () => {
    const hostile = [
      '4@$3',
      'p4ssw0rd!@#$%^&*()_+|~`QAZwsx',
      'ab12',
      'a',
      '1',
      'aA4@',
      'ạ̣̣',
      '(4<3!1|',
      'matkhau1',
    ]
    for (const unit of hostile) {
      assert.match(verdict(unit.repeat(128).slice(0, 128), CONTEXT), /^(ok|password_)/, unit)
    }
  })
})
