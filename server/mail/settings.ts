import { isIP } from 'node:net'
import { isLoopback } from '../auth/address.ts'
import { isMailAddress } from '#protocol/mail-address.ts'

/** The operator's mail server. */
export type MailSettings = {
  host: string
  port: number
  /**
   * `implicit`: TLS from the first byte (RFC 8314). `starttls`: only EHLO is sent before TLS, and
   * no mail without it (RFC 3207). `none`: only for this machine.
   */
  tls: 'implicit' | 'starttls' | 'none'
  auth: { user: string; pass: string } | null
  /** Address for From and bounces. */
  from: string
}

type Environment = {
  url: string | undefined
  password: string | undefined
  from: string | undefined
}

const HOST_NAME = /^[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$/
/** Submission ports (RFC 6409, RFC 8314); port 25 on this machine. */
const PORTS = { implicit: 465, starttls: 587, none: 25 } as const

/**
 * Rejects URLs with a query, which could set options of the library, such as trusting any
 * certificate.
 */
export function isSmtpUrl(text: string): boolean {
  const url = URL.parse(text)
  return (
    url !== null &&
    /^smtps?:$/.test(url.protocol) &&
    (HOST_NAME.test(url.hostname) || isIP(bare(url.hostname)) !== 0) &&
    url.port !== '0' &&
    /^\/?$/.test(url.pathname) &&
    !/[?#]/.test(text) &&
    [url.username, url.password].every((part) => decoded(part) !== null)
  )
}

export const isSender = isMailAddress

/** Conflicts between the settings; does not repeat their values. */
export function mailFaults({ url, password, from }: Environment): string[] {
  const given = url === undefined ? null : new URL(url)
  const rules: [broken: boolean, sentence: string][] = [
    [
      (url === undefined) !== (from === undefined),
      'ANHOP_SMTP_URL and ANHOP_MAIL_FROM belong together: set both or neither.',
    ],
    [
      password !== undefined && (given === null || given.username === ''),
      'ANHOP_SMTP_PASSWORD needs a user in ANHOP_SMTP_URL, such as smtps://user@mail.example.vn.',
    ],
    [
      password !== undefined && given !== null && given.password !== '',
      'ANHOP_SMTP_PASSWORD and a password in ANHOP_SMTP_URL exclude each other: set only one.',
    ],
    [
      given !== null && (given.username === '') !== (given.password === '' && !password),
      'ANHOP_SMTP_URL has a user without a password, or a password without a user: set both or neither.',
    ],
  ]
  return rules.filter(([broken]) => broken).map(([, sentence]) => sentence)
}

/** Null: this server sends no mail. */
export function mailSettings({ url, password, from }: Environment): MailSettings | null {
  if (url === undefined || from === undefined) return null
  const { protocol, hostname, port, username, password: inUrl } = new URL(url)
  const host = bare(hostname)
  const tls = protocol === 'smtps:' ? 'implicit' : isLoopback(host) ? 'none' : 'starttls'
  const pass = password ?? decoded(inUrl) ?? ''
  return {
    host,
    port: port === '' ? PORTS[tls] : Number(port),
    tls,
    auth: username === '' ? null : { user: decoded(username) ?? '', pass },
    from,
  }
}

const bare = (hostname: string): string => hostname.replace(/^\[(.*)\]$/, '$1')

function decoded(part: string): string | null {
  try {
    const text = decodeURIComponent(part)
    return /\p{Cc}/u.test(text) ? null : text
  } catch {
    return null
  }
}
