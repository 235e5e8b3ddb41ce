// The minimal SDP and RTP needed to prove a worker.
import type { types } from 'mediasoup'

/** The DTLS parameters of an offer, in mediasoup's terms. The offerer is the client. */
export function dtlsOf(offer: string): types.DtlsParameters {
  const [, algorithm, value] = /^a=fingerprint:(\S+) (\S+)/m.exec(offer) ?? []
  if (!algorithm || !value) throw new Error('the offer carries no fingerprint')
  return {
    role: 'client',
    fingerprints: [{ algorithm: algorithm.toLowerCase() as types.FingerprintAlgorithm, value }],
  }
}

export interface AnswerParts {
  ice: types.IceParameters
  candidates: readonly types.IceCandidate[]
  dtls: types.DtlsParameters
  payloadType: number
  ssrc: number
}

/** An answer with one bidirectional Opus line, built from a transport's parameters. */
export function answerTo({ ice, candidates, dtls, payloadType, ssrc }: AnswerParts): string {
  const fingerprint = dtls.fingerprints.find((f) => f.algorithm === 'sha-256')
  if (!fingerprint) throw new Error('the worker offers no sha-256 fingerprint')
  const lines = [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=group:BUNDLE 0',
    'a=ice-lite',
    `m=audio 9 UDP/TLS/RTP/SAVPF ${payloadType}`,
    'c=IN IP4 127.0.0.1',
    'a=mid:0',
    'a=sendrecv',
    'a=rtcp-mux',
    `a=rtpmap:${payloadType} opus/48000/2`,
    `a=ice-ufrag:${ice.usernameFragment}`,
    `a=ice-pwd:${ice.password}`,
    `a=fingerprint:${fingerprint.algorithm} ${fingerprint.value}`,
    'a=setup:passive',
    `a=ssrc:${ssrc} cname:worker`,
    ...candidates.map(
      (c) =>
        `a=candidate:${c.foundation} 1 ${c.protocol} ${c.priority} ${c.address} ${c.port} typ host`,
    ),
    'a=end-of-candidates',
    '',
  ]
  return lines.join('\r\n')
}

/** One RTP packet (RFC 3550, 5.1) with an Opus frame of silence. */
export function rtpPacket(header: { payloadType: number; ssrc: number; sequence: number }): Buffer {
  const packet = Buffer.alloc(15)
  packet[0] = 0x80
  packet[1] = header.payloadType
  packet.writeUInt16BE(header.sequence & 0xffff, 2)
  packet.writeUInt32BE((header.sequence * 960) >>> 0, 4)
  packet.writeUInt32BE(header.ssrc, 8)
  packet.set([0xf8, 0xff, 0xfe], 12)
  return packet
}
