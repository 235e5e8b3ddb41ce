import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { BUDGET, measure, report, total } from './size.ts'
import type { Sizes } from './size.ts'

describe('the size of the client', () => {
  let sizes: Sizes
  before(async () => {
    sizes = await measure()
    console.info(report(sizes))
  })

  it('the join page is within its budget', () => {
    assert.ok(total(sizes.join) <= BUDGET.join, report(sizes))
  })
  it('the whole call is within its budget', () => {
    assert.ok(total(sizes.call) <= BUDGET.call, report(sizes))
  })
  it('joining fetches nothing of the room, the engine or a second language', () => {
    const names = new Set(sizes.join.map(({ name }) => name))
    for (const name of ['room', 'engine', 'menu', 'dialog', 'en']) assert.ok(!names.has(name), name)
    assert.ok(names.has('vi'))
    assert.ok(!sizes.call.some(({ name }) => name === 'en'))
    assert.ok(sizes.call.some(({ name }) => name === 'room'))
  })
})
