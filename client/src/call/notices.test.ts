import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { InviteId, ParticipantId } from '#protocol/ids.ts'
import type { HostNotice } from '#protocol/model.ts'
import { shownNotices, withNotice } from './notices.ts'
import type { Notice } from './notices.ts'

const id = (n: number) => String(n).padStart(22, 'a')
const of = (n: number): fc.Arbitrary<HostNotice> =>
  fc.constantFrom<HostNotice>(
    { type: 'share_requested', id: ParticipantId.parse(id(n)), name: `p${n}` },
    { type: 'knock_while_locked', name: `k${n}`, count: n + 1 },
    { type: 'turned_away_full', name: `t${n}`, count: n + 1 },
  )
const other = fc.nat(60).chain(of)
const WARNINGS: HostNotice[] = [
  { type: 'wrong_passwords', count: 5 },
  { type: 'invite_two_networks', name: 'x', invite: InviteId.parse(id(1)) },
]

const all = (list: readonly HostNotice[]): Notice[] =>
  list.reduce<Notice[]>((kept, one, key) => withNotice(kept, { ...one, key }), [])

const knock = (name: string, count: number): HostNotice => ({
  type: 'knock_while_locked',
  name,
  count,
})
const types = (list: readonly HostNotice[]) => new Set(list.map(({ type }) => type))

describe('the moderators’ notices', () => {
  it('[ADM5] never lose a security notice, kept or shown, to any number of later ones', () => {
    fc.assert(
      fc.property(fc.array(other, { maxLength: 200 }), fc.array(other), (before, after) => {
        const kept = all([...before, ...WARNINGS, ...after])
        for (const { type } of WARNINGS) {
          assert.ok(types(kept).has(type), type)
          assert.ok(types(shownNotices(kept, 3)).has(type), type)
        }
        assert.ok(kept.length <= 40)
        assert.ok(shownNotices(kept, 3).length <= 3)
      }),
    )
  })

  it('are one per subject, updated in place', () => {
    const [wrong = assert.fail(), networks = assert.fail()] = WARNINGS
    const kept = all([
      knock('a', 1),
      wrong,
      knock('b', 7),
      networks,
      networks,
      { ...wrong, count: 15 } as HostNotice,
    ])
    assert.deepEqual(kept, [
      { ...knock('b', 8), key: 0 },
      { ...wrong, count: 15, key: 1 },
      { ...networks, key: 3 },
    ])
  })
})
