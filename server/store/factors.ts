import type { Kysely } from 'kysely'
import { AccountId, FactorId } from '#protocol/ids.ts'
import { CorruptRow } from './rows.ts'
import type { FactorRow, Tables } from './schema.ts'

type Common = {
  id: FactorId
  accountId: AccountId
  /** The name given by the account's owner. */
  name: string
  createdAt: number
  usedAt: number | null
}
/** `secret` is encrypted with the server's key (`auth/seal.ts`). */
export type TotpRecord = Common & { kind: 'totp'; secret: string }
/** Ids and keys in base64url, as in WebAuthn. */
export type PasskeyRecord = Common & {
  kind: 'passkey'
  credentialId: string
  publicKey: string
  counter: number
  transports: string[]
}
export type FactorRecord = TotpRecord | PasskeyRecord

/** [SES] Second factors and recovery codes. */
export interface Factors {
  /** False if the credential is already registered. */
  add(factor: FactorRecord): Promise<boolean>
  /** Oldest first. */
  ofAccount(accountId: AccountId): Promise<FactorRecord[]>
  /** Accounts with at least one factor. */
  owners(): Promise<Set<AccountId>>
  passkey(credentialId: string): Promise<PasskeyRecord | null>
  /** `rename` and `remove` return false if the account has no such factor. */
  rename(accountId: AccountId, id: FactorId, name: string): Promise<boolean>
  remove(accountId: AccountId, id: FactorId): Promise<boolean>
  /** Removes factors and recovery codes. */
  removeAll(accountId: AccountId): Promise<void>
  used(id: FactorId, at: number): Promise<void>

  /** True for exactly one caller per step, and never for a step before an already used one. */
  takeStep(accountId: AccountId, step: number): Promise<boolean>
  /** False if the counter did not increase; authenticators without a counter stay at 0. */
  raiseCounter(id: FactorId, counter: number): Promise<boolean>

  /** Replaces all existing codes. */
  replaceCodes(accountId: AccountId, hashes: readonly string[]): Promise<void>
  codesLeft(accountId: AccountId): Promise<number>
  /** True for exactly one caller per code. */
  useCode(accountId: AccountId, hash: string): Promise<boolean>
}

export function createFactors(db: Kysely<Tables>): Factors {
  return {
    async add(factor) {
      const result = await db
        .insertInto('factor')
        .values(fromFactor(factor))
        .onConflict((c) => c.column('credential_id').doNothing())
        .executeTakeFirst()
      return result.numInsertedOrUpdatedRows === 1n
    },
    async ofAccount(accountId) {
      const rows = await db
        .selectFrom('factor')
        .selectAll()
        .where('account_id', '=', accountId)
        .orderBy('created_at')
        .orderBy('id')
        .execute()
      return rows.map(toFactor)
    },
    async owners() {
      const rows = await db.selectFrom('factor').select('account_id').distinct().execute()
      return new Set(rows.map((row) => AccountId.parse(row.account_id)))
    },
    async passkey(credentialId) {
      const row = await db
        .selectFrom('factor')
        .selectAll()
        .where('credential_id', '=', credentialId)
        .executeTakeFirst()
      const factor = row ? toFactor(row) : null
      return factor?.kind === 'passkey' ? factor : null
    },
    async rename(accountId, id, name) {
      const result = await db
        .updateTable('factor')
        .set({ name })
        .where('account_id', '=', accountId)
        .where('id', '=', id)
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },
    async remove(accountId, id) {
      const result = await db
        .deleteFrom('factor')
        .where('account_id', '=', accountId)
        .where('id', '=', id)
        .executeTakeFirst()
      return result.numDeletedRows === 1n
    },
    async removeAll(accountId) {
      await db.deleteFrom('factor').where('account_id', '=', accountId).execute()
      await db.deleteFrom('recovery_code').where('account_id', '=', accountId).execute()
    },
    async used(id, at) {
      await db.updateTable('factor').set({ used_at: at }).where('id', '=', id).execute()
    },
    async takeStep(accountId, step) {
      const result = await db
        .updateTable('account')
        .set({ totp_step: step })
        .where('id', '=', accountId)
        .where('totp_step', '<', step)
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },
    async raiseCounter(id, counter) {
      const result = await db
        .updateTable('factor')
        .set({ counter })
        .where('id', '=', id)
        .where((e) => (counter === 0 ? e('counter', '=', 0) : e('counter', '<', counter)))
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },
    async replaceCodes(accountId, hashes) {
      await db.deleteFrom('recovery_code').where('account_id', '=', accountId).execute()
      await db
        .insertInto('recovery_code')
        .values(hashes.map((hash) => ({ account_id: accountId, code_hash: hash })))
        .execute()
    },
    async codesLeft(accountId) {
      const row = await db
        .selectFrom('recovery_code')
        .select((e) => e.fn.countAll().as('count'))
        .where('account_id', '=', accountId)
        .executeTakeFirstOrThrow()
      return Number(row.count)
    },
    async useCode(accountId, hash) {
      const result = await db
        .deleteFrom('recovery_code')
        .where('account_id', '=', accountId)
        .where('code_hash', '=', hash)
        .executeTakeFirst()
      return result.numDeletedRows === 1n
    },
  }
}

function fromFactor(factor: FactorRecord): FactorRow {
  const passkey = factor.kind === 'passkey' ? factor : null
  return {
    id: factor.id,
    account_id: factor.accountId,
    kind: factor.kind,
    name: factor.name,
    created_at: factor.createdAt,
    used_at: factor.usedAt,
    secret: factor.kind === 'totp' ? factor.secret : null,
    credential_id: passkey?.credentialId ?? null,
    public_key: passkey?.publicKey ?? null,
    counter: passkey?.counter ?? null,
    transports: passkey?.transports.join(' ') ?? null,
  }
}

function toFactor(row: FactorRow): FactorRecord {
  const common = {
    id: FactorId.parse(row.id),
    accountId: AccountId.parse(row.account_id),
    name: row.name,
    createdAt: row.created_at,
    usedAt: row.used_at,
  }
  if (row.kind === 'totp' && row.secret !== null) {
    return { ...common, kind: 'totp', secret: row.secret }
  }
  const { credential_id: credentialId, public_key: publicKey, counter } = row
  if (row.kind !== 'passkey' || credentialId === null || publicKey === null || counter === null) {
    throw new CorruptRow(`factor ${row.id} cannot be read`)
  }
  const transports = (row.transports ?? '').split(' ').filter((word) => word !== '')
  return { ...common, kind: 'passkey', credentialId, publicKey, counter, transports }
}
