import { PeerConnection, Video, cleanup } from 'node-datachannel'
import type { Track } from 'node-datachannel'
import type { types as mediasoup } from 'mediasoup'
import type { TransportOffer } from '../types.ts'
import { parse } from './packets.ts'

/**
 * `bytes` counts whole packets, `lastBytes` is the size of the last; `firstAt` and `lastAt` are of
 * `performance.now()`. `span` is how many sequence numbers lie between the first and the highest.
 */
export type Received = {
  packets: number
  bytes: number
  lastBytes: number
  firstAt: number
  lastAt: number
  span: number
  highest: number
}

/**
 * The browser's end of one transport, without a browser: ICE and DTLS-SRTP by node-datachannel, RTP
 * packets written by the test. Goes both ways; a server uses it one way.
 */
export class RtpEndpoint {
  /** RTP by SSRC. */
  readonly received = new Map<number, Received>()
  /** The last REMB, in bits per second: how much the server is willing to take. */
  maxBitrate: number | undefined
  /** How often the server asked for a key frame, by SSRC. */
  readonly keyFrameRequests = new Map<number, number>()
  readonly #connection: PeerConnection
  readonly #track: Track

  private constructor(connection: PeerConnection, track: Track) {
    this.#connection = connection
    this.#track = track
    track.onMessage((packet) => this.#receive(packet))
  }

  /**
   * Resolves when media can flow. `connect` hands this end's fingerprint to the server.
   * Rejects when ICE or DTLS fails.
   */
  static async open(
    offer: TransportOffer,
    connect: (dtlsParameters: mediasoup.DtlsParameters) => Promise<void>,
  ): Promise<RtpEndpoint> {
    const connection = new PeerConnection('endpoint', {
      iceServers: [],
      bindAddress: '127.0.0.1',
      disableAutoNegotiation: true,
    })
    // one media line carries every stream: packets are told apart by SSRC alone
    const line = new Video('0', 'SendRecv')
    line.addVP8Codec(127)
    const track = connection.addTrack(line)
    const open = new Promise<void>((resolve, reject) => {
      track.onOpen(resolve)
      connection.onStateChange((state) => {
        if (state === 'failed') reject(new Error('ICE or DTLS failed'))
      })
    })
    try {
      connection.setLocalDescription('offer')
      connection.setRemoteDescription(answerFor(offer), 'answer')
      await connect(fingerprintIn(connection.localDescription()?.sdp ?? ''))
      await open
    } catch (error) {
      connection.close()
      throw error
    }
    return new RtpEndpoint(connection, track)
  }

  get totalPackets(): number {
    return this.received.values().reduce((sum, { packets }) => sum + packets, 0)
  }

  packets(ssrc: number): number {
    return this.received.get(ssrc)?.packets ?? 0
  }

  /** Of the packets that the server should have forwarded: those that never came. */
  lost(ssrc: number): number {
    const { span = 0, packets = 0 } = this.received.get(ssrc) ?? {}
    return span - packets
  }

  /** When the last packet of any stream came, of `performance.now()`; 0 before. */
  get lastAt(): number {
    return Math.max(0, ...this.received.values().map(({ lastAt }) => lastAt))
  }

  /** Drops the packet, as a network would, when the transport is gone. */
  send(packet: Buffer): void {
    if (this.#track.isOpen()) this.#track.sendMessageBinary(packet)
  }

  /** Sends anything; false when encryption here refuses it, as the server's would to decrypt it. */
  attempt(packet: Buffer): boolean {
    try {
      return this.#track.sendMessageBinary(packet)
    } catch {
      return false
    }
  }

  close(): void {
    this.#connection.close()
  }

  #receive(packet: Buffer): void {
    for (const incoming of parse(packet)) {
      if (incoming.type === 'rtp') this.#count(incoming)
      else if (incoming.type === 'maxBitrate') this.maxBitrate = incoming.bitsPerSecond
      else {
        const { ssrc } = incoming
        this.keyFrameRequests.set(ssrc, (this.keyFrameRequests.get(ssrc) ?? 0) + 1)
      }
    }
  }

  #count({ ssrc, sequence, bytes }: { ssrc: number; sequence: number; bytes: number }): void {
    const now = performance.now()
    const before = this.received.get(ssrc) ?? {
      packets: 0,
      bytes: 0,
      firstAt: now,
      span: 0,
      highest: (sequence - 1) & 0xffff,
    }
    // Forward by less than half the circle of 16-bit numbers is newer (RFC 3550, A.1).
    const step = (sequence - before.highest) & 0xffff
    const newer = step < 0x8000
    this.received.set(ssrc, {
      packets: before.packets + 1,
      bytes: before.bytes + bytes,
      lastBytes: bytes,
      firstAt: before.firstAt,
      lastAt: now,
      span: before.span + (newer ? step : 0),
      highest: newer ? sequence : before.highest,
    })
  }
}

/** To be called once, when every endpoint is closed: its threads would keep the process alive. */
export function closeEndpoints(): void {
  cleanup()
}

/** The server's side as SDP. It is ICE-lite and takes the passive DTLS role (RFC 8842). */
function answerFor({ iceParameters, iceCandidates, dtlsParameters }: TransportOffer): string {
  const { algorithm, value } = strongest(dtlsParameters)
  const udp = iceCandidates.filter(({ protocol }) => protocol === 'udp')
  return [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=ice-lite',
    'a=group:BUNDLE 0',
    'm=video 9 UDP/TLS/RTP/SAVPF 127',
    'c=IN IP4 127.0.0.1',
    'a=mid:0',
    'a=sendrecv',
    'a=rtcp-mux',
    'a=rtpmap:127 VP8/90000',
    `a=ice-ufrag:${iceParameters.usernameFragment}`,
    `a=ice-pwd:${iceParameters.password}`,
    `a=fingerprint:${algorithm} ${value}`,
    'a=setup:passive',
    ...udp.map(
      ({ foundation, priority, address, port }) =>
        `a=candidate:${foundation} 1 udp ${priority} ${address} ${port} typ host`,
    ),
    'a=end-of-candidates',
    '',
  ].join('\r\n')
}

function strongest({ fingerprints }: mediasoup.DtlsParameters): mediasoup.DtlsFingerprint {
  const found = fingerprints.find(({ algorithm }) => algorithm === 'sha-256')
  if (found === undefined) throw new Error('the offer has no SHA-256 fingerprint')
  return found
}

function fingerprintIn(sdp: string): mediasoup.DtlsParameters {
  const value = /a=fingerprint:sha-256 (\S+)/.exec(sdp)?.[1]
  if (value === undefined) throw new Error('the local description has no fingerprint')
  return { role: 'client', fingerprints: [{ algorithm: 'sha-256', value }] }
}
