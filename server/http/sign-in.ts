import { secretOf } from '../auth/attempts.ts'
import type { AttemptLimiter } from '../auth/attempts.ts'
import type { CookieNames } from '../auth/cookies.ts'
import type { KeyedHash } from '../auth/secret.ts'
import { SESSION_AGE } from '../auth/sessions.ts'
import type { OpenSession, Proved, SessionService } from '../auth/sessions.ts'
import type { AuditDetails } from '#protocol/audit.ts'
import { Refusal } from '#protocol/errors.ts'
import type { Me, Pending, Session } from '#protocol/http.ts'
import { ownAccountEvent } from '../store/audit.ts'
import type { AccountRecord } from '../store/rows.ts'
import type { Repositories } from '../store/store.ts'
import type { Call } from './routes.ts'

/** By the office's own sign-in. The cookie of the session before is Strict and stayed behind. */
export type BySso = { replaces: string | null }

type Deps = {
  sessions: SessionService
  attempts: Pick<AttemptLimiter, 'trust'>
  keyed: KeyedHash
  store: Pick<Repositories, 'audit' | 'factors'>
  cookies: CookieNames
  /** What the office's own sign-in is called; null: there is none. */
  ssoName: string | null
  /** [REC1] */
  recording: boolean
}

/** [SES] From who somebody is, proved in whatever way, to a session in their browser. */
export interface SignIn {
  /** Full, or half when what was proved is not enough for this account. */
  open(call: Call, account: AccountRecord, proved: Proved, sso?: BySso): Promise<Session>
  /** More was proved in the session of this call: a new token, and full if it was half. */
  proved(call: Call<'half' | 'enrolling'>, what: 'first' | 'second'): Promise<Session>
  view(session: OpenSession | null): Promise<Omit<Session, 'setupNeeded'>>
}

export const toMe = ({ id, username, name, role, sso }: AccountRecord): Me => ({
  id,
  username,
  name,
  role,
  sso: sso !== null,
})

export function createSignIn(deps: Deps): SignIn {
  const { sessions, attempts, keyed, store, cookies, ssoName, recording } = deps
  const sso = ssoName === null ? null : { name: ssoName }
  const setCookie = (call: Call, token: string) =>
    call.setToken(cookies.session, token, SESSION_AGE / 1000)

  /** A half session is in the log as well: somebody has the right password. */
  const audit = (
    call: Call,
    { id }: AccountRecord,
    action: 'session.half' | 'session.opened',
    details: AuditDetails = {},
  ) => store.audit.append(ownAccountEvent(call.now, action, id, details))

  /** [PWD4] Who is signed in, and not only half, has a browser that is known by its password. */
  async function trust(call: Call, session: OpenSession): Promise<void> {
    const { username, passwordHash } = session.account
    if (session.wants !== null || passwordHash === null) return
    const subject = { scope: 'account', usernameHash: keyed('username', username) } as const
    const secret = secretOf(passwordHash)
    await attempts.trust({ subject, secret, deviceHash: call.device() }, call.now)
  }

  async function pendingOf({ account, wants }: OpenSession): Promise<Pending | null> {
    if (wants === null) return null
    const kinds = (await store.factors.ofAccount(account.id)).map((factor) => factor.kind)
    const { username, name } = account
    return { username, name, wants, methods: [...new Set(kinds)] }
  }

  async function view(session: OpenSession | null): Promise<Omit<Session, 'setupNeeded'>> {
    if (session === null) return { me: null, pending: null, sso, recording }
    const me = session.wants === null ? toMe(session.account) : null
    return { me, pending: await pendingOf(session), sso, recording }
  }

  return {
    view,
    async open(call, account, proved, bySso) {
      const from = {
        presented: bySso === undefined ? call.token(cookies.session) : bySso.replaces,
        browser: call.browser(),
        now: call.now,
      }
      const { token, session } = await sessions.open(account, proved, from)
      const action = session.wants === null ? 'session.opened' : 'session.half'
      await audit(call, account, action, bySso === undefined ? {} : { sso: true })
      await trust(call, session)
      setCookie(call, token)
      return { setupNeeded: false, ...(await view(session)) }
    },
    async proved(call, what) {
      const presented = call.token(cookies.session)
      if (presented === null) throw new Refusal('unauthenticated')
      const token = await sessions.proved(presented, what, call.now)
      if (call.session.wants !== null) await audit(call, call.account, 'session.opened')
      const session = await sessions.find(token, call.now)
      if (session !== null) await trust(call, session)
      setCookie(call, token)
      return { setupNeeded: false, ...(await view(session)) }
    },
  }
}
