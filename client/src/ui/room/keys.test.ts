import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isTalkKey, SHORTCUTS, shortcutOf } from './keys.ts'
import type { Pressed } from './keys.ts'

const pressed = (code: string, more: Partial<Pressed> = {}): Pressed => ({
  code,
  altKey: true,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  repeat: false,
  ...more,
})

describe('call shortcuts', () => {
  it('depend on the physical key, whatever letter it types', () => {
    assert.equal(shortcutOf(pressed('KeyA'), 'free'), 'microphone')
    assert.equal(shortcutOf(pressed('KeyL'), 'control'), 'lobby')
    assert.equal(shortcutOf(pressed('KeyQ'), 'free'), null)
  })

  it('do nothing while a text field has focus or a dialog is open', () => {
    for (const letter of Object.values(SHORTCUTS))
      for (const focus of ['text', 'modal'] as const)
        assert.equal(shortcutOf(pressed(`Key${letter}`), focus), null)
  })

  it('need Alt alone, ignoring AltGr and key repeat', () => {
    for (const more of [
      { altKey: false },
      { ctrlKey: true },
      { metaKey: true },
      { shiftKey: true },
      { repeat: true },
    ])
      assert.equal(shortcutOf(pressed('KeyA', more), 'free'), null)
  })

  it('are unique and not reserved by browsers', () => {
    const letters = Object.values(SHORTCUTS)
    assert.equal(new Set(letters).size, letters.length)
    for (const taken of ['D', 'E', 'F']) assert.ok(!letters.some((letter) => letter === taken))
  })

  it('let Space unmute only where it activates no control', () => {
    const space = pressed('Space', { altKey: false })
    assert.equal(isTalkKey(space, 'free'), true)
    for (const focus of ['text', 'modal', 'control'] as const)
      assert.equal(isTalkKey(space, focus), false)
    assert.equal(isTalkKey(pressed('Space'), 'free'), false)
  })
})
