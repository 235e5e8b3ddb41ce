import { availableParallelism } from 'node:os'
import { isIP } from 'node:net'
import { Encrypter } from 'age-encryption'
import { z } from 'zod'
import { isRange } from '../auth/address.ts'
import { oidcEnvironment } from './oidc.ts'
import { isSender, isSmtpUrl } from '../mail/settings.ts'
import { LIMITS } from '#protocol/limits.ts'
import { AgeRecipient } from '#protocol/recording.ts'
import { isPostgresUrl } from '../store/postgres-url.ts'

/**
 * Every environment variable, with its documentation: `node setup/run.mjs setup/configuration.ts`
 * generates docs/CONFIGURATION.md from here, and a test fails if the page is stale.
 *
 * - `description`: what the key means.
 * - `floor`: how it relates to the floor (docs/SPEC.md), if it does.
 * - `fallback`: its default in words, if the default is not a single value.
 */

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

const whole = (min: number, max: number, fallback: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((n) => n >= min && n <= max, `must be a whole number from ${min} to ${max}`)
    .default(fallback)
const ip = z.string().refine((text) => isIP(text) !== 0, 'must be an IP address')
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
)
const secret = z
  .string()
  .refine((text) => text.length >= 32, 'must have 32 characters or more; try: openssl rand -hex 32')
  .refine(isRandomLooking, 'is an example, not a secret; try: openssl rand -hex 32')
const HOST_NAME = /^[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$/

const pages = {
  ANHOP_HOST: z
    .string()
    // Sockets are served on one address. Browsers also try 127.0.0.1 for localhost.
    .transform((text) => (text === 'localhost' ? '127.0.0.1' : text))
    .refine((text) => isIP(text) !== 0, 'must be an IP address')
    .default('127.0.0.1')
    .meta({
      description: 'Address to listen on',
      floor: 'NET: anything but loopback needs a certificate or a trusted proxy',
    }),
  ANHOP_PORT: whole(0, 65535, 8080).meta({
    description: 'Port for pages and signaling; 0 picks a free one',
  }),
  ANHOP_PUBLIC_URL: z
    .string()
    .refine(
      (text) => !hasPath(text),
      'has a path, but the pages need a name (or a port) of their own, like https://meet.example.vn: cookies, camera permissions and the offline page belong to a whole name, and others there could use them',
    )
    .refine(
      (text) => hasPath(text) || isOrigin(text),
      'must be like https://meet.example.vn, with no name or password in it',
    )
    .transform((text) => new URL(text).origin)
    .optional()
    .meta({
      description:
        'Start of every link, and the only origin whose pages may contact the server. Passkeys are tied to its name',
      fallback: '`http://localhost:PORT`',
      floor: 'NET: https, except on this machine',
    }),
  ANHOP_TLS_CERT: z
    .string()
    .optional()
    .meta({ description: 'PEM file of the certificate and its chain, to serve https directly' }),
  ANHOP_TLS_KEY: z.string().optional().meta({ description: 'PEM file of its key' }),
  ANHOP_TRUSTED_PROXY: list
    .refine((items) => items.every(isRange), 'must be addresses or ranges like 10.0.0.0/8')
    // A range that covers everyone would let every client choose the address it is counted by
    // [PWD4].
    .refine((items) => !items.some((item) => item.endsWith('/0')), 'must not cover every address')
    .default([])
    .meta({
      description:
        'Addresses or ranges of a TLS proxy, separated by commas; only their `X-Forwarded-For` is trusted',
      floor: 'PWD4: a range that covers everyone is refused',
    }),
}

const media = {
  ANHOP_MEDIA_LISTEN: ip.optional().meta({
    description: 'Address to listen on for media',
    fallback: '`127.0.0.1` if the pages are local, else `0.0.0.0`',
  }),
  ANHOP_MEDIA_ADDRESS: z
    .string()
    .refine((text) => isIP(text) !== 0 || HOST_NAME.test(text), 'must be an address or host name')
    .optional()
    .meta({
      description: 'Address that browsers use for media, also behind NAT',
      fallback: 'the listen address',
    }),
  ANHOP_MEDIA_ADDRESS6: z
    .string()
    .refine((text) => isIP(text) === 6 && !isWildcard(text), 'must be one IPv6 address')
    .optional()
    .meta({
      description:
        'IPv6 address of this machine at which it also listens for media, for people who have no IPv4',
    }),
  ANHOP_MEDIA_PORT: whole(0, 65535, 44400).meta({
    description: 'First media port, UDP and TCP; worker n uses this plus n',
  }),
  ANHOP_WORKERS: whole(1, 256, availableParallelism()).meta({
    description: 'Number of media workers',
    fallback: 'number of cores',
  }),
  ANHOP_CONSUMERS_PER_WORKER: whole(2, 100_000, 400).meta({
    description: 'Outgoing streams of one worker at which a room spreads to the next',
  }),
}

const mediaSecret = {
  ANHOP_MEDIA_SECRET: secret.optional().meta({
    description: 'What a server and its media nodes share; 32 characters or more',
    floor: 'NET: what they say to each other is encrypted with it',
  }),
  ANHOP_MEDIA_SECRET_FILE: z.string().optional().meta({
    description: 'File that holds it, instead of `ANHOP_MEDIA_SECRET`',
  }),
}

/** On a server that has media nodes. */
const mediaNodes = {
  ANHOP_MEDIA_NODES: list
    .refine((items) => items.every(isSocketAddress), 'must be addresses and ports')
    .refine((items) => new Set(items).size === items.length, 'names a node twice')
    .default([])
    .meta({
      description:
        'Where the media nodes listen, like `10.0.0.11:4450,10.0.0.12:4450`; this server then has no media workers of its own',
      fallback: 'none: media on this machine',
    }),
  ANHOP_MEDIA_REGIONS: list
    .refine((items) => items.every(isRegion), 'must be like 10.1.0.0/16=10.0.0.11:4450')
    .transform((items) =>
      items.map((item) => {
        const [range = '', node = ''] = item.split('=')
        return { range, node }
      }),
    )
    .default([])
    .meta({
      description:
        'People at these addresses or ranges are placed on this media node while it is there, like `10.1.0.0/16=10.0.0.11:4450`, separated by commas; the first that fits counts',
      fallback: 'none: on the least loaded node',
    }),
}

const isRegion = (text: string): boolean => {
  const [range = '', node = '', ...rest] = text.split('=')
  return rest.length === 0 && isRange(range) && isSocketAddress(node)
}

/** On a media node, which knows these, the keys of media and the log's level, and no others. */
const mediaNode = {
  ANHOP_MEDIA_NODE: z
    .string()
    .refine(isSocketAddress, 'must be an address and a port, like 10.0.0.11:4450')
    .transform(socketAddress)
    .meta({ description: 'On a media node: address and port where servers connect' }),
  ANHOP_RELAY_ADDRESS: ip.optional().meta({
    description: 'On a media node: its address for the other nodes',
    fallback: '`ANHOP_MEDIA_ADDRESS`',
  }),
  ANHOP_RELAY_PORTS: z
    .string()
    .regex(/^\d{1,5}-\d{1,5}$/, 'must be a range, like 41000-41999')
    .transform((text) => {
      const [min = 0, max = 0] = text.split('-').map(Number)
      return { min, max }
    })
    .refine(({ min, max }) => min >= 1024 && min <= max && max <= 65535, 'must be a range of ports')
    .default({ min: 41_000, max: 41_999 })
    .meta({
      description: 'On a media node: UDP ports for the other nodes, one for each pair and room',
      fallback: '`41000-41999`',
    }),
}

const turn = {
  ANHOP_TURN_URLS: list
    .refine(
      (items) => items.every((item) => /^turns?:[^\s,/]+$/.test(item)),
      'must be like turn:turn.example.vn:3478?transport=udp, several separated by commas',
    )
    .optional()
    .meta({
      description: 'Your own TURN server, like `turn:turn.example.vn:3478?transport=udp`',
      floor: 'NET: only `turn:` and `turns:`; no third-party STUN server',
    }),
  ANHOP_TURN_SECRET: secret.optional().meta({
    description: "Secret shared with it (coturn's `use-auth-secret`)",
    floor: 'SES: 32 characters or more, not an example',
  }),
  // Read before the other keys: its content replaces the key above.
  ANHOP_TURN_SECRET_FILE: z
    .string()
    .optional()
    .meta({ description: 'File that holds the secret, instead of `ANHOP_TURN_SECRET`' }),
}

const database = {
  ANHOP_DATABASE_URL: z
    .string()
    .refine(
      isPostgresUrl,
      'must be like postgres://anhop@db.example.vn:5432/anhop, with no more than sslmode (verify-full or disable), sslrootcert and host after a ?',
    )
    .optional()
    .meta({
      description:
        'PostgreSQL database for the store, like `postgres://anhop@db.example.vn/anhop`; `?sslrootcert=FILE` names the authority of its certificate, `?host=FOLDER` a socket',
      fallback: 'SQLite in the data folder',
      floor: 'NET: `sslmode=verify-full` except on this machine, unless set to `disable`',
    }),
  ANHOP_DATABASE_PASSWORD: z
    .string()
    .optional()
    .meta({ description: 'Its password, if not in the URL' }),
  ANHOP_DATABASE_PASSWORD_FILE: z.string().optional().meta({
    description: 'File that holds it, instead of `ANHOP_DATABASE_PASSWORD`',
  }),
}

const cluster = {
  ANHOP_CLUSTER_URL: z
    .string()
    .refine(isRedisUrl, 'must be like rediss://redis.example.vn:6379, with no password in it')
    .optional()
    .meta({
      description:
        'Redis or Valkey, like `redis://127.0.0.1:6379`, that connects several servers on one PostgreSQL database',
      fallback: 'no cluster',
      floor: 'NET: TLS (`rediss:`) except on this machine',
    }),
  ANHOP_CLUSTER_PASSWORD: z.string().optional().meta({ description: 'Its password' }),
  ANHOP_CLUSTER_PASSWORD_FILE: z.string().optional().meta({
    description: 'File that holds it, instead of `ANHOP_CLUSTER_PASSWORD`',
  }),
  ANHOP_NODE: z
    .string()
    .refine(isSocketAddress, 'must be an address and a port, like 10.0.0.2:8080')
    .refine(
      (text) => !isSocketAddress(text) || !isWildcard(socketAddress(text).host),
      'must be one address',
    )
    .optional()
    .meta({
      description: 'Address where the edge reaches this server of a cluster, like `10.0.0.2:8080`',
      fallback: '`ANHOP_HOST` and `ANHOP_PORT`',
    }),
}

const keeping = {
  ANHOP_DATA: z.string().default('./data').meta({
    description: "Folder for the database and the server's keys",
    floor: 'SES: readable only by its user',
  }),
  ANHOP_KEYS: z.string().optional().meta({
    description: "Folder for the server's keys, shared by all servers of a cluster",
    fallback: 'the data folder',
    floor: 'SES: readable only by its user',
  }),
  ANHOP_KEEP_DAYS: whole(1, LIMITS.keepDaysMax, 365).meta({
    description: 'Days until ended meetings, people who left and expired invites are deleted',
    floor: 'fewer days are stricter; the log (AUD) stays',
  }),
  ANHOP_MEETING_CAPACITY: whole(2, 5000, 100).meta({
    description:
      'Maximum people in one meeting; others are told that it is full, and the host sees it',
  }),
  ANHOP_SERVER_CAPACITY: whole(2, 100_000, 500).meta({
    description: 'Maximum people on the whole server',
  }),
  ANHOP_DOCUMENTS_MB: whole(0, 1_000_000, 2000).meta({
    description: 'Maximum megabytes of documents in all meetings; 0 turns documents off',
  }),
  ANHOP_INCIDENT_ADDRESS: z
    .string()
    .max(300)
    .regex(/^\P{C}+$/u, 'must be one line of text')
    .optional()
    .meta({ description: 'Addressee of leak reports, one line' }),
}

const mail = {
  ANHOP_SMTP_URL: z
    .string()
    .refine(
      isSmtpUrl,
      'must be like smtps://mail.example.vn or smtp://user@mail.example.vn:587, with nothing after the port',
    )
    .optional()
    .meta({
      description: 'Mail server for invitations, like `smtps://user@mail.example.vn`',
      floor: 'NET: TLS except on this machine',
    }),
  ANHOP_SMTP_PASSWORD: z
    .string()
    .optional()
    .meta({ description: 'Its password, if not in the URL' }),
  ANHOP_MAIL_FROM: z
    .string()
    .refine(isSender, 'must be one mail address, like hop@example.vn')
    .optional()
    .meta({ description: 'Sender address of invitations' }),
}

const recording = {
  ANHOP_RECORDING_ARCHIVE_KEY: z
    .string()
    .refine(isAgeRecipient, 'must be a public age key, like age1…; try: anhop archive-key')
    .optional()
    .meta({
      description:
        "The archive's public age key; recordings are encrypted to it. Without it nothing can be recorded",
      fallback: 'no recording',
      floor: 'REC: only by consent, encrypted in the browser',
    }),
  ANHOP_RECORDING_DAYS: whole(1, LIMITS.recordingDaysMax, LIMITS.recordingDaysMax).meta({
    description: 'Days until a recording is deleted',
    floor: `REC6: ${LIMITS.recordingDaysMax} at most`,
  }),
}

const watching = {
  ANHOP_LOG_LEVEL: z
    .enum(LOG_LEVELS)
    .default('info')
    .meta({
      description: `JSON lines on standard output: ${LOG_LEVELS.map((level) => `\`${level}\``).join(', ')}`,
    }),
  ANHOP_METRICS: z
    .string()
    .refine(isSocketAddress, 'must be an address and a port, like 127.0.0.1:9464 or [::1]:9464')
    // Metrics are for local monitoring. A wildcard address would include the public interface.
    .refine((text) => !isWildcard(socketAddress(text).host), 'must name one address')
    .transform(socketAddress)
    .optional()
    .meta({
      description:
        'Address and port for monitoring, like `127.0.0.1:9464`; not all addresses, and not the port of the pages',
    }),
}

const oidc = oidcEnvironment(list, secret)

/** The sections of the page, in the order in which an operator needs them. */
export const KEY_GROUPS: Record<string, Readonly<Record<string, z.ZodType>>> = {
  'Pages and signaling': pages,
  Media: media,
  'Media on other machines': { ...mediaNodes, ...mediaSecret, ...mediaNode },
  'A TURN server': turn,
  'Data and limits': keeping,
  PostgreSQL: database,
  'A cluster': cluster,
  Mail: mail,
  Recording: recording,
  'Single sign-on': oidc,
  'Logs and metrics': watching,
}

export const Environment = z.strictObject({
  ...pages,
  ...media,
  ...mediaNodes,
  ...mediaSecret,
  ...turn,
  ...keeping,
  ...database,
  ...cluster,
  ...mail,
  ...recording,
  ...oidc,
  ...watching,
})
export type Environment = z.infer<typeof Environment>

/** The environment of a media node (sfu/main.ts). */
export const NodeEnvironment = z.strictObject({
  ...media,
  ...mediaSecret,
  ...mediaNode,
  ANHOP_LOG_LEVEL: watching.ANHOP_LOG_LEVEL,
})
export type NodeEnvironment = z.infer<typeof NodeEnvironment>

/** Parses "127.0.0.1:9464" or "[::1]:9464". */
function socketAddress(text: string): { host: string; port: number } {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? []
  return { host: bracketed ?? plain ?? '', port: Number(port) }
}

function isSocketAddress(text: string): boolean {
  const { host, port } = socketAddress(text)
  return isIP(host) !== 0 && port >= 1 && port <= 65535
}

export const isWildcard = (address: string): boolean => address === '0.0.0.0' || address === '::'

function isRedisUrl(text: string): boolean {
  const url = URL.parse(text)
  return (
    url !== null &&
    /^rediss?:$/.test(url.protocol) &&
    url.hostname !== '' &&
    url.password === '' &&
    /^(|\/)$/.test(url.pathname) &&
    url.search === '' &&
    url.hash === ''
  )
}

/** [NET] A page under somebody else's path shares its origin with whatever else is served there. */
function hasPath(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && url.pathname !== '/'
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  return (
    /^https?:$/.test(url.protocol) && [url.origin, `${url.origin}/`].includes(text.toLowerCase())
  )
}

/** Also verifies the checksum, because no one could decrypt data encrypted to a mistyped key. */
function isAgeRecipient(text: string): boolean {
  if (!AgeRecipient.safeParse(text).success) return false
  try {
    new Encrypter().addRecipient(text)
    return true
  } catch {
    return false
  }
}

/**
 * [SES] Rejects example values and repeated characters. 32 random hex digits contain 10 or more
 * different ones.
 */
function isRandomLooking(text: string): boolean {
  return (
    new Set(text).size >= 10 && !/change|example|secret|password|replace|your|north/i.test(text)
  )
}
