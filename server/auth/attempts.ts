import { Refusal } from '../protocol/errors.ts'
import type { MeetingId } from '../protocol/ids.ts'
import type { Attempts, TryRow } from '../store/attempts.ts'
import { RULES, decide, longest, most, strictest } from './decide.ts'
import type { Rule } from './decide.ts'
import { createMutex } from './mutex.ts'
import { id128 } from './tokens.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** As long as browsers keep the cookie. */
const DEVICE_LIFE = 400 * DAY
/** A host is told how many tries failed in this time. */
const BURST = 5 * MINUTE
const BURST_COUNT_MAX = 1000
/** People who may wait for the outcome of others' tries in the same bucket. */
const WAITING_MAX = 200

/** Whose password is tried. Ids and names that do not exist are counted alike. */
export type Subject =
  | { scope: 'meeting'; id: MeetingId }
  /** By the keyed hash of the user name, which need not belong to anyone. */
  | { scope: 'account'; usernameHash: string }
  /** One-time links: 256 bits need no bound, the work behind them does. */
  | { scope: 'link' }

export type Try = {
  subject: Subject
  /** Keyed hash of `addressKey`. */
  addressHash: string
  /** Keyed hash of the device cookie; null without one. */
  deviceHash: string | null
}

/** `failures`: wrong tries at this subject from everywhere in the last 5 minutes, this one included. */
export type Outcome = { ok: true } | { ok: false; failures: number }

export interface AttemptLimiter {
  /**
   * [PWD4] Runs `verify` if one more try may be made, and keeps count. The try is written down
   * before `verify` runs, so tries at once cannot slip through and a crash forgives nothing; it is
   * struck out when the answer is yes, or when `verify` throws (nothing was learnt then).
   * @throws Refusal `rate_limited` or `locked_out`, with the seconds to wait; `busy`
   */
  attempt(what: Try, now: number, verify: () => Promise<boolean>): Promise<Outcome>
  /** The device proved itself otherwise (a one-time link): from now on it is counted apart. */
  trust(deviceHash: string, subject: Subject, now: number): Promise<void>
}

/** `slow`: failures make the next try wait. True for one person's bucket, not for a crowd's. */
type Bucket = { key: string; rules: readonly Rule[]; slow: boolean }
type Pending = { keys: readonly string[]; over: Promise<void>; settle: () => void }

/** Owns the tries under way; one per process. */
export function createAttemptLimiter(store: Attempts): AttemptLimiter {
  const pending = new Map<string, Pending>()
  const oneAtATime = createMutex()
  let waiting = 0
  let pruned = 0

  const isPending = (row: TryRow): boolean => pending.has(row.id)
  const pendingIn = (key: string): Pending[] =>
    [...pending.values()].filter((other) => other.keys.includes(key))

  async function timesOf(bucket: Bucket, now: number): Promise<TryRow[]> {
    const limit = most(bucket.rules) + pendingIn(bucket.key).length
    return store.since(bucket.key, now - longest(bucket.rules), limit)
  }

  /**
   * Throws for failures already known. Tries under way are not failures yet: when only they fill a
   * bucket, the newcomer waits for one of them to end, for it may be a whole office typing the
   * right password at nine o'clock. Null when there is room.
   * (`until` is wrapped: a promise given back by an async function would be awaited right here.)
   */
  async function obstacle(
    buckets: readonly Bucket[],
    now: number,
  ): Promise<{ until: Promise<void> } | null> {
    const decisions = []
    let wait: { until: Promise<void> } | null = null
    for (const bucket of buckets) {
      const rows = await timesOf(bucket, now)
      const failures = rows.filter((row) => !isPending(row)).map((row) => row.at)
      decisions.push(decide(bucket.rules, failures, now, bucket.slow))
      const all = rows.map((row) => row.at)
      if (decide(bucket.rules, all, now, false).type !== 'allow') {
        wait = { until: Promise.race(pendingIn(bucket.key).map((other) => other.over)) }
      }
    }
    const decision = strictest(decisions)
    if (decision.type === 'locked') throw new Refusal('locked_out', decision.retryAfter)
    if (decision.type === 'slow') throw new Refusal('rate_limited', decision.retryAfter)
    return wait
  }

  /** Looks and writes down in one step, as long as it takes to get room. */
  async function reserve(id: string, what: Try, now: number): Promise<void> {
    for (;;) {
      const wait = await oneAtATime(async () => {
        const buckets = await bucketsOf(store, what)
        const blocked = await obstacle(buckets, now)
        if (blocked !== null) return blocked
        const keys = [...buckets.map((bucket) => bucket.key), burstKey(what.subject)]
        await store.add(id, keys, now)
        const { promise, resolve } = Promise.withResolvers<void>()
        pending.set(id, { keys, over: promise, settle: resolve })
        return null
      })
      if (wait === null) return
      if (waiting >= WAITING_MAX) throw new Refusal('busy', 1)
      waiting += 1
      await wait.until.finally(() => {
        waiting -= 1
      })
    }
  }

  async function settle(id: string, right: boolean): Promise<void> {
    const entry = pending.get(id)
    try {
      if (right) await store.remove(id)
    } finally {
      pending.delete(id)
      entry?.settle()
    }
  }

  async function prune(now: number): Promise<void> {
    if (now - pruned < MINUTE) return
    pruned = now
    await store.prune(now - DAY, now - DEVICE_LIFE)
  }

  return {
    async attempt(what, now, verify) {
      await prune(now)
      const id = id128()
      await reserve(id, what, now)
      let right: boolean
      try {
        right = await verify()
      } catch (error) {
        await settle(id, true)
        throw error
      }
      await settle(id, right)
      if (!right) {
        const rows = await store.since(burstKey(what.subject), now - BURST, BURST_COUNT_MAX)
        return { ok: false, failures: rows.filter((row) => !isPending(row)).length }
      }
      if (what.deviceHash !== null && what.subject.scope !== 'link') {
        await store.rememberDevice(what.deviceHash, subjectKey(what.subject), now)
      }
      return { ok: true }
    },
    async trust(deviceHash, subject, now) {
      await store.rememberDevice(deviceHash, subjectKey(subject), now)
    },
  }
}

async function bucketsOf(store: Attempts, what: Try): Promise<Bucket[]> {
  const subject = subjectKey(what.subject)
  const { deviceHash } = what
  // An office behind one address is not shut out by one fool in it: whoever had the right password
  // before is counted by device, and by nothing that others can fill.
  if (deviceHash !== null && (await store.knowsDevice(deviceHash, subject))) {
    return [{ key: `${subject}/device/${deviceHash}`, rules: RULES.known, slow: true }]
  }
  const address: Bucket = { key: `address/${what.addressHash}`, rules: RULES.address, slow: false }
  if (what.subject.scope === 'link') return [address]
  return [
    { key: `${subject}/address/${what.addressHash}`, rules: RULES.place, slow: true },
    address,
    { key: subject, rules: RULES[what.subject.scope], slow: false },
  ]
}

/** Under which a subject's tries are kept. */
export function subjectKey(subject: Subject): string {
  switch (subject.scope) {
    case 'meeting':
      return `meeting/${subject.id}`
    case 'account':
      return `account/${subject.usernameHash}`
    case 'link':
      return 'link'
  }
}

/** Counts every wrong try at a subject, known devices included; nothing is decided by it. */
const burstKey = (subject: Subject): string => `${subjectKey(subject)}/burst`
