import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import type { Source, TrackView } from '#protocol/model.ts'
import type { Snapshot } from '#protocol/snapshot.ts'
import type { SessionOptions } from '../media/session.ts'
import {
  event,
  fakeTrack,
  person,
  settled,
  snapshot,
  trackView,
  waiting,
} from '../media/testing.ts'
import type { TestTrack } from '../media/testing.ts'
import type { ConnectionHandlers } from '../signaling/socket.ts'
import type { TrackId } from '#protocol/ids.ts'
import { nobody } from '../keys/verdict.ts'
import type { Sealing } from '../media/sealing.ts'
import { CallEngine } from './engine.ts'
import type { CallKeys, KeysOptions } from './keys.ts'
import { KEYS_AT_FIRST } from './reduce.ts'
import type { CallEnvironment, NetworkChange } from './environment.ts'
import type { Devices, KeysView } from './types.ts'

const OFF = { on: false, deviceId: null, effect: false }
const ON = { on: true, deviceId: null, effect: false }
const NOTHING: Devices = { microphone: OFF, camera: OFF, speakerId: null }

let server: ConnectionHandlers
let network: (kind: NetworkChange) => void
/** Whether the line is a metered one. */
let metered: boolean
let devicesChanged: () => void
let plugged: MediaDeviceInfo[]
let log: string[]
let tooOld: boolean
let opened: TestTrack[]
let keys: KeysOptions
let sessions: { options: SessionOptions; synced: string[]; closed: boolean; thin: boolean }[]

beforeEach(() => {
  plugged = []
  log = []
  tooOld = false
  opened = []
  sessions = []
  metered = false
})

function open(kind: 'audio' | 'video'): Promise<TestTrack> {
  const track = fakeTrack(kind)
  opened.push(track)
  return Promise.resolve(track)
}

function openSession(options: SessionOptions): ReturnType<CallEnvironment['openSession']> {
  if (tooOld) throw new TypeError('Promise.withResolvers is not a function')
  const session = { options, synced: [] as string[], closed: false, thin: false }
  sessions.push(session)
  const say = (what: string) => {
    log.push(`${sessions.indexOf(session) + 1}: ${what}`)
    return Promise.resolve({ ok: true } as const)
  }
  return {
    sync: (tracks, heightOf) => {
      session.synced = tracks.map(({ id }) => `${id} ${String(heightOf(id))}`)
    },
    show: (id, height) => void say(`show ${id} ${String(height)}`),
    stats: () => Promise.resolve([]),
    restartIce: () => void say('restartIce'),
    close: () => {
      session.closed = true
    },
    sender: {
      publish: (source, _track, paused) => say(`publish ${source}${paused ? ' paused' : ''}`),
      setPaused: (source, paused) => say(`${paused ? 'pause' : 'resume'} ${source}`),
      replaceTrack: (source) => say(`replace ${source}`),
      unpublish: async (source) => {
        await say(`unpublish ${source}`)
      },
      dropped: (source) => void say(`dropped ${source}`),
      silenced: (source) => void say(`silenced ${source}`),
      setThin: (thin) => {
        session.thin = thin
      },
    },
  }
}

const say = (what: string) => void log.push(`keys ${what}`)
function openKeys(options: KeysOptions): CallKeys {
  keys = options
  return {
    up: () => say('up'),
    lost: () => say('lost'),
    end: () => say('end'),
    event: () => {},
    sealing: () => SEALING,
    admit: async (ids) => ({ ...nobody(), admitted: [...ids] }),
    promote: async () => null,
    write: async () => null,
    wordsOf: async () => null,
    confirm: (id) => say(`confirm ${id}`),
    ownWords: async () => null,
    groupWords: async () => null,
    renew: async () => null,
  }
}
const SEALING = {} as Sealing

const openMicrophone = () => open('audio')
const openCamera = () => open('video')

function start(devices: Devices = NOTHING, saving: boolean | null = false): CallEngine {
  return new CallEngine('m1', devices, saving, {
    connect: (_meeting, handlers) => {
      server = handlers
      return {
        start: () => log.push('start'),
        stop: () => log.push('stop'),
        nudge: () => log.push('nudge'),
        renew: () => log.push('renew'),
        ask: (name, input) => {
          log.push(`ask ${name}${'why' in input ? ` ${input.why}` : ''}`)
          return Promise.resolve({ ok: false, error: { code: 'busy' } })
        },
      }
    },
    openSession,
    openKeys,
    devices: {
      openMicrophone,
      openCamera,
      openScreen: async () => ({ screen: await open('video'), audio: null }),
      openBoth: () => ({ microphone: openMicrophone(), camera: openCamera() }),
      listDevices: () => Promise.resolve({ microphones: plugged, cameras: [], speakers: [] }),
      onDevicesChanged: (listener) => {
        devicesChanged = listener
        return () => undefined
      },
    },
    warm: () => Promise.reject(new Error('no library here')),
    onNetworkChange: (listener) => {
      network = listener
      return () => log.push('unwatched')
    },
    metered: () => metered,
    pixels: () => 800,
  })
}

const enter = (change: Partial<Snapshot> = {}) => server.event(event('snapshot', snapshot(change)))
const view = (id: string, who = 'b', source: Source = 'camera'): TrackView =>
  trackView(id, who, source)
const ownStates = (call: CallEngine) => {
  const state = call.getState()
  return state.phase === 'admitted' ? [state.own.microphone.state, state.own.camera.state] : []
}

const isOver = (call: CallEngine) => {
  const state = call.getState()
  return state.phase === 'closed' && state.reason === 'start_failed'
}

describe('a call that cannot start', () => {
  it('[ADM2] ends for an admitted person, and tells the server why', async () => {
    const call = start()
    server.event(waiting())
    tooOld = true
    enter()
    assert.ok(isOver(call))
    assert.ok(log.includes('ask leave start_failed'))
    enter()
    await settled()
    assert.ok(isOver(call), 'whatever still comes')
  })

  it('[ADM2] is tried once more in an unable browser, then ends', async () => {
    const call = start()
    enter()
    sessions[0]?.options.onUnable()
    assert.equal(log.at(-1), 'renew')
    assert.equal(call.getState().phase, 'admitted')
    enter()
    sessions[0]?.options.onUnable()
    assert.equal(call.getState().phase, 'admitted', 'the session before is nobody’s')
    sessions[1]?.options.onUnable()
    assert.ok(isOver(call))
    assert.ok(log.includes('ask leave start_failed') && sessions[1]?.closed)
    await settled()
  })
})

/** Whether a call saves data once inside, whether because of the line, and whether its camera is thin. */
const saved = (call: CallEngine) => {
  enter()
  const state = call.getState()
  const { bandwidth } = state.phase === 'admitted' ? state : assert.fail('not in')
  call.dispose()
  return [bandwidth.saving, bandwidth.metered, sessions.at(-1)?.thin]
}

describe('a visit', () => {
  it('continues audio only on a bad connection, until the person insists on video', async () => {
    const call = start()
    enter({ tracks: [view('t1')] })
    call.show(view('t1').id, 360)
    log.length = 0
    for (let look = 0; look < 3; look++) sessions[0]?.options.onStrain('bad', false)
    const state = call.getState()
    assert.ok(state.phase === 'admitted')
    assert.equal(state.bandwidth.pictures, 'paused')
    assert.deepEqual([log, sessions[0]?.thin], [['1: show t1 null'], true])
    // A connection that was bad is not good again because it was re-established.
    enter({ tracks: [view('t2')] })
    call.show(view('t2').id, 360)
    assert.equal(call.asked(view('t2').id), null)
    assert.equal(sessions[1]?.thin, true)
    call.showPictures()
    assert.equal(log.at(-1), '2: show t2 360')
    assert.equal(sessions[1]?.thin, false)
    call.dispose()
    await settled()
  })

  it('saves data from the first frame on if chosen', () => {
    const call = start(NOTHING, true)
    enter({ tracks: [view('t1')] })
    call.show(view('t1').id, 720)
    assert.equal(call.asked(view('t1').id), 180)
    assert.equal(sessions[0]?.thin, true)
    call.saveData(false)
    assert.equal(call.asked(view('t1').id), 720)
    assert.equal(sessions[0]?.thin, false)
    call.dispose()
  })

  it('[QOS4] saves data on a metered line unless the person has chosen, and says why', () => {
    metered = true
    assert.deepEqual(saved(start(NOTHING, null)), [true, true, true])
    assert.deepEqual(saved(start(NOTHING, true)), [true, false, true])
    assert.deepEqual(saved(start(NOTHING, false)), [false, false, false])
    const call = start(NOTHING, null)
    call.saveData(false)
    assert.deepEqual(saved(call), [false, false, false])
  })

  it('[QOS4] saves data from when the line is a metered one', () => {
    const call = start(NOTHING, null)
    enter()
    assert.equal(sessions.at(-1)?.thin, false)
    metered = true
    network('changed')
    assert.equal(sessions.at(-1)?.thin, true)
    metered = false
    network('changed')
    assert.equal(sessions.at(-1)?.thin, false)
    call.dispose()
  })

  it('[ADM3] has no media in the lobby, and all of it on admission', async () => {
    const call = start({ ...NOTHING, microphone: ON, camera: ON })
    server.event(waiting())
    await settled()
    assert.equal(sessions.length, 0)
    enter({ tracks: [view('t1'), view('mine', 'me')] })
    await settled()
    assert.deepEqual(ownStates(call), ['live', 'live'])
    assert.deepEqual(sessions[0]?.synced, ['t1 400'])
    assert.ok(log.includes('1: publish microphone') && log.includes('1: publish camera'))
  })

  it('[FLR1] publishes only what the grant allows, and opens no device beyond it', async () => {
    const call = start({ ...NOTHING, microphone: ON, camera: ON })
    enter({ grant: ['camera'] })
    await settled()
    assert.deepEqual(ownStates(call), ['off', 'live'])
    await call.setMicrophone(true)
    assert.deepEqual(ownStates(call), ['failed', 'live'])
    await call.startShare()
    assert.equal(opened.length, 2)
  })

  it('starts a new session after an outage, with the same desired sources and tiles', async () => {
    const call = start({ ...NOTHING, microphone: ON })
    enter({ participants: [person('me'), person('b')], tracks: [view('t1')] })
    call.show(view('t1').id, 300)
    await settled()
    await call.setMicrophone(false)
    server.lost()
    assert.equal((call.getState() as { link?: string }).link, 'lost')
    enter({ tracks: [view('t1'), view('t2')] })
    await settled()
    assert.equal(sessions[0]?.closed, true)
    assert.deepEqual(sessions[1]?.synced, ['t1 300', 't2 null'])
    assert.ok(log.includes('2: publish microphone paused'))
    assert.deepEqual(ownStates(call), ['muted', 'off'])
  })

  it('ignores a session that is over', () => {
    const call = start()
    enter({ tracks: [view('t1')] })
    enter({ tracks: [view('t1')] })
    sessions[0]?.options.onReceived(view('t1').id, fakeTrack('video'))
    sessions[0]?.options.onBroken()
    const state = call.getState()
    assert.ok(state.phase === 'admitted' && state.received.size === 0)
    assert.ok(!log.includes('renew'))
    sessions[1]?.options.onBroken()
    assert.ok(log.includes('renew'))
  })

  it('sends and shares nothing when back in the lobby', async () => {
    const call = start({ ...NOTHING, camera: ON })
    enter({ grant: ['camera', 'screen'] })
    await call.startShare()
    server.event(waiting())
    await settled()
    assert.equal(sessions[0]?.closed, true)
    assert.equal(opened[1]?.readyState, 'ended')
  })
})

const shown = (call: CallEngine): KeysView | null => {
  const state = call.getState()
  return 'keys' in state ? state.keys : null
}

describe('the keys of a visit', () => {
  it('[E2E15] follow the connection, and are shown in the lobby and inside', () => {
    const call = start()
    server.up()
    server.event(waiting())
    assert.equal(shown(call), KEYS_AT_FIRST)
    keys.onView({ ...KEYS_AT_FIRST, spoken: true })
    assert.equal(shown(call)?.spoken, true)
    const on: KeysView = { ...KEYS_AT_FIRST, state: 'on' }
    keys.onView(on)
    enter()
    server.lost()
    enter()
    assert.equal(shown(call), on)
    assert.deepEqual(
      log.filter((line) => line.startsWith('keys')),
      ['keys up', 'keys lost'],
    )
    call.dispose()
    assert.equal(log.at(-2), 'keys end')
  })

  it('[E2E15] seal every media session, and ask for a new one when theirs is over', () => {
    start()
    enter()
    assert.equal(sessions[0]?.options.sealing, SEALING)
    keys.onMoved()
    assert.equal(log.at(-1), 'renew')
  })

  it('[E2E15] that do not agree end the media session: nothing is sent or shown', () => {
    const call = start()
    enter()
    sessions[0]?.options.onReceived('t' as TrackId, fakeTrack('video'))
    keys.onView({ ...KEYS_AT_FIRST, state: 'broken', why: 'malformed' })
    assert.equal(sessions[0]?.closed, true)
    const state = call.getState()
    assert.ok(state.phase === 'admitted' && state.received.size === 0)
  })

  it('[E2E15] end a call here whose code of them does not load', async () => {
    const call = start()
    enter()
    keys.onUnable()
    assert.ok(isOver(call))
    await settled()
  })
})

describe('the end', () => {
  for (const [name, end] of [
    ['removed', () => server.event(event('closed', { reason: 'removed', message: null }))],
    ['password changed', () => server.event(event('password', {}))],
    ['refused on return', () => server.refused({ next: 'closed', reason: 'blocked' })],
    ['unreachable', () => server.unreachable()],
  ] as const)
    it(`${name}: releases devices and media, and does not reconnect`, async () => {
      const call = start({ ...NOTHING, microphone: ON, camera: ON })
      enter()
      await settled()
      end()
      assert.ok(['closed', 'password'].includes(call.getState().phase))
      assert.ok(opened.every(({ readyState }) => readyState === 'ended'))
      assert.equal(sessions[0]?.closed, true)
      assert.ok(log.includes('stop') && log.includes('unwatched'))
    })

  it('leaving tells the server and ends the call at once', async () => {
    const call = start({ ...NOTHING, camera: ON })
    enter()
    await settled()
    const leaving = call.leave()
    assert.deepEqual(call.getState(), { phase: 'closed', reason: 'left', message: null })
    assert.equal(opened[0]?.readyState, 'ended')
    await leaving
    assert.deepEqual(log.slice(-4), ['ask leave', 'unwatched', 'keys end', 'stop'])
  })
})

it('restarts ICE when the network changes, and reconnects at once when it is back', () => {
  start()
  enter()
  network('changed')
  network('online')
  assert.deepEqual(log.slice(1), ['1: restartIce', 'nudge', '1: restartIce'])
})

it('says at once that the network is gone, and that it is back only when the server is heard', () => {
  const call = start()
  const link = () => {
    const state = call.getState()
    return state.phase === 'admitted' ? state.link : null
  }
  enter()
  network('offline')
  assert.equal(link(), 'offline')
  server.lost()
  assert.equal(link(), 'offline')
  network('online')
  assert.equal(link(), 'lost')
  server.heard()
  assert.equal(link(), 'up')
  server.silent()
  assert.equal(link(), 'lost')
})

it('a server of another version ends the call here, and not the seat', () => {
  const call = start()
  enter()
  server.refused({ next: 'reload' })
  assert.deepEqual(call.getState(), { phase: 'outdated' })
  assert.equal(log.at(-1), 'stop')
})

it('[FLR1] stops what the server has stopped, and reports it', async () => {
  const call = start({ ...NOTHING, microphone: ON, camera: ON })
  enter()
  await settled()
  server.event(event('ownTrack', { source: 'microphone', action: 'paused', by: 'host', name: 'A' }))
  server.event(event('ownTrack', { source: 'camera', action: 'closed', by: 'host', name: 'A' }))
  await settled()
  assert.deepEqual(ownStates(call), ['muted', 'off'])
  assert.equal(opened[1]?.readyState, 'ended')
  const state = call.getState()
  assert.ok(state.phase === 'admitted' && state.ownEvent?.source === 'camera')
})

it('notices from the device list that a device is gone, if the browser ends no track', async () => {
  const headset = { deviceId: 'audio', groupId: '' } as MediaDeviceInfo
  plugged = [headset]
  const call = start({ ...NOTHING, microphone: ON })
  enter()
  await settled()
  plugged = []
  devicesChanged()
  await settled()
  const state = call.getState()
  assert.ok(state.phase === 'admitted' && state.own.microphone.state === 'live')
  assert.equal(state.own.microphone.insteadOf, 'audio')
  assert.equal(opened.length, 2)
})
