import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { Device, FakeHandler, testFakeParameters } from 'mediasoup-client'
import type { types } from 'mediasoup-client'
import { REQUESTS } from '#protocol/messages.ts'
import type { ErrorCode } from '#protocol/errors.ts'
import type { RequestName } from '#protocol/messages.ts'
import type { Ask } from '../signaling/socket.ts'
import { fakeTrack, trackView } from './testing.ts'
import { MediaSession } from './session.ts'

/** mediasoup-client's own fake browser, against a server that checks the contract. */
let asked: { name: RequestName; input: Record<string, unknown> }[]
let refuse: Map<RequestName, ErrorCode>
let received: Map<string, MediaStreamTrack>
let broken: number
let unable: number
let device: types.Device
/** The browser side of each transport, in the order of opening. */
let halves: FakeHandler[]

const results: Partial<Record<RequestName, (input: { id?: unknown }) => unknown>> = {
  'transport.open': () => ({
    ...testFakeParameters.generateTransportRemoteParameters(),
    iceServers: [],
  }),
  'track.publish': () => ({ id: crypto.randomUUID() }),
  'track.subscribe': ({ id }) => ({
    ...testFakeParameters.generateConsumerRemoteParameters({
      codecMimeType: String(id).startsWith('a') ? 'audio/opus' : 'video/VP8',
    }),
  }),
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a generic fake cannot be typed
const ask = (async (name: RequestName, input: Record<string, unknown>) => {
  const parsed = REQUESTS[name].safeParse(asBrowsersWriteIt(input))
  assert.ok(parsed.success, `${name}: ${parsed.error?.message}`)
  asked.push({ name, input })
  const code = refuse.get(name)
  await Promise.resolve()
  if (code) return { ok: false, error: { code } }
  return { ok: true, result: results[name]?.(input) ?? {} }
}) as Ask

/** Shortens the fake handler's `mid`, which is longer than any browser's. */
function asBrowsersWriteIt(input: Record<string, unknown>): unknown {
  const { rtpParameters } = input
  if (typeof rtpParameters !== 'object') return input
  return { ...input, rtpParameters: { ...rtpParameters, mid: '0' } }
}

function open(): MediaSession {
  const { factory, ...rest } = FakeHandler.createFactory(testFakeParameters)
  device = new Device({
    handlerFactory: {
      ...rest,
      factory: (options) => {
        const half = factory(options)
        if (half instanceof FakeHandler) halves.push(half)
        return half
      },
    },
  })
  return new MediaSession({
    media: { routerRtpCapabilities: testFakeParameters.generateRouterRtpCapabilities() },
    ask,
    onReceived: (id, track) => (track ? received.set(id, track) : received.delete(id)),
    onLine: () => {},
    onUnable: () => {
      unable += 1
    },
    onStrain: () => {},
    onCpuPressure: () => {},
    onBroken: () => {
      broken += 1
    },
    load: async (routerRtpCapabilities) => {
      await device.load({
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- just made above
        routerRtpCapabilities: routerRtpCapabilities as types.RtpCapabilities,
      })
      return device
    },
  })
}

beforeEach(() => {
  asked = []
  refuse = new Map()
  received = new Map()
  broken = 0
  unable = 0
  halves = []
})

/** TrackIds are UUIDs in the contract; their first letter tells the fake server the kind. */
const SOUND = trackView('a0000000-0000-4000-8000-000000000000', 'b', 'microphone')
const OTHER_SOUND = trackView('a1000000-0000-4000-8000-000000000000', 'c', 'microphone')
const PICTURE = trackView('b0000000-0000-4000-8000-000000000000', 'b', 'camera')
const named = (name: RequestName) =>
  asked.filter((one) => one.name === name).map((one) => one.input)
const hidden = () => null

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    assert.ok(tries < 300, `not in time: ${asked.map(({ name }) => name).join(', ')}`)
    await new Promise((resolve) => {
      setTimeout(resolve, 5)
    })
  }
}

describe('receiving', () => {
  it('receives audio at once, video only when a tile shows it', async () => {
    const session = open()
    session.sync([SOUND, PICTURE], hidden)
    await until(() => named('track.show').length === 1)
    assert.deepEqual([...received.keys()], [SOUND.id])
    assert.deepEqual(named('track.show'), [{ id: SOUND.id, shown: true }])
    session.show(PICTURE.id, 300)
    await until(() => named('track.show').length === 2)
    assert.deepEqual(named('track.show')[1], { id: PICTURE.id, shown: true, height: 360 })
    assert.ok(received.has(PICTURE.id))
    session.close()
  })

  it('requests a new size once it has settled, and pauses hidden video', async () => {
    const session = open()
    session.sync([PICTURE], () => 100)
    await until(() => named('track.show').length === 1)
    for (const height of [150, 300, 500, 700]) session.show(PICTURE.id, height)
    await until(() => named('track.show').length === 2)
    session.show(PICTURE.id, 650)
    session.show(PICTURE.id, null)
    await until(() => named('track.show').length === 3)
    assert.deepEqual(
      named('track.show').map(({ height, shown }) => [shown, height]),
      [
        [true, 180],
        [true, 720],
        [false, undefined],
      ],
    )
    assert.equal(named('track.subscribe').length, 1)
    session.close()
  })

  it('drops ended tracks', async () => {
    const session = open()
    session.sync([SOUND], hidden)
    await until(() => received.size === 1)
    const track = received.get(SOUND.id)
    session.sync([], hidden)
    assert.equal(received.size, 0)
    assert.equal(track?.readyState, 'ended')
    session.close()
  })

  it('retries when the server was busy', async () => {
    refuse.set('track.subscribe', 'busy')
    const session = open()
    session.sync([SOUND], hidden)
    await until(() => named('track.subscribe').length === 1)
    refuse.clear()
    await until(() => received.size === 1)
    session.close()
  })

  it('receives nothing once it is closed', async () => {
    const session = open()
    session.sync([SOUND], hidden)
    session.close()
    // `other` receives everything the closed session would have received before it.
    const other = open()
    other.sync([OTHER_SOUND], hidden)
    await until(() => named('track.show').length > 0)
    assert.deepEqual([...received.keys()], [OTHER_SOUND.id])
    assert.deepEqual(named('track.show'), [{ id: OTHER_SOUND.id, shown: true }])
    other.close()
  })
})

const tooOld = () => Promise.reject(new Error('this browser cannot hold a call'))

it('reports a browser that cannot hold a call, unless the session is closed', async () => {
  const open = (load: () => Promise<never>) =>
    new MediaSession({
      media: { routerRtpCapabilities: testFakeParameters.generateRouterRtpCapabilities() },
      ask: () => Promise.resolve({ ok: false, error: { code: 'busy' } }),
      onReceived: () => {},
      onLine: () => {},
      onStrain: () => {},
      onCpuPressure: () => {},
      onBroken: () => {},
      onUnable: () => {
        unable += 1
      },
      load,
    })
  open(tooOld)
  await until(() => unable === 1)
  open(tooOld).close()
  await new Promise((done) => {
    setImmediate(done)
  })
  assert.equal(unable, 1)
})

describe('sending', () => {
  it('[SHR2] publishes each source as its kind, within the contract', async () => {
    const session = open()
    const { sender } = session
    session.sync([], hidden)
    const outcomes = await Promise.all([
      sender.publish('microphone', fakeTrack('audio'), true),
      sender.publish('camera', fakeTrack('video'), false),
      sender.publish('screen', fakeTrack('video'), false),
    ])
    assert.ok(outcomes.every(({ ok }) => ok))
    assert.deepEqual(
      named('track.publish').map(({ source, kind, paused }) => [source, kind, paused]),
      [
        ['microphone', 'audio', true],
        ['camera', 'video', false],
        ['screen', 'video', false],
      ],
    )
    assert.equal(named('transport.open').filter(({ direction }) => direction === 'send').length, 1)
    session.close()
  })

  it('reports why it was refused, and leaves the track running', async () => {
    refuse.set('track.publish', 'share_taken')
    const session = open()
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
    const session = open()
    session.sync([SOUND], hidden)
    const publishing = session.sender.publish('camera', fakeTrack('video'), false)
    await until(() => received.size === 1 && halves.length === 2)
    assert.equal(named('track.publish').length, 0)
    halves[0]?.setConnectionState('connected')
    assert.ok((await publishing).ok)
    session.close()
  })

  it('starts even if nobody can be received', async () => {
    refuse.set('track.subscribe', 'busy')
    const session = open()
    session.sync([SOUND], hidden)
    assert.ok((await session.sender.publish('camera', fakeTrack('video'), false)).ok)
    session.close()
  })

  it('releases callers waiting for a transport when it closes', async () => {
    refuse.set('transport.open', 'busy')
    const session = open()
    const publishing = session.sender.publish('camera', fakeTrack('video'), false)
    await until(() => named('transport.open').length >= 2)
    session.close()
    assert.equal((await publishing).ok, false)
  })
})

it('asks for a new session when the server rejects a transport’s parameters', async () => {
  refuse.set('transport.connect', 'media_failed')
  const session = open()
  session.sync([SOUND], hidden)
  await until(() => broken === 1)
  session.close()
})
