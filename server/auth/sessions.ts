import type { AccountId } from '../protocol/ids.ts'
import type { AccountRecord } from '../store/rows.ts'
import type { Repositories } from '../store/store.ts'
import { sha256, token256 } from './tokens.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** [SES] Not used for this long, or this old: signed out. */
export const SESSION_IDLE = 12 * HOUR
export const SESSION_AGE = 7 * 24 * HOUR
/** How exact "not used" is; saves a write per request. */
const TOUCH = MINUTE

export interface SessionKeeper {
  /**
   * Signs in: a new token every time, and the one the browser came with is over, so that a token
   * planted before is worth nothing (session fixation).
   */
  open(accountId: AccountId, presented: string | null, now: number): Promise<string>
  /** Whose token it is; null when unknown, expired, or the account is disabled. */
  account(token: string | null, now: number): Promise<AccountRecord | null>
  close(token: string | null): Promise<void>
  closeAll(accountId: AccountId): Promise<void>
}

export function createSessionKeeper({
  sessions,
  accounts,
}: Pick<Repositories, 'sessions' | 'accounts'>): SessionKeeper {
  return {
    async open(accountId, presented, now) {
      if (presented !== null) await sessions.delete(sha256(presented))
      await sessions.prune(now - SESSION_IDLE, now - SESSION_AGE)
      const token = token256()
      await sessions.create({ tokenHash: sha256(token), accountId, createdAt: now, seenAt: now })
      return token
    },
    async account(token, now) {
      if (token === null) return null
      const session = await sessions.find(sha256(token))
      if (session === null) return null
      if (now - session.seenAt > SESSION_IDLE || now - session.createdAt > SESSION_AGE) {
        await sessions.delete(session.tokenHash)
        return null
      }
      if (now - session.seenAt > TOUCH) await sessions.touch(session.tokenHash, now)
      const account = await accounts.byId(session.accountId)
      return account === null || account.disabled ? null : account
    },
    async close(token) {
      if (token !== null) await sessions.delete(sha256(token))
    },
    closeAll: (accountId) => sessions.deleteAll(accountId),
  }
}
