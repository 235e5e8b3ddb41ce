import { X509Certificate, createPrivateKey } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, isIP } from 'node:net'
import type { Config } from '../config/config.ts'
import { reason } from '../app/log.ts'
import { FolderInUse, lockFolder } from '../store/lock.ts'
import { bad, ok, warn } from './finding.ts'
import type { Said } from './finding.ts'

const DAY = 24 * 60 * 60_000
const EXPIRES_SOON = 14 * DAY
/** Bytes. Linux's default socket buffer, which the media workers use. */
const BUFFER_MIN = 212_992
const ANSWER_MAX = 5000

/** Whether a server holds the data folder. */
export function isRunning(data: string): boolean {
  try {
    lockFolder(data)()
    return false
  } catch (error) {
    return error instanceof FolderInUse
  }
}

/** Starts a media worker on a free loopback port and stops it. */
async function checkWorker(): Promise<Said> {
  const { createSfu } = await import('#sfu/mediasoup.ts')
  const quiet = { info: () => {}, warn: () => {}, error: () => {} }
  const one = { workers: 1, consumersPerWorker: 2, listenIp: '127.0.0.1', basePort: 0, log: quiet }
  const sfu = await createSfu(one)
  try {
    return (await sfu.answers()) ? ok('starts and answers') : bad('starts but does not answer')
  } finally {
    await sfu.close()
  }
}

/** Each media node must answer. */
export async function checkNodes({ nodes }: Config['media']): Promise<Said[]> {
  if (nodes === null) return [await checkWorker()]
  const { connectNodes } = await import('#sfu/nodes/remote.ts')
  const quiet = { info: () => {}, warn: () => {}, error: () => {} }
  const { addresses, secret } = nodes
  return Promise.all(
    addresses.map(async (address) => {
      const sfu = await connectNodes({
        nodes: [address],
        secret,
        consumersPerWorker: 2,
        log: quiet,
      })
      const workers = sfu.load().length
      const answers = await sfu.answers()
      await sfu.close()
      return answers
        ? ok(`${address} answers, with ${workers} workers`)
        : bad(`${address} does not answer; is it running, with the same ANHOP_MEDIA_SECRET?`)
    }),
  )
}

/** The ports of a running server must answer; those of a stopped one must be free. */
export async function checkPorts(config: Config, running: boolean): Promise<Said[]> {
  if (running) return [await checkAnswer(config)]
  const { host, port, metrics, media } = config
  const tcp = [{ host, port }, ...(metrics === null ? [] : [metrics])]
  const count = media.port === 0 || media.nodes !== null ? 0 : media.workers
  const mediaPorts = Array.from({ length: count }, (_, i) => media.port + i)
  const addresses = [media.listenIp, ...(media.address6 === null ? [] : [media.address6])]
  const taken = await Promise.all([
    ...tcp.map((place) => tcpFault(place.host, place.port)),
    ...mediaPorts.flatMap((one) =>
      addresses.flatMap((ip) => [tcpFault(ip, one), udpFault(ip, one)]),
    ),
  ])
  const faults = taken.filter((fault) => fault !== null)
  return faults.length > 0
    ? faults.map(bad)
    : [ok(`${tcp.length + 2 * count * addresses.length} ports are free`)]
}

async function checkAnswer({ host, port, tls }: Config): Promise<Said> {
  // The certificate may be for a name other than this address, and then fetch would fail.
  if (tls !== null)
    return (await tcpFault(host, port)) === null
      ? bad('nothing is listening')
      : ok('the server is listening')
  const address = host.includes(':') ? `[${host}]` : host
  const signal = AbortSignal.timeout(ANSWER_MAX)
  const answer = await fetch(`http://${address}:${port}/health/ready`, { signal })
  return answer.ok ? ok('the server is ready') : bad(`the server is not ready (${answer.status})`)
}

async function tcpFault(host: string, port: number): Promise<string | null> {
  const server = createServer().listen({ host, port })
  try {
    await once(server, 'listening')
    return null
  } catch (error) {
    return `TCP ${host} port ${port}: ${reason(error)}`
  } finally {
    server.close()
  }
}

async function udpFault(host: string, port: number): Promise<string | null> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4')
  try {
    socket.bind(port, host)
    await once(socket, 'listening')
    return null
  } catch (error) {
    return `UDP ${host} port ${port}: ${reason(error)}`
  } finally {
    socket.close()
  }
}

/** Checks the certificate that the server itself serves. */
export function checkTls(
  { publicUrl }: Pick<Config, 'publicUrl'>,
  tls: Config['tls'] & {},
  now: number,
): Said[] {
  const certificates = chainOf(readFileSync(tls.cert, 'utf8'))
  const [own, ...others] = certificates
  if (own === undefined) return [bad(`${tls.cert} contains no certificate`)]
  const found: Said[] = []
  if (!own.checkPrivateKey(createPrivateKey(readFileSync(tls.key)))) {
    found.push(bad('the key does not belong to the certificate'))
  }
  const name = publicUrl === null ? null : new URL(publicUrl).hostname.replace(/^\[(.*)\]$/, '$1')
  if (name !== null && !isFor(own, name)) {
    found.push(bad(`the certificate is not for ${name}`))
  }
  others.forEach((issuer, i) => {
    if (certificates[i]?.checkIssued(issuer) === false) {
      found.push(bad(`certificate ${i + 1} in the file was not issued by the next one`))
    }
  })
  const ends = Math.min(...certificates.map(({ validTo }) => Date.parse(validTo)))
  found.push(ending(ends, now))
  return found
}

/** Rates the remaining lifetime of a certificate. */
export function ending(ends: number, now: number, whose = ''): Said {
  const until = `valid until ${new Date(ends).toISOString()}`
  if (ends < now) return bad(`${whose}no longer ${until}`)
  return ends - now < EXPIRES_SOON ? warn(whose + until) : ok(whose + until)
}

const isFor = (certificate: X509Certificate, name: string): boolean =>
  (isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name)) !== undefined

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g
const chainOf = (pem: string): X509Certificate[] =>
  (pem.match(PEM) ?? []).map((one) => new X509Certificate(one))

/** Checks the system's default UDP socket buffer sizes, in bytes. */
export function checkBuffers(): Said {
  const sizes = ['rmem_default', 'wmem_default'].map((name) => {
    const size = Number(readFileSync(`/proc/sys/net/core/${name}`, 'utf8'))
    return { name: `net.core.${name}`, size }
  })
  const said = sizes.map(({ name, size }) => `${name} ${size}`).join(', ')
  return sizes.some(({ size }) => size < BUFFER_MIN)
    ? warn(`${said}; below ${BUFFER_MIN}`)
    : ok(said)
}
