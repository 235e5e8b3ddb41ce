import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { deferred } from './deferred.ts'
import type { MediaSession } from './session.ts'
import { fakeTrack, id, settled, trackView } from './testing.ts'
import { Bench, FakeSealing } from './testing-session.ts'

const SOUND = trackView('a0000000-0000-4000-8000-000000000000', 'b', 'microphone')
const OTHER_SOUND = trackView('a1000000-0000-4000-8000-000000000000', 'c', 'microphone')
const PICTURE = trackView('b0000000-0000-4000-8000-000000000000', 'b', 'camera')
const OTHER_PICTURE = trackView('b1000000-0000-4000-8000-000000000000', 'c', 'camera')
const hidden = () => null

let bench: Bench
let sealing: FakeSealing
let session: MediaSession
beforeEach(() => {
  bench = new Bench()
  sealing = new FakeSealing(bench)
})
// A session that a failed test leaves open would keep the process.
afterEach(() => session.close())

const publish = (source: 'camera' | 'microphone') =>
  session.sender.publish(source, fakeTrack(source === 'camera' ? 'video' : 'audio'), false)
/** A session that has nobody to receive. */
function sending(): void {
  session = bench.open({ sealing })
  session.sync([], hidden)
}
function receiving(...tracks: (typeof SOUND)[]): void {
  session = bench.open({ sealing })
  session.sync(tracks, () => 180)
}
const has = (what: string) => bench.log.includes(what)
const inOrder = (...what: string[]) =>
  assert.deepEqual(
    bench.log.filter((one) => what.includes(one)),
    what,
  )
const areClosed = (...names: string[]) =>
  assert.ok(
    names.every((name) => has(`${name} closed`)),
    bench.log.join(', '),
  )

describe('what is sent', () => {
  it('is announced once its frames go through the pipe', async () => {
    sealing.slow = true
    sending()
    const publishing = publish('camera')
    await bench.until(() => has('camera attached'))
    await settled()
    assert.ok(!has('track.publish'))
    sealing.pipe('camera').ready.resolve()
    assert.ok((await publishing).ok)
    inOrder('video added', 'camera attached', 'track.publish')
    session.close()
    assert.deepEqual(bench.settings, [sealing.settings, sealing.settings])
  })

  it('waits for keys, but not beyond the session', async () => {
    sealing.awaitKeys()
    sending()
    const publishing = publish('camera')
    await bench.until(() => bench.halves.length === 2)
    await settled()
    assert.ok(!has('video added'))
    sealing.keys.resolve()
    assert.ok((await publishing).ok)
    session.close()

    sealing.awaitKeys()
    sending()
    const late = publish('camera')
    await bench.until(() => bench.halves.length === 4)
    session.close()
    assert.ok(!(await late).ok)
    inOrder('video added', 'camera attached', 'track.publish')
  })

  it('goes through a pipe that is shut before its producer is closed', async () => {
    sending()
    await publish('camera')
    await session.sender.unpublish('camera')
    await bench.until(() => has('producer closed'))
    inOrder('camera attached', 'camera shut', 'producer closed', 'track.unpublish')

    await publish('microphone')
    bench.refuse.set('track.publish', 'not_granted')
    bench.log.length = 0
    assert.ok(!(await publish('camera')).ok)
    inOrder('camera attached', 'track.publish', 'camera shut', 'producer closed')
    session.close()
    inOrder('camera attached', 'track.publish', 'camera shut', 'producer closed')
    assert.deepEqual(bench.log.slice(-3), ['microphone shut', 'recv closed', 'send closed'])
  })

  it('never goes on beside a new one of the same source', async () => {
    sending()
    await publish('camera')
    await publish('camera')
    const shut = bench.log.filter((what) => what === 'camera shut')
    assert.equal(shut.length, 1)
  })

  for (const [name, cannot] of [
    ['the browser cannot', () => (sealing.unable = true)],
    ['senders are not shown', () => (bench.hooks = false)],
  ] as const)
    it(`is nothing if ${name}`, async () => {
      cannot()
      sending()
      const outcomes = await Promise.all([publish('camera'), publish('microphone')])
      assert.deepEqual(
        outcomes.map(({ ok }) => ok),
        [false, false],
      )
      areClosed('send', 'recv')
      assert.ok(!has('track.publish'))
      assert.ok(!has('audio added'), 'negotiated with the one that has no pipe')
      assert.deepEqual([bench.unable, bench.broken], [1, 0])
    })

  it('ends with its pipe, and with it the session', async () => {
    sending()
    await publish('camera')
    sealing.pipe('camera').stop()
    areClosed('send', 'recv')
    assert.deepEqual([bench.unable, bench.broken], [0, 1])
    sealing.pipe('camera').stop()
    assert.ok(!(await publish('microphone')).ok)
    assert.equal(bench.broken, 1)
  })

  it('is refused if its pipe stops at once', async () => {
    sealing.slow = true
    sending()
    const publishing = publish('camera')
    await bench.until(() => has('camera attached'))
    sealing.pipe('camera').ready.reject(new Error('stopped'))
    assert.ok(!(await publishing).ok)
    assert.equal(bench.broken, 1)
    assert.ok(!has('track.publish'))
  })

  it('may end without the session if it was shut', async () => {
    sending()
    await publish('camera')
    session.sender.dropped('camera')
    sealing.pipe('camera').stop()
    assert.equal(bench.broken, 0)
  })
})

describe('what is received', () => {
  it('is negotiated while its owner’s keys are on their way, and played once they are there', async () => {
    const keys = deferred<void>()
    sealing.unknown.set(id('b'), keys)
    receiving(SOUND, PICTURE, OTHER_SOUND)
    await bench.until(() => bench.received.size === 1)
    // Nobody waits for others'.
    assert.deepEqual([...bench.received.keys()], [OTHER_SOUND.id])
    assert.equal(bench.named('track.subscribe').length, 3)
    assert.ok(has(`${SOUND.id} attached`))
    keys.resolve()
    await bench.until(() => bench.received.size === 3)
  })

  it('is not asked for before the page counts as a member, nor if it ended until then', async () => {
    sealing.opening = deferred()
    receiving(SOUND)
    await bench.until(() => bench.halves.length === 1)
    await settled()
    session.sync([OTHER_SOUND], hidden)
    assert.deepEqual(bench.named('track.subscribe'), [])
    sealing.opening.resolve()
    await bench.until(() => bench.received.size === 1)
    assert.deepEqual(
      bench.named('track.subscribe').map((input) => input['id']),
      [OTHER_SOUND.id],
    )
    // Resumed while the first negotiation runs.
    inOrder('track.subscribe', 'track.show', `${OTHER_SOUND.id} attached`)
  })

  it('is played once its frames go through the pipe', async () => {
    sealing.slow = true
    receiving(SOUND)
    await bench.until(() => has(`${SOUND.id} attached`))
    await settled()
    assert.equal(bench.received.size, 0)
    sealing.pipe(SOUND.id).ready.resolve()
    await bench.until(() => bench.received.size === 1)
  })

  it('comes through a pipe that is shut before its consumer is closed', async () => {
    receiving(SOUND, PICTURE)
    await bench.until(() => bench.received.size === 2)
    session.sync([PICTURE], hidden)
    await bench.until(() => has('consumer closed'))
    inOrder(`${SOUND.id} shut`, 'consumer closed')
    session.close()
    inOrder(`${SOUND.id} shut`, 'consumer closed', `${PICTURE.id} shut`, 'recv closed')
  })

  it('is shut if it ends while its pipe is made ready', async () => {
    sealing.slow = true
    receiving(SOUND)
    await bench.until(() => has(`${SOUND.id} attached`))
    session.sync([], hidden)
    await bench.until(() => has('consumer closed'))
    inOrder(`${SOUND.id} shut`, 'consumer closed')
    assert.deepEqual([bench.received.size, bench.broken], [0, 0])
  })

  it('is shut if it ends while its pipe is attached', async () => {
    const { open } = sealing
    sealing.open = (...given) => {
      session.sync([], hidden)
      return open(...given)
    }
    receiving(SOUND)
    await bench.until(() => has('consumer closed'))
    inOrder(`${SOUND.id} attached`, `${SOUND.id} shut`, 'consumer closed')
    assert.equal(bench.received.size, 0)
  })

  it('has a key frame asked for, once a second at most for each track', async () => {
    receiving(PICTURE, OTHER_PICTURE)
    await bench.until(() => bench.received.size === 2)
    for (const { id } of [PICTURE, PICTURE, OTHER_PICTURE]) sealing.pipe(id).needKeyFrame()
    session.sync([], hidden)
    sealing.pipe(PICTURE.id).needKeyFrame()
    const asked = [{ id: PICTURE.id }, { id: OTHER_PICTURE.id }]
    assert.deepEqual(bench.named('track.keyFrame'), asked)
  })

  for (const [name, cannot] of [
    ['the browser cannot', () => (sealing.unable = true)],
    ['receivers are not shown', () => (bench.hooks = false)],
  ] as const)
    it(`is nothing if ${name}`, async () => {
      cannot()
      receiving(SOUND, PICTURE)
      await bench.until(() => bench.unable === 1)
      areClosed('recv')
      await settled()
      assert.equal(bench.received.size, 0)
      assert.deepEqual([bench.unable, bench.broken], [1, 0])
    })

  it('ends with its pipe, and with it the session', async () => {
    receiving(SOUND)
    await bench.until(() => bench.received.size === 1)
    sealing.pipe(SOUND.id).stop()
    areClosed('recv')
    assert.deepEqual([bench.received.size, bench.broken], [0, 1])
  })
})

it('sends and plays as it is without sealing', async () => {
  session = bench.open()
  session.sync([SOUND], hidden)
  assert.ok((await publish('camera')).ok)
  await bench.until(() => bench.received.size === 1)
  assert.deepEqual(bench.settings, [{}, {}])
})
