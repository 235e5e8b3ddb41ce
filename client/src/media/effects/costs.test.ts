import assert from 'node:assert/strict'
import { it } from 'node:test'
import { account, currentCosts, onCosts } from './costs.ts'

it('what one ends with does not hide what the other still costs', () => {
  let told = 0
  const stop = onCosts(() => (told += 1))
  const preview = account('denoise')
  preview.tell({ ms: 1, core: 0.1 })
  const call = account('denoise')
  assert.deepEqual(currentCosts(), { blur: null, denoise: { ms: 1, core: 0.1 } })
  call.tell({ ms: 2, core: 0.2 })
  preview.end()
  assert.deepEqual(currentCosts().denoise, { ms: 2, core: 0.2 })
  call.end()
  // A late measurement of one that has ended says nothing.
  call.tell({ ms: 3, core: 0.3 })
  assert.deepEqual(currentCosts(), { blur: null, denoise: null })
  assert.ok(told > 0)
  stop()
})
