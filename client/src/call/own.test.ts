import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import type { ErrorCode } from '#protocol/errors.ts'
import type { Source } from '#protocol/model.ts'
import { deferred } from '../media/deferred.ts'
import { DeviceFailure } from '../media/devices.ts'
import type { Choice } from '../media/devices.ts'
import { endsWith } from '../media/ended.ts'
import { OwnSources } from './own.ts'
import type { DevicePort } from './reconcile.ts'
import type { Publisher } from './slot.ts'
import { fakeTrack, settled } from '../media/testing.ts'
import type { TestTrack } from '../media/testing.ts'

const ALL: Source[] = ['microphone', 'camera', 'screen', 'screen_audio']

let opened: TestTrack[]
let log: string[]
let refuseWith: ErrorCode | null
let devices: DevicePort
let own: OwnSources

beforeEach(() => {
  opened = []
  log = []
  refuseWith = null
  devices = {
    openMicrophone: () => Promise.resolve(open('audio')),
    openCamera: () => Promise.resolve(open('video')),
    openScreen: () => Promise.resolve({ screen: open('video'), audio: open('audio') }),
  }
  own = new OwnSources(
    {
      openMicrophone: (choice) => devices.openMicrophone(choice),
      openCamera: (choice) => devices.openCamera(choice),
      openScreen: () => devices.openScreen(),
    },
    () => {},
  )
})

function open(kind: 'audio' | 'video', device?: string): TestTrack {
  const track = fakeTrack(kind, device)
  opened.push(track)
  return track
}

function publisher(name = ''): Publisher {
  const answer = (what: string) => {
    log.push(`${name}${what}`)
    const error = refuseWith
    return Promise.resolve(error ? ({ ok: false, error: { code: error } } as const) : DONE)
  }
  return {
    publish: (source, _track, paused) => answer(`publish ${source}${paused ? ' paused' : ''}`),
    setPaused: (source, paused) => answer(`${paused ? 'pause' : 'resume'} ${source}`),
    replaceTrack: (source) => answer(`replace ${source}`),
    unpublish: async (source) => {
      await answer(`unpublish ${source}`)
    },
    dropped: (source) => log.push(`dropped ${source}`),
    silenced: (source) => log.push(`silenced ${source}`),
  }
}
const DONE = { ok: true } as const

const there = (...ids: string[]) => ({ microphone: new Set(ids), camera: new Set(ids) })
const standsInFor = (source: Source) => {
  const now = own.current[source]
  return 'track' in now ? now.insteadOf : undefined
}
const stateOf = (source: Source) => own.current[source].state
const errorOf = (source: Source) => {
  const now = own.current[source]
  return now.state === 'failed' ? now.error : null
}

describe('a microphone', () => {
  it('opens, is published, muted and unmuted', async () => {
    own.setPublisher(publisher(), ALL)
    await own.turnOn('microphone')
    assert.equal(stateOf('microphone'), 'live')
    await own.mute('microphone')
    assert.equal(stateOf('microphone'), 'muted')
    assert.equal(opened[0]?.enabled, false)
    await own.turnOn('microphone')
    assert.equal(opened[0]?.enabled, true)
    assert.deepEqual(log, ['publish microphone', 'pause microphone', 'resume microphone'])
    assert.equal(opened.length, 1)
  })

  it('interrupted by the system is paused for the others, and comes back by itself', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] })
    own.setPublisher(publisher(), ALL)
    await own.turnOn('microphone')
    const [track] = opened
    track?.interrupt(true)
    await settled()
    assert.equal(stateOf('microphone'), 'live', 'a moment is not an interruption')
    t.mock.timers.tick(2000)
    await settled()
    assert.deepEqual(own.current.microphone, { state: 'muted', track, interrupted: true })
    track?.interrupt(false)
    await settled()
    assert.deepEqual(own.current.microphone, { state: 'live', track })
    assert.deepEqual(log, ['publish microphone', 'pause microphone', 'resume microphone'])
  })

  it('interrupted by the system is asked for anew by a click', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] })
    own.setPublisher(publisher(), ALL)
    await own.turnOn('microphone')
    opened[0]?.interrupt(true)
    t.mock.timers.tick(2000)
    await settled()
    await own.turnOn('microphone')
    assert.equal(stateOf('microphone'), 'live')
    assert.equal(opened[0]?.readyState, 'ended')
    assert.equal(opened.length, 2)
    assert.deepEqual(log.slice(1), ['pause microphone', 'replace microphone', 'resume microphone'])
    // What was taken and released changes nothing any more.
    opened[0]?.interrupt(false)
    await settled()
    assert.equal(stateOf('microphone'), 'live')
  })

  it('muted by its person stays muted when an interruption ends', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] })
    own.setPublisher(publisher(), ALL)
    await own.turnOn('microphone')
    await own.mute('microphone')
    opened[0]?.interrupt(true)
    t.mock.timers.tick(2000)
    opened[0]?.interrupt(false)
    await settled()
    assert.equal(stateOf('microphone'), 'muted')
    assert.deepEqual(log, ['publish microphone', 'pause microphone'])
  })

  it('opened in the lobby is published on admission', async () => {
    own.prepare('microphone', { deviceId: null }, devices.openMicrophone({ deviceId: null }))
    await settled()
    own.setPublisher(publisher(), ALL)
    await settled()
    assert.deepEqual(log, ['publish microphone'])
  })

  it('[FLR1] opened in the lobby is released if the mode does not allow it', async () => {
    own.prepare('microphone', { deviceId: null }, devices.openMicrophone({ deviceId: null }))
    own.setPublisher(publisher(), [])
    await settled()
    assert.equal(stateOf('microphone'), 'off')
    assert.equal(opened[0]?.readyState, 'ended')
    assert.deepEqual(log, [])
  })

  it('turned off before it has opened is released at once', async () => {
    const device = Promise.withResolvers<MediaStreamTrack>()
    devices.openMicrophone = () => device.promise
    own.setPublisher(publisher(), ALL)
    const turning = own.turnOn('microphone')
    await settled()
    assert.equal(stateOf('microphone'), 'starting')
    const muting = own.mute('microphone')
    device.resolve(open('audio'))
    await Promise.all([turning, muting])
    assert.equal(stateOf('microphone'), 'off')
    assert.equal(opened[0]?.readyState, 'ended')
    assert.deepEqual(log, [])
  })

  it('[FLR1] paused by the server is muted here until the person unmutes it', async () => {
    own.setPublisher(publisher(), ALL)
    await own.turnOn('microphone')
    own.serverDid('microphone', 'paused')
    assert.equal(stateOf('microphone'), 'muted')
    assert.equal(opened[0]?.enabled, false)
    own.setPublisher(publisher('2nd '), ALL)
    await settled()
    assert.deepEqual(log, [
      'publish microphone',
      'silenced microphone',
      '2nd publish microphone paused',
    ])
    assert.equal(stateOf('microphone'), 'muted')
  })

  it('stays muted if the server refuses to unmute it', async () => {
    own.setPublisher(publisher(), ALL)
    await own.turnOn('microphone')
    own.serverDid('microphone', 'paused')
    refuseWith = 'not_granted'
    await own.turnOn('microphone')
    assert.equal(stateOf('microphone'), 'muted')
    assert.equal(opened[0]?.enabled, false)
  })

  it('reports why it could not be opened', async () => {
    devices.openMicrophone = () => Promise.reject(new DeviceFailure('in_use'))
    await own.turnOn('microphone')
    assert.equal(errorOf('microphone'), 'in_use')
  })

  it('is replaced in the same stream when unplugged, and reports it', async () => {
    own.setPublisher(publisher(), ALL)
    await own.turnOn('microphone')
    devices.openMicrophone = () => Promise.resolve(open('audio', 'built-in'))
    opened[0]?.unplug()
    await settled()
    assert.equal(stateOf('microphone'), 'live')
    assert.equal(standsInFor('microphone'), 'audio')
    assert.deepEqual(log, ['publish microphone', 'replace microphone'])
  })

  it('stays muted when replaced while muted', async () => {
    own.setPublisher(publisher(), ALL)
    await own.turnOn('microphone')
    await own.mute('microphone')
    devices.openMicrophone = () => Promise.resolve(open('audio', 'built-in'))
    opened[0]?.unplug()
    await settled()
    assert.equal(stateOf('microphone'), 'muted')
    assert.equal(opened[1]?.enabled, false)
  })

  it('is off when unplugged without a replacement, and reports it', async () => {
    own.setPublisher(publisher(), ALL)
    await own.turnOn('microphone')
    devices.openMicrophone = () => Promise.reject(new DeviceFailure('not_found'))
    opened[0]?.unplug()
    await settled()
    assert.equal(errorOf('microphone'), 'not_found')
    assert.deepEqual(log, ['publish microphone', 'unpublish microphone'])
  })

  it('is given up if it ends repeatedly', async () => {
    own.setPublisher(publisher(), ALL)
    await own.turnOn('microphone')
    opened[0]?.unplug()
    await settled()
    opened[1]?.unplug()
    await settled()
    assert.equal(errorOf('microphone'), 'not_found')
    assert.equal(opened.length, 2)
  })

  it('is used again when plugged back in, and stays muted meanwhile', async () => {
    own.setPublisher(publisher(), ALL)
    await own.choose('microphone', 'headset')
    devices.openMicrophone = () => Promise.resolve(open('audio', 'headset'))
    await own.turnOn('microphone')
    devices.openMicrophone = () => Promise.resolve(open('audio', 'built-in'))
    own.devicesChanged(there('headset', 'built-in'), there('built-in'))
    await settled()
    assert.equal(standsInFor('microphone'), 'headset')
    await own.mute('microphone')
    let wanted: Choice = { deviceId: null }
    devices.openMicrophone = (choice) => {
      wanted = choice
      return Promise.resolve(open('audio', 'headset'))
    }
    own.devicesChanged(there('built-in'), there('built-in', 'headset'))
    await settled()
    assert.deepEqual(wanted, { deviceId: 'headset', exact: false })
    assert.equal(standsInFor('microphone'), undefined)
    assert.equal(stateOf('microphone'), 'muted')
    assert.equal(opened.at(-1)?.enabled, false)
  })

  it('changed while muted stays muted', async () => {
    own.setPublisher(publisher(), ALL)
    await own.turnOn('microphone')
    await own.mute('microphone')
    await own.choose('microphone', 'other')
    assert.deepEqual(log.slice(2), ['replace microphone'])
    assert.equal(opened[0]?.readyState, 'ended')
    assert.equal(opened[1]?.enabled, false)
    assert.equal(stateOf('microphone'), 'muted')
  })
})

/** Publishes once it is told to; a track that has ended meanwhile cannot be. */
function waiting() {
  const go = deferred<void>()
  const publish: Publisher['publish'] = async (source, track) => {
    await go.promise
    log.push(`publish ${source} ${track.readyState}`)
    return track.readyState === 'live' ? DONE : { ok: false, error: { code: 'internal' } }
  }
  own.setPublisher({ ...publisher(), publish }, ALL)
  return go
}

describe('a camera that waits to be published', () => {
  it('goes dark at once when it is turned off', async () => {
    const go = waiting()
    void own.turnOn('camera')
    await settled()
    assert.equal(opened[0]?.readyState, 'live')
    void own.turnOff('camera')
    assert.equal(opened[0]?.readyState, 'ended')
    assert.equal(stateOf('camera'), 'off')
    go.resolve()
    await settled()
    assert.deepEqual(log, ['publish camera ended'])
    assert.equal(stateOf('camera'), 'off')
    assert.equal(errorOf('camera'), null)
  })

  it('is published anew when it was turned on again meanwhile', async () => {
    const go = waiting()
    void own.turnOn('camera')
    await settled()
    void own.turnOff('camera')
    void own.turnOn('camera')
    go.resolve()
    await settled()
    assert.deepEqual(log, ['publish camera ended', 'publish camera live'])
    assert.equal(stateOf('camera'), 'live')
  })
})

describe('a camera', () => {
  it('turned off lets the device go', async () => {
    own.setPublisher(publisher(), ALL)
    await own.turnOn('camera')
    await own.turnOff('camera')
    assert.equal(opened[0]?.readyState, 'ended')
    assert.deepEqual(log, ['publish camera', 'unpublish camera'])
  })

  it('is paused while the connection is too weak, and resumes if still wanted', async () => {
    own.setPublisher(publisher(), ALL)
    await own.turnOn('camera')
    own.rest(true)
    await settled()
    assert.equal(stateOf('camera'), 'muted')
    assert.equal(opened[0]?.enabled, false)
    own.rest(false)
    await settled()
    assert.equal(stateOf('camera'), 'live')
    own.rest(true)
    await settled()
    await own.turnOff('camera')
    own.rest(false)
    await settled()
    assert.equal(stateOf('camera'), 'off')
    assert.deepEqual(log, [
      'publish camera',
      'pause camera',
      'resume camera',
      'pause camera',
      'unpublish camera',
    ])
  })

  it('is replaced if unplugged before anyone sees it', async () => {
    own.prepare('camera', { deviceId: null }, devices.openCamera({ deviceId: null }))
    await settled()
    devices.openCamera = () => Promise.resolve(open('video', 'built-in'))
    opened[0]?.unplug()
    await settled()
    assert.equal(stateOf('camera'), 'live')
    assert.equal(standsInFor('camera'), 'video')
  })

  it('is off if unplugged while others see it: another camera points elsewhere', async () => {
    own.setPublisher(publisher(), ALL)
    await own.turnOn('camera')
    opened[0]?.unplug()
    await settled()
    assert.equal(errorOf('camera'), 'not_found')
    assert.equal(opened.length, 1)
    await own.turnOn('camera')
    assert.equal(stateOf('camera'), 'live')
  })

  it('is published again in a new session without touching the old one', async () => {
    own.setPublisher(publisher('1st '), ALL)
    await own.turnOn('camera')
    own.setPublisher(null, [])
    own.setPublisher(publisher('2nd '), ALL)
    await settled()
    assert.deepEqual(log, ['1st publish camera', '2nd publish camera'])
    assert.equal(opened.length, 1)
  })

  it('reports a refusal and releases the device', async () => {
    refuseWith = 'not_granted'
    own.setPublisher(publisher(), ALL)
    await own.turnOn('camera')
    assert.equal(errorOf('camera'), 'not_granted')
    assert.equal(opened[0]?.readyState, 'ended')
  })
})

describe('a blurred camera that nobody sees yet', () => {
  let asked: Choice[]
  beforeEach(async () => {
    asked = []
    const blurred = { deviceId: 'front', effect: true }
    own.prepare('camera', blurred, Promise.resolve(open('video', 'front')))
    devices.openCamera = (choice) => {
      asked.push(choice)
      return Promise.resolve(open('video', asked.length === 1 ? 'built-in' : 'front'))
    }
    await settled()
  })

  it('is replaced by another blurred one, and comes back blurred', async () => {
    own.devicesChanged(there('front', 'built-in'), there('built-in'))
    await settled()
    assert.equal(standsInFor('camera'), 'front')
    own.devicesChanged(there('built-in'), there('front', 'built-in'))
    await settled()
    const wanted = { deviceId: 'front', exact: false, effect: true }
    assert.deepEqual(asked, [wanted, wanted])
    assert.equal(stateOf('camera'), 'live')
  })

  it('stays replaced when the effect is changed', async () => {
    opened[0]?.unplug()
    await settled()
    devices.openCamera = () => Promise.resolve(open('video', 'built-in'))
    await own.setEffect('camera', false)
    assert.equal(standsInFor('camera'), 'front')
  })

  it('is off when blurring fails, without a replacement', async () => {
    const [blurred] = opened
    if (blurred) endsWith(blurred, 'effect')
    blurred?.unplug()
    await settled()
    assert.equal(errorOf('camera'), 'effect')
    assert.deepEqual(asked, [])
  })
})

describe('a screen', () => {
  it('starts and stops with its audio', async () => {
    own.setPublisher(publisher(), ALL)
    await own.share()
    assert.equal(stateOf('screen_audio'), 'live')
    opened[0]?.unplug()
    await settled()
    assert.equal(stateOf('screen'), 'off')
    assert.equal(stateOf('screen_audio'), 'off')
    assert.equal(opened[1]?.readyState, 'ended')
    assert.deepEqual(log.slice(0, 2), ['publish screen', 'publish screen_audio'])
  })

  it('[SHR1] revoked by the server stops the capture', async () => {
    own.setPublisher(publisher(), ALL)
    await own.share()
    own.serverDid('screen', 'closed')
    await settled()
    assert.equal(stateOf('screen'), 'off')
    assert.ok(opened.every(({ readyState }) => readyState === 'ended'))
    assert.ok(!log.includes('unpublish screen'))
  })

  it('[SHR1] does not displace a screen already shared', async () => {
    refuseWith = 'share_taken'
    own.setPublisher(publisher(), ALL)
    await own.share()
    assert.equal(errorOf('screen'), 'share_taken')
    assert.equal(stateOf('screen_audio'), 'off')
    assert.ok(opened.every(({ readyState }) => readyState === 'ended'))
  })

  it('leaves nothing behind when cancelled', async () => {
    devices.openScreen = () => Promise.reject(new DeviceFailure('cancelled'))
    own.setPublisher(publisher(), ALL)
    await own.share()
    assert.equal(errorOf('screen'), 'cancelled')
    assert.deepEqual(log, [])
  })
})

describe('a blurred camera', () => {
  beforeEach(async () => {
    own.setPublisher(publisher(), ALL)
    await own.turnOn('camera')
  })

  it('is released before it is reopened with blur, and not published twice', async () => {
    let asked = null
    devices.openCamera = (choice) => {
      asked = { ...choice, before: opened[0]?.readyState }
      return Promise.resolve(open('video'))
    }
    await own.setEffect('camera', true)
    assert.deepEqual(asked, { deviceId: null, effect: true, before: 'ended' })
    assert.equal(stateOf('camera'), 'live')
    assert.deepEqual(log, ['publish camera', 'replace camera'])
  })

  it('stays blurred when another camera is chosen', async () => {
    await own.setEffect('camera', true)
    let asked = null
    devices.openCamera = (choice) => {
      asked = choice
      return Promise.resolve(open('video'))
    }
    await own.choose('camera', 'b')
    assert.deepEqual(asked, { deviceId: 'b', exact: true, effect: true })
  })

  it('is off when blurring fails to start, and reports it', async () => {
    devices.openCamera = () => Promise.reject(new DeviceFailure('effect'))
    await own.setEffect('camera', true)
    await settled()
    assert.equal(errorOf('camera'), 'effect')
    assert.deepEqual(log, ['publish camera', 'unpublish camera'])
  })

  for (const fault of ['too_slow', 'effect'] as const)
    it(`is off when blurring ends (${fault}), reports it, and is not replaced`, async () => {
      await own.setEffect('camera', true)
      const [, blurred] = opened
      if (blurred) endsWith(blurred, fault)
      blurred?.unplug()
      own.devicesChanged(there('video'), there('video', 'other'))
      await settled()
      assert.equal(errorOf('camera'), fault)
      assert.equal(opened.length, 2)
      assert.deepEqual(log.slice(2), ['unpublish camera'])
    })
})

it('releases every device at the end', async () => {
  own.setPublisher(publisher(), ALL)
  await own.turnOn('microphone')
  await own.turnOn('camera')
  own.close()
  assert.ok(opened.every(({ readyState }) => readyState === 'ended'))
})
