import assert from 'node:assert/strict'
import { EventEmitter as Original } from 'node:events'
import { createRequire } from 'node:module'
import { it } from 'node:test'
import fc from 'fast-check'

const { EventEmitter } = createRequire(import.meta.url)('./emitter.cjs') as {
  EventEmitter: typeof Original
}

const name = fc.constantFrom('connect', 'produce')
const which = fc.nat({ max: 2 })
const step = fc.oneof(
  fc.record({ does: fc.constantFrom('on', 'once', 'off'), name, which }),
  fc.record({ does: fc.constantFrom('emit', 'removeAllListeners'), name }),
  fc.record({ does: fc.constant('removeAll') }),
)
type Step = { does: string; name?: string; which?: number }

/** What listeners heard, and what the emitter answered. */
function told(emitter: Original, steps: Step[]): unknown[] {
  const heard: unknown[] = []
  const listeners = [0, 1, 2].map((n) => (value: number) => heard.push([n, value]))
  for (const [n, { does, name: event = '', which: chosen = 0 }] of steps.entries()) {
    const listener = listeners[chosen] ?? assert.fail()
    if (does === 'on' || does === 'once' || does === 'off') emitter[does](event, listener)
    else if (does === 'emit') heard.push(emitter.emit(event, n))
    else if (does === 'removeAllListeners') emitter.removeAllListeners(event)
    else emitter.removeAllListeners()
    heard.push(emitter.listenerCount('connect'), emitter.listenerCount('produce'))
  }
  return heard
}

/** Node takes away the last of several equal listeners, ours all: nobody adds one twice. */
function withoutTwins(steps: Step[]): Step[] {
  const seen = new Set<string>()
  return steps.filter(({ does, name: event, which: chosen }) => {
    const key = `${event} ${chosen}`
    if (does !== 'on' && does !== 'once') return true
    return !seen.has(key) && seen.add(key)
  })
}

it('does what Node’s does', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const rare = withoutTwins(steps)
      assert.deepEqual(told(new EventEmitter(), rare), told(new Original(), rare))
    }),
  )
})

it('a listener that throws is its emitter’s affair', () => {
  const emitter = new EventEmitter()
  emitter.on('connect', () => {
    throw new Error('listener')
  })
  assert.throws(() => emitter.emit('connect'), /listener/)
})
