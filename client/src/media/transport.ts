import type { types } from 'mediasoup-client'
import type { WireError } from '#protocol/errors.ts'
import type { Direction } from '#protocol/media.ts'
import type { Ask } from '../signaling/socket.ts'
import type { BlockedWatch } from './blocked.ts'
import { ownCapabilities, ownDtls, transportOptions } from './ortc.ts'

/** Carries a server error through mediasoup-client, which only knows thrown errors. */
export class Refused extends Error {
  readonly error: WireError
  constructor(error: WireError) {
    super(error.code)
    this.name = 'Refused'
    this.error = error
  }
}

export type TransportRequest = {
  direction: Direction
  device: types.Device
  ask: Ask
  /** For RTCPeerConnection, beyond ICE servers and policies. */
  settings: RTCConfiguration
  blocked: BlockedWatch
  /** The server rejected the browser's DTLS parameters: only a new session helps. */
  onBroken: () => void
}

/**
 * Opens a transport on the server and its counterpart here.
 * @throws Refused
 */
export async function openTransport(request: TransportRequest): Promise<types.Transport> {
  const { direction, device, ask, settings, blocked, onBroken } = request
  const reply = await ask(
    'transport.open',
    direction === 'recv'
      ? { direction, rtpCapabilities: ownCapabilities(device.recvRtpCapabilities) }
      : { direction },
  )
  if (!reply.ok) throw new Refused(reply.error)
  const options = {
    ...transportOptions(reply.result),
    iceServers: reply.result.iceServers,
    additionalSettings: settings,
  }
  const transport =
    direction === 'send' ? device.createSendTransport(options) : device.createRecvTransport(options)
  blocked.add(direction, transport, options.iceServers)
  transport.on('connect', ({ dtlsParameters }, done) => {
    // Let the browser negotiate while the server processes the request. The message precedes the
    // first DTLS flight by an ICE check, and a flight that arrives too early is retransmitted (RFC
    // 6347, 4.2.4).
    done()
    void connect()
    async function connect(): Promise<void> {
      const answer = await ask('transport.connect', {
        direction,
        dtlsParameters: ownDtls(dtlsParameters),
      })
      // mediasoup-client cannot repeat the connect halfway through a negotiation.
      if (!answer.ok && !transport.closed) onBroken()
    }
  })
  return transport
}
