import { HALF_LIFE, factorRequired, isFresh, wanted } from '../policy/factors.ts'
import type { Standing } from '../policy/factors.ts'
import type { Wanted } from '#protocol/factors.ts'
import { Refusal } from '#protocol/errors.ts'
import { SessionId } from '#protocol/ids.ts'
import type { AccountId } from '#protocol/ids.ts'
import type { AccountRecord } from '../store/rows.ts'
import type { SessionRecord } from '../store/sessions.ts'
import type { Store } from '../store/store.ts'
import { id128, sha256, token256 } from './tokens.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** [SES] A session ends after this idle time or at this age (milliseconds). */
export const SESSION_IDLE = 12 * HOUR
export const SESSION_AGE = 7 * 24 * HOUR
/**
 * Shorter than for passwords, so that access revoked at the identity provider ends within a working
 * day.
 */
export const SSO_SESSION_AGE = 12 * HOUR
/** Resolution of the idle time. Saves a write per request. */
const TOUCH = MINUTE

/**
 * What was proved and when. `secondAt` is the time of the second factor, verified here or vouched
 * for by the identity provider; null if there was none.
 */
export type Proved = {
  /** When the first factor was given, if it was at the identity provider and not just now. */
  firstAt?: number
  secondAt: number | null
}

/** Where a session is opened from. */
export type From = {
  /** The session token that the browser sent. */
  presented: string | null
  /** For example "Chrome · Windows"; empty if unknown. */
  browser: string
  now: number
}

/** A session that has not expired and whose account is not disabled. */
export type OpenSession = {
  id: SessionId
  account: AccountRecord
  firstAt: number
  secondAt: number | null
  /** Whether the account has a second factor. */
  enrolled: boolean
  /** [SES] The last second factor cannot be removed. */
  required: boolean
  /** What is missing before the session grants any rights; null for a full session. */
  wants: Wanted | null
  /** Proved recently enough to change passwords and factors. */
  fresh: boolean
}

type Deps = Pick<Store, 'sessions' | 'accounts' | 'factors' | 'settings' | 'transaction'>

export class SessionService {
  readonly #store: Deps

  constructor(store: Deps) {
    this.#store = store
  }

  /**
   * Opens a session; every kind of sign-in ends here. It always issues a new token and ends the
   * session of the token that the browser sent, which defeats session fixation.
   * @param account as it was when the person proved who they are
   * @throws Refusal `unauthenticated` if it has been disabled or has another password or role since
   */
  async open(
    account: AccountRecord,
    { firstAt, secondAt }: Proved,
    { presented, browser, now }: From,
  ): Promise<{ token: string; session: OpenSession }> {
    const token = token256()
    const session: SessionRecord = {
      id: SessionId.parse(id128()),
      tokenHash: sha256(token),
      accountId: account.id,
      browser,
      createdAt: now,
      seenAt: now,
      firstAt: firstAt ?? now,
      secondAt,
    }
    await this.#store.transaction(async (tx) => {
      // Verification takes time. If the account was disabled or its password changed in the
      // meantime, its sessions ended before this one existed.
      const current = await tx.accounts.byId(account.id)
      if (current === null || !isAsProved(current, account)) throw new Refusal('unauthenticated')
      if (presented !== null) await tx.sessions.delete(sha256(presented))
      await tx.sessions.prune(now - SESSION_IDLE, now - SESSION_AGE)
      await tx.sessions.create(session)
    })
    return { token, session: await this.#toOpen(account, session, now) }
  }

  /** Null if the session is unknown or expired, or the account is disabled. */
  async find(token: string | null, now: number): Promise<OpenSession | null> {
    if (token === null) return null
    const session = await this.#store.sessions.find(sha256(token))
    if (session === null) return null
    const account = await this.#store.accounts.byId(session.accountId)
    if (account === null || account.disabled) return null
    const open = await this.#toOpen(account, session, now)
    // Also applies to sessions from before second factors were required: sign in again, then
    // enroll.
    const tooLate = open.wants !== null && now - session.firstAt > HALF_LIFE
    if (tooLate || isOver(session, account, now)) {
      await this.#store.sessions.delete(session.tokenHash)
      return null
    }
    if (now - session.seenAt > TOUCH) await this.#store.sessions.touch(session.tokenHash, now)
    return open
  }

  /**
   * [SES] Records another proof in this session, issues a new token, and voids the old one.
   * @throws Refusal `unauthenticated` if the session has ended in the meantime
   */
  async proved(token: string, what: 'first' | 'second', now: number): Promise<string> {
    const fresh = token256()
    const change = what === 'first' ? { firstAt: now } : { secondAt: now }
    if (!(await this.#store.sessions.rotate(sha256(token), sha256(fresh), change))) {
      throw new Refusal('unauthenticated')
    }
    return fresh
  }

  async close(token: string | null): Promise<void> {
    if (token !== null) await this.#store.sessions.delete(sha256(token))
  }

  closeAll(accountId: AccountId): Promise<void> {
    return this.#store.sessions.deleteAll(accountId)
  }

  async #standing(account: AccountRecord, session: SessionRecord): Promise<Standing> {
    return {
      required: factorRequired(account.role, await this.#store.settings.isOn('hostsNeedFactor')),
      enrolled: (await this.#store.factors.ofAccount(account.id)).length > 0,
      firstAt: session.firstAt,
      secondAt: session.secondAt,
    }
  }

  async #toOpen(account: AccountRecord, session: SessionRecord, now: number) {
    const stands = await this.#standing(account, session)
    const wants = wanted(stands)
    return { id: session.id, account, ...stands, wants, fresh: isFresh(stands, now) }
  }
}

const isAsProved = (current: AccountRecord, then: AccountRecord): boolean =>
  !current.disabled && current.passwordHash === then.passwordHash && current.role === then.role

const isOver = (session: SessionRecord, { sso }: AccountRecord, now: number): boolean =>
  now - session.seenAt > SESSION_IDLE ||
  now - session.createdAt > (sso === null ? SESSION_AGE : SSO_SESSION_AGE)
