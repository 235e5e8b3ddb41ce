import type { z } from 'zod'
import type { AuditPage } from '#protocol/audit.ts'
import type { ServerHealth } from '#protocol/health.ts'
import type { HistorySpan, ServerHistory } from '#protocol/history.ts'
import type { AccountLink, AccountView, BODIES, ServerMeeting } from '#protocol/http.ts'
import type { Office } from '#protocol/office.ts'
import type { PolicyView } from '#protocol/policy.ts'
import { send, sendBytes } from './request.ts'
import type { Answer } from './request.ts'

type Body<K extends keyof typeof BODIES> = z.input<(typeof BODIES)[K]>
type Done = Promise<Answer<unknown>>
const at = encodeURIComponent

/** What is looked for, and the number before which to go on; see `QUERIES` in the contract. */
export type AuditQuery = {
  action?: string
  before?: number
  who?: string
  text?: string
  actions?: string
  from?: number
  to?: number
}
const withQuery = (path: string, query: AuditQuery) =>
  `${path}?${new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]))}`

/** What operators and readers of the log ask, kept out of `api` because no meeting needs it. */
export const operatorApi = {
  accounts: () => send<AccountView[]>('GET', '/api/accounts'),
  createAccount: (body: Body<'createAccount'>) => send<AccountLink>('POST', '/api/accounts', body),
  accountLink: (id: string) => send<AccountLink>('POST', `/api/accounts/${at(id)}/link`),
  resetAccount: (id: string) => send<AccountLink>('POST', `/api/accounts/${at(id)}/reset`),
  resetFactors: (id: string): Done => send('POST', `/api/accounts/${at(id)}/reset-factors`),
  signOutAccount: (id: string): Done => send('POST', `/api/accounts/${at(id)}/sign-out`),
  disableAccount: (id: string): Done => send('POST', `/api/accounts/${at(id)}/disable`),
  enableAccount: (id: string): Done => send('POST', `/api/accounts/${at(id)}/enable`),
  policy: () => send<PolicyView>('GET', '/api/policy'),
  setPolicy: (body: Body<'policy'>) => send<PolicyView>('POST', '/api/policy', body),
  setOffice: (body: Body<'office'>) => send<Office>('POST', '/api/office', body),
  setEmblem: (file: Blob) => sendBytes<Office>('/api/office/emblem', file),
  removeEmblem: () => send<Office>('DELETE', '/api/office/emblem'),
  serverHealth: () => send<ServerHealth>('GET', '/api/server/health'),
  serverHistory: (span: HistorySpan) =>
    send<ServerHistory>('GET', `/api/server/history?span=${span}`),
  serverMeetings: () => send<ServerMeeting[]>('GET', '/api/server/meetings'),
  audit: (query: AuditQuery) => send<AuditPage>('GET', withQuery('/api/audit', query)),
  meetingAudit: (id: string, query: AuditQuery) =>
    send<AuditPage>('GET', withQuery(`/api/meetings/${at(id)}/audit`, query)),
}
