import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { DocumentId } from '#protocol/ids.ts'
import type { DocumentView, Stroke } from '#protocol/presentation.ts'
import { event, id, snapshot } from '../media/testing.ts'
import { NOTHING, PresentationFeed, pageKey, presentationAfter } from './presentation.ts'

const a = 'a'.padEnd(22, '-') as DocumentId
const b = 'b'.padEnd(22, '-') as DocumentId
const look = (document: DocumentId, page = 1) => ({ document, page, scale: 100, x: 1, y: 2 })
const shown = (document: DocumentId, page = 1) => ({ ...look(document, page), presenter: id('p') })
const documentOf = (document: DocumentId): DocumentView => ({
  id: document,
  name: 'n',
  kind: 'pdf',
  pages: 3,
  bytes: 1,
  by: 'x',
  download: false,
  keptUntil: null,
})
const stroke = (n: number, points: number[]): Stroke => ({ id: n, tool: 'pen', color: 0, points })
const ink = (drawn: Stroke | null, erased: number[] = [], document = a) =>
  event('ink', { document, page: 1, drawn, erased })
const strokes = (feed: PresentationFeed, document = a) =>
  feed.get().ink.get(pageKey(document, 1)) ?? []

describe('the presentation feed', () => {
  it('[DOC5] shows latecomers the page and its drawings', () => {
    const presentation = {
      documents: [documentOf(a)],
      shown: shown(a, 2),
      ink: [{ document: a, page: 2, strokes: [stroke(1, [1, 1])] }],
    }
    const now = presentationAfter(NOTHING, event('snapshot', snapshot({ presentation })))
    assert.deepEqual(now.look, look(a, 2), 'and nothing that could not be sent back')
    assert.deepEqual(now.ink.get(pageKey(a, 2)), [stroke(1, [1, 1])])
  })

  it('[DOC5] extends and removes strokes', () => {
    const feed = new PresentationFeed()
    feed.apply(ink(stroke(1, [1, 1])))
    feed.apply(ink(stroke(1, [2, 2])))
    feed.apply(ink(stroke(2, [3, 3])))
    assert.deepEqual(strokes(feed), [stroke(1, [1, 1, 2, 2]), stroke(2, [3, 3])])
    feed.apply(ink(null, [1, 9]))
    assert.deepEqual(strokes(feed), [stroke(2, [3, 3])])
  })

  it('forgets drawings on a removed document, and the laser with its page', () => {
    const feed = new PresentationFeed()
    feed.apply(
      event('presentation', { documents: [documentOf(a), documentOf(b)], shown: shown(a) }),
    )
    feed.apply(ink(stroke(1, [1, 1])))
    feed.apply(ink(stroke(2, [1, 1]), [], b))
    feed.apply(event('laser', { at: { x: 1, y: 1 } }))
    feed.apply(event('pageTurned', { ...look(a), scale: 200 }))
    assert.deepEqual(feed.get().laser, { x: 1, y: 1 })
    feed.apply(event('pageTurned', look(a, 2)))
    assert.equal(feed.get().laser, null)
    feed.apply(event('presentation', { documents: [documentOf(b)], shown: null }))
    assert.deepEqual([strokes(feed).length, strokes(feed, b).length], [0, 1])
    assert.equal(feed.get().look, null)
  })

  it('notifies listeners only of presentation events', () => {
    const feed = new PresentationFeed()
    let told = 0
    const stop = feed.subscribe(() => (told += 1))
    feed.apply(event('speaker', { id: null }))
    assert.equal(told, 0)
    feed.apply(event('laser', { at: null }))
    assert.equal(told, 1)
    stop()
    feed.apply(event('laser', { at: { x: 1, y: 1 } }))
    assert.equal(told, 1)
  })
})
