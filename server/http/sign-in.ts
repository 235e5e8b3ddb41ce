import { secretOf } from '../auth/attempts.ts'
import type { AttemptLimiter } from '../auth/attempts.ts'
import type { CookieNames } from '../auth/cookies.ts'
import type { KeyedHash } from '../auth/secret.ts'
import { SESSION_AGE } from '../auth/sessions.ts'
import type { OpenSession, Proved, SessionService } from '../auth/sessions.ts'
import type { OfficeService } from '../files/office/service.ts'
import type { AuditDetails } from '#protocol/audit.ts'
import { Refusal } from '#protocol/errors.ts'
import type { Me, Pending, Session } from '#protocol/http.ts'
import { ownAccountEvent } from '../store/audit.ts'
import type { AccountRecord } from '../store/rows.ts'
import type { Repositories } from '../store/store.ts'
import type { Call } from './routes.ts'

/** Present for single sign-on. The previous session's cookie is Strict and was not sent along. */
export type BySso = { replaces: string | null }

type Deps = {
  sessions: SessionService
  attempts: Pick<AttemptLimiter, 'trust'>
  keyed: KeyedHash
  store: Pick<Repositories, 'audit' | 'factors'>
  cookies: CookieNames
  /** Label of the single sign-on button; null if it is not configured. */
  ssoName: string | null
  /** [REC1] */
  recording: boolean
  office: Pick<OfficeService, 'view'>
}

export const toMe = ({ id, username, name, role, sso }: AccountRecord): Me => ({
  id,
  username,
  name,
  role,
  sso: sso !== null,
})

/** [SES] Opens a session in a browser for a person who has proved who they are in any way. */
export class SignIn {
  readonly #sessions: SessionService
  readonly #attempts: Pick<AttemptLimiter, 'trust'>
  readonly #keyed: KeyedHash
  readonly #store: Pick<Repositories, 'audit' | 'factors'>
  readonly #cookies: CookieNames
  readonly #recording: boolean
  readonly #office: Pick<OfficeService, 'view'>
  readonly #sso: { name: string } | null

  constructor(deps: Deps) {
    this.#sessions = deps.sessions
    this.#attempts = deps.attempts
    this.#keyed = deps.keyed
    this.#store = deps.store
    this.#cookies = deps.cookies
    this.#recording = deps.recording
    this.#office = deps.office
    this.#sso = deps.ssoName === null ? null : { name: deps.ssoName }
  }

  async view(session: OpenSession | null): Promise<Omit<Session, 'setupNeeded'>> {
    const ours = {
      sso: this.#sso,
      recording: this.#recording,
      office: await this.#office.view(),
    }
    if (session === null) return { me: null, pending: null, ...ours }
    const me = session.wants === null ? toMe(session.account) : null
    return { me, pending: await this.#pendingOf(session), ...ours }
  }

  /** Opens a full session, or a half one if this account requires more proof. */
  async open(call: Call, account: AccountRecord, proved: Proved, bySso?: BySso): Promise<Session> {
    const from = {
      presented: bySso === undefined ? call.token(this.#cookies.session) : bySso.replaces,
      browser: call.browser(),
      now: call.now,
    }
    const { token, session } = await this.#sessions.open(account, proved, from)
    const action = session.wants === null ? 'session.opened' : 'session.half'
    await this.#audit(call, account, action, bySso === undefined ? {} : { sso: true })
    await this.#trust(call, session)
    this.#setCookie(call, token)
    return { setupNeeded: false, ...(await this.view(session)) }
  }

  /** Records another proof in this session, with a new token. A half session becomes full. */
  async proved(call: Call<'half' | 'enrolling'>, what: 'first' | 'second'): Promise<Session> {
    const presented = call.token(this.#cookies.session)
    if (presented === null) throw new Refusal('unauthenticated')
    const token = await this.#sessions.proved(presented, what, call.now)
    if (call.session.wants !== null) await this.#audit(call, call.account, 'session.opened')
    const session = await this.#sessions.find(token, call.now)
    if (session !== null) await this.#trust(call, session)
    this.#setCookie(call, token)
    return { setupNeeded: false, ...(await this.view(session)) }
  }

  #setCookie(call: Call, token: string) {
    return call.setToken(this.#cookies.session, token, SESSION_AGE / 1000)
  }

  /** Half sessions are audited too, because someone knows the right password. */
  #audit(
    call: Call,
    { id }: AccountRecord,
    action: 'session.half' | 'session.opened',
    details: AuditDetails = {},
  ) {
    return this.#store.audit.append(ownAccountEvent(call.now, action, id, details))
  }

  /** [PWD4] Marks the browser of a full session as known for this password. */
  async #trust(call: Call, session: OpenSession): Promise<void> {
    const { username, passwordHash } = session.account
    if (session.wants !== null || passwordHash === null) return
    const subject = { scope: 'account', usernameHash: this.#keyed('username', username) } as const
    const secret = secretOf(passwordHash)
    await this.#attempts.trust({ subject, secret, deviceHash: call.device() }, call.now)
  }

  async #pendingOf({ account, wants }: OpenSession): Promise<Pending | null> {
    if (wants === null) return null
    const kinds = (await this.#store.factors.ofAccount(account.id)).map((factor) => factor.kind)
    const { username, name } = account
    return { username, name, wants, methods: [...new Set(kinds)] }
  }
}
