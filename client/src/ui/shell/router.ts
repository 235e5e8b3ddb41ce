import { useSyncExternalStore } from 'react'
import { urlOf } from '../url.ts'

export type Route =
  | { page: 'home' }
  | { page: 'setup'; token: string }
  | { page: 'activate'; token: string }
  | { page: 'signIn' }
  | { page: 'meetings' }
  | { page: 'newMeeting' }
  | { page: 'invites'; id: string }
  | { page: 'calendar' }
  | { page: 'schedule'; id: string }
  | { page: 'serverMeetings' }
  | { page: 'serverHealth' }
  | { page: 'serverPolicy' }
  | { page: 'serverOffice' }
  | { page: 'accounts' }
  | { page: 'recordings' }
  | { page: 'audit' }
  | { page: 'security' }
  | { page: 'meetingAudit'; id: string }
  | { page: 'meeting'; id: string }
  | { page: 'help'; path: string }
  | { page: 'check' }
  | { page: 'notFound' }

/** The test of devices and line. In Vietnamese, because it is said on the telephone. */
export const CHECK_PATH = '/kiem-tra'
const MEETING = /^\/m\/([A-Za-z0-9_-]{22})$/
const MEETING_AUDIT = /^\/meetings\/([A-Za-z0-9_-]{22})\/audit$/
const SCHEDULE = /^\/meetings\/([A-Za-z0-9_-]{22})\/schedule$/
const INVITES = /^\/meetings\/([A-Za-z0-9_-]{22})\/invites$/

/** One-time codes come after the `#`, because browsers never send that part to a server. */
export function parseRoute(path: string, hash: string): Route {
  const trimmed = path.length > 1 ? path.replace(/\/+$/, '') : path
  const token = hash.replace(/^#/, '')
  switch (trimmed) {
    case '/':
      return { page: 'home' }
    case '/setup':
      return { page: 'setup', token }
    case '/activate':
      return { page: 'activate', token }
    case '/sign-in':
      return { page: 'signIn' }
    case '/meetings':
      return { page: 'meetings' }
    case '/meetings/new':
      return { page: 'newMeeting' }
    case '/calendar':
      return { page: 'calendar' }
    case '/server/meetings':
      return { page: 'serverMeetings' }
    case '/server/health':
      return { page: 'serverHealth' }
    case '/server/policy':
      return { page: 'serverPolicy' }
    case '/server/office':
      return { page: 'serverOffice' }
    case '/accounts':
      return { page: 'accounts' }
    case '/recordings':
      return { page: 'recordings' }
    case '/account/security':
      return { page: 'security' }
    case '/audit':
      return { page: 'audit' }
    case '/kiem-tra':
      return { page: 'check' }
    case '/help':
    case '/help/officials':
    case '/help/hosts':
    case '/help/desk':
    case '/help/operators':
      return { page: 'help', path: trimmed }
    default: {
      const audited = MEETING_AUDIT.exec(trimmed)?.[1]
      if (audited !== undefined) return { page: 'meetingAudit', id: audited }
      const invites = INVITES.exec(trimmed)?.[1]
      if (invites !== undefined) return { page: 'invites', id: invites }
      const schedule = SCHEDULE.exec(trimmed)?.[1]
      if (schedule !== undefined) return { page: 'schedule', id: schedule }
      const id = MEETING.exec(trimmed)?.[1]
      return id === undefined ? { page: 'notFound' } : { page: 'meeting', id }
    }
  }
}

/** The form for a new meeting, with a time. */
export const TIMED_HASH = '#timed'
export const newTimedPath = `/meetings/new${TIMED_HASH}`
export const invitesPath = (id: string) => `/meetings/${id}/invites`
export const schedulePath = (id: string) => `/meetings/${id}/schedule`
export const meetingPath = (id: string) => `/m/${id}`
export const meetingAuditPath = (id: string) => `/meetings/${id}/audit`
export const meetingLink = (id: string) => `${location.origin}${meetingPath(id)}`

const changed = 'anhop:navigate'
export function navigate(path: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') history.pushState(null, '', path)
  else history.replaceState(null, '', path)
  globalThis.dispatchEvent(new Event(changed))
}

const subscribe = (listener: () => void) => {
  const names = ['popstate', 'hashchange', changed]
  for (const name of names) globalThis.addEventListener(name, listener)
  return () => {
    for (const name of names) globalThis.removeEventListener(name, listener)
  }
}

/** The address as one string, so that React compares it by value. */
export const addressNow = (): string => location.pathname + location.hash
export const useAddress = () => useSyncExternalStore(subscribe, addressNow)

export function routeOf(address: string): Route {
  const cut = address.indexOf('#')
  return cut < 0 ? parseRoute(address, '') : parseRoute(address.slice(0, cut), address.slice(cut))
}

/** Meeting id from a link to this server or from a pasted id; null if the text is neither. */
export function meetingIdIn(text: string): string | null {
  const trimmed = text.trim()
  if (/^[A-Za-z0-9_-]{22}$/.test(trimmed)) return trimmed
  const url = urlOf(trimmed)
  if (url === null) return null
  const route = parseRoute(url.pathname, '')
  return url.host === location.host && route.page === 'meeting' ? route.id : null
}
