import type { z } from 'zod'
import type { Enrolled, FactorList, NewPasskey, NewTotp, SessionView } from '#protocol/factors.ts'
import type { BODIES, LinkOwner } from '#protocol/http.ts'
import { send } from './request.ts'
import type { Answer } from './request.ts'

type Body<K extends keyof typeof BODIES> = z.input<(typeof BODIES)[K]>
type Done = Promise<Answer<unknown>>
const at = encodeURIComponent

/** What people ask about their own account, kept out of `api` because no meeting needs it. */
export const accountApi = {
  setup: (body: Body<'setup'>): Done => send('POST', '/api/setup', body),
  linkOwner: (body: Body<'linkOwner'>) => send<LinkOwner>('POST', '/api/activate/account', body),
  activate: (body: Body<'activate'>): Done => send('POST', '/api/activate', body),
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
  setRecordingKey: (body: Body<'recordingKey'>): Done =>
    send('POST', '/api/me/recording-key', body),
}
