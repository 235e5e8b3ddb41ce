import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Trouble } from './say.mjs'
import { chooseWorker } from './worker-order.mjs'

/** Sources that record when they are asked; workers in `broken` fail the proof. */
function surroundings({ given, cached, prebuilt, broken = [] } = {}) {
  const asked = []
  const said = []
  const source = (name, answer) => async () => {
    asked.push(name)
    return answer
  }
  return {
    asked,
    said,
    given,
    cached: source('cached', cached),
    prebuilt: source('prebuilt', prebuilt),
    build: source('build', '/built'),
    prove: async (binary) => (broken.includes(binary) ? 'it crashed' : undefined),
    say: (sentence) => said.push(sentence),
  }
}

test('a worker named by the operator is used without asking other sources', async () => {
  const here = surroundings({ given: '/given', cached: '/cached' })
  assert.equal(await chooseWorker(here), '/given')
  assert.deepEqual(here.asked, [])
})

test('a worker named by the operator that fails the proof stops the setup', async () => {
  const here = surroundings({ given: '/given', cached: '/cached', broken: ['/given'] })
  await assert.rejects(chooseWorker(here), (error) => {
    assert.ok(error instanceof Trouble)
    assert.match(error.message, /MEDIASOUP_WORKER_BIN \(\/given\) does not work here: it crashed/)
    return true
  })
  assert.deepEqual(here.asked, [])
})

test('a cached worker is used without a download', async () => {
  const here = surroundings({ cached: '/cached', prebuilt: '/prebuilt' })
  assert.equal(await chooseWorker(here), '/cached')
  assert.deepEqual(here.asked, ['cached'])
})

test('the download comes before the build', async () => {
  const here = surroundings({ prebuilt: '/prebuilt' })
  assert.equal(await chooseWorker(here), '/prebuilt')
  assert.deepEqual(here.asked, ['cached', 'prebuilt'])
})

test('if nothing can be downloaded, the worker is built', async () => {
  const here = surroundings()
  assert.equal(await chooseWorker(here), '/built')
  assert.deepEqual(here.asked, ['cached', 'prebuilt', 'build'])
})

test('a cached or downloaded worker that fails the proof is replaced, with one message each', async () => {
  const here = surroundings({
    cached: '/cached',
    prebuilt: '/prebuilt',
    broken: ['/cached', '/prebuilt'],
  })
  assert.equal(await chooseWorker(here), '/built')
  assert.equal(here.said.length, 2)
})

test('a built worker that fails the proof is never returned', async () => {
  await assert.rejects(chooseWorker(surroundings({ broken: ['/built'] })), Trouble)
})
