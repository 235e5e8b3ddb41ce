import type { ExpressionBuilder, Kysely } from 'kysely'
import { exclusive } from './engine.ts'
import type { Tables } from './schema.ts'

/** One attempt, with its time in epoch milliseconds. */
export type TryRow = { id: string; at: number }

export type AttemptSummary = {
  tries: number
  addresses: number
  firstAt: number | null
  lastAt: number | null
}

/** [PWD4] Failed attempts; stored, because neither a restart nor dropping cookies resets them. */
export interface Attempts {
  /** Attempts in a bucket after `since`, oldest first; at most the newest `limit`. */
  since(bucket: string, since: number, limit: number): Promise<TryRow[]>
  /** Records one attempt in every bucket it counts toward, atomically. */
  add(id: string, buckets: readonly string[], at: number): Promise<void>
  /**
   * Reads and records in one step, exclusively across all servers, so that concurrent attempts
   * cannot all take the same last slot. Inside `work`, use only its argument.
   */
  exclusive<T>(work: (within: Pick<Attempts, 'since' | 'add'>) => Promise<T>): Promise<T>
  /** Removes an attempt that turned out to be correct. */
  remove(id: string): Promise<void>
  /** Number of remembered failed attempts on a subject, and of the addresses they came from. */
  summary(subject: string): Promise<AttemptSummary>
  /** Number of failed attempts on any subject after `since`. */
  count(since: number): Promise<number>
  /** Deletes attempts made, and devices last correct, before these times. */
  prune(triesBefore: number, devicesBefore: number): Promise<void>

  /**
   * Remembers that the device was correct for this secret of the subject, and forgets its older
   * ones.
   * @param most devices per subject; the one correct longest ago is dropped
   */
  rememberDevice(
    deviceHash: string,
    subject: string,
    secret: string,
    { at, most }: { at: number; most: number },
  ): Promise<void>
  knowsDevice(deviceHash: string, subject: string, secret: string): Promise<boolean>
}

export function createAttempts(db: Kysely<Tables>): Attempts {
  return {
    async since(bucket, since, limit) {
      const rows = await db
        .selectFrom('attempt')
        .select(['id', 'at'])
        .where('bucket', '=', bucket)
        .where('at', '>', since)
        .orderBy('at', 'desc')
        .limit(limit)
        .execute()
      return rows.toReversed()
    },
    async add(id, buckets, at) {
      await db
        .insertInto('attempt')
        .values(buckets.map((bucket) => ({ id, bucket, at })))
        .execute()
    },
    exclusive: (work) => exclusive(db, 'attempts', (tx) => work(createAttempts(tx))),
    async remove(id) {
      await db.deleteFrom('attempt').where('id', '=', id).execute()
    },
    async summary(subject) {
      const all = await db
        .selectFrom('attempt')
        .select((e) => [
          e.fn.countAll().as('tries'),
          e.fn.min('at').as('first'),
          e.fn.max('at').as('last'),
        ])
        .where('bucket', '=', `${subject}/burst`)
        .executeTakeFirstOrThrow()
      const places = await db
        .selectFrom('attempt')
        .select('bucket')
        .distinct()
        .where('bucket', '>=', `${subject}/address/`)
        .where('bucket', '<', `${subject}/address0`)
        .execute()
      const { tries, first, last } = all
      return { tries: Number(tries), addresses: places.length, firstAt: first, lastAt: last }
    },
    async count(since) {
      const { tries } = await db
        .selectFrom('attempt')
        .select((e) => e.fn.count<number>('id').distinct().as('tries'))
        .where('at', '>', since)
        .executeTakeFirstOrThrow()
      return tries
    },
    async prune(triesBefore, devicesBefore) {
      await db.deleteFrom('attempt').where('at', '<', triesBefore).execute()
      await db.deleteFrom('device').where('at', '<', devicesBefore).execute()
    },
    async rememberDevice(deviceHash, subject, secret, { at, most }) {
      const known = db.selectFrom('device').where(ofSubject(subject))
      await db
        .insertInto('device')
        .values({ device_hash: deviceHash, subject: `${subject}/${secret}`, at })
        .onConflict((c) => c.columns(['device_hash', 'subject']).doUpdateSet({ at }))
        .execute()
      await db
        .deleteFrom('device')
        .where('device_hash', '=', deviceHash)
        .where(ofSubject(subject))
        .where('subject', '<>', `${subject}/${secret}`)
        .execute()
      const last = await known.select('at').orderBy('at', 'desc').offset(most).limit(1).execute()
      const [beyond] = last
      if (beyond === undefined) return
      // Ties with the first one over the limit are dropped too.
      await db
        .deleteFrom('device')
        .where(ofSubject(subject))
        .where('at', '<=', Math.min(beyond.at, at - 1))
        .execute()
    },
    async knowsDevice(deviceHash, subject, secret) {
      const row = await db
        .selectFrom('device')
        .select('at')
        .where('device_hash', '=', deviceHash)
        .where('subject', '=', `${subject}/${secret}`)
        .executeTakeFirst()
      return row !== undefined
    },
  }
}

/** Devices known for any secret of the subject. */
const ofSubject = (subject: string) => (e: ExpressionBuilder<Tables, 'device'>) =>
  e.and([e('subject', '>=', `${subject}/`), e('subject', '<', `${subject}0`)])
