import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
import { it, mock } from 'node:test'
import type { types } from 'mediasoup-client'
import type { Ask } from '../signaling/socket.ts'
import { IceKeeper } from './ice.ts'
import { settled } from './testing.ts'

/** The part of a transport the keeper uses; records the calls made on it, in order. */
class FakeTransport extends EventEmitter {
  readonly observer = new EventEmitter()
  readonly done: string[] = []
  closed = false
  connectionState: types.ConnectionState = 'connected'
  async updateIceServers({ iceServers }: { iceServers: { username: string }[] }) {
    this.done.push(`servers of ${iceServers[0]?.username}`)
  }
  async restartIce({ iceParameters }: { iceParameters: { usernameFragment: string } }) {
    this.done.push(`restart with ${iceParameters.usernameFragment}`)
    this.emit('restarted')
  }
}

it('[ADM6] an ICE restart uses a TURN credential that has not expired', async () => {
  const transport = new FakeTransport()
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a generic fake cannot be typed
  const ask = (async () => ({
    ok: true,
    result: {
      iceParameters: { usernameFragment: 'fresh' },
      iceServers: [{ urls: ['turn:t'], username: 'later', credential: 'c' }],
    },
  })) as unknown as Ask
  const keeper = new IceKeeper({
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the part that is used
    transport: transport as unknown as types.Transport,
    direction: 'send',
    ask,
    onBroken: () => assert.fail('broken'),
  })
  transport.emit('connectionstatechange', 'connected')
  const restarted = once(transport, 'restarted')
  keeper.restart()
  await restarted
  assert.deepEqual(transport.done, ['servers of later', 'restart with fresh'])
  transport.closed = true
  transport.observer.emit('close')
})

it('a restart that did not reach the server does not count as an attempt', async () => {
  mock.timers.enable({ apis: ['setTimeout'] })
  const transport = new FakeTransport()
  let asked = 0
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a generic fake cannot be typed
  const ask = (async () => {
    asked += 1
    return { ok: false, error: { code: 'busy' } }
  }) as unknown as Ask
  const keeper = new IceKeeper({
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the part that is used
    transport: transport as unknown as types.Transport,
    direction: 'recv',
    ask,
    onBroken: () => assert.fail('broken'),
  })
  transport.emit('connectionstatechange', 'connected')
  transport.connectionState = 'disconnected'
  keeper.restart()
  for (let tries = 1; tries <= 10; tries++) {
    mock.timers.tick(500)
    await settled()
    assert.equal(asked, tries)
  }
  transport.connectionState = 'connected'
  transport.emit('connectionstatechange', 'connected')
  mock.timers.tick(60_000)
  assert.equal(asked, 10)
  mock.timers.reset()
})
