import { Refusal } from '#protocol/errors.ts'
import type { Attempts, TryRow } from '../store/attempts.ts'
import { bucketsOf, burstKey, subjectKey } from './buckets.ts'
import type { Bucket, Counted, Subject, Try } from './buckets.ts'
import { decide, longest, most, strictest } from './decide.ts'
import type { Lane } from './fair-queue.ts'
import { WaitQueue } from './wait-queue.ts'
import { Locks } from './locks.ts'
import { Mutex } from './mutex.ts'
import { Shares } from './shares.ts'
import { id128 } from './tokens.ts'
import { WORK, WorkPace } from './work-pace.ts'

export { readBucket, secretOf, subjectKey } from './buckets.ts'
export type { Subject, Try } from './buckets.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** Matches the lifetime of the device cookie. */
const DEVICE_LIFE = 400 * DAY
/** Time span of the failure count that is reported to the host. */
const BURST = 5 * MINUTE
const BURST_COUNT_MAX = 1000
/** Tries that may wait for pending tries in the same bucket; see `Shares`. */
const WAITING_ROOM = 200
/**
 * Tries checked or verified at the same time; see `Shares`. Strangers beyond this limit are refused
 * before any work is done for them.
 */
const WORK_ROOM = 80
/**
 * Maximum number of known devices per subject. The one with the oldest success is dropped first.
 */
const DEVICES = { meeting: 500, account: 20, factor: 20, link: 0 } as const satisfies Record<
  Subject['scope'],
  number
>

/**
 * `failures`: failed tries at this subject from all sources in the last 5 minutes, including this
 * one.
 */
export type Outcome = { ok: true } | { ok: false; failures: number }

/** A full bucket and when it reopens (epoch milliseconds). `readBucket` decodes the key. */
export type Lock = { key: string; until: number }

type Seen = Pick<Attempts, 'since'>
type Looked = Pick<Try, 'subject' | 'addressHash'> & { buckets: readonly Bucket[]; now: number }

/** Owns the pending tries. Create one per process. */
export class AttemptLimiter {
  readonly #store: Attempts
  /** The buckets and the address of each pending try. */
  readonly #pending = new Map<string, { keys: readonly string[]; addressHash: string }>()
  readonly #lines = new WaitQueue()
  readonly #locks = new Locks()
  readonly #oneAtATime = new Mutex()
  readonly #atWork = new Shares(WORK_ROOM)
  readonly #waiting = new Shares(WAITING_ROOM)
  readonly #pace = new WorkPace()
  #pruned = 0

  constructor(store: Attempts) {
    this.#store = store
  }

  /**
   * Current lockouts, oldest first. Includes only those that a try has hit since the process
   * started.
   */
  locks(now: number): Lock[] {
    return this.#locks.all(now)
  }

  /**
   * [PWD4] Runs `verify` if another try is allowed, and records the outcome. The try is stored
   * before `verify` runs, so concurrent tries cannot slip through and a crash forgives nothing. The
   * record is removed if the answer is yes or if `verify` throws, which reveals nothing about the
   * password. The cost of tries is rate limited too, whatever their outcome.
   * @param verify receives the lane in which its work should be queued
   * @throws Refusal `rate_limited` or `locked_out`, with the seconds to wait; `busy`
   */
  async attempt(
    what: Try,
    now: number,
    verify: (lane: Lane) => Promise<boolean>,
  ): Promise<Outcome> {
    const { subject, addressHash } = what
    const counted = await bucketsOf(this.#store, what, now)
    this.#turnAway(counted, addressHash, now)
    const paid = this.#pay(counted, what, now)
    await this.#prune(now)
    const id = id128()
    try {
      await this.#reserve(id, { buckets: counted.buckets, subject, addressHash, now })
    } catch (error) {
      this.#pace.giveBack(paid)
      throw error
    }
    let right: boolean
    try {
      right = await verify({ of: counted.known ? 'known' : 'stranger', key: addressHash })
    } catch (error) {
      await this.#settle(id, true)
      throw error
    }
    await this.#settle(id, right)
    if (right) return { ok: true }
    const rows = await this.#store.since(burstKey(subject), now - BURST, BURST_COUNT_MAX)
    return { ok: false, failures: rows.filter((row) => !this.#isPending(row)).length }
  }

  /**
   * Marks the device as trusted after it entered with this password or with a one-time link. Its
   * tries are counted separately until the password changes. Call this only once the person has
   * entered, not when the password was right but entry was refused.
   */
  async trust(
    { deviceHash, subject, secret }: Pick<Try, 'deviceHash' | 'subject' | 'secret'>,
    now: number,
  ): Promise<void> {
    const most = DEVICES[subject.scope]
    if (deviceHash === null || most === 0) return
    await this.#store.rememberDevice(deviceHash, subjectKey(subject), secret, { at: now, most })
  }

  #isPending(row: TryRow): boolean {
    return this.#pending.has(row.id)
  }

  async #timesOf(within: Seen, bucket: Bucket, now: number): Promise<TryRow[]> {
    const under = [...this.#pending.values()].filter(({ keys }) => keys.includes(bucket.key)).length
    return within.since(bucket.key, now - longest(bucket.rules), most(bucket.rules) + under)
  }

  /**
   * Throws if past failures forbid the try. Pending tries are not failures yet: if a bucket is full
   * only because of them, the newcomer waits for one to end, since they may be a whole office
   * entering the right password at nine o'clock. Returns the key of the bucket to wait for, or null
   * if there is room. Pending tries of another server on the same store count as failures until
   * they succeed.
   */
  async #obstacle(within: Seen, buckets: readonly Bucket[], now: number): Promise<string | null> {
    const decisions = []
    let full: string | null = null
    for (const bucket of buckets) {
      const rows = await this.#timesOf(within, bucket, now)
      const failures = rows.filter((row) => !this.#isPending(row)).map((row) => row.at)
      const decision = decide(bucket.rules, failures, now, bucket.slow)
      if (decision.type === 'locked') {
        this.#locks.note(bucket.key, now, now + decision.retryAfter * 1000)
      }
      decisions.push(decision)
      const all = rows.map((row) => row.at)
      if (decide(bucket.rules, all, now, false).type !== 'allow') full ??= bucket.key
    }
    const decision = strictest(decisions)
    if (decision.type === 'locked') throw new Refusal('locked_out', decision.retryAfter)
    if (decision.type === 'slow') throw new Refusal('rate_limited', decision.retryAfter)
    return full
  }

  /**
   * Checks for room and records the try in one step. If there is none, joins the queue in the same
   * step so that no try can end unnoticed in between.
   * @param called key of the bucket in which a place has become free
   */
  async #look(id: string, { buckets, subject, addressHash, now }: Looked, called: string | null) {
    const keys = [...buckets.map((bucket) => bucket.key), burstKey(subject)]
    const full = await this.#store.exclusive(async (within) => {
      const found = await this.#obstacle(within, buckets, now)
      if (found === null) await within.add(id, keys, now)
      return found
    })
    if (full !== null) {
      if (!this.#waiting.hasRoom(addressHash)) throw new Refusal('busy', 1)
      this.#waiting.take(addressHash)
      const turn = this.#lines.join(full, { first: full === called })
      return { full, turn: turn.finally(() => this.#waiting.giveBack(addressHash)) }
    }
    this.#pending.set(id, { keys, addressHash })
    this.#atWork.take(addressHash)
    return null
  }

  /**
   * Waits until there is room. Each try that ends calls one waiter per queue it was in. A waiter
   * that does not use the place passes the call on.
   */
  async #reserve(id: string, what: Looked): Promise<void> {
    for (let called: string | null = null; ;) {
      this.#atWork.take(what.addressHash)
      const wait = await this.#oneAtATime
        .run(() => this.#look(id, what, called))
        .catch((error: unknown) => {
          if (called !== null) this.#lines.call(called)
          throw error
        })
        .finally(() => {
          this.#atWork.giveBack(what.addressHash)
        })
      if (wait === null) return
      if (called !== null && called !== wait.full) this.#lines.call(called)
      called = wait.full
      await wait.turn
    }
  }

  /** Runs under the mutex so that a reader does not mistake a row being removed for a failure. */
  async #settle(id: string, right: boolean): Promise<void> {
    await this.#oneAtATime.run(async () => {
      const { keys, addressHash } = this.#pending.get(id) ?? { keys: [], addressHash: '' }
      try {
        if (right) await this.#store.remove(id)
      } finally {
        this.#pending.delete(id)
        this.#atWork.giveBack(addressHash)
        for (const key of keys) this.#lines.call(key)
      }
    })
  }

  /** [PWD4] Refuses a flood of strangers before doing any work for them. */
  #turnAway({ known, buckets }: Counted, addressHash: string, now: number): void {
    const left = Math.max(...buckets.map((bucket) => this.#locks.left(bucket.key, now)))
    if (left > 0) throw new Refusal('locked_out', Math.ceil(left / 1000))
    if (!known && !this.#atWork.hasRoom(addressHash)) throw new Refusal('busy', 2)
  }

  /** [PWD4] Rate limits tries that are verified with argon2. Returns the keys that were charged. */
  #pay({ known }: Counted, { subject, ...from }: Try, now: number): string[] {
    if (subject.scope !== 'meeting' && subject.scope !== 'account') return []
    const address = `${known ? 'known' : 'stranger'}/${from.addressHash}`
    const wanted = [
      [address, WORK.address] as const,
      ...(from.deviceHash === null ? [] : [[`device/${from.deviceHash}`, WORK.device] as const]),
    ]
    this.#pace.take(wanted, now)
    return wanted.map(([key]) => key)
  }

  async #prune(now: number): Promise<void> {
    if (now - this.#pruned < MINUTE) return
    this.#pruned = now
    await this.#store.prune(now - DAY, now - DEVICE_LIFE)
  }
}
