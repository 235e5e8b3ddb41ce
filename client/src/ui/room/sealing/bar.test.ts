import assert from 'node:assert/strict'
import { it } from 'node:test'
import { barOf } from './bar.ts'

const making = { state: 'making', link: 'whole', secret: false } as const

it('a room with keys has no line about them', () => {
  assert.equal(barOf({ ...making, state: 'on' }, 'participant'), null)
  assert.equal(barOf({ ...making, state: 'pending', link: 'other' }, 'host'), null)
})

it('broken keys are said to everybody, whatever else there is', () => {
  for (const role of ['host', 'participant'] as const)
    assert.equal(barOf({ state: 'broken', link: 'other', secret: false }, role), 'broken')
})

it('a host without the secret is told where it is, whatever their link', () => {
  assert.equal(barOf(making, 'host'), 'elsewhere')
  assert.equal(barOf({ ...making, link: 'other' }, 'host'), 'elsewhere')
  assert.equal(barOf({ ...making, link: 'other', secret: true }, 'host'), 'making')
})

it('others wait for keys, or need another link', () => {
  assert.equal(barOf(making, 'participant'), 'making')
  assert.equal(barOf({ ...making, link: 'other' }, 'participant'), 'other')
})
