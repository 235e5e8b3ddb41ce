import type { VoteRecordView } from '#protocol/votes.ts'
import type { z } from 'zod'
import type { AuditPage } from '#protocol/audit.ts'
import type {
  AccountLink,
  AccountView,
  BlockView,
  BODIES,
  Contained,
  Entered,
  InviteLink,
  InviteView,
  LinkOwner,
  MailSwitch,
  MeetingSecret,
  MeetingSummary,
  ServerMeeting,
  PasswordVerdict,
  Session,
  Stay,
} from '#protocol/http.ts'
import type { ServerHealth } from '#protocol/health.ts'
import type { HistorySpan, ServerHistory } from '#protocol/history.ts'
import type { Office } from '#protocol/office.ts'
import type { PolicyView, Rules } from '#protocol/policy.ts'
import type { Enrolled, FactorList, NewPasskey, NewTotp, SessionView } from '#protocol/factors.ts'
import type { ReaderKey, RecordingKeys, RecordingSummary } from '#protocol/recording.ts'
import { send, sendBytes, takeBytes } from './request.ts'
import type { Answer } from './request.ts'

export type { Answer, Failure } from './request.ts'

type Body<K extends keyof typeof BODIES> = z.input<(typeof BODIES)[K]>
type Done = Promise<Answer<unknown>>
const at = encodeURIComponent
/** Timeout after which a recording piece is sent again; the server accepts each one only once. */
const PIECE_PATIENCE_MS = 30_000

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

/** A download the browser performs itself. */
export const evidencePath = (id: string) => `/api/meetings/${at(id)}/evidence`

/** Full-page navigations: single sign-on and its sign-out. */
export const ssoStartPath = (page: string, again: boolean) =>
  `/api/oidc/start?return=${at(page)}${again ? '&again=1' : ''}`
export const SSO_END_PATH = '/api/oidc/end'

/** The whole HTTP contract as the UI uses it. Paths are written only here. */
export const api = {
  session: () => send<Session>('GET', '/api/me'),
  setup: (body: Body<'setup'>): Done => send('POST', '/api/setup', body),
  linkOwner: (body: Body<'linkOwner'>) => send<LinkOwner>('POST', '/api/activate/account', body),
  activate: (body: Body<'activate'>): Done => send('POST', '/api/activate', body),
  signIn: (body: Body<'signIn'>): Done => send('POST', '/api/session', body),
  signOut: (): Done => send('DELETE', '/api/session'),
  prove: (body: Body<'prove'>): Done => send('POST', '/api/session/proof', body),
  askPasskey: () => send<NewPasskey>('POST', '/api/session/passkey'),
  askAnyPasskey: () => send<NewPasskey>('POST', '/api/passkey/new'),
  signInPasskey: (body: Body<'signInPasskey'>): Done => send('POST', '/api/passkey', body),

  newTotp: () => send<NewTotp>('POST', '/api/me/totp/new'),
  addTotp: (body: Body<'addTotp'>) => send<Enrolled>('POST', '/api/me/totp', body),
  newPasskey: () => send<NewPasskey>('POST', '/api/me/passkeys/new'),
  addPasskey: (body: Body<'addPasskey'>) => send<Enrolled>('POST', '/api/me/passkeys', body),
  factors: () => send<FactorList>('GET', '/api/me/factors'),
  renameFactor: (id: string, body: Body<'renameFactor'>): Done =>
    send('POST', `/api/me/factors/${at(id)}`, body),
  removeFactor: (id: string): Done => send('DELETE', `/api/me/factors/${at(id)}`),
  newCodes: () => send<{ recoveryCodes: string[] }>('POST', '/api/me/recovery-codes'),
  sessions: () => send<SessionView[]>('GET', '/api/me/sessions'),
  endSession: (id: string): Done => send('DELETE', `/api/me/sessions/${at(id)}`),
  endOtherSessions: (): Done => send('DELETE', '/api/me/sessions'),
  changePassword: (body: Body<'changePassword'>): Done => send('POST', '/api/me/password', body),
  signOutEverywhere: (): Done => send('DELETE', '/api/sessions'),

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
  rules: () => send<Rules>('GET', '/api/rules'),

  meetings: () => send<MeetingSummary[]>('GET', '/api/meetings'),
  serverHealth: () => send<ServerHealth>('GET', '/api/server/health'),
  serverHistory: (span: HistorySpan) =>
    send<ServerHistory>('GET', `/api/server/history?span=${span}`),
  serverMeetings: () => send<ServerMeeting[]>('GET', '/api/server/meetings'),
  createMeeting: (body: Body<'createMeeting'>) =>
    send<MeetingSecret>('POST', '/api/meetings', body),
  renewPassword: (id: string, body: Body<'renewPassword'>) =>
    send<MeetingSecret>('POST', `/api/meetings/${at(id)}/password`, body),
  contain: (id: string, body: Body<'contain'>) =>
    send<Contained>('POST', `/api/meetings/${at(id)}/contain`, body),
  endMeeting: (id: string): Done => send('POST', `/api/meetings/${at(id)}/end`),
  blocks: (id: string) => send<BlockView[]>('GET', `/api/meetings/${at(id)}/blocks`),
  liftBlock: (id: string, block: string): Done =>
    send('DELETE', `/api/meetings/${at(id)}/blocks/${at(block)}`),
  votes: (id: string) => send<VoteRecordView[]>('GET', `/api/meetings/${at(id)}/votes`),
  attendance: (id: string) => send<Stay[]>('GET', `/api/meetings/${at(id)}/attendance`),
  invites: (id: string) => send<InviteView[]>('GET', `/api/meetings/${at(id)}/invites`),
  createInvites: (id: string, body: Body<'createInvites'>) =>
    send<InviteLink[]>('POST', `/api/meetings/${at(id)}/invites`, body),
  mailInvites: (id: string, body: Body<'mailInvites'>) =>
    send<InviteLink[]>('POST', `/api/meetings/${at(id)}/invites/mail`, body),
  mail: () => send<MailSwitch>('GET', '/api/mail'),
  revokeInvite: (id: string, invite: string): Done =>
    send('DELETE', `/api/meetings/${at(id)}/invites/${at(invite)}`),
  setInvitedOnly: (id: string, on: boolean): Done =>
    send('POST', `/api/meetings/${at(id)}/invited-only`, { on }),
  enter: (id: string, body: Body<'enter'>) =>
    send<Entered>('POST', `/api/meetings/${at(id)}/enter`, body),

  audit: (query: AuditQuery) => send<AuditPage>('GET', withQuery('/api/audit', query)),
  meetingAudit: (id: string, query: AuditQuery) =>
    send<AuditPage>('GET', withQuery(`/api/meetings/${at(id)}/audit`, query)),

  recordingKeys: () => send<RecordingKeys>('GET', '/api/recording'),
  readerKeys: () => send<ReaderKey[]>('GET', '/api/recording-keys'),
  setRecordingKey: (body: Body<'recordingKey'>): Done =>
    send('POST', '/api/me/recording-key', body),
  recordings: () => send<RecordingSummary[]>('GET', '/api/recordings'),
  sendPiece: (meeting: string, recording: string, seq: number, piece: Uint8Array): Done =>
    sendBytes(
      `/api/meetings/${at(meeting)}/recordings/${at(recording)}/${seq}`,
      new Blob([new Uint8Array(piece)]),
      PIECE_PATIENCE_MS,
    ),
  piece: (recording: string, seq: number) =>
    takeBytes(`/api/recordings/${at(recording)}/chunks/${seq}`),
  shareRecording: (recording: string, body: Body<'recordingReader'>): Done =>
    send('POST', `/api/recordings/${at(recording)}/readers`, body),
  deleteRecording: (recording: string): Done => send('DELETE', `/api/recordings/${at(recording)}`),

  checkPassword: (body: Body<'checkPassword'>) =>
    send<PasswordVerdict>('POST', '/api/password-check', body),
}
