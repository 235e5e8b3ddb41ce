import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PersonName } from '../protocol/model.ts'
import type { IdentityKind } from '../protocol/model.ts'
import { nameJudge, skeleton } from './names.ts'

describe('names', () => {
  it('[ADM5] names that a glance takes for each other have one skeleton', () => {
    for (const [one, other] of [
      ['Nguyễn Văn An', 'nguyen van an'],
      ['Đỗ Hùng', 'Do  Hung'],
      ['Admin', 'Аdmіn'], // Cyrillic А and і
      ['Bill', 'Bi11'],
      ['Lê O', 'Le 0'],
      ['Host', 'Ｈｏｓｔ'], // full width
      ['Thu-Hà', 'Thu Ha.'],
    ] as const) {
      assert.equal(skeleton(one), skeleton(other), `${one} ~ ${other}`)
    }
  })

  it('[ADM5] different people keep different skeletons', () => {
    assert.notEqual(skeleton('Nguyễn Văn An'), skeleton('Nguyễn Văn Ánh'))
    assert.notEqual(skeleton('王小明'), skeleton('李小明'))
  })

  it('[ADM5] the host is told who looks like whom', () => {
    const judged = nameJudge({
      hosts: ['Trần Chủ Tọa'].map(skeleton),
      participants: ['Lê Bình'].map(skeleton),
      waiting: ['Khách', 'khach', 'Tran Chu Toa'].map(skeleton),
      invitees: new Set([skeleton('Đặng Khách Mời')]),
    })
    const judge = (name: string, kind: IdentityKind) => judged(skeleton(name), kind)
    assert.deepEqual(judge('Tran Chu Toa', 'guest'), ['like_host'])
    assert.deepEqual(judge('le  binh', 'account'), ['like_participant'])
    assert.deepEqual(judge('Khách', 'guest'), ['same_name_waiting'])
    assert.deepEqual(judge('Phạm Ngọc', 'guest'), [])
    assert.deepEqual(judge('Dang Khach Moi', 'guest'), ['like_invitee'])
  })

  it('[ADM5] names that hide or reorder text are refused', () => {
    for (const bad of [
      '',
      '  ',
      'a\u202Eb',
      'a\u200Bb',
      'a\u0000',
      'a\nb',
      'x'.repeat(61),
      '\uD800',
    ]) {
      assert.equal(PersonName.safeParse(bad).success, false, JSON.stringify(bad))
    }
    assert.equal(PersonName.parse('  Trần\u00A0 Thị   B '), 'Trần Thị B')
  })
})
