import type { Kysely } from 'kysely'
import type { AccountRole } from '#protocol/http.ts'
import type { AccountId } from '#protocol/ids.ts'
import { argon2idHash, toAccount, toFlag } from './rows.ts'
import type { AccountRecord, SsoIdentity } from './rows.ts'
import type { Tables } from './schema.ts'

export interface Accounts {
  byId(id: AccountId): Promise<AccountRecord | null>
  byUsername(username: string): Promise<AccountRecord | null>
  bySso(identity: SsoIdentity): Promise<AccountRecord | null>
  list(): Promise<AccountRecord[]>
  /** False if the user name is taken. */
  create(account: AccountRecord): Promise<boolean>
  setPassword(id: AccountId, passwordHash: string | null): Promise<void>
  setDisabled(id: AccountId, disabled: boolean): Promise<void>
  setRole(id: AccountId, role: AccountRole): Promise<void>
  /**
   * Whether anyone can run this server: an enabled operator with a password. Operators who sign in
   * through the identity provider do not count, because it may be down or gone.
   */
  hasOperator(): Promise<boolean>
}

export function createAccounts(db: Kysely<Tables>): Accounts {
  return {
    async byId(id) {
      const row = await db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst()
      return row ? toAccount(row) : null
    },
    async byUsername(username) {
      const row = await db
        .selectFrom('account')
        .selectAll()
        .where('username', '=', username)
        .executeTakeFirst()
      return row ? toAccount(row) : null
    },
    async bySso({ issuer, subject }) {
      const row = await db
        .selectFrom('account')
        .selectAll()
        .where('sso_issuer', '=', issuer)
        .where('sso_subject', '=', subject)
        .executeTakeFirst()
      return row ? toAccount(row) : null
    },
    async list() {
      const rows = await db.selectFrom('account').selectAll().orderBy('username').execute()
      return rows.map(toAccount)
    },
    async create(account) {
      const result = await db
        .insertInto('account')
        .values({
          id: account.id,
          username: account.username,
          name: account.name,
          role: account.role,
          password_hash: hashOrNull(account.id, account.passwordHash),
          disabled: toFlag(account.disabled),
          created_at: account.createdAt,
          sso_issuer: account.sso?.issuer ?? null,
          sso_subject: account.sso?.subject ?? null,
        })
        .onConflict((c) => c.column('username').doNothing())
        .executeTakeFirst()
      return result.numInsertedOrUpdatedRows === 1n
    },
    async setPassword(id, passwordHash) {
      await db
        .updateTable('account')
        .set({ password_hash: hashOrNull(id, passwordHash) })
        .where('id', '=', id)
        .execute()
    },
    async setDisabled(id, disabled) {
      await db
        .updateTable('account')
        .set({ disabled: toFlag(disabled) })
        .where('id', '=', id)
        .execute()
    },
    async setRole(id, role) {
      await db.updateTable('account').set({ role }).where('id', '=', id).execute()
    },
    async hasOperator() {
      const row = await db
        .selectFrom('account')
        .select('id')
        .where('role', '=', 'operator')
        .where('disabled', '=', 0)
        .where('password_hash', 'is not', null)
        .executeTakeFirst()
      return row !== undefined
    },
  }
}

const hashOrNull = (id: AccountId, hash: string | null): string | null =>
  hash === null ? null : argon2idHash(hash, `account ${id}`)
