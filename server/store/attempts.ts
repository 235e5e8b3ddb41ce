import type { ExpressionBuilder, Kysely } from 'kysely'
import { exclusive } from './engine.ts'
import type { Tables } from './schema.ts'

/** One try, by the time it was made (epoch milliseconds). */
export type TryRow = { id: string; at: number }

export type AttemptSummary = {
  tries: number
  addresses: number
  firstAt: number | null
  lastAt: number | null
}

/** [PWD4] Wrong tries, in the store because neither a restart nor a dropped cookie forgives one. */
export interface Attempts {
  /** The tries in a bucket after `since`, oldest first; at most the newest `limit`. */
  since(bucket: string, since: number, limit: number): Promise<TryRow[]>
  /** Writes one try down in every bucket it counts in, all or none. */
  add(id: string, buckets: readonly string[], at: number): Promise<void>
  /**
   * Looking and writing down in one step, that nobody else takes meanwhile, on whatever server: tries
   * at once cannot all find the same last place free. Inside, use only what is passed in.
   */
  exclusive<T>(work: (within: Pick<Attempts, 'since' | 'add'>) => Promise<T>): Promise<T>
  /** A try that turned out right counts no more. */
  remove(id: string): Promise<void>
  /** Wrong tries at a subject that are not forgotten yet, and from how many addresses. */
  summary(subject: string): Promise<AttemptSummary>
  /** Wrong tries at anything after `since`. */
  count(since: number): Promise<number>
  /** Forgets tries made and devices last right before these times. */
  prune(triesBefore: number, devicesBefore: number): Promise<void>

  /**
   * The device was right about this secret of the subject, and about none of its others any more.
   * @param most devices of one subject; who was right longest ago goes
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
      // Who was right at the same moment as the first one beyond goes too.
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

/** Devices that are known for it, by whatever of its secrets. */
const ofSubject = (subject: string) => (e: ExpressionBuilder<Tables, 'device'>) =>
  e.and([e('subject', '>=', `${subject}/`), e('subject', '<', `${subject}0`)])
