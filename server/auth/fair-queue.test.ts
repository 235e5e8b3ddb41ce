import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { FairQueue } from './fair-queue.ts'
import type { Lane } from './fair-queue.ts'

const room = { account: 3, known: 5, stranger: 8 }
const lane = fc.record({
  of: fc.constantFrom('account', 'known', 'stranger'),
  key: fc.constantFrom('a', 'b', 'c', 'd'),
})

describe('[PWD3, PWD4] the password queue', () => {
  it('alternates between classes, and between addresses within a class', () => {
    const queue = new FairQueue<string>({ account: 10, known: 10, stranger: 10 })
    const push = (of: Lane['of'], key: string, item: string) => queue.push({ of, key }, item)
    for (const n of [1, 2, 3]) push('stranger', 'den', `den ${n}`)
    push('stranger', 'home', 'home')
    for (const n of [1, 2]) push('account', 'lan', `lan ${n}`)
    const order = Array.from({ length: queue.size }, () => queue.shift())
    assert.deepEqual(order, ['den 1', 'lan 1', 'home', 'lan 2', 'den 2', 'den 3'])
    assert.equal(queue.shift(), undefined)
  })

  it('is full for those who filled it, not for the others', () => {
    const queue = new FairQueue<number>(room)
    const den = { of: 'stranger', key: 'den' } as const
    const gone = Array.from({ length: 12 }, (_, n) => queue.push(den, n))
    // A newcomer is refused when there is no room.
    assert.deepEqual(gone.slice(8), [8, 9, 10, 11])
    assert.equal(queue.push({ of: 'stranger', key: 'home' }, 100), 7)
    assert.equal(queue.push({ of: 'account', key: 'lan' }, 101), null)
  })

  it('never loses or duplicates an item, keeps the order of each key, and never exceeds its capacity', () => {
    fc.assert(
      fc.property(fc.array(fc.option(lane)), (steps) => {
        const queue = new FairQueue<number>(room)
        const inside = new Map<number, string>()
        for (const [n, step] of steps.entries()) {
          if (step === null) {
            const item = queue.shift()
            const next = [...inside][0]
            assert.equal(item === undefined, next === undefined)
            if (item === undefined) continue
            const [first] = [...inside].find(([, name]) => name === inside.get(item)) ?? []
            assert.equal(first, item)
            inside.delete(item)
          } else {
            const gone = queue.push(step, n)
            inside.set(n, step.of + step.key)
            if (gone !== null) assert.ok(inside.delete(gone))
          }
          assert.equal(queue.size, inside.size)
          for (const name of ['account', 'known', 'stranger'] as const) {
            const here = [...inside.values()].filter((one) => one.startsWith(name))
            assert.ok(here.length <= room[name])
          }
        }
      }),
    )
  })
})
