import assert from 'node:assert/strict'
import { it } from 'node:test'
import { namesIn, tooLong } from './names.ts'

it('reads a pasted list', () => {
  const pasted = '  Nguyễn An\r\n\r\nLê  Bình\t\n\n Phạm Chi '
  assert.deepEqual(namesIn(pasted), ['Nguyễn An', 'Lê Bình', 'Phạm Chi'])
  assert.deepEqual(namesIn(' \n '), [])
})

it('finds the name that is too long', () => {
  assert.equal(tooLong(['An', 'ệ'.repeat(60)]), undefined)
  assert.equal(tooLong(['An', 'ệ'.repeat(61)]), 'ệ'.repeat(61))
})
