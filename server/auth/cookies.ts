import type { IncomingMessage } from 'node:http'
import type { MeetingId } from '#protocol/ids.ts'
import { sha256 } from './tokens.ts'

/** 400 days: the longest that browsers keep a cookie. */
export const DEVICE_SECONDS = 400 * 24 * 60 * 60

export type CookieNames = {
  session: string
  device: string
  /** A pending single sign-on. */
  flow: string
  ticket(meeting: MeetingId): string
}

/**
 * Under https every cookie has the `__Host-` prefix: browsers accept it only with Secure, for all
 * paths, and from this exact host, so that no sibling host can plant one.
 */
export function cookieNames(secure: boolean): CookieNames {
  const prefix = secure ? '__Host-anhop' : 'anhop'
  return {
    session: `${prefix}_session`,
    device: `${prefix}_device`,
    flow: `${prefix}_flow`,
    ticket: (meeting) => `${prefix}_ticket_${meeting}`,
  }
}

/** All our cookies hold 32 random bytes in base64url. Anything else was not set by this server. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/

/** The token in the named cookie; null if it is missing or appears twice. */
export function readToken(request: IncomingMessage, name: string): string | null {
  const values = (request.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1))
  const [value] = values
  return values.length === 1 && value !== undefined && TOKEN.test(value) ? value : null
}

/** Hash of the ticket as kept in the store; null if the request has none for this meeting. */
export function readTicketHash(
  request: IncomingMessage,
  names: CookieNames,
  meeting: MeetingId,
): string | null {
  const ticket = readToken(request, names.ticket(meeting))
  return ticket === null ? null : sha256(ticket)
}
