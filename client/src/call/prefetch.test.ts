import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { trackView } from '../media/testing.ts'
import { likelyHeights } from './prefetch.ts'

const camera = (name: string) => trackView(name, name, 'camera')
const many = Array.from({ length: 30 }, (_, n) => camera(`c${n}`))

describe('what is requested before the room is drawn', () => {
  it('gives one face half the window: the local tile is beside or below it', () => {
    assert.deepEqual([...likelyHeights([camera('a')], 800)], [['a', 400]])
  })

  it('covers one page of faces, and no audio', () => {
    const likely = likelyHeights([trackView('m', 'a', 'microphone'), ...many], 800)
    assert.equal(likely.size, 9)
    assert.ok([...likely.values()].every((height) => height === 200))
  })

  it('gives a shared screen the window, and faces a strip', () => {
    const likely = likelyHeights([camera('a'), trackView('s', 'a', 'screen')], 800)
    assert.deepEqual(Object.fromEntries(likely), { a: 180, s: 800 })
  })
})
