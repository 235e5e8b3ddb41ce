import assert from 'node:assert/strict'
import { describe, it, mock } from 'node:test'
import type { KeyVisit } from './key-visit.ts'
import { LoadedKeys } from './keys.ts'
import { RECONNECT } from '../signaling/reconnect.ts'
import { settled } from '../media/testing.ts'

const cut = () =>
  Promise.reject(new TypeError('Failed to fetch dynamically imported module: /x.js'))

/** Keys whose code loads as the loads say, one after another, the last one for good. */
function loading(...loads: (() => Promise<unknown>)[]) {
  const log: string[] = []
  let tries = 0
  const keys = new LoadedKeys(
    {
      meeting: 'm',
      ask: () => assert.fail('nothing is asked'),
      onView: () => {},
      onSaid: () => {},
      onMoved: () => {},
      onUnable: () => log.push('unable'),
    },
    async () => {
      await loads[Math.min(tries++, loads.length - 1)]?.()
      const visit = {
        up: () => log.push('up'),
        lost: () => log.push('lost'),
        end: () => log.push('end'),
      }
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only these are called
      return { open: () => Promise.resolve(visit as unknown as KeyVisit) }
    },
  )
  return { keys, log, tries: () => tries }
}

async function wait() {
  await settled()
  mock.timers.tick(RECONNECT.maxMs)
  await settled()
}

describe('the code of a visit’s keys', () => {
  it('is asked for again if it does not load, and nothing is lost or sent meanwhile', async (t) => {
    mock.timers.enable({ apis: ['setTimeout'] })
    t.after(() => mock.timers.reset())
    const { keys, log, tries } = loading(cut, cut, () => Promise.resolve())
    let ready = false
    Reflect.set(globalThis, 'Worker', class extends EventTarget {})
    t.after(() => Reflect.deleteProperty(globalThis, 'Worker'))
    const sealing = keys.sealing(true)
    sealing.ready.then(() => (ready = true)).catch(() => {})
    keys.up()
    keys.lost()
    await wait()
    assert.equal(tries(), 2)
    assert.deepEqual([log, ready], [[], false])
    await wait()
    assert.equal(tries(), 3)
    assert.deepEqual([log, ready], [['up', 'lost'], false])
  })

  it('is not asked for any more once the visit is over', async (t) => {
    mock.timers.enable({ apis: ['setTimeout'] })
    t.after(() => mock.timers.reset())
    const { keys, log, tries } = loading(cut)
    keys.up()
    await settled()
    keys.end()
    await wait()
    await wait()
    assert.equal(tries(), 1)
    assert.deepEqual(log, [])
  })

  it('ends the call if it cannot run', async () => {
    const { keys, log, tries } = loading(() => Promise.reject(new SyntaxError('Unexpected token')))
    keys.up()
    await settled()
    assert.equal(tries(), 1)
    assert.deepEqual(log, ['unable'])
  })
})
