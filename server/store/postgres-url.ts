import { isIP } from 'node:net'
import { isLoopback } from '../auth/address.ts'

/** A PostgreSQL database. */
export type PostgresPlace = {
  /** Host name, address, or the folder of a local server's socket. */
  host: string
  port: number
  database: string
  user: string
  /** Null: the server requires none, or identifies the user by the operating system (peer). */
  password: string | null
  /**
   * Null: unencrypted. Otherwise the server's name is verified against `ca`, a PEM file, or the
   * system's CAs if null.
   */
  tls: { ca: string | null } | null
}

const PORT = 5432
const HOST_NAME = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,252}[A-Za-z0-9])?$/
/** libpq's other modes, `require` and below, verify no name and only look safe. */
const SSL_MODES = new Set(['verify-full', 'disable'])
const PARAMETERS = new Set(['sslmode', 'sslrootcert', 'host'])

/** Whether `text` is like postgres://user@host:5432/database, with known parameters only. */
export function isPostgresUrl(text: string): boolean {
  const url = URL.parse(text)
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol) || url.hash !== '') return false
  const names = [...url.searchParams.keys()]
  const place = read(url)
  return (
    names.every((name) => PARAMETERS.has(name)) &&
    new Set(names).size === names.length &&
    SSL_MODES.has(url.searchParams.get('sslmode') ?? 'disable') &&
    (HOST_NAME.test(place.host) || isIP(place.host) !== 0 || place.host.startsWith('/')) &&
    place.port > 0 &&
    place.user !== '' &&
    /^[^/]+$/.test(place.database) &&
    [url.username, url.password, url.pathname].every((part) => decoded(part) !== null)
  )
}

/** Conflicts between the settings; does not repeat their values. */
export function postgresFaults(url: string | undefined, password: string | undefined): string[] {
  const given = url === undefined ? null : new URL(url)
  const rules: [broken: boolean, sentence: string][] = [
    [
      password !== undefined && given === null,
      'ANHOP_DATABASE_PASSWORD needs ANHOP_DATABASE_URL, such as postgres://anhop@db.example.vn/anhop.',
    ],
    [
      password !== undefined && given !== null && given.password !== '',
      'ANHOP_DATABASE_PASSWORD and a password in ANHOP_DATABASE_URL exclude each other: set only one.',
    ],
    [
      given?.searchParams.has('sslrootcert') === true && read(given).tls === null,
      'ANHOP_DATABASE_URL sets sslrootcert, but its sslmode is not verify-full.',
    ],
  ]
  return rules.filter(([broken]) => broken).map(([, sentence]) => sentence)
}

/** Null: the store is in the data folder. @param password overrides the one in the URL */
export function postgresPlace(
  url: string | undefined,
  password: string | undefined,
): PostgresPlace | null {
  if (url === undefined) return null
  const place = read(new URL(url))
  return { ...place, password: password ?? place.password }
}

function read(url: URL): PostgresPlace {
  const host = url.searchParams.get('host') ?? url.hostname.replace(/^\[(.*)\]$/, '$1')
  const here = host.startsWith('/') || isLoopback(host)
  const mode = url.searchParams.get('sslmode') ?? (here ? 'disable' : 'verify-full')
  return {
    host,
    port: url.port === '' ? PORT : Number(url.port),
    database: decoded(url.pathname.slice(1)) ?? '',
    user: decoded(url.username) ?? '',
    password: url.password === '' ? null : decoded(url.password),
    tls: mode === 'verify-full' ? { ca: url.searchParams.get('sslrootcert') } : null,
  }
}

function decoded(part: string): string | null {
  try {
    const text = decodeURIComponent(part)
    return /\p{Cc}/u.test(text) ? null : text
  } catch {
    return null
  }
}
