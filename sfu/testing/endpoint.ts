import { PeerConnection, Video, cleanup } from 'node-datachannel'
import type { Track } from 'node-datachannel'
import type { types as mediasoup } from 'mediasoup'
import type { TransportOffer } from '../types.ts'
import { parse } from './packets.ts'

/**
 * `bytes` counts whole packets, `lastBytes` is the size of the last one; `firstAt` and `lastAt` are
 * `performance.now()` times. `span`: difference between the first and the highest sequence number.
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
 * The client end of one transport without a browser: ICE and DTLS-SRTP by node-datachannel, RTP
 * packets written by the test. Works in both directions, though the server uses each one way.
 */
export class RtpEndpoint {
  /** Received RTP by SSRC. */
  readonly received = new Map<number, Received>()
  /** The last REMB in bits per second: how much the server will accept. */
  maxBitrate: number | undefined
  /** Gets every packet that arrives, besides being counted. */
  onPacket: ((packet: Buffer) => void) | null = null
  /** Number of key frame requests from the server, by SSRC. */
  readonly keyFrameRequests = new Map<number, number>()
  readonly #connection: PeerConnection
  readonly #track: Track

  private constructor(connection: PeerConnection, track: Track) {
    this.#connection = connection
    this.#track = track
    track.onMessage((packet) => this.#receive(packet))
  }

  /**
   * Resolves when media can flow. `connect` passes this end's fingerprint to the server. Rejects if
   * ICE or DTLS fails.
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
    // One media line carries all streams; packets are told apart by SSRC only.
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

  /** Number of forwarded packets that never arrived. */
  lost(ssrc: number): number {
    const { span = 0, packets = 0 } = this.received.get(ssrc) ?? {}
    return span - packets
  }

  /** When the last packet of any stream arrived (`performance.now()`); 0 if none did. */
  get lastAt(): number {
    return Math.max(0, ...this.received.values().map(({ lastAt }) => lastAt))
  }

  /** If the transport is gone, drops the packet as a network would. */
  send(packet: Buffer): void {
    if (this.#track.isOpen()) this.#track.sendMessageBinary(packet)
  }

  /** Sends any packet; false if local encryption rejects it, as the server would on decryption. */
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
    this.onPacket?.(packet)
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
    // A 16-bit number is newer if it is ahead by less than half the range (RFC 3550, A.1).
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

/**
 * Call once, after all endpoints are closed; node-datachannel's threads would keep the process
 * alive.
 */
export function closeEndpoints(): void {
  cleanup()
}

/** The server's side as SDP. The server is ICE-lite and takes the passive DTLS role (RFC 8842). */
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
