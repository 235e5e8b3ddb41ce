import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { servedCertificate } from '../app/certificate.ts'
import type { Config } from '../config/config.ts'
import { complain, reason } from '../app/log.ts'
import type { CertificateView } from '#protocol/health.ts'
import { iceServers } from '../signaling/turn.ts'
import { probeTurn } from '../signaling/turn/probe.ts'
import { ending } from './doctor-net.ts'
import { bad, ok, warn } from './finding.ts'
import type { Said } from './finding.ts'

/** Milliseconds to wait for someone to send a packet from the other machine. */
const PATIENCE = 60_000

/** Allocates over every TURN URL, as browsers do. */
export async function checkTurn({ turn }: Pick<Config, 'turn'>, now: number): Promise<Said[]> {
  if (turn === null) return [ok('not set up; some networks need it (OPERATIONS.md)')]
  const probes = await probeTurn(iceServers(turn, 'doctor', now))
  return probes.flatMap((probe) => {
    const { url, certificate } = probe
    const said = probe.ok
      ? ok(`${url} allocates in ${probe.ms} ms, relays at ${probe.relay}`)
      : bad(`${url} does not allocate: ${probe.reason}`)
    return certificate === null ? [said] : [said, ...served(url, certificate, now)]
  })
}

/**
 * Checks the certificate that browsers see at the public URL. Only warns if the URL is unreachable
 * from this machine.
 */
export async function checkEdge({ publicUrl }: Config, now: number): Promise<Said[]> {
  if (publicUrl === null || !publicUrl.startsWith('https:')) {
    return [ok('none needed: only this machine is served')]
  }
  try {
    return served(publicUrl, await servedCertificate(publicUrl), now)
  } catch (error) {
    return [warn(`${publicUrl} is unreachable from here (${reason(error)})`)]
  }
}

/** This process does not know a private authority unless NODE_EXTRA_CA_CERTS names it. */
const served = (where: string, { ends, trusted }: CertificateView, now: number): Said[] => [
  ending(ends, now, `the certificate of ${where} is `),
  ...(trusted === false
    ? [warn(`the certificate of ${where} is from an authority unknown here, or for another name`)]
    : []),
]

/**
 * Checks whether UDP from another machine reaches the media ports, which only a packet from there
 * can show. Listens on all of them, so they must be free, and prints what to send.
 * @param address of the other machine, as seen from here
 */
export async function checkUdpFrom(
  { media }: Pick<Config, 'media'>,
  address: string,
  patience = PATIENCE,
): Promise<Said[]> {
  const ports = Array.from({ length: media.workers }, (_, i) => media.port + i)
  const at = media.announcedAddress ?? media.listenIp
  const strangers = new Set<string>()
  const missing = new Set(ports)
  const { promise: done, resolve } = Promise.withResolvers<void>()
  const sockets = ports.map((port) => {
    const socket = createSocket(media.listenIp.includes(':') ? 'udp6' : 'udp4')
    socket.on('message', (_data, from) => {
      if (from.address !== address) return void strangers.add(from.address)
      missing.delete(port)
      if (missing.size === 0) resolve()
    })
    return { socket, port }
  })
  const timer = setTimeout(resolve, patience)
  try {
    for (const { socket, port } of sockets) {
      socket.bind(port, media.listenIp)
      await once(socket, 'listening')
    }
    complain(`Run this on ${address} within ${patience / 1000} seconds:`)
    for (const port of ports) complain(`  echo | nc -u -w 1 ${at} ${port}`)
    await done
  } finally {
    clearTimeout(timer)
    for (const { socket } of sockets) socket.close()
  }
  const others = strangers.size === 0 ? '' : `; packets came from ${[...strangers].join(', ')}`
  return missing.size === 0
    ? [ok(`${address} reaches UDP ${ports.join(', ')}`)]
    : [bad(`nothing from ${address} reached UDP ${[...missing].join(', ')}${others}`)]
}
