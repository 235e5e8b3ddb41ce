import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '#protocol/errors.ts'
import { DocumentId, ParticipantId } from '#protocol/ids.ts'
import { LIMITS } from '#protocol/limits.ts'
import type { Stroke } from '#protocol/presentation.ts'
import { Ink } from './ink.ts'

const document = DocumentId.parse('d'.repeat(22))
const lan = ParticipantId.parse('l'.repeat(22))
const minh = ParticipantId.parse('m'.repeat(22))
const stroke = (id: number, points = 1): Stroke => ({
  id,
  tool: 'pen',
  color: 0,
  points: Array<number>(2 * points).fill(5),
})
const refused = (code: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code
const ids = (ink: Ink) => ink.pages().flatMap(({ strokes }) => strokes.map(({ id }) => id))

describe('ink', () => {
  it('[DOC5] only its author can continue a stroke, and it continues where it ended', () => {
    const ink = new Ink()
    ink.draw(lan, document, 1, stroke(1, 2))
    ink.draw(lan, document, 1, stroke(1, 3))
    assert.equal(ink.pages()[0]?.strokes[0]?.points.length, 10)
    assert.throws(() => ink.draw(minh, document, 1, stroke(1)), refused('forbidden'))
    // The same id on another page is a different stroke.
    ink.draw(minh, document, 2, stroke(1))
    assert.equal(ink.pages().length, 2)
  })

  it("[DOC5] undo removes the author's last stroke, clear removes all on a page", () => {
    const ink = new Ink()
    for (const [id, by] of [[1, lan], [2, minh], [3, lan]] as const) ink.draw(by, document, 1, stroke(id)) // prettier-ignore
    assert.deepEqual(ink.undo(minh, document, 1), [2])
    assert.deepEqual(ink.undo(minh, document, 1), [])
    assert.deepEqual(ink.undo(lan, document, 1), [3])
    assert.deepEqual(ink.undo(lan, document, 9), [])
    ink.draw(lan, document, 2, stroke(4))
    assert.deepEqual(ink.clear(document, 1), [1])
    assert.deepEqual(ids(ink), [4])
    ink.forget(document)
    assert.deepEqual(ink.pages(), [])
  })

  it('[DOC5] does not reveal who drew it', () => {
    const ink = new Ink()
    ink.draw(lan, document, 1, stroke(1))
    assert.ok(!JSON.stringify(ink.pages()).includes(lan))
  })

  it('[DOC5] is limited per stroke, page and meeting; erasing frees space', () => {
    const ink = new Ink()
    assert.throws(() => ink.draw(lan, document, 1, stroke(1, LIMITS.strokePoints + 1)), refused('ink_full')) // prettier-ignore
    for (let page = 1; page <= LIMITS.inkPoints / LIMITS.pagePoints; page += 1) {
      const strokes = LIMITS.pagePoints / LIMITS.strokePoints
      for (let id = 0; id < strokes; id += 1)
        ink.draw(lan, document, page, stroke(id, LIMITS.strokePoints))
      assert.throws(() => ink.draw(lan, document, page, stroke(99)), refused('ink_full'))
    }
    assert.equal(ink.points, LIMITS.inkPoints)
    assert.throws(() => ink.draw(lan, document, 400, stroke(1)), refused('ink_full'))
    ink.erase(document, 1, [0])
    ink.draw(lan, document, 400, stroke(1))
  })

  it('[DOC5] stays within its limits and loses nothing, for any sequence of drawing and erasing', () => {
    const act = fc.record({
      by: fc.constantFrom(lan, minh),
      page: fc.integer({ min: 1, max: 3 }),
      id: fc.nat(5),
      points: fc.integer({ min: 1, max: 400 }),
      what: fc.constantFrom('draw', 'draw', 'draw', 'erase', 'undo', 'clear'),
    })
    fc.assert(
      fc.property(fc.array(act, { maxLength: 80 }), (acts) => {
        const ink = new Ink()
        const model = new Map<string, number>()
        for (const { by, page, id, points, what } of acts) {
          const key = (of: number) => `${page} ${of}`
          try {
            if (what === 'draw') {
              ink.draw(by, document, page, stroke(id, points))
              model.set(key(id), (model.get(key(id)) ?? 0) + points)
            } else {
              const gone =
                what === 'erase'
                  ? ink.erase(document, page, [id])
                  : what === 'undo'
                    ? ink.undo(by, document, page)
                    : ink.clear(document, page)
              for (const one of gone) assert.ok(model.delete(key(one)))
            }
          } catch (error) {
            assert.ok(error instanceof Refusal)
          }
          const drawn = ink
            .pages()
            .flatMap(({ page: at, strokes }) =>
              strokes.map((one): [string, number] => [`${at} ${one.id}`, one.points.length / 2]),
            )
          assert.deepEqual(new Map(drawn), model, 'the same as the model')
          assert.ok(ink.points <= LIMITS.inkPoints)
          for (const [, size] of drawn) assert.ok(size <= LIMITS.strokePoints)
        }
      }),
      { numRuns: 100 },
    )
  })
})
