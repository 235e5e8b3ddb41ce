import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { periodically } from './periodic.ts'

describe('a periodic job', () => {
  it('runs immediately and at each interval, and reports a failed run', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] })
    const failures: unknown[] = []
    let runs = 0
    const stop = periodically(
      1000,
      async () => {
        runs += 1
        if (runs === 2) throw new Error('out of reach')
      },
      (error) => failures.push(error),
    )
    for (const expected of [1, 2, 3]) {
      assert.equal(runs, expected)
      await new Promise(setImmediate)
      t.mock.timers.tick(1000)
    }
    assert.equal(failures.length, 1)
    await stop()
    t.mock.timers.tick(5000)
    assert.equal(runs, 4)
  })

  it('never runs twice at a time, and stopping waits for the current run', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] })
    const gate = Promise.withResolvers<undefined>()
    let runs = 0
    const stop = periodically(
      1000,
      () => {
        runs += 1
        return gate.promise
      },
      () => assert.fail('no run fails'),
    )
    t.mock.timers.tick(3000)
    assert.equal(runs, 1)
    let stopped = false
    const stopping = stop().then(() => {
      stopped = true
    })
    await new Promise(setImmediate)
    assert.equal(stopped, false)
    gate.resolve(undefined)
    await stopping
  })
})
