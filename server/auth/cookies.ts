import type { IncomingMessage } from 'node:http'
import type { MeetingId } from '#protocol/ids.ts'
import { sha256 } from './tokens.ts'

/** 400 days: the longest that browsers keep a cookie. */
export const DEVICE_SECONDS = 400 * 24 * 60 * 60

export type CookieNames = {
  session: string
  device: string
  /** A single sign-on under way. */
  flow: string
  ticket(meeting: MeetingId): string
}

/**
 * Under https every cookie is a `__Host-` one: the browser takes it only with Secure, for all
 * paths, and from this very host, so that no neighbouring host can plant one.
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

/** All our cookies hold 32 random bytes in base64url; anything else was not set by us. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/

/** A token of ours in a request; null without it, or when it comes twice. */
export function readToken(request: IncomingMessage, name: string): string | null {
  const values = (request.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1))
  const [value] = values
  return values.length === 1 && value !== undefined && TOKEN.test(value) ? value : null
}

/** What the store knows a ticket by; null when the request has none for this meeting. */
export function readTicketHash(
  request: IncomingMessage,
  names: CookieNames,
  meeting: MeetingId,
): string | null {
  const ticket = readToken(request, names.ticket(meeting))
  return ticket === null ? null : sha256(ticket)
}
