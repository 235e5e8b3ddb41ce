import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
import { it } from 'node:test'
import type { types } from 'mediasoup-client'
import type { Ask } from '../signaling/socket.ts'
import { IceKeeper } from './ice.ts'

/** As much of a transport as the keeper touches; notes what is done to it, in order. */
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

it('[ADM6] an ICE restart looks for new paths with a TURN credential that is still good', async () => {
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
