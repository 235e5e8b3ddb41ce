import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach } from 'node:test'
import type {
  Direction,
  MediaPeer,
  MediaRoom,
  Sfu,
  SfuOptions,
  TrackSource,
  VoiceLevel,
} from '../types.ts'
import { RtpEndpoint, closeEndpoints } from './endpoint.ts'
import {
  OpusStream,
  RECEIVER_CAPABILITIES,
  Vp8Stream,
  opusParameters,
  vp8Parameters,
} from './packets.ts'
import { Pump } from './pump.ts'
import type { Counted } from './pump.ts'
import { realSfu } from './real.ts'

/** A peer with a connected endpoint on each of its transports. */
export type Person = { peer: MediaPeer; sender: RtpEndpoint; receiver: RtpEndpoint }
export type Watched = Counted & { track: string; ssrc: number }

let lastSsrc = 5000
const newSsrc = () => (lastSsrc += 1)

/** Real workers, a fresh room for every test, and its participants. Call inside `describe`. */
export class SfuHarness {
  /** Speakers the room has reported since the test began. */
  heard: (string | null)[] = []
  /** Measurements of the voices it has reported. */
  levels: (readonly VoiceLevel[])[] = []
  deaths = 0
  /** Tracks reported for exceeding their bitrate. */
  exceeded: string[] = []
  readonly #endpoints: RtpEndpoint[] = []
  #pump: Pump | undefined
  #sfu: Sfu | undefined
  #room: MediaRoom | undefined

  /** @param make real workers with these options, or any other SFU */
  constructor(make: Partial<SfuOptions> | (() => Promise<Sfu>) = {}) {
    before(async () => {
      this.#pump = new Pump()
      this.#sfu = await (typeof make === 'function' ? make() : realSfu(make))
    })
    beforeEach(async () => {
      this.heard = []
      this.levels = []
      this.deaths = 0
      this.exceeded = []
      this.#room = await this.sfu.createRoom({
        speaker: (peerId) => this.heard.push(peerId),
        levels: (levels) => this.levels.push(levels),
        bitrateExceeded: (_peerId, trackId) => this.exceeded.push(trackId),
        died: () => (this.deaths += 1),
      })
    })
    afterEach(() => {
      this.pump.clear()
      for (const endpoint of this.#endpoints.splice(0)) endpoint.close()
      this.room.close()
    })
    after(async () => {
      this.pump.close()
      await this.sfu.close()
    })
  }

  get pump(): Pump {
    return this.#pump ?? assert.fail('no pump yet')
  }

  get sfu(): Sfu {
    return this.#sfu ?? assert.fail('no SFU yet')
  }

  get room(): MediaRoom {
    return this.#room ?? assert.fail('no room yet')
  }

  async join(id: string, room = this.room): Promise<Person> {
    const peer = room.createPeer(id)
    const connecting = [this.#connect(peer, 'send'), this.#connect(peer, 'recv')] as const
    const [sender, receiver] = await Promise.all(connecting)
    return { peer, sender, receiver }
  }

  async speak({ peer, sender }: Person, source: TrackSource = 'microphone', paused = false) {
    const stream = new OpusStream(newSsrc())
    const rtpParameters = opusParameters(stream.ssrc)
    const track = await peer.publish({ source, paused, rtpParameters })
    this.pump.start(sender, stream)
    return { track, stream }
  }

  /** One stream per packet size, smallest layer first. */
  async film({ peer, sender }: Person, source: TrackSource, ...sizes: number[]) {
    const streams = sizes.map((size) => new Vp8Stream(newSsrc(), size))
    const rtpParameters = vp8Parameters(...streams.map(({ ssrc }) => ssrc))
    const track = await peer.publish({ source, paused: false, rtpParameters })
    this.pump.start(sender, ...streams)
    return { track, streams }
  }

  async watch({ peer, receiver }: Person, track: string): Promise<Watched> {
    const { rtpParameters } = await peer.subscribe(track)
    const ssrc = rtpParameters.encodings?.[0]?.ssrc ?? assert.fail('no SSRC')
    const count = () => receiver.packets(ssrc)
    return { name: `${peer.id} gets ${track}`, track, ssrc, count }
  }

  more(watched: Counted, packets: number): Promise<void> {
    return this.pump.more(watched, packets)
  }

  stopped(watched: Counted, other: Counted): Promise<void> {
    return this.pump.stopped(watched, other)
  }

  async #connect(peer: MediaPeer, direction: Direction): Promise<RtpEndpoint> {
    const offer = await peer.openTransport(direction, RECEIVER_CAPABILITIES)
    const endpoint = await RtpEndpoint.open(offer, (dtls) => peer.connectTransport(direction, dtls))
    this.#endpoints.push(endpoint)
    return endpoint
  }
}

after(closeEndpoints)
