import assert from 'node:assert/strict'
import { it } from 'node:test'
import { tone } from './tone.ts'

it('the speaker test tone is one second of 16 kHz mono, starting and ending in silence', () => {
  const bytes = tone()
  const view = new DataView(bytes.buffer)
  const text = (at: number) => String.fromCodePoint(...bytes.subarray(at, at + 4))
  assert.deepEqual([text(0), text(8), text(12), text(36)], ['RIFF', 'WAVE', 'fmt ', 'data'])
  assert.equal(view.getUint32(4, true), bytes.length - 8)
  assert.equal(view.getUint32(40, true), bytes.length - 44)
  assert.equal(view.getUint32(24, true), 16_000)
  const samples = new Int16Array(bytes.buffer, 44)
  assert.equal(samples.length, 16_000)
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
  assert.ok(loudest > 8000 && loudest < 12_000, String(loudest))
  // Also between the two notes, so that nothing clicks.
  for (const at of [0, 7999, 8000, 15_999]) assert.ok(Math.abs(samples[at] ?? 1) < 50, String(at))
})
