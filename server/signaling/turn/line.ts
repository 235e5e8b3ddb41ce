import { createSocket } from 'node:dgram'
import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { connect, isIP } from 'node:net'
import type { Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { TLSSocket } from 'node:tls'
import type { CertificateView } from '#protocol/health.ts'
import { messageLength } from './message.ts'

export type Transport = 'udp' | 'tcp' | 'tls'
/** A connection to the TURN server that carries whole messages. */
export type Line = {
  /** Everything sent arrives, or the connection breaks. Nothing needs to be sent twice. */
  reliable: boolean
  /** The server's certificate, over TLS only. */
  certificate: CertificateView | null
  send(message: Buffer): void
  /** Reports every incoming message and an unexpected end of the connection. */
  listen(on: { message: (data: Buffer) => void; broken: (reason: Error) => void }): void
  close(): void
}

export type Place = { host: string; port: number; transport: Transport }

/** @throws if the name is unknown, or there is no connection when `signal` aborts */
export async function openLine(place: Place, signal: AbortSignal): Promise<Line> {
  if (place.transport === 'udp') return openDatagrams(place)
  const socket = place.transport === 'tcp' ? connect(place) : secure(place)
  try {
    await once(socket, place.transport === 'tcp' ? 'connect' : 'secureConnect', { signal })
  } catch (error) {
    socket.destroy()
    throw signal.aborted ? new Error('no connection in time') : error
  }
  return streamLine(socket)
}

/**
 * The certificate is reported but not enforced. No secret is sent over this connection, because
 * TURN's long-term credential is a keyed hash.
 */
const secure = ({ host, port }: Place): TLSSocket =>
  connectTls({
    host,
    port,
    rejectUnauthorized: false,
    ...(isIP(host) === 0 ? { servername: host } : {}),
  })

async function openDatagrams({ host, port }: Place): Promise<Line> {
  const { address, family } = await lookup(host)
  const socket = createSocket(family === 6 ? 'udp6' : 'udp4')
  return {
    reliable: false,
    certificate: null,
    // Only a response shows whether the server is there, so ignore send errors.
    send: (message) => socket.send(message, port, address, () => {}),
    listen({ message, broken }) {
      socket.on('message', (data, from) => {
        if (from.port === port) message(data)
      })
      socket.on('error', broken)
    },
    close: () => void socket.close(),
  }
}

function streamLine(socket: Socket | TLSSocket): Line {
  return {
    reliable: true,
    certificate: 'getPeerCertificate' in socket ? certificateOf(socket) : null,
    send: (message) => void socket.write(message),
    listen({ message, broken }) {
      let held: Buffer = Buffer.alloc(0)
      socket.on('data', (data: Buffer) => {
        held = Buffer.concat([held, data])
        for (let end = messageLength(held); end !== null; end = messageLength(held)) {
          message(held.subarray(0, end))
          held = held.subarray(end)
        }
      })
      socket.on('error', broken)
      socket.on('close', () => broken(new Error('the connection was closed')))
    },
    close: () => void socket.destroy(),
  }
}

export const certificateOf = (socket: TLSSocket): CertificateView => ({
  ends: Date.parse(socket.getPeerCertificate().valid_to),
  trusted: socket.authorized,
})
