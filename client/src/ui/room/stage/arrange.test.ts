import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { DocumentId, ParticipantId, TrackId } from '#protocol/ids.ts'
import { arrange, LAYOUTS } from './arrange.ts'
import type { Scene } from './arrange.ts'

const id = (n: number) => `p${n}` as ParticipantId
const document = 'd' as DocumentId
const screen = { id: 's' as TrackId, of: id(1) }
const scene = (change: Partial<Scene> = {}): Scene => ({
  layout: 'auto',
  order: [0, 1, 2, 3].map(id),
  self: id(0),
  screen: null,
  document: null,
  pin: null,
  spotlight: null,
  floors: [],
  spoken: [],
  hideUnseen: false,
  unseen: new Set(),
  ...change,
})
const person = (n: number) => ({ what: 'person', id: id(n) })

describe('arrange', () => {
  it('shows everyone alike by default, until something is shared, pinned or spotlighted', () => {
    assert.equal(arrange(scene()).large, null)
    assert.equal(arrange(scene({ spoken: [id(2)] })).large, null, 'speaking moves nothing')
    assert.equal(arrange(scene({ screen })).large?.items[0].what, 'screen')
    assert.deepEqual(arrange(scene({ pin: id(3), screen })).large?.items[0], person(3))
    assert.deepEqual(arrange(scene({ spotlight: id(2) })).large?.items[0], person(2))
    assert.equal(arrange(scene({ spotlight: id(2), screen })).large?.items[0].what, 'screen')
    assert.deepEqual(arrange(scene({ spotlight: id(2), pin: id(3) })).large?.items[0], person(3))
  })

  it('ignores a pin or spotlight on someone who left', () => {
    assert.equal(arrange(scene({ pin: id(9), spotlight: id(8) })).large, null)
  })

  it('enlarges the last other speaker, never me while someone else is present', () => {
    const speaker = { layout: 'speaker' } as const
    assert.deepEqual(
      arrange(scene({ ...speaker, spoken: [id(2), id(0)] })).large?.items[0],
      person(2),
    )
    assert.deepEqual(arrange(scene(speaker)).large?.items[0], person(1))
    assert.equal(arrange(scene({ ...speaker, order: [id(0)] })).large, null)
  })

  it('[FLR1] enlarges floor holders by default, but not for themselves', () => {
    assert.deepEqual(arrange(scene({ floors: [id(3), id(1)] })).large?.items, [
      person(3),
      person(1),
    ])
    assert.equal(arrange(scene({ floors: [id(0), id(9)] })).large, null)
    assert.deepEqual(arrange(scene({ floors: [id(3)], pin: id(2) })).large?.items, [person(2)])
    assert.deepEqual(arrange(scene({ floors: [id(3)], spotlight: id(2) })).large?.items, [
      person(2),
    ])
    assert.equal(arrange(scene({ floors: [id(3)], screen })).large?.items[0].what, 'screen')
    assert.equal(arrange(scene({ floors: [id(3)], layout: 'grid' })).large, null)
    const order = [0, 1, 2, 3, 4, 5].map(id)
    const crowd = arrange(scene({ order, floors: order.slice(1) }))
    assert.equal(crowd.large?.items.length, 4)
    assert.deepEqual(crowd.people, [id(0), id(1)])
  })

  it('gives a presentation the whole window', () => {
    const shown = arrange(scene({ layout: 'presentation', screen, pin: id(2) }))
    assert.equal(shown.large?.items[0].what, 'screen')
    assert.deepEqual(shown.people, [])
  })

  it('prefers a document to a shared screen, which stays visible beside it', () => {
    const shown = arrange(scene({ document, screen }))
    assert.equal(shown.large?.items[0].what, 'document')
    assert.deepEqual(shown.shared, [{ what: 'screen', ...screen }])
    assert.deepEqual(arrange(scene({ document, screen, pin: id(2) })).large?.items[0], person(2))
    const grid = arrange(scene({ layout: 'grid', document, screen, pin: id(2) }))
    assert.equal(grid.large?.items[0].what, 'document')
    assert.ok(grid.people.includes(id(2)))
  })

  it('hides and counts people without video, except those pinned or spotlighted', () => {
    const unseen = new Set([1, 2, 3].map(id))
    const shown = arrange(
      scene({ layout: 'grid', hideUnseen: true, unseen, pin: id(1), spotlight: id(2) }),
    )
    assert.deepEqual(shown.people, [0, 1, 2].map(id))
    assert.equal(shown.hidden, 1)
  })

  it('shows everyone exactly once in every configuration', () => {
    const someone = fc.option(fc.nat(9).map(id), { nil: null })
    fc.assert(
      fc.property(
        fc.record({
          layout: fc.constantFrom(...LAYOUTS),
          order: fc
            .integer({ min: 1, max: 8 })
            .map((n) => Array.from({ length: n }, (_, i) => id(i))),
          screen: fc.option(fc.constant(screen), { nil: null }),
          document: fc.option(fc.constant(document), { nil: null }),
          pin: someone,
          spotlight: someone,
          floors: fc.uniqueArray(fc.nat(9).map(id)),
          spoken: fc.uniqueArray(fc.nat(9).map(id)),
          hideUnseen: fc.boolean(),
          unseen: fc.uniqueArray(fc.nat(9).map(id)).map((ids) => new Set(ids)),
        }),
        (change) => {
          const it = scene(change)
          const { large, people, shared, hidden } = arrange(it)
          const big = (large?.items ?? []).flatMap((one) => (one.what === 'person' ? [one.id] : []))
          assert.equal(new Set([...people, ...big]).size, people.length + big.length)
          if (large?.others !== 'nowhere')
            assert.equal(people.length + big.length + hidden, it.order.length)
          assert.deepEqual(
            people,
            it.order.filter((one) => people.includes(one)),
            'in their order',
          )
          const shown = [...shared, ...(large?.items ?? [])].filter(({ what }) => what !== 'person')
          const wanted = (it.screen ? 1 : 0) + (it.document ? 1 : 0)
          assert.equal(shown.length, large?.others === 'nowhere' ? 1 : wanted)
          if (!it.hideUnseen) assert.equal(hidden, 0)
        },
      ),
    )
  })
})
