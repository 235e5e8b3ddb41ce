import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import type { FrameWorker } from '../frames/frame-worker.ts'
import type { EpochKeys } from '../keys/types.ts'
import { deferred } from '../media/deferred.ts'
import { id, settled, trackView } from '../media/testing.ts'
import { SealedMedia } from './sealed-media.ts'

let log: string[]
let media: SealedMedia
let keysTakenIn: Promise<void>
/** Fails the worker that was launched last. */
let fail: () => void
let launched: number
/** How many of the next workers do not start. */
let stillborn: number

/** Says what it is told, and starts at once, if at all. */
class FakeWorker {
  stopped = stillborn-- > 0
  readonly started = this.stopped ? Promise.reject(new Error('dead')) : Promise.resolve()
  readonly #name = `worker ${++launched}`
  #tracks = 0

  join = ({ leaf }: { leaf: number }) => this.#say(`leaf ${leaf}`)
  begin = ({ number }: { number: number }) => this.#say(`epoch ${number}`)
  left = (gone: number) => this.#say(`without ${gone}`)
  expect = (_: number, expected: object) => this.#say(`from ${JSON.stringify(expected)}`)
  add = () => ({
    order: { id: this.#tracks++ },
    attached: { ready: Promise.resolve(), close: () => this.#say('a track closed') },
  })
  close = () => {
    this.stopped = true
    this.#say('closed')
  }

  #say(what: string): void {
    log.push(`${this.#name}: ${what}`)
  }
}

function launch(onFailed: () => void): FrameWorker {
  const worker = new FakeWorker()
  fail = () => {
    worker.stopped = true
    onFailed()
  }
  return worker as unknown as FrameWorker
}

const epoch = (number: number, change: Partial<EpochKeys> = {}): EpochKeys => ({
  group: new Uint8Array(16),
  leaf: 0,
  number,
  base: new Uint8Array(32),
  how: 'add',
  places: [{ id: id('an'), leaf: 1, since: 0 }],
  left: [],
  ...change,
})

beforeEach(() => {
  log = []
  launched = 0
  stillborn = 0
  Reflect.set(globalThis, 'RTCRtpScriptTransform', Object)
  keysTakenIn = Promise.resolve()
  media = new SealedMedia({
    onMoved: () => log.push('moved'),
    onFailed: () => log.push('failed'),
    onUnable: () => log.push('unable'),
    settled: () => keysTakenIn,
    launch,
  })
})
afterEach(() => Reflect.deleteProperty(globalThis, 'RTCRtpScriptTransform'))

const isPending = async (promise: Promise<unknown>): Promise<boolean> => {
  let pending = true
  const done = () => (pending = false)
  promise.then(done, done)
  await settled()
  return pending
}

/** A track of somebody arrives. */
const receive = (session: ReturnType<SealedMedia['session']>, whose: string) =>
  session.open(
    {} as RTCRtpReceiver,
    trackView('a0000000-0000-4000-8000-000000000000', whose, 'camera'),
    () => {},
    () => {},
  )
const FROM_AN = 'worker 1: from {"leaf":1,"since":0,"source":1}'

describe('sealed media', () => {
  it('is ready once there are keys, whichever came first', async () => {
    const early = media.session(true)
    assert.equal(await isPending(early.ready), true)
    media.keys(epoch(0))
    await early.ready
    await media.session(true).ready
    assert.deepEqual(log, ['worker 1: leaf 0', 'worker 1: epoch 0'])
  })

  it('may receive before it has keys, if the server counts it as a member', async () => {
    await media.session(true).opens
    const session = media.session(false)
    assert.equal(await isPending(session.opens), true)
    media.keys(epoch(0))
    await session.opens
  })

  it('goes on with one worker as long as the leaf is the same', async () => {
    media.keys(epoch(0))
    media.keys(epoch(1, { places: [], left: [1], how: 'remove' }))
    await media.session(true).ready
    await settled()
    assert.deepEqual(log, [
      'worker 1: leaf 0',
      'worker 1: epoch 0',
      'worker 1: without 1',
      'worker 1: epoch 1',
    ])
  })

  it('asks for a new media session when its tracks are tied to a leaf that is over', async () => {
    const session = media.session(true)
    media.keys(epoch(0))
    await session.ready
    media.keys(null)
    media.keys(epoch(0, { leaf: 3 }))
    await settled()
    assert.deepEqual(log.slice(2), [
      'worker 1: closed',
      'worker 2: leaf 3',
      'worker 2: epoch 0',
      'moved',
    ])
    await media.session(true).ready
    assert.equal(log.filter((line) => line === 'moved').length, 1)
  })

  it('keeps a session that began between two leaves', async () => {
    media.keys(epoch(0))
    media.keys(null)
    await settled()
    const session = media.session(true)
    media.keys(epoch(0, { leaf: 3 }))
    await session.ready
    assert.ok(!log.includes('moved'))
  })

  it('expects somebody’s frames once their keys are there, and all that was said before is taken in', async () => {
    const session = media.session(true)
    receive(session, 'binh')
    receive(session, 'an')
    media.keys(epoch(0))
    await settled()
    assert.deepEqual(log.slice(2), [FROM_AN])
    media.keys(epoch(1, { places: [{ id: id('binh'), leaf: 2, since: 1 }] }))
    await settled()
    assert.deepEqual(log.slice(4), ['worker 1: from {"leaf":2,"since":1,"source":1}'])
    const { promise, resolve } = deferred<void>()
    keysTakenIn = promise
    receive(session, 'binh')
    await settled()
    assert.equal(log.length, 5)
    resolve()
    await settled()
    assert.equal(log.length, 6)
  })

  it('expects nobody any more when the session or the call ends', async () => {
    const first = media.session(true)
    receive(first, 'an')
    const second = media.session(true)
    media.keys(epoch(0, { places: [] }))
    await assert.rejects(first.ready)
    await second.ready
    receive(second, 'an')
    media.close()
    media.keys(epoch(1))
    await settled()
    assert.deepEqual(log.slice(1), ['worker 1: epoch 0', 'worker 1: closed'])
  })

  it('stops for good when the worker fails', async () => {
    const session = media.session(true)
    media.keys(epoch(0))
    await session.ready
    fail()
    assert.deepEqual(log.slice(-2), ['worker 1: closed', 'failed'])
  })

  it('takes another worker if one failed before it was needed', async () => {
    fail()
    media.keys(epoch(0))
    await media.session(true).ready
    assert.deepEqual(log, ['worker 2: leaf 0', 'worker 2: epoch 0'])
  })

  it('tries twice to start a worker, and says that it cannot only then', async () => {
    media.keys(epoch(0))
    stillborn = 1
    media.keys(epoch(0, { leaf: 3 }))
    await settled()
    assert.deepEqual(log.slice(3), ['worker 3: leaf 3', 'worker 3: epoch 0'])
    stillborn = 2
    media.keys(epoch(0, { leaf: 4 }))
    await settled()
    assert.deepEqual(log.slice(5), ['worker 3: closed', 'worker 5: closed', 'unable'])
  })
})
