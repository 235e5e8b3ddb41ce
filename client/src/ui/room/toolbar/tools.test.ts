import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { shareOut, toolsFor } from './tools.ts'

const of = (role: 'host' | 'participant', mode: 'discussion' | 'lecture') =>
  toolsFor({ meeting: { mode, chat: true }, votes: [], questions: { list: [] } }, { role })

describe('the toolbar', () => {
  it('keeps what is urgent in eight places, and the rest behind "more"', () => {
    assert.deepEqual(shareOut(of('host', 'discussion'), 8), {
      bar: ['microphone', 'camera', 'share', 'hand', 'lobby', 'people', 'chat', 'documents'],
      more: ['votes', 'reactions', 'host', 'view', 'settings', 'guides'],
    })
    assert.deepEqual(shareOut(of('participant', 'lecture'), 8).bar, [
      'microphone',
      'camera',
      'share',
      'hand',
      'people',
      'chat',
      'speakers',
      'questions',
    ])
  })

  it('keeps the lobby of a host and the hand of a guest on a phone', () => {
    assert.deepEqual(shareOut(of('host', 'lecture'), 5).bar, [
      'microphone',
      'camera',
      'lobby',
      'people',
      'chat',
    ])
    assert.ok(shareOut(of('participant', 'discussion'), 5).bar.includes('hand'))
  })

  it('loses no tool', () => {
    for (const places of [0, 5, 8, 20]) {
      const tools = of('host', 'lecture')
      const { bar, more } = shareOut(tools, places)
      assert.deepEqual(new Set([...bar, ...more]), new Set(tools))
      assert.equal(bar.length, Math.min(places, tools.length))
    }
  })
})
