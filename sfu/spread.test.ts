import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, it } from 'node:test'
import { remoteSfu } from './testing/nodes.ts'
import { realSfu } from './testing/real.ts'
import { SfuHarness } from './testing/harness.ts'

// Rooms that span several workers, and workers that die.

const PLACES = [
  ['on two workers', () => realSfu({ workers: 2, consumersPerWorker: 1 })],
  ['on two media nodes', () => remoteSfu(2, { consumersPerWorker: 1 })],
] as const

for (const [where, make] of PLACES)
  describe(where, () => {
    // One consumer per worker: the second person is placed on the second one.
    const here = new SfuHarness(make)

    it('a room that outgrows its worker spreads, and its tracks are piped', async () => {
      const [an, binh] = [await here.join('an'), await here.join('binh')]
      const rooms = () => here.sfu.load().map((load) => load.rooms)
      await here.pump.until('a part on each', () => rooms().join() === '1,1')
      const { track } = await here.film(an, 'camera', 200, 500, 1000)
      const watched = await here.watch(binh, track)
      await binh.peer.show(track, true, 1080)
      await here.more(watched, 20)
      await here.pump.until(
        'the best layer',
        () => (binh.receiver.received.get(watched.ssrc)?.lastBytes ?? 0) > 1000,
      )
    })

    it('a track is piped once, however many concurrent subscriptions there are', async () => {
      const people = await Promise.all(['1', '2', '3', '4', '5', '6'].map((id) => here.join(id)))
      const [an, ...others] = people
      assert.ok(an)
      const { track } = await here.film(an, 'camera', 1000)
      const watched = await Promise.all(others.map((person) => here.watch(person, track)))
      await Promise.all(others.map(({ peer }) => peer.show(track, true)))
      await Promise.all(watched.map((one) => here.more(one, 20)))
      // Whoever is beside the publisher needs no pipe, the others share one.
      const consumers = () => here.sfu.load().reduce((sum, load) => sum + load.consumers, 0)
      await here.pump.until('one for each and a pipe', () => consumers() === others.length + 1)
    })

    it('[FLR1] a paused track is silent on the other worker too', async () => {
      const [an, binh] = [await here.join('an'), await here.join('binh')]
      const { track } = await here.film(an, 'camera', 1000)
      const other = await here.watch(binh, (await here.speak(an)).track)
      const watched = await here.watch(binh, track)
      await Promise.all([binh.peer.show(track, true), binh.peer.show(other.track, true)])
      await Promise.all([here.more(watched, 1), here.more(other, 1)])
      await an.peer.pauseTrack(track, true)
      await here.stopped(watched, other)
      await an.peer.pauseTrack(track, false)
      await here.more(watched, 20)
      an.peer.closeTrack(track)
      await here.stopped(watched, other)
    })

    it('a person on the other worker is detected as a speaker too', async () => {
      await here.join('an')
      const binh = await here.join('binh')
      await here.speak(binh)
      await here.pump.until('binh speaks', () => here.heard.at(-1) === 'binh')
    })

    it('rooms are distributed over the workers', async () => {
      const rooms = await Promise.all([
        here.sfu.createRoom({ speaker() {}, levels() {}, bitrateExceeded() {}, died() {} }),
        here.sfu.createRoom({ speaker() {}, levels() {}, bitrateExceeded() {}, died() {} }),
        here.sfu.createRoom({ speaker() {}, levels() {}, bitrateExceeded() {}, died() {} }),
      ])
      const counts = () => here.sfu.load().map((load) => load.rooms)
      await here.pump.until('two rooms on each', () => counts().join() === '2,2')
      for (const room of rooms) room.close()
    })
  })

describe('when a worker dies', () => {
  for (const victim of [0, 1]) {
    describe(victim === 0 ? 'the first of two' : 'the second of two', () => {
      const here = new SfuHarness({ workers: 2, consumersPerWorker: 1 })

      it('a room on both closes once and entirely, and a new worker starts', async () => {
        const [an, binh] = [await here.join('an'), await here.join('binh')]
        const { track } = await here.film(an, 'camera', 1000)
        const watched = await here.watch(binh, track)
        await binh.peer.show(track, true)
        await here.more(watched, 20)
        const pids = here.sfu.load().map(({ pid }) => pid)

        process.kill(pids[victim] ?? assert.fail('no worker'), 'SIGKILL')
        // A pause request to the dead worker must fail only its caller.
        const pausing = Array.from({ length: 20 }, (_, n) => an.peer.pauseTrack(track, n % 2 === 0))
        await Promise.allSettled(pausing)
        await here.pump.until('the room to die', () => here.deaths > 0)
        assert.deepEqual([here.room.closed, an.peer.closed, binh.peer.closed], [true, true, true])

        const replaced = () => here.sfu.load().length === 2
        await here.pump.until('a new worker', replaced)
        assert.equal(here.deaths, 1)
        assert.ok(here.sfu.load().every(({ pid }) => pid !== pids[victim]))
        const room = await here.sfu.createRoom({
          speaker() {},
          levels() {},
          bitrateExceeded() {},
          died() {},
        })
        const cuc = await here.join('cuc', room)
        assert.equal(cuc.peer.closed, false)
        room.close()
      })
    })
  }

  describe('a worker that hangs', () => {
    const here = new SfuHarness({ workers: 2 })

    it('does not answer until it resumes', async () => {
      assert.equal(await here.sfu.answers(), true)
      const [, { pid } = assert.fail('no worker')] = here.sfu.load()
      process.kill(pid, 'SIGSTOP')
      try {
        assert.equal(await here.sfu.answers(), false)
      } finally {
        process.kill(pid, 'SIGCONT')
      }
      assert.equal(await here.sfu.answers(), true)
    })
  })

  it('a worker does not end by itself when its process is told to stop', async () => {
    const before = process.listenerCount('SIGTERM')
    const sfu = await realSfu()
    assert.equal(process.listenerCount('SIGTERM'), before)
    await sfu.close()
  })

  describe('the only worker', () => {
    const here = new SfuHarness()

    it('a room opened right away waits for the new worker', async () => {
      const [{ pid } = assert.fail('no worker')] = here.sfu.load()
      process.kill(pid, 'SIGKILL')
      await here.pump.until('the room to die', () => here.deaths > 0)
      const room = await here.sfu.createRoom({
        speaker() {},
        levels() {},
        bitrateExceeded() {},
        died() {},
      })
      await here.join('an', room)
      room.close()
    })
  })
})

describe('ports', () => {
  it('UDP and TCP are offered on one port at the announced address', async () => {
    const basePort = await freePort()
    const announcedAddress = 'hop.example.vn'
    const sfu = await realSfu({ basePort, announcedAddress })
    try {
      const room = await sfu.createRoom({
        speaker() {},
        levels() {},
        bitrateExceeded() {},
        died() {},
      })
      const { iceCandidates } = await room.createPeer('an').openTransport('send')
      assert.deepEqual(
        iceCandidates.map(({ protocol, port, address }) => [protocol, port, address]),
        [
          ['udp', basePort, announcedAddress],
          ['tcp', basePort, announcedAddress],
        ],
      )
      await assert.rejects(realSfu({ basePort }), /address already in use|in use/)
    } finally {
      await sfu.close()
    }
  })

  it('an IPv6 address is offered beside the IPv4 one, on the same port', async () => {
    const basePort = await freePort()
    const sfu = await realSfu({ basePort, address6: '::1' })
    try {
      const room = await sfu.createRoom({
        speaker() {},
        levels() {},
        bitrateExceeded() {},
        died() {},
      })
      const { iceCandidates } = await room.createPeer('an').openTransport('send')
      assert.deepEqual(
        iceCandidates.map(({ protocol, port, address }) => [protocol, port, address]),
        [
          ['udp', basePort, '127.0.0.1'],
          ['tcp', basePort, '127.0.0.1'],
          ['udp', basePort, '::1'],
          ['tcp', basePort, '::1'],
        ],
      )
    } finally {
      await sfu.close()
    }
  })
})

/** A port that was just free; the next one probably is too. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return address !== null && typeof address === 'object' ? address.port : assert.fail('no port')
}
