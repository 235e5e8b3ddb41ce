import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import type { z } from 'zod'
import { isLoopback } from '../auth/address.ts'
import type { OidcSettings } from '../auth/oidc.ts'
import { unknownKey } from './floor.ts'
import { Environment, NodeEnvironment, isWildcard } from './keys.ts'
import type { LogLevel } from './keys.ts'
import { oidcFaults, toOidc } from './oidc.ts'
import { mailFaults, mailSettings } from '../mail/settings.ts'
import type { MailSettings } from '../mail/settings.ts'
import { postgresFaults, postgresPlace } from '../store/postgres-url.ts'
import type { PostgresPlace } from '../store/postgres-url.ts'
import type { SfuOptions } from '#sfu/types.ts'

/** What an operator can configure. Everything else is a constant: the floor. */
export type Config = {
  host: string
  /** 0: any free port. */
  port: number
  /** Absolute path of the data folder. */
  data: string
  /** Location of a PostgreSQL store; null for a store in the data folder. */
  database: PostgresPlace | null
  /** Absolute path of the folder with the server's keys. */
  keys: string
  /** Settings of a cluster node; null for a single server. */
  cluster: ClusterSettings | null
  /** Base of all links, without a trailing slash; null for http://localhost and the port. */
  publicUrl: string | null
  /** Browsers reach the server over https: cookies are Secure and HSTS is sent. */
  secure: boolean
  /** Paths of PEM files. */
  tls: { cert: string; key: string } | null
  /** Addresses and CIDR ranges whose X-Forwarded-For is trusted. */
  trustedProxies: string[]
  media: {
    listenIp: string
    announcedAddress: string | null
    /** Listened on beside `listenIp`. */
    address6: string | null
    /** Worker n uses port + n. 0: any free ports. */
    port: number
    workers: number
    consumersPerWorker: number
    /** Media nodes, such as 10.0.0.11:4450, and what is shared with them; null: media on this machine. */
    nodes: {
      addresses: string[]
      secret: string
      regions: { range: string; node: string }[]
    } | null
  }
  meetingCapacity: number
  serverCapacity: number
  turn: { urls: string[]; secret: string } | null
  /** Days to keep people, invites, and ended meetings. */
  keepDays: number
  /** Maximum number of document bytes on the whole server. */
  documentsBytes: number
  /** Single sign-on with the operator's own identity provider. */
  oidc: OidcSettings | null
  /** The recipient of incident reports, as printed in them. */
  incidentAddress: string | null
  /** Null: no invitations are sent by mail. */
  mail: MailSettings | null
  /** [REC] Null: recording is off. */
  recording: { archive: string; days: number } | null
  logLevel: LogLevel
  /** Address that serves metrics; null: none. */
  metrics: { host: string; port: number } | null
}

export type ClusterSettings = {
  /** URL of Redis or Valkey. */
  url: string
  password: string | null
  /** Address at which the load balancer reaches this node, such as 10.0.0.2:8080. */
  address: string
}

/** Every configuration error, one sentence each. */
export class ConfigError extends Error {
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.name = 'ConfigError'
    this.faults = faults
  }
}

/** Every key that this server knows. */
export const SETTINGS: readonly string[] = Object.keys(Environment.shape)

/** Every key that a media node knows. */
export const NODE_SETTINGS: readonly string[] = Object.keys(NodeEnvironment.shape)

/**
 * Reads the configuration from the environment; no other file does.
 * @throws ConfigError with all errors at once
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const { parsed, given } = readEnvironment(Environment, env)
  const config = toConfig(parsed)
  const faults = [...contradictions(parsed, config), ...oidcFaults(parsed, given)]
  if (faults.length > 0) throw new ConfigError(faults)
  return config
}

/** What the operator of a media node can configure. */
export type NodeConfig = {
  /** Where servers connect. */
  listen: { host: string; port: number }
  secret: string
  media: Omit<SfuOptions, 'log'>
  logLevel: LogLevel
}

/**
 * Reads a media node's configuration from the environment.
 * @throws ConfigError with all errors at once
 */
export function readNodeConfig(env: Record<string, string | undefined>): NodeConfig {
  const { parsed } = readEnvironment(NodeEnvironment, env)
  const { ANHOP_MEDIA_SECRET: secret, ANHOP_MEDIA_ADDRESS: announcedAddress } = parsed
  const { ANHOP_MEDIA_ADDRESS6: address6, ANHOP_RELAY_ADDRESS: relayAddress } = parsed
  const listenIp = parsed.ANHOP_MEDIA_LISTEN ?? '0.0.0.0'
  const faults = [
    secret === undefined ? 'ANHOP_MEDIA_SECRET is missing: the servers have the same.' : null,
    isWildcard(listenIp) && announcedAddress === undefined ? ADDRESS_MISSING : null,
    relayAddress === undefined && isIP(announcedAddress ?? listenIp) === 0
      ? 'ANHOP_RELAY_ADDRESS is missing: other nodes need an address, not a name.'
      : null,
  ].filter((fault) => fault !== null)
  if (secret === undefined || faults.length > 0) throw new ConfigError(faults)
  return {
    listen: parsed.ANHOP_MEDIA_NODE,
    secret,
    media: {
      workers: parsed.ANHOP_WORKERS,
      consumersPerWorker: parsed.ANHOP_CONSUMERS_PER_WORKER,
      listenIp,
      ...(announcedAddress !== undefined && { announcedAddress }),
      ...(address6 !== undefined && { address6 }),
      ...(relayAddress !== undefined && { relayAddress }),
      relayPorts: parsed.ANHOP_RELAY_PORTS,
      basePort: parsed.ANHOP_MEDIA_PORT,
    },
    logLevel: parsed.ANHOP_LOG_LEVEL,
  }
}

/** Parses what is ours of the environment; `given`: the keys that are set. */
function readEnvironment<S extends z.ZodType>(
  schema: S,
  env: Record<string, string | undefined>,
): { parsed: z.infer<S>; given: string[] } {
  // An empty value counts as unset, as compose files and unit files write it.
  const ours = Object.fromEntries(
    Object.entries(env).filter(([key, value]) => key.startsWith('ANHOP_') && value !== ''),
  )
  const unread = IN_FILES.flatMap((key) => readSecretFile(ours, key))
  const parsed = schema.safeParse(ours)
  const broken = parsed.success ? [] : parsed.error.issues.flatMap(faultsOf)
  if (!parsed.success || unread.length > 0) throw new ConfigError([...unread, ...broken])
  return { parsed: parsed.data, given: Object.keys(ours) }
}

/** Secrets that may be read from a file, named by the key with the suffix _FILE. */
const IN_FILES = [
  'ANHOP_TURN_SECRET',
  'ANHOP_MEDIA_SECRET',
  'ANHOP_DATABASE_PASSWORD',
  'ANHOP_CLUSTER_PASSWORD',
]

const ADDRESS_MISSING =
  'ANHOP_MEDIA_ADDRESS is missing: set it to the address where browsers reach this machine for audio and video.'

/**
 * Replaces a secret with the content of its file, because the environment is visible to anyone who
 * can inspect processes. Returns the errors.
 */
function readSecretFile(env: Record<string, string | undefined>, key: string): string[] {
  const file = env[`${key}_FILE`]
  if (file === undefined) return []
  delete env[`${key}_FILE`]
  if (env[key] !== undefined) return [`${key} and ${key}_FILE exclude each other: set only one.`]
  try {
    env[key] = readFileSync(file, 'utf8').trim()
    return []
  } catch {
    return [`${key}_FILE points to a file that cannot be read.`]
  }
}

/** Values are not repeated, since some of them are secrets. */
function faultsOf(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(unknownKey)
  }
  return [`${issue.path.join('.')} ${issue.message}.`]
}

function toConfig(env: Environment): Config {
  const publicUrl = env.ANHOP_PUBLIC_URL ?? null
  const { ANHOP_TLS_CERT: cert, ANHOP_TLS_KEY: key } = env
  const tls =
    cert !== undefined && key !== undefined ? { cert: resolve(cert), key: resolve(key) } : null
  const urls = env.ANHOP_TURN_URLS ?? []
  const secret = env.ANHOP_TURN_SECRET
  return {
    host: env.ANHOP_HOST,
    port: env.ANHOP_PORT,
    data: resolve(env.ANHOP_DATA),
    database: postgresPlace(env.ANHOP_DATABASE_URL, env.ANHOP_DATABASE_PASSWORD),
    keys: resolve(env.ANHOP_KEYS ?? env.ANHOP_DATA),
    cluster: toCluster(env),
    publicUrl,
    secure: publicUrl === null ? tls !== null : publicUrl.startsWith('https:'),
    tls,
    trustedProxies: env.ANHOP_TRUSTED_PROXY,
    media: {
      listenIp: env.ANHOP_MEDIA_LISTEN ?? (isLocal(env) ? '127.0.0.1' : '0.0.0.0'),
      announcedAddress: env.ANHOP_MEDIA_ADDRESS ?? null,
      address6: env.ANHOP_MEDIA_ADDRESS6 ?? null,
      port: env.ANHOP_MEDIA_PORT,
      workers: env.ANHOP_WORKERS,
      consumersPerWorker: env.ANHOP_CONSUMERS_PER_WORKER,
      nodes: toNodes(env),
    },
    meetingCapacity: env.ANHOP_MEETING_CAPACITY,
    serverCapacity: env.ANHOP_SERVER_CAPACITY,
    turn: urls.length > 0 && secret !== undefined ? { urls, secret } : null,
    keepDays: env.ANHOP_KEEP_DAYS,
    documentsBytes: env.ANHOP_DOCUMENTS_MB * 1_000_000,
    oidc: toOidc(env),
    incidentAddress: env.ANHOP_INCIDENT_ADDRESS ?? null,
    mail: mailSettings(mailEnvironment(env)),
    recording:
      env.ANHOP_RECORDING_ARCHIVE_KEY === undefined
        ? null
        : { archive: env.ANHOP_RECORDING_ARCHIVE_KEY, days: env.ANHOP_RECORDING_DAYS },
    logLevel: env.ANHOP_LOG_LEVEL,
    metrics: env.ANHOP_METRICS ?? null,
  }
}

function toNodes(env: Environment): Config['media']['nodes'] {
  const { ANHOP_MEDIA_NODES: nodes, ANHOP_MEDIA_SECRET: secret } = env
  if (nodes.length === 0 || secret === undefined) return null
  return { addresses: nodes, secret, regions: env.ANHOP_MEDIA_REGIONS }
}

function toCluster(env: Environment): ClusterSettings | null {
  if (env.ANHOP_CLUSTER_URL === undefined) return null
  const host = env.ANHOP_HOST.includes(':') ? `[${env.ANHOP_HOST}]` : env.ANHOP_HOST
  return {
    url: env.ANHOP_CLUSTER_URL,
    password: env.ANHOP_CLUSTER_PASSWORD ?? null,
    address: env.ANHOP_NODE ?? `${host}:${env.ANHOP_PORT}`,
  }
}

const mailEnvironment = (env: Environment) => ({
  url: env.ANHOP_SMTP_URL,
  password: env.ANHOP_SMTP_PASSWORD,
  from: env.ANHOP_MAIL_FROM,
})

/** The server listens on loopback only, and its public URL is local too. */
const isLocal = (env: Environment): boolean =>
  isLoopback(env.ANHOP_HOST) &&
  (env.ANHOP_PUBLIC_URL === undefined || isLoopback(new URL(env.ANHOP_PUBLIC_URL).hostname))

/** No one outside this machine could reach the pages over https. */
const isPlain = ({ tls, trustedProxies }: Config): boolean =>
  tls === null && trustedProxies.length === 0

/** A conflict between settings that are each valid on their own. */
type Rule = { broken(config: Config, env: Environment): boolean; fault: string }

const PAGES: readonly Rule[] = [
  {
    broken: (_, env) => (env.ANHOP_TLS_CERT === undefined) !== (env.ANHOP_TLS_KEY === undefined),
    fault: 'ANHOP_TLS_CERT and ANHOP_TLS_KEY belong together: set both or neither.',
  },
  {
    broken: (config) => !isLoopback(config.host) && isPlain(config),
    fault:
      'ANHOP_HOST would carry passwords in the clear. Set ANHOP_TLS_CERT and ANHOP_TLS_KEY, or put a TLS proxy in front and set ANHOP_TRUSTED_PROXY to its address, or listen on 127.0.0.1.',
  },
  {
    broken: ({ publicUrl }) =>
      publicUrl !== null &&
      publicUrl.startsWith('http:') &&
      !isLoopback(new URL(publicUrl).hostname),
    fault:
      'ANHOP_PUBLIC_URL must begin with https: without it, browsers give a page no camera and no microphone.',
  },
  {
    broken: ({ publicUrl, tls }) => tls !== null && publicUrl?.startsWith('http:') === true,
    fault: 'ANHOP_PUBLIC_URL must begin with https, because ANHOP_TLS_CERT is set.',
  },
  {
    broken: ({ publicUrl, host, trustedProxies }) =>
      publicUrl === null && (!isLoopback(host) || trustedProxies.length > 0),
    fault:
      'ANHOP_PUBLIC_URL is missing: set it to the address that people type, such as https://meet.example.vn.',
  },
  {
    broken: (config) => config.publicUrl?.startsWith('https:') === true && isPlain(config),
    fault:
      'ANHOP_PUBLIC_URL begins with https, but nothing here serves https: set ANHOP_TLS_CERT and ANHOP_TLS_KEY, or ANHOP_TRUSTED_PROXY.',
  },
  {
    broken: ({ metrics, port }) => metrics?.port === port,
    fault: 'ANHOP_METRICS must have a port of its own: metrics are not public.',
  },
]

const MEDIA: readonly Rule[] = [
  {
    broken: (_, env) =>
      env.ANHOP_MEDIA_REGIONS.some(({ node }) => !env.ANHOP_MEDIA_NODES.includes(node)),
    fault: 'ANHOP_MEDIA_REGIONS names a node that ANHOP_MEDIA_NODES does not.',
  },
  {
    broken: (_, env) => env.ANHOP_MEDIA_NODES.length > 0 !== (env.ANHOP_MEDIA_SECRET !== undefined),
    fault: 'ANHOP_MEDIA_NODES and ANHOP_MEDIA_SECRET belong together: set both or neither.',
  },
  {
    broken: (config) => !isLoopback(config.media.listenIp) && isPlain(config),
    fault:
      'ANHOP_MEDIA_LISTEN is open to other machines, but the pages are not: browsers there need https. Set ANHOP_TLS_CERT and ANHOP_TLS_KEY, or ANHOP_TRUSTED_PROXY.',
  },
  {
    broken: ({ media }) =>
      media.nodes === null && isWildcard(media.listenIp) && media.announcedAddress === null,
    fault: ADDRESS_MISSING,
  },
  {
    broken: ({ media }) => media.address6 !== null && isIP(media.listenIp) === 6,
    fault:
      'ANHOP_MEDIA_ADDRESS6 is for a server that listens on IPv4 too: ANHOP_MEDIA_LISTEN is already an IPv6 address.',
  },
  {
    broken: ({ media }) => media.port !== 0 && media.port + media.workers - 1 > 65535,
    fault: 'ANHOP_MEDIA_PORT is too high: each worker takes the next port.',
  },
  {
    broken: (_, env) =>
      (env.ANHOP_TURN_URLS === undefined) !== (env.ANHOP_TURN_SECRET === undefined),
    fault: 'ANHOP_TURN_URLS and ANHOP_TURN_SECRET belong together: set both or neither.',
  },
  {
    broken: ({ meetingCapacity, serverCapacity }) => meetingCapacity > serverCapacity,
    fault: 'ANHOP_MEETING_CAPACITY must not exceed ANHOP_SERVER_CAPACITY.',
  },
]

const CLUSTER: readonly Rule[] = [
  {
    broken: ({ cluster, database }) => cluster !== null && database === null,
    fault:
      'ANHOP_CLUSTER_URL needs ANHOP_DATABASE_URL: the servers of a cluster share a PostgreSQL database.',
  },
  {
    broken: ({ cluster }, env) => cluster === null && env.ANHOP_CLUSTER_PASSWORD !== undefined,
    fault: 'ANHOP_CLUSTER_PASSWORD needs ANHOP_CLUSTER_URL, such as redis://127.0.0.1:6379.',
  },
  {
    broken: ({ cluster }, env) => cluster === null && env.ANHOP_NODE !== undefined,
    fault: 'ANHOP_NODE needs ANHOP_CLUSTER_URL, such as redis://127.0.0.1:6379.',
  },
  {
    broken: ({ cluster, recording }) => cluster !== null && recording !== null,
    fault:
      'ANHOP_RECORDING_ARCHIVE_KEY and ANHOP_CLUSTER_URL exclude each other: a recording is in the folder of one server, and its room may move to another.',
  },
  {
    broken: ({ cluster }) => {
      const { protocol, hostname } = new URL(cluster?.url ?? 'rediss://none')
      return protocol === 'redis:' && !isLoopback(hostname.replace(/^\[(.*)\]$/, '$1'))
    },
    fault: 'ANHOP_CLUSTER_URL must begin with rediss:, because it points to another machine.',
  },
  {
    broken: ({ cluster, host, port }, env) =>
      cluster !== null && env.ANHOP_NODE === undefined && (isWildcard(host) || port === 0),
    fault:
      'ANHOP_NODE is missing: set it to the address and port where the edge reaches this server, such as 10.0.0.2:8080.',
  },
]

function contradictions(env: Environment, config: Config): string[] {
  const broken = [...PAGES, ...MEDIA, ...CLUSTER].filter((rule) => rule.broken(config, env))
  return [
    ...broken.map(({ fault }) => fault),
    ...mailFaults(mailEnvironment(env)),
    ...postgresFaults(env.ANHOP_DATABASE_URL, env.ANHOP_DATABASE_PASSWORD),
  ]
}
