import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { FakeSfu } from '#sfu/fake.ts'
import { LINE_PIECE } from '#protocol/line-test.ts'
import { LineTests } from './line-tests.ts'

const RELAYS = ['turn:turn.example.vn:3478?transport=udp']
const refusal = (code: string) => ({ code })

let sfu: FakeSfu
let tests: LineTests
beforeEach(() => {
  sfu = new FakeSfu()
  tests = new LineTests(sfu, RELAYS)
})

const opened = (address: string, count: number) =>
  Promise.all(Array.from({ length: count }, () => tests.open(address)))

describe('[TST2] tests of lines at once', () => {
  it('three from one address, also if they come at the same moment', async () => {
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => tests.open('office')))
    assert.equal(all.filter(({ status }) => status === 'fulfilled').length, 3)
    await assert.rejects(tests.open('office'), refusal('busy'))
    await tests.open('elsewhere')
  })

  it('eight in all, from however many addresses', async () => {
    const all = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) => tests.open(`address ${n}`)),
    )
    assert.equal(all.filter(({ status }) => status === 'fulfilled').length, 8)
    assert.equal(sfu.load()[0]?.transports, 8)
  })

  it('one that ends makes room for the next', async () => {
    const [first] = await opened('office', 3)
    tests.end(first?.id ?? '')
    tests.end(first?.id ?? '')
    await tests.open('office')
    assert.equal(sfu.load()[0]?.transports, 3)
  })

  it('each is over after a minute, and nothing of it is left', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] })
    await opened('office', 3)
    assert.equal(sfu.rooms.length, 1)
    t.mock.timers.tick(60_000)
    await new Promise(setImmediate)
    assert.equal(sfu.rooms.length, 0)
    await opened('office', 3)
  })

  it('a dead worker ends them all, and the next one gets another', async () => {
    const [test] = await opened('office', 3)
    sfu.rooms[0]?.die()
    assert.throws(() => tests.spend(test?.id ?? '', 'down', 0), refusal('not_found'))
    await opened('office', 3)
    assert.equal(sfu.rooms.length, 1)
  })

  it('one that could not be opened takes nobody’s place', async () => {
    sfu.closed = true
    await assert.rejects(tests.open('office'))
    sfu.closed = false
    await opened('office', 3)
  })
})

describe('[TST2] bytes', () => {
  /** The time at which everything may be spent again. */
  const LATER = 10_000
  const pieces = (id: string, from: number, count: number) =>
    Array.from({ length: count }, (_, n) => tests.spend(id, 'down', from + n * LATER))

  it('six pieces of a test in each direction, however slowly', async () => {
    const { id } = await tests.open('office')
    pieces(id, LATER, 6)
    assert.throws(() => tests.spend(id, 'down', 9 * LATER), refusal('rate_limited'))
    tests.spend(id, 'up', 10 * LATER)
  })

  it('all tests together share one megabyte a second', async () => {
    const ids = (await opened('a', 3)).concat(await opened('b', 3)).map(({ id }) => id)
    let moved = 0
    for (let now = LATER; now < LATER + 4000; now += 10) {
      for (const id of ids) {
        try {
          tests.spend(id, 'down', now)
          moved += LINE_PIECE
        } catch {
          // Refused; the next one tries as well.
        }
      }
    }
    assert.ok(moved <= 5_000_000, String(moved))
    assert.ok(moved >= 4_000_000, String(moved))
  })

  it('a clock that was set back stops nobody for long', async () => {
    const { id } = await tests.open('office')
    for (let n = 0; n < 3; n += 1) tests.spend(id, 'down', 1_000_000)
    assert.throws(() => tests.spend(id, 'down', 0), refusal('busy'))
    tests.spend(id, 'down', 1000)
  })

  it('nothing without a test', () => {
    for (const id of ['', 'x', '__proto__'])
      assert.throws(() => tests.spend(id, 'up', LATER), refusal('not_found'))
  })
})

it('[TST1] a test gives the names of relays and no credential', async () => {
  const test = await tests.open('office')
  assert.deepEqual(Object.keys(test).toSorted(), ['id', 'offer', 'relays'])
  assert.deepEqual(test.relays, RELAYS)
  assert.doesNotMatch(JSON.stringify(test), /credential|username"/)
})
