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
/** [SES] Not used for this long, or this old: signed out. */
export const SESSION_IDLE = 12 * HOUR
export const SESSION_AGE = 7 * 24 * HOUR
/** What the identity provider has taken away ends here within a working day. */
export const SSO_SESSION_AGE = 12 * HOUR
/** How exact "not used" is; saves a write per request. */
const TOUCH = MINUTE

/**
 * What somebody has proved on top of who they are: `secondAt` is when a second factor was right, by
 * us or by an identity provider that vouches for it; null: none was.
 */
export type Proved = {
  /** When the first was given, if that was not just now but at the identity provider. */
  firstAt?: number
  secondAt: number | null
}

/** Where a session is opened. */
export type From = {
  /** The token that the browser came with. */
  presented: string | null
  /** "Chrome · Windows"; empty when it cannot be told. */
  browser: string
  now: number
}

/** A session that is neither over nor of a disabled account. */
export type OpenSession = {
  id: SessionId
  account: AccountRecord
  firstAt: number
  secondAt: number | null
  /** The account has a second factor. */
  enrolled: boolean
  /** [SES] The last second factor cannot be removed. */
  required: boolean
  /** What the session must still do: it is half, and worth nothing yet. Null: it is full. */
  wants: Wanted | null
  /** Proved a moment ago, so that what proves may be changed. */
  fresh: boolean
}

type Deps = Pick<Store, 'sessions' | 'accounts' | 'factors' | 'settings' | 'transaction'>

export class SessionService {
  readonly #store: Deps

  constructor(store: Deps) {
    this.#store = store
  }

  /**
   * Every way in ends here. A new token every time, and the one the browser came with is over, so
   * that a token planted before is worth nothing (session fixation).
   * @param account as it was when it proved itself
   * @throws Refusal `unauthenticated` when it is disabled or has another password or role by now
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
      // Verifying took its time: whoever was disabled or got a new password meanwhile was signed
      // out before this session was there.
      const current = await tx.accounts.byId(account.id)
      if (current === null || !isAsProved(current, account)) throw new Refusal('unauthenticated')
      if (presented !== null) await tx.sessions.delete(sha256(presented))
      await tx.sessions.prune(now - SESSION_IDLE, now - SESSION_AGE)
      await tx.sessions.create(session)
    })
    return { token, session: await this.#toOpen(account, session, now) }
  }

  /** Null when unknown, expired, or the account is disabled. */
  async find(token: string | null, now: number): Promise<OpenSession | null> {
    if (token === null) return null
    const session = await this.#store.sessions.find(sha256(token))
    if (session === null) return null
    const account = await this.#store.accounts.byId(session.accountId)
    if (account === null || account.disabled) return null
    const open = await this.#toOpen(account, session, now)
    // Also one from before a second factor was asked of everyone: sign in, then enrol.
    const tooLate = open.wants !== null && now - session.firstAt > HALF_LIFE
    if (tooLate || isOver(session, account, now)) {
      await this.#store.sessions.delete(session.tokenHash)
      return null
    }
    if (now - session.seenAt > TOUCH) await this.#store.sessions.touch(session.tokenHash, now)
    return open
  }

  /**
   * [SES] More was proved in this session: it gets a new token, and the old one is over.
   * @throws Refusal `unauthenticated` when the session has ended meanwhile
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
