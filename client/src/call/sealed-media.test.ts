import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import type { FrameWorker } from '../frames/frame-worker.ts'
import type { EpochKeys } from '../keys/types.ts'
import { deferred } from '../media/deferred.ts'
import { id, settled } from '../media/testing.ts'
import { SealedMedia, type OpenWorker } from './sealed-media.ts'

let log: string[]
let media: SealedMedia
let keysTakenIn: Promise<void>
let fail: () => void
/** How many of the next workers do not start. */
let stillborn: number

/** Says what it is told, and starts at once. */
const open: OpenWorker = async ({ leaf }, onFailed) => {
  if (stillborn-- > 0) {
    onFailed()
    throw new Error('it did not start')
  }
  fail = onFailed
  const say = (what: string) => void log.push(`worker of leaf ${leaf}: ${what}`)
  const worker = {
    begin: ({ number }: { number: number }) => say(`epoch ${number}`),
    left: (gone: number) => say(`without ${gone}`),
    close: () => say('closed'),
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
  stillborn = 0
  keysTakenIn = Promise.resolve()
  media = new SealedMedia({
    onMoved: () => log.push('moved'),
    onFailed: () => log.push('failed'),
    onUnable: () => log.push('unable'),
    settled: () => keysTakenIn,
    open,
  })
})

const isPending = async (promise: Promise<unknown>): Promise<boolean> => {
  let pending = true
  const done = () => (pending = false)
  promise.then(done, done)
  await settled()
  return pending
}

describe('sealed media', () => {
  it('is ready once there are keys, whichever came first', async () => {
    const early = media.session()
    assert.equal(await isPending(early.ready), true)
    media.keys(epoch(0))
    await early.ready
    await media.session().ready
    assert.deepEqual(log, ['worker of leaf 0: epoch 0'])
  })

  it('goes on with one worker as long as the leaf is the same', async () => {
    media.keys(epoch(0))
    media.keys(epoch(1, { places: [], left: [1], how: 'remove' }))
    await media.session().ready
    await settled()
    assert.deepEqual(log, [
      'worker of leaf 0: epoch 0',
      'worker of leaf 0: without 1',
      'worker of leaf 0: epoch 1',
    ])
  })

  it('asks for a new media session when its tracks are tied to a leaf that is over', async () => {
    const session = media.session()
    media.keys(epoch(0))
    await session.ready
    media.keys(null)
    media.keys(epoch(0, { leaf: 3 }))
    await settled()
    assert.deepEqual(log.slice(1), [
      'worker of leaf 0: closed',
      'worker of leaf 3: epoch 0',
      'moved',
    ])
    await media.session().ready
    assert.equal(log.filter((line) => line === 'moved').length, 1)
  })

  it('knows somebody once their keys are there, and all that was said before is taken in', async () => {
    const session = media.session()
    media.keys(epoch(0))
    const binh = session.knows(id('binh'))
    await session.knows(id('an'))
    assert.equal(await isPending(binh), true)
    media.keys(epoch(1, { places: [{ id: id('binh'), leaf: 2, since: 1 }] }))
    await binh
    const { promise, resolve } = deferred<void>()
    keysTakenIn = promise
    const again = session.knows(id('binh'))
    assert.equal(await isPending(again), true)
    resolve()
    await again
  })

  it('rejects whoever waits when the session or the call ends', async () => {
    const first = media.session()
    const waiting = first.knows(id('an'))
    media.session()
    await assert.rejects(waiting)
    const second = media.session()
    media.keys(epoch(0))
    await second.ready
    const nobody = second.knows(id('binh'))
    await settled()
    media.close()
    await assert.rejects(nobody)
    assert.equal(log.at(-1), 'worker of leaf 0: closed')
  })

  it('stops for good when the worker fails', async () => {
    const session = media.session()
    media.keys(epoch(0))
    await session.ready
    fail()
    assert.deepEqual(log.slice(-2), ['worker of leaf 0: closed', 'failed'])
  })

  it('tries twice to start a worker, and says that it cannot only then', async () => {
    stillborn = 1
    media.keys(epoch(0))
    await settled()
    assert.deepEqual(log, ['worker of leaf 0: epoch 0'])
    stillborn = 2
    media.keys(epoch(1, { leaf: 3 }))
    await settled()
    assert.deepEqual(log.slice(1), ['worker of leaf 0: closed', 'unable'])
  })
})
