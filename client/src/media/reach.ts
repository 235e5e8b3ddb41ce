import type { TransportOffer } from '#protocol/media.ts'
import { deferred } from './deferred.ts'

/** Whether media gets through from here to the server, tried as in a call but without one. */
export type Reached = {
  ok: boolean
  /** Milliseconds there and back, if the browser says. */ rtt: number | null
}

const PATIENCE_MS = 8000
type Candidate = {
  foundation: string
  priority: number
  ip: string
  address?: string
  protocol: 'udp' | 'tcp'
  port: number
  tcpType?: string
}

/** Runs ICE with the server's address for this protocol alone. Never throws. */
export async function reaches(offer: TransportOffer, protocol: 'udp' | 'tcp'): Promise<Reached> {
  const connection = new RTCPeerConnection()
  try {
    const { promise: connected, resolve } = deferred<boolean>()
    connection.addEventListener('iceconnectionstatechange', () => {
      const state = connection.iceConnectionState
      if (state === 'connected' || state === 'completed') resolve(true)
      else if (state === 'failed') resolve(false)
    })
    // Asks for no device; the server opens no channel.
    connection.createDataChannel('line')
    await connection.setLocalDescription(await connection.createOffer())
    await connection.setRemoteDescription({ type: 'answer', sdp: answerOf(offer, protocol) })
    const timer = setTimeout(() => resolve(false), PATIENCE_MS)
    const ok = await connected
    clearTimeout(timer)
    return { ok, rtt: ok ? await roundTrip(connection) : null }
  } catch {
    return { ok: false, rtt: null }
  } finally {
    connection.close()
  }
}

/** The server's side as SDP (RFC 8829), with its addresses for one protocol. Pure. */
export function answerOf(offer: TransportOffer, protocol: 'udp' | 'tcp'): string {
  const { usernameFragment, password } = offer.iceParameters as {
    usernameFragment: string
    password: string
  }
  const { fingerprints } = offer.dtlsParameters as {
    fingerprints: { algorithm: string; value: string }[]
  }
  const sha256 = fingerprints.find(({ algorithm }) => algorithm === 'sha-256')
  const candidates = (offer.iceCandidates as Candidate[])
    .filter((candidate) => candidate.protocol === protocol)
    .map(({ foundation, priority, ip, address, port, tcpType }) => {
      const tcp = tcpType === undefined ? '' : ` tcptype ${tcpType}`
      return `a=candidate:${foundation} 1 ${protocol} ${priority} ${address ?? ip} ${port} typ host${tcp}`
    })
  return [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=ice-lite',
    'a=group:BUNDLE 0',
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'c=IN IP4 127.0.0.1',
    'a=mid:0',
    `a=ice-ufrag:${usernameFragment}`,
    `a=ice-pwd:${password}`,
    `a=fingerprint:sha-256 ${sha256?.value ?? ''}`,
    'a=setup:passive',
    'a=sctp-port:5000',
    ...candidates,
    'a=end-of-candidates',
    '',
  ].join('\r\n')
}

async function roundTrip(connection: RTCPeerConnection): Promise<number | null> {
  let least: number | null = null
  const report = await connection.getStats()
  report.forEach((entry: { type: string; currentRoundTripTime?: number }) => {
    const seconds = entry.type === 'candidate-pair' ? entry.currentRoundTripTime : undefined
    if (seconds !== undefined) least = Math.min(least ?? Infinity, Math.round(seconds * 1000))
  })
  return least
}

/** What a TURN server says to a wrong password (RFC 8656). */
const UNAUTHORIZED = 401

/**
 * Whether one of these relays answers. It is asked with a made-up credential: real ones are for
 * people inside a meeting, and a refusal comes over the same line. `unknown` where the browser does
 * not say why it got no relay. Never throws.
 */
export async function relayAnswers(urls: string[]): Promise<'ok' | 'blocked' | 'unknown'> {
  if (!('onicecandidateerror' in RTCPeerConnection.prototype)) return 'unknown'
  const iceServers = urls.map((url) => ({
    urls: url,
    username: 'kiem-tra',
    credential: 'kiem-tra',
  }))
  let connection: RTCPeerConnection | null = null
  try {
    connection = new RTCPeerConnection({ iceServers, iceTransportPolicy: 'relay' })
    const { promise: answered, resolve } = deferred<boolean>()
    connection.addEventListener('icecandidateerror', ({ errorCode }) => {
      if (errorCode === UNAUTHORIZED) resolve(true)
    })
    connection.createDataChannel('line')
    await connection.setLocalDescription(await connection.createOffer())
    const timer = setTimeout(() => resolve(false), PATIENCE_MS)
    const ok = await answered
    clearTimeout(timer)
    return ok ? 'ok' : 'blocked'
  } catch {
    return 'unknown'
  } finally {
    connection?.close()
  }
}
