import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { Agent } from 'node:https'
import { io } from 'socket.io-client'
import { clientAgent } from './nodes/psk.ts'
import { SfuHarness } from './testing/harness.ts'
import { TestNode, connectedTo, remoteSfu } from './testing/nodes.ts'
import { MediaError } from './types.ts'

// Media nodes that come, go, and are not ours. What they do otherwise is in the contract, in
// media.test.ts and in spread.test.ts.

const quiet = { speaker() {}, levels() {}, bitrateExceeded() {}, died() {} }

describe('a media node that is lost', () => {
  for (const victim of [0, 1]) {
    describe(victim === 0 ? 'the first of two' : 'the second of two', () => {
      let nodes: readonly TestNode[] = []
      const here = new SfuHarness(async () => {
        const sfu = await remoteSfu(2, { consumersPerWorker: 1 })
        nodes = sfu.nodes
        return sfu
      })

      it('a room on both closes once and entirely, on the other node too', async () => {
        const [an, binh] = [await here.join('an'), await here.join('binh')]
        const { track } = await here.film(an, 'camera', 1000)
        const watched = await here.watch(binh, track)
        await binh.peer.show(track, true)
        await here.more(watched, 20)
        nodes[victim]?.cut()
        const pausing = Array.from({ length: 20 }, (_, n) => an.peer.pauseTrack(track, n % 2 === 0))
        await Promise.allSettled(pausing)
        await here.pump.until('the room to die', () => here.deaths > 0)
        assert.deepEqual([here.room.closed, an.peer.closed, binh.peer.closed], [true, true, true])
        const left = () => nodes.flatMap(({ sfu }) => sfu.load()).map(({ rooms }) => rooms)
        await here.pump.until('nothing left anywhere', () => left().join() === '0,0')
        assert.equal(here.deaths, 1)
        // At once: on whichever node is there.
        const room = await here.sfu.createRoom(quiet)
        await here.join('cuc', room)
        room.close()
        await here.pump.until('it is back', () => here.sfu.load().length === 2)
      })
    })
  }

  it('of a room that is elsewhere nothing is lost', async () => {
    const sfu = await remoteSfu(2)
    try {
      const rooms = [await sfu.createRoom(quiet), await sfu.createRoom(quiet)]
      sfu.nodes[0]?.cut()
      while (rooms.every(({ closed }) => !closed)) await delay(10)
      assert.equal(rooms.filter(({ closed }) => closed).length, 1)
    } finally {
      await sfu.close()
    }
  })

  it('while all are away, no room can be opened, and what is asked of them fails at once', async () => {
    const sfu = await remoteSfu(1)
    try {
      const room = await sfu.createRoom(quiet)
      const peer = room.createPeer('an')
      await peer.openTransport('send')
      await sfu.nodes[0]?.close()
      while (!room.closed) await delay(10)
      await assert.rejects(peer.restartIce('send'), MediaError)
      await assert.rejects(sfu.createRoom(quiet))
      assert.equal(await sfu.answers(), false)
      assert.deepEqual(sfu.load(), [])
    } finally {
      await sfu.close()
    }
  })
})

const peers = (node: TestNode | undefined) => node?.sfu.load()[0]?.peers

describe('people of a region', () => {
  it('are placed on its node while it is there, others where there is room', async () => {
    const sfu = await remoteSfu(2)
    try {
      const room = await sfu.createRoom(quiet)
      const far = sfu.nodes.findLast((node) => node.sfu.load()[0]?.rooms === 0)
      const others = sfu.nodes.find((node) => node !== far)
      const enter = (id: string, node?: string) => room.createPeer(id, node).openTransport('send')
      await enter('an')
      for (const id of ['binh', 'chi']) await enter(id, far?.address)
      await enter('dung', 'unknown:1')
      assert.deepEqual([peers(others), peers(far)], [2, 2])
      far?.drain()
      // The message and the next person race; from then on nobody is placed there.
      for (let n = 0; peers(others) === 2; n += 1) await enter(`${n}`, far?.address)
    } finally {
      await sfu.close()
    }
  })
})

describe('a media node', () => {
  it('that is draining gets no more rooms, and keeps the ones it has', async () => {
    const sfu = await remoteSfu(2)
    try {
      const before = [await sfu.createRoom(quiet), await sfu.createRoom(quiet)]
      sfu.nodes[0]?.drain()
      const roomsOf = (n: number) => sfu.nodes[n]?.sfu.load()[0]?.rooms
      // The message and the next room race; from then on all go to the other node.
      while ((await sfu.createRoom(quiet)) && roomsOf(1) === 1);
      const [first, second] = [roomsOf(0), roomsOf(1) ?? 0]
      for (let n = 0; n < 3; n += 1) await sfu.createRoom(quiet)
      assert.deepEqual([roomsOf(0), roomsOf(1)], [first, second + 3])
      assert.ok(before.every(({ closed }) => !closed))
    } finally {
      await sfu.close()
    }
  })

  for (const [who, agent] of [
    ['without its secret', clientAgent('the secret of somebody else')],
    ['without any', new Agent({ rejectUnauthorized: false })],
  ] as const)
    it(`lets nobody in ${who}`, async () => {
      const node = await TestNode.start()
      const options = { transports: ['websocket'], reconnection: false, agent: agent as never }
      const stranger = io(`https://${node.address}`, options)
      try {
        await new Promise((resolve) => void stranger.once('connect_error', resolve))
        assert.equal(stranger.connected, false)
      } finally {
        stranger.close()
        await node.close()
      }
    })

  it('closes the rooms of a server that is gone', async () => {
    const sfu = await remoteSfu(1)
    const [node] = sfu.nodes
    assert.ok(node)
    const other = await connectedTo(node)
    try {
      await Promise.all([sfu.createRoom(quiet), other.createRoom(quiet)])
      assert.equal(node.sfu.load()[0]?.rooms, 2)
      await other.close()
      while (node.sfu.load()[0]?.rooms !== 1) await delay(10)
    } finally {
      await sfu.close()
    }
  })
})
