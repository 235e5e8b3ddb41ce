import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, it } from 'node:test'
import fc from 'fast-check'
import { SlowReader } from '#e2e/support/slow-reader.ts'
import { LIMITS } from '#protocol/limits.ts'
import { opaque } from '#protocol/testing.ts'
import { SignalingHarness, ORIGIN } from './testing.ts'
import type { Client } from './testing.ts'
import { cutSlowReaders } from './unsent.ts'

/** A fake of engine.io's queue in front of a TCP socket. */
class FakeConnection extends EventEmitter {
  readonly socket = Object.assign(new EventEmitter(), {
    writableLength: 0,
    destroy() {
      return this
    },
  })
  readonly request = { socket: this.socket }
  queued = 0
  cut = 0
  constructor() {
    super()
    cutSlowReaders(this as never, () => (this.cut += 1))
  }
  packet(bytes: number): void {
    this.emit('packetCreate', { data: 'x'.repeat(bytes) })
    this.queued += bytes
  }
  flush(): void {
    this.emit('flush')
    this.socket.writableLength += this.queued
    this.queued = 0
  }
  taken(bytes: number): void {
    this.socket.writableLength = Math.max(0, this.socket.writableLength - bytes)
  }
  get waits(): number {
    return this.queued + this.socket.writableLength
  }
}

describe('a connection that does not read what it is sent', () => {
  it('[ADM6] is cut once, when its backlog exceeds half a megabyte plus the largest message', () => {
    const step = fc.oneof(
      fc.record({
        do: fc.constant('packet' as const),
        bytes: fc.integer({ min: 1, max: 300_000 }),
      }),
      fc.record({ do: fc.constant('taken' as const), bytes: fc.integer({ min: 1, max: 300_000 }) }),
      fc.record({ do: fc.constant('flush' as const), bytes: fc.constant(0) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const connection = new FakeConnection()
        let [largest, over] = [0, false]
        for (const { do: what, bytes } of steps) {
          connection[what](bytes)
          if (what !== 'packet') continue
          largest = Math.max(largest, bytes)
          over ||= connection.waits > LIMITS.unsentBytes + largest
        }
        assert.equal(connection.cut, over ? 1 : 0)
      }),
    )
  })

  it('[ADM6] may receive a snapshot of any size over a slow connection', () => {
    const connection = new FakeConnection()
    connection.packet(5 * LIMITS.unsentBytes)
    connection.flush()
    for (let n = 0; n < 100; n++) connection.packet(1000)
    assert.equal(connection.cut, 0)
  })

  it('[ADM6] is cut if it makes the server answer pings that it does not read', () => {
    const connection = new FakeConnection()
    connection.socket.writableLength = LIMITS.unsentBytes + 1
    connection.socket.emit('data')
    assert.equal(connection.cut, 1)
  })
})

describe('slow readers on a real server', () => {
  let harness: SignalingHarness
  let host: Client
  const readers: SlowReader[] = []
  beforeEach(async () => {
    harness = await SignalingHarness.open()
    host = await harness.host()
  })
  afterEach(async () => {
    for (const reader of readers.splice(0)) reader.close()
    await harness.close()
  })

  /** Waits, is admitted, and then stops reading. */
  async function slow(): Promise<SlowReader> {
    const ticket = await harness.ticket()
    const reader = await SlowReader.open(
      harness.url,
      `ticket=${ticket}`,
      harness.meeting.id,
      ORIGIN,
    )
    readers.push(reader)
    await reader.offerKeys()
    const seat = await harness.store.meetings.seatByTicket(harness.meeting.id, ticket)
    await host.ok('lobby.admit', { ids: [seat?.id ?? assert.fail('no seat')] })
    await reader.hears('"snapshot"')
    reader.stopReading()
    return reader
  }
  /** Sends long chat messages to everyone until `enough`. */
  async function talkUntil(enough: () => boolean): Promise<void> {
    for (let said = 0; !enough(); said++) {
      assert.ok(said < 5000, 'nobody is cut')
      harness.now += 1000
      await host.ok('chat.send', { sealed: opaque('ệ'.repeat(LIMITS.chatText)) })
    }
  }

  it('[ADM6] a client that stops reading but answers pings is cut; one that reads continues', async () => {
    const guest = await harness.guest(host)
    const stuck = [await slow(), await slow()]
    // Unsolicited pongs keep the connection looking alive.
    const alive = setInterval(() => stuck.forEach((reader) => reader.say('3')), 20)
    await talkUntil(() => stuck.every(({ closed }) => closed))
    clearInterval(alive)
    assert.equal(guest.socket.connected, true)
    await host.ok('hand.raise', { raised: true })
  })

  it('[ADM6] a client that floods with pings and reads no replies is cut', async () => {
    const stuck = await slow()
    while (!stuck.closed) {
      for (let n = 0; n < 1000; n++) stuck.ping()
      await new Promise((done) => setImmediate(done))
    }
    await host.ok('hand.raise', { raised: true })
  })
})
