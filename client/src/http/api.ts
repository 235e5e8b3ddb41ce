import type { VoteRecordView } from '#protocol/votes.ts'
import type { z } from 'zod'
import type {
  BlockView,
  BODIES,
  Contained,
  Entered,
  InviteLink,
  InviteView,
  MailSwitch,
  MeetingSecret,
  MeetingSummary,
  PasswordVerdict,
  Session,
  Stay,
} from '#protocol/http.ts'
import type { Rules } from '#protocol/policy.ts'
import type { NewPasskey } from '#protocol/factors.ts'
import type { ReaderKey, RecordingKeys, RecordingSummary } from '#protocol/recording.ts'
import { send, sendBytes, takeBytes } from './request.ts'
import type { Answer } from './request.ts'

export type { Answer, Failure } from './request.ts'

type Body<K extends keyof typeof BODIES> = z.input<(typeof BODIES)[K]>
type Done = Promise<Answer<unknown>>
const at = encodeURIComponent
/** Timeout after which a recording piece is sent again; the server accepts each one only once. */
const PIECE_PATIENCE_MS = 30_000

/** A download the browser performs itself. */
export const evidencePath = (id: string) => `/api/meetings/${at(id)}/evidence`

/** Full-page navigations: single sign-on and its sign-out. */
export const ssoStartPath = (page: string, again: boolean) =>
  `/api/oidc/start?return=${at(page)}${again ? '&again=1' : ''}`
export const SSO_END_PATH = '/api/oidc/end'

/** What meetings and signing in need of the HTTP contract. Paths are written only in this folder. */
export const api = {
  session: () => send<Session>('GET', '/api/me'),
  signIn: (body: Body<'signIn'>): Done => send('POST', '/api/session', body),
  signOut: (): Done => send('DELETE', '/api/session'),
  prove: (body: Body<'prove'>): Done => send('POST', '/api/session/proof', body),
  askPasskey: () => send<NewPasskey>('POST', '/api/session/passkey'),
  askAnyPasskey: () => send<NewPasskey>('POST', '/api/passkey/new'),
  signInPasskey: (body: Body<'signInPasskey'>): Done => send('POST', '/api/passkey', body),
  signOutEverywhere: (): Done => send('DELETE', '/api/sessions'),
  rules: () => send<Rules>('GET', '/api/rules'),
  meetings: () => send<MeetingSummary[]>('GET', '/api/meetings'),
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
  recordingKeys: () => send<RecordingKeys>('GET', '/api/recording'),
  readerKeys: () => send<ReaderKey[]>('GET', '/api/recording-keys'),
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
