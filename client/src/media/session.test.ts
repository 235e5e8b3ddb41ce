import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { fakeTrack, trackView } from './testing.ts'
import { Bench } from './testing-session.ts'

let bench: Bench
beforeEach(() => {
  bench = new Bench()
})

const SOUND = trackView('a0000000-0000-4000-8000-000000000000', 'b', 'microphone')
const OTHER_SOUND = trackView('a1000000-0000-4000-8000-000000000000', 'c', 'microphone')
const PICTURE = trackView('b0000000-0000-4000-8000-000000000000', 'b', 'camera')
const hidden = () => null

describe('receiving', () => {
  it('receives audio at once, video only when a tile shows it', async () => {
    const session = bench.open()
    session.sync([SOUND, PICTURE], hidden)
    await bench.until(() => bench.named('track.show').length === 1)
    assert.deepEqual([...bench.received.keys()], [SOUND.id])
    assert.deepEqual(bench.named('track.show'), [{ id: SOUND.id, shown: true }])
    session.show(PICTURE.id, 300)
    await bench.until(() => bench.named('track.show').length === 2)
    assert.deepEqual(bench.named('track.show')[1], { id: PICTURE.id, shown: true, height: 360 })
    assert.ok(bench.received.has(PICTURE.id))
    session.close()
  })

  it('[QOS5] asks for a voice when it is carried, and never again', async () => {
    const session = bench.open()
    const silent = { ...OTHER_SOUND, carried: false }
    session.sync([SOUND, silent], hidden)
    await bench.until(() => bench.named('track.show').length === 1)
    assert.deepEqual([...bench.received.keys()], [SOUND.id])
    session.sync([SOUND, OTHER_SOUND], hidden)
    await bench.until(() => bench.named('track.show').length === 2)
    assert.ok(bench.received.has(OTHER_SOUND.id))
    session.sync([SOUND, silent], hidden)
    session.sync([SOUND, OTHER_SOUND, PICTURE], () => 300)
    await bench.until(() => bench.received.has(PICTURE.id))
    const ids = [SOUND, OTHER_SOUND, PICTURE].map(({ id }) => ({ id }))
    assert.deepEqual(bench.named('track.subscribe'), ids)
    assert.ok(bench.received.has(OTHER_SOUND.id))
    session.close()
  })

  it('requests a new size once it has settled, and pauses hidden video', async () => {
    const session = bench.open()
    session.sync([PICTURE], () => 100)
    await bench.until(() => bench.named('track.show').length === 1)
    for (const height of [150, 300, 500, 700]) session.show(PICTURE.id, height)
    await bench.until(() => bench.named('track.show').length === 2)
    session.show(PICTURE.id, 650)
    session.show(PICTURE.id, null)
    await bench.until(() => bench.named('track.show').length === 3)
    assert.deepEqual(
      bench.named('track.show').map(({ height, shown }) => [shown, height]),
      [
        [true, 180],
        [true, 720],
        [false, undefined],
      ],
    )
    assert.equal(bench.named('track.subscribe').length, 1)
    session.close()
  })

  it('drops ended tracks', async () => {
    const session = bench.open()
    session.sync([SOUND], hidden)
    await bench.until(() => bench.received.size === 1)
    const track = bench.received.get(SOUND.id)
    session.sync([], hidden)
    assert.equal(bench.received.size, 0)
    assert.equal(track?.readyState, 'ended')
    session.close()
  })

  it('retries when the server was busy', async () => {
    bench.refuse.set('track.subscribe', 'busy')
    const session = bench.open()
    session.sync([SOUND], hidden)
    await bench.until(() => bench.named('track.subscribe').length === 1)
    bench.refuse.clear()
    await bench.until(() => bench.received.size === 1)
    session.close()
  })

  it('receives nothing once it is closed', async () => {
    const session = bench.open()
    session.sync([SOUND], hidden)
    session.close()
    // `other` receives everything the closed session would have received before it.
    const other = bench.open()
    other.sync([OTHER_SOUND], hidden)
    await bench.until(() => bench.named('track.show').length > 0)
    assert.deepEqual([...bench.received.keys()], [OTHER_SOUND.id])
    assert.deepEqual(bench.named('track.show'), [{ id: OTHER_SOUND.id, shown: true }])
    other.close()
  })
})

const tooOld = () => Promise.reject(new Error('this browser cannot hold a call'))

it('reports a browser that cannot hold a call, unless the session is closed', async () => {
  bench.open({ load: tooOld })
  await bench.until(() => bench.unable === 1)
  bench.open({ load: tooOld }).close()
  await new Promise((done) => {
    setImmediate(done)
  })
  assert.equal(bench.unable, 1)
})

describe('sending', () => {
  it('[SHR2] publishes each source as its kind, within the contract', async () => {
    const session = bench.open()
    const { sender } = session
    session.sync([], hidden)
    const outcomes = await Promise.all([
      sender.publish('microphone', fakeTrack('audio'), true),
      sender.publish('camera', fakeTrack('video'), false),
      sender.publish('screen', fakeTrack('video'), false),
    ])
    assert.ok(outcomes.every(({ ok }) => ok))
    assert.deepEqual(
      bench.named('track.publish').map(({ source, kind, paused }) => [source, kind, paused]),
      [
        ['microphone', 'audio', true],
        ['camera', 'video', false],
        ['screen', 'video', false],
      ],
    )
    assert.equal(
      bench.named('transport.open').filter(({ direction }) => direction === 'send').length,
      1,
    )
    session.close()
  })

  it('reports why it was refused, and leaves the track running', async () => {
    bench.refuse.set('track.publish', 'share_taken')
    const session = bench.open()
    session.sync([], hidden)
    const track = fakeTrack('video')
    assert.deepEqual(await session.sender.publish('screen', track, false), {
      ok: false,
      error: { code: 'share_taken' },
    })
    session.close()
    assert.equal(track.readyState, 'live')
  })

  it('starts once the others are received, so that they are seen sooner', async () => {
    const session = bench.open()
    session.sync([SOUND], hidden)
    const publishing = session.sender.publish('camera', fakeTrack('video'), false)
    await bench.until(() => bench.received.size === 1 && bench.halves.length === 2)
    assert.equal(bench.named('track.publish').length, 0)
    bench.halves[0]?.setConnectionState('connected')
    assert.ok((await publishing).ok)
    session.close()
  })

  it('starts even if nobody can be received', async () => {
    bench.refuse.set('track.subscribe', 'busy')
    const session = bench.open()
    session.sync([SOUND], hidden)
    assert.ok((await session.sender.publish('camera', fakeTrack('video'), false)).ok)
    session.close()
  })

  it('releases callers waiting for a transport when it closes', async () => {
    bench.refuse.set('transport.open', 'busy')
    const session = bench.open()
    const publishing = session.sender.publish('camera', fakeTrack('video'), false)
    await bench.until(() => bench.named('transport.open').length >= 2)
    session.close()
    assert.equal((await publishing).ok, false)
  })
})

it('asks for a new session when the server rejects a transport’s parameters', async () => {
  bench.refuse.set('transport.connect', 'media_failed')
  const session = bench.open()
  session.sync([SOUND], hidden)
  await bench.until(() => bench.broken === 1)
  session.close()
})
