// oxlint-disable typescript/no-unsafe-type-assertion -- made-up values for tests
import assert from 'node:assert/strict'
import { Device, FakeHandler, testFakeParameters } from 'mediasoup-client'
import type { types } from 'mediasoup-client'
import { REQUESTS } from '#protocol/messages.ts'
import type { ErrorCode } from '#protocol/errors.ts'
import type { RequestName } from '#protocol/messages.ts'
import type { Ask } from '../signaling/socket.ts'
import { deferred } from './deferred.ts'
import type { Deferred } from './deferred.ts'
import type { Attached, Sealing } from './sealing.ts'
import { MediaSession } from './session.ts'
import type { SessionOptions } from './session.ts'

const results: Partial<Record<RequestName, (input: { id?: unknown }) => unknown>> = {
  'transport.open': () => ({
    ...testFakeParameters.generateTransportRemoteParameters(),
    iceServers: [],
  }),
  'track.publish': () => ({ id: crypto.randomUUID() }),
  // TrackIds are UUIDs in the contract; their first letter tells the kind.
  'track.subscribe': ({ id }) => ({
    ...testFakeParameters.generateConsumerRemoteParameters({
      codecMimeType: String(id).startsWith('a') ? 'audio/opus' : 'video/VP8',
    }),
  }),
}

/** Shortens the fake handler's `mid`, which is longer than any browser's. */
function asBrowsersWriteIt(input: Record<string, unknown>): unknown {
  const { rtpParameters } = input
  if (typeof rtpParameters !== 'object') return input
  return { ...input, rtpParameters: { ...rtpParameters, mid: '0' } }
}

/** A session in mediasoup-client's own fake browser, against a server that checks the contract. */
export class Bench {
  readonly asked: { name: RequestName; input: Record<string, unknown> }[] = []
  readonly refuse = new Map<RequestName, ErrorCode>()
  readonly received = new Map<string, MediaStreamTrack>()
  /** The browser side of each transport, in the order of opening. */
  readonly halves: FakeHandler[] = []
  readonly settings: unknown[] = []
  /** What requests, browser and pipes did, in order. */
  readonly log: string[] = []
  broken = 0
  unable = 0
  /** Whether mediasoup-client shows senders and receivers before it negotiates. */
  hooks = true

  // An arrow, because sessions take it as a function.
  readonly ask = (async (name: RequestName, input: Record<string, unknown>) => {
    const parsed = REQUESTS[name].safeParse(asBrowsersWriteIt(input))
    assert.ok(parsed.success, `${name}: ${parsed.error?.message}`)
    this.asked.push({ name, input })
    this.log.push(name)
    const code = this.refuse.get(name)
    await Promise.resolve()
    if (code) return { ok: false, error: { code } }
    return { ok: true, result: results[name]?.(input) ?? {} }
  }) as Ask

  open(given: Partial<Pick<SessionOptions, 'sealing' | 'load'>> = {}): MediaSession {
    const device = new Device({ handlerFactory: this.#browser() })
    return new MediaSession({
      media: { routerRtpCapabilities: testFakeParameters.generateRouterRtpCapabilities() },
      ask: this.ask,
      sealing: null,
      onReceived: (id, track) => (track ? this.received.set(id, track) : this.received.delete(id)),
      onLine: () => {},
      onUnable: () => {
        this.unable += 1
      },
      onStrain: () => {},
      onBlocked: () => {},
      onCpuPressure: () => {},
      onBroken: () => {
        this.broken += 1
      },
      load: async (routerRtpCapabilities) => {
        await device.load({ routerRtpCapabilities: routerRtpCapabilities as types.RtpCapabilities })
        return device
      },
      ...given,
    })
  }

  named(name: RequestName): Record<string, unknown>[] {
    return this.asked.filter((one) => one.name === name).map((one) => one.input)
  }

  async until(condition: () => boolean): Promise<void> {
    for (let tries = 0; !condition(); tries++) {
      assert.ok(tries < 300, `not in time: ${this.log.join(', ')}`)
      await new Promise((resolve) => {
        setTimeout(resolve, 5)
      })
    }
  }

  #browser(): types.HandlerFactory {
    const { factory, ...rest } = FakeHandler.createFactory(testFakeParameters)
    return {
      ...rest,
      factory: (options) => {
        const half = factory(options)
        this.settings.push(options.additionalSettings)
        if (half instanceof FakeHandler) this.halves.push(this.#watched(half, options.direction))
        return half
      },
    }
  }

  /** Does what browsers' handlers do beside what the fake one does. */
  #watched(half: FakeHandler, direction: 'send' | 'recv'): FakeHandler {
    const real = {
      send: half.send.bind(half),
      receive: half.receive.bind(half),
      stopSending: half.stopSending.bind(half),
      stopReceiving: half.stopReceiving.bind(half),
      close: half.close.bind(half),
    }
    const log = (what: string) => this.log.push(what)
    return Object.assign(half, {
      send: async (options: Parameters<typeof real.send>[0]) => {
        log(`${options.track.kind} added`)
        if (this.hooks) options.onRtpSender?.({} as RTCRtpSender)
        return real.send(options)
      },
      receive: async (options: Parameters<typeof real.receive>[0]) => {
        for (const { onRtpReceiver } of options)
          if (this.hooks) onRtpReceiver?.({} as RTCRtpReceiver)
        return real.receive(options)
      },
      stopSending: (id: string) => {
        log('producer closed')
        return real.stopSending(id)
      },
      stopReceiving: (ids: string[]) => {
        log('consumer closed')
        return real.stopReceiving(ids)
      },
      close: () => {
        log(`${direction} closed`)
        real.close()
      },
    })
  }
}

type FakePipe = {
  /** The source, or the track's id. */
  of: string
  ready: Deferred<void>
  stop: () => void
  needKeyFrame: () => void
}

/** Keys that come when a test says so. */
export class FakeSealing implements Sealing {
  readonly settings = { iceCandidatePoolSize: 0 }
  readonly pipes: FakePipe[] = []
  keys = deferred<void>()
  /** Tracks may be received from when a test says so. */
  opening = deferred<void>()
  /** Whose keys are awaited; everybody else's are known. */
  readonly unknown = new Map<string, Deferred<void>>()
  /** This browser cannot. */
  unable = false
  /** Pipes are ready when a test says so. */
  slow = false
  readonly #log: string[]

  constructor(bench: Bench) {
    this.#log = bench.log
    this.keys.resolve()
    this.opening.resolve()
  }

  get ready(): Promise<void> {
    return this.keys.promise
  }
  get opens(): Promise<void> {
    return this.opening.promise
  }

  awaitKeys(): void {
    this.keys = deferred()
  }

  seal: Sealing['seal'] = (_sender, of, stop) => this.#add(of, stop)

  open: Sealing['open'] = (_receiver, { id, participant }, needKeyFrame, stop) =>
    this.#add(id, stop, needKeyFrame, this.unknown.get(participant)?.promise)

  pipe(of: string): FakePipe {
    const pipe = this.pipes.findLast((one) => one.of === of)
    assert.ok(pipe, `no pipe of ${of}`)
    return pipe
  }

  #add(of: string, stop: () => void, needKeyFrame = () => {}, keys = Promise.resolve()): Attached {
    if (this.unable) throw new Error('this browser cannot encrypt a call')
    this.#log.push(`${of} attached`)
    const ready = deferred<void>()
    ready.promise.catch(() => {})
    if (!this.slow) void keys.then(ready.resolve)
    this.pipes.push({ of, ready, stop, needKeyFrame })
    return {
      ready: ready.promise,
      close: () => {
        this.#log.push(`${of} shut`)
        ready.reject(new Error('closed'))
      },
    }
  }
}
