import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { describe, it } from 'node:test'
import { Refusal } from '#protocol/errors.ts'
import { GOOD_FOR, ClusterBus } from './bus.ts'

const KEY = Buffer.alloc(32, 7)

/** Stands in for the adapter: nodes hear each other, and so does anyone who listens. */
class FakeAdapter {
  readonly #ends: EventEmitter[] = []
  readonly said: [string, string][] = []

  end() {
    const emitter = new EventEmitter()
    this.#ends.push(emitter)
    const emit = (name: string, text: string, mac: string) => {
      this.said.push([text, mac])
      for (const end of this.#ends) if (end !== emitter) end.emit(name, text, mac)
    }
    return { serverSideEmit: emit, on: emitter.on.bind(emitter) } as never
  }

  /** Sends a message as an attacker with write access to Redis. */
  say(text: string, mac: string): void {
    for (const end of this.#ends) end.emit('anhop', text, mac)
  }
}

function three(key = KEY) {
  const network = new FakeAdapter()
  const clock = { now: 1_000_000, ofC: 0 }
  const complaints: string[] = []
  const log = { error: (_: object, message: string) => void complaints.push(message) }
  const asked: string[] = []
  const [a, b, c] = ['a', 'b', 'c'].map((name) => {
    const bus = new ClusterBus(network.end(), name, name === 'c' ? key : KEY, log, () =>
      name === 'c' ? clock.now + clock.ofC : clock.now,
    )
    bus.answers(async (what, args) => {
      asked.push(`${name} ${what}`)
      if (what === 'blocked') throw new Refusal('blocked', 7, { rule: 'ADM6' })
      if (what === 'broken') throw new Error('a name that is not for others')
      return args
    })
    return bus
  })
  return { network, asked, clock, complaints, a: a!, b: b!, c: c! }
}

describe('requests between nodes', () => {
  it('are answered by the addressed node', async () => {
    const { a, asked } = three()
    assert.deepEqual(await a.ask('b', 'occupancy', [1, 'hai']), [1, 'hai'])
    assert.deepEqual(asked, ['b occupancy'])
  })

  it('return a refusal as it is, and any other error only as a code', async () => {
    const { a } = three()
    await assert.rejects(a.ask('b', 'blocked', []), (error) => {
      assert.ok(error instanceof Refusal)
      assert.deepEqual(error.toWire(), { code: 'blocked', retryAfter: 7, rule: 'ADM6' })
      return true
    })
    await assert.rejects(a.ask('b', 'broken', []), { code: 'internal' })
  })

  it('are refused as busy if there is no answer', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] })
    const asked = three().a.ask('gone', 'occupancy', [])
    context.mock.timers.tick(5000)
    await assert.rejects(asked, { code: 'busy' })
  })

  it('[ADM1] are executed only with the key, unmodified, and once', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] })
    const { a, c, network, asked } = three(Buffer.alloc(32, 8))
    const stranger = c.ask('b', 'enter', [])
    context.mock.timers.tick(5000)
    await assert.rejects(stranger, { code: 'busy' })
    assert.deepEqual(asked, [])

    await a.ask('b', 'end', ['giaoban'])
    const [[text, mac] = ['', '']] = network.said.slice(-2)
    network.say(text, mac)
    network.say(text.replace('giaoban', 'khac'), mac)
    network.say(text, '')
    network.say('{', mac)
    assert.deepEqual(asked, ['b end'])
  })

  it('[ADM1] are not executed again when replayed, now or later, whatever came in between', async () => {
    const { a, network, asked, clock } = three()
    await a.ask('b', 'end', ['giaoban'])
    const [[text, mac] = ['', '']] = network.said.splice(0)
    for (let n = 0; n < 10_001; n += 1) {
      await a.ask('b', 'occupancy', [])
      network.said.length = 0
    }
    network.say(text, mac)
    for (let passed = 0; passed < 10; passed += 1) {
      clock.now += GOOD_FOR / 2
      await a.ask('b', 'occupancy', [])
      network.say(text, mac)
    }
    assert.equal(asked.filter((what) => what === 'b end').length, 1)
  })

  it('are rejected if too old or from a wrong clock, which is logged, but rarely', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] })
    const { b, c, asked, clock, complaints } = three()
    const late = async (off: number) => {
      clock.ofC = off
      const asking = [c.ask('b', 'occupancy', []), b.ask('c', 'occupancy', [])]
      context.mock.timers.tick(5000)
      for (const one of asking) await assert.rejects(one, { code: 'busy' })
    }
    for (let times = 0; times < 3; times += 1) await late(GOOD_FOR)
    assert.equal(complaints.length, 2, 'one of each node')
    await late(-GOOD_FOR)
    await late(3_600_000)
    assert.deepEqual(asked, [])
    clock.ofC = GOOD_FOR - 1
    await c.ask('b', 'occupancy', [])
    assert.deepEqual(asked, ['b occupancy'])
  })

  it('[ADM1] are answered by no other node', async () => {
    const { a, network } = three(Buffer.alloc(32, 8))
    const asked = a.ask('b', 'occupancy', ['thật'])
    const forged = { kind: 'answer', to: 'a', result: ['giả'] }
    for (const [text] of network.said) {
      const { id } = JSON.parse(text) as { id: string }
      network.say(JSON.stringify({ ...forged, id }), 'AAAA')
    }
    assert.deepEqual(await asked, ['thật'])
  })
})
