import assert from 'node:assert/strict'
import { it } from 'node:test'
import { account, currentCosts, onCosts } from './costs.ts'

it('ending one effect does not hide the cost of the other', () => {
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
  // A late measurement of an effect that has ended is ignored.
  call.tell({ ms: 3, core: 0.3 })
  assert.deepEqual(currentCosts(), { blur: null, denoise: null })
  assert.ok(told > 0)
  stop()
})
