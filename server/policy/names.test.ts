import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { PersonName } from '#protocol/model.ts'
import type { IdentityKind } from '#protocol/model.ts'
import { mixesScripts, nameJudge, namesLike, skeleton } from './names.ts'

const judgedBy = (host: string, name: string) =>
  nameJudge({
    hosts: [skeleton(host)],
    participants: [],
    waiting: [],
    invitees: new Set<string>(),
  })(skeleton(name), 'guest')

describe('names', () => {
  it('[ADM5] names that look alike at a glance share a skeleton', () => {
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

  it('[ADM5] a host’s name with additions, in another order or with other letters is flagged', () => {
    const host = fc
      .tuple(
        fc.constantFrom('Nguyễn', 'Trần', 'Lê', 'Đặng', 'Hoàng'),
        fc.constantFrom('Văn', 'Thị', 'Minh', 'Ngọc'),
        fc.constantFrom('An', 'Bình', 'Châu', 'Dũng', 'Trí', 'Ánh'),
      )
      .map((words) => words.join(' '))
    const change = fc.constantFrom<(name: string) => string>(
      (name) => `${name} (chủ trì)`,
      (name) => `${name} - Giám đốc`,
      (name) => `Ông ${name}`,
      (name) => `TS. ${name}`,
      (name) => `${name} 2`,
      (name) => `${name} Sở Y tế`,
      (name) => name.split(' ').toReversed().join(' '),
      (name) => name.toUpperCase().replaceAll('A', 'А').replaceAll('N', 'Ν'),
    )
    fc.assert(
      fc.property(host, change, (name, changed) => {
        const none = { participants: [], waiting: [], invitees: new Set<string>() }
        const judge = nameJudge({ ...none, hosts: [skeleton(name)] })
        assert.deepEqual(judge(skeleton(changed(name)), 'guest'), ['like_host'], changed(name))
      }),
    )
  })

  it('[ADM5] a name that merely shares words with a host’s is not flagged', () => {
    for (const [host, name] of [
      ['Nguyễn Văn An', 'Nguyễn Văn Anh'],
      ['Nguyễn Văn An', 'Nguyễn Văn Bình'],
      ['Nguyễn Văn An', 'Trần Văn An'],
      ['An', 'Nguyễn Văn An'],
      ['An', 'Lê Thị Hoài An'],
      ['Lê Minh', 'Lê Thị Minh'],
      ['Nguyễn Văn Trí', 'Nguyễn Văn Chu'],
    ] as const) {
      assert.deepEqual(judgedBy(host, name), [], `${host} / ${name}`)
    }
    assert.deepEqual(judgedBy('An', 'Ông An (chủ trì)'), ['like_host'])
  })

  it('[ADM5] mixed look-alike scripts in one name are detected', () => {
    for (const name of ['Nguуễn Văn An', 'Αn Bình', 'Иван Nguyễn'])
      assert.ok(mixesScripts(name), name)
    for (const name of ['Nguyễn Văn An', 'Иван Петров', '王小明 Wang', 'Ｈｏｓｔ']) {
      assert.ok(!mixesScripts(name), name)
    }
  })

  it('[ADM5] a name has letters, with no more marks on each than people write', () => {
    const stacked = `A${'\u0301'.repeat(56)}`
    for (const bad of [stacked, 'a\u0301\u0302\u0303\u0304', '\u0301\u0302', ' \u0301 ']) {
      assert.equal(PersonName.safeParse(bad).success, false, JSON.stringify(bad))
    }
    for (const good of ['Nguyễn Thị Ngọc Ánh'.normalize('NFD'), 'สมชาย ใจดี', 'हिन्दी', 'Zoë']) {
      assert.equal(PersonName.safeParse(good).success, true, good)
    }
  })

  it('[ADM5] different people keep different skeletons', () => {
    assert.notEqual(skeleton('Nguyễn Văn An'), skeleton('Nguyễn Văn Ánh'))
    assert.notEqual(skeleton('王小明'), skeleton('李小明'))
  })

  it('[ADM5] the host is told who resembles whom', () => {
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

describe('[CAL5] searching for colleagues', () => {
  const people = [
    { username: 'an.nv', name: 'Nguyễn Văn An' },
    { username: 'dung.dt', name: 'Đỗ Tiến Dũng' },
    { username: 'bich.tt', name: 'Trần Thị Bích' },
    { username: 'anh.ld', name: 'Lê Đức Anh' },
  ]
  const found = (text: string) => namesLike(text, people).map(({ username }) => username)

  it('ignores marks, case and the order of words', () => {
    assert.deepEqual(found('do dung'), ['dung.dt'])
    assert.deepEqual(found('DŨNG đỗ'), ['dung.dt'])
    assert.deepEqual(found('nguyen an'), ['an.nv'])
  })
  it('matches the beginnings of words and of usernames, sorted by given name', () => {
    assert.deepEqual(found('an'), ['an.nv', 'anh.ld'])
    assert.deepEqual(found('bich.t'), ['bich.tt'])
    assert.deepEqual(found('ich'), [])
    assert.deepEqual(found('  '), [])
  })
})
