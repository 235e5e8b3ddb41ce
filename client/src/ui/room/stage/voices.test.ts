import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { seated } from './voices.ts'

const crowd = fc.uniqueArray(fc.constantFrom(...'abcdefghijklmnop'), { maxLength: 16 })

it('a voice keeps its element, and who comes gets one that was there before if any is free', () => {
  fc.assert(
    fc.property(fc.array(crowd, { minLength: 1, maxLength: 12 }), (history) => {
      let seats = seated<string>([], [])
      for (const heard of history) {
        const before = seats
        seats = seated(before, heard)
        assert.deepEqual(seats.filter((id) => id !== null).toSorted(), heard.toSorted())
        assert(seats.filter((id) => id === null).length >= 8)
        const came = heard.filter((id) => !before.includes(id))
        const free = before.filter((id) => id === null || !heard.includes(id)).length
        const reused = came.filter((id) => seats.indexOf(id) < before.length)
        assert.equal(reused.length, Math.min(came.length, free))
        for (const [at, id] of before.entries()) {
          if (id !== null && heard.includes(id)) assert.equal(seats[at], id)
        }
      }
    }),
  )
})

it('nothing changes while nobody comes or goes', () => {
  const seats = seated([], ['a', 'b'])
  assert.equal(seated(seats, ['b', 'a']), seats)
})
