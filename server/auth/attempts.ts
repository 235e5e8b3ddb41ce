import { Refusal } from '../protocol/errors.ts'
import type { AccountId, MeetingId } from '../protocol/ids.ts'
import type { Attempts, TryRow } from '../store/attempts.ts'
import { RULES, decide, longest, most, strictest } from './decide.ts'
import type { Rule } from './decide.ts'
import { Lines } from './lines.ts'
import { Locks } from './locks.ts'
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
/**
 * Tries looked at or verified at once. Who comes beyond them is turned away before any work is done
 * for them; fewer than the queue for verification holds, so that known devices still find a place
 * in it while strangers flood.
 */
const UNDER_WAY_MAX = 80

/** Whose password is tried. Ids and names that do not exist are counted alike. */
export type Subject =
  | { scope: 'meeting'; id: MeetingId }
  /** By the keyed hash of the user name, which need not belong to anyone. */
  | { scope: 'account'; usernameHash: string }
  /** [SES] The second factors of an account, apart from its password. */
  | { scope: 'factor'; id: AccountId }
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
  /** Lock-outs that hold now, as far as somebody has run into them since the start; oldest first. */
  locks(now: number): Lock[]
}

/** A bucket that is full, and until when (epoch milliseconds); `readBucket` says what it is of. */
export type Lock = { key: string; until: number }

/** `slow`: failures make the next try wait. True for one person's bucket, not for a crowd's. */
type Bucket = { key: string; rules: readonly Rule[]; slow: boolean }
/** `known`: the device was right before, and is counted apart. */
type Seen = Pick<Attempts, 'since'>
type Counted = { known: boolean; buckets: readonly Bucket[] }

/** Owns the tries under way; one per process. */
export function createAttemptLimiter(store: Attempts): AttemptLimiter {
  /** The buckets of each try under way. */
  const pending = new Map<string, readonly string[]>()
  const lines = new Lines()
  const locks = new Locks()
  const oneAtATime = createMutex()
  let looking = 0
  let pruned = 0

  const isPending = (row: TryRow): boolean => pending.has(row.id)

  async function timesOf(within: Seen, bucket: Bucket, now: number): Promise<TryRow[]> {
    const under = [...pending.values()].filter((keys) => keys.includes(bucket.key)).length
    return within.since(bucket.key, now - longest(bucket.rules), most(bucket.rules) + under)
  }

  /**
   * Throws for failures already known. Tries under way are not failures yet: when only they fill a
   * bucket, the newcomer waits for one of them to end, for it may be a whole office typing the
   * right password at nine o'clock. Returns the bucket to wait for; null when there is room. Those
   * under way on another server of the same store are failures here until they turn out right.
   */
  async function obstacle(
    within: Seen,
    buckets: readonly Bucket[],
    now: number,
  ): Promise<string | null> {
    const decisions = []
    let full: string | null = null
    for (const bucket of buckets) {
      const rows = await timesOf(within, bucket, now)
      const failures = rows.filter((row) => !isPending(row)).map((row) => row.at)
      const decision = decide(bucket.rules, failures, now, bucket.slow)
      if (decision.type === 'locked') {
        locks.note(bucket.key, now, now + decision.retryAfter * 1000)
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
   * Looks and writes down in one step. When there is no room, joins the line within that same step,
   * so that no try can end unnoticed in between.
   * @param called the bucket in which a place has become free
   */
  async function look(
    id: string,
    { buckets, subject, now }: { buckets: readonly Bucket[]; subject: Subject; now: number },
    called: string | null,
  ) {
    const keys = [...buckets.map((bucket) => bucket.key), burstKey(subject)]
    const full = await store.alone(async (within) => {
      const found = await obstacle(within, buckets, now)
      if (found === null) await within.add(id, keys, now)
      return found
    })
    if (full !== null) {
      if (lines.waiting >= WAITING_MAX) throw new Refusal('busy', 1)
      return { full, turn: lines.join(full, { first: full === called }) }
    }
    pending.set(id, keys)
    return null
  }

  /**
   * As long as it takes to get room. Each try that ends calls up one person of each line it was in;
   * whoever is called up and does not take the place hands the call on.
   */
  async function reserve(id: string, what: Parameters<typeof look>[1]): Promise<void> {
    for (let called: string | null = null; ;) {
      looking += 1
      const wait = await oneAtATime(() => look(id, what, called))
        .catch((error: unknown) => {
          if (called !== null) lines.call(called)
          throw error
        })
        .finally(() => {
          looking -= 1
        })
      if (wait === null) return
      if (called !== null && called !== wait.full) lines.call(called)
      called = wait.full
      await wait.turn
    }
  }

  /** In the same turn as nobody looks: a row that is struck out is not taken for a failure. */
  async function settle(id: string, right: boolean): Promise<void> {
    await oneAtATime(async () => {
      const keys = pending.get(id) ?? []
      try {
        if (right) await store.remove(id)
      } finally {
        pending.delete(id)
        for (const key of keys) lines.call(key)
      }
    })
  }

  /** [PWD4] Before any work is done: what a flood of strangers gets. */
  function turnAway({ known, buckets }: Counted, now: number): void {
    const left = Math.max(...buckets.map((bucket) => locks.left(bucket.key, now)))
    if (left > 0) throw new Refusal('locked_out', Math.ceil(left / 1000))
    if (!known && pending.size + looking >= UNDER_WAY_MAX) throw new Refusal('busy', 2)
  }

  async function prune(now: number): Promise<void> {
    if (now - pruned < MINUTE) return
    pruned = now
    await store.prune(now - DAY, now - DEVICE_LIFE)
  }

  return {
    locks: (now) => locks.all(now),
    async attempt(what, now, verify) {
      const counted = await bucketsOf(store, what)
      turnAway(counted, now)
      await prune(now)
      const id = id128()
      await reserve(id, { buckets: counted.buckets, subject: what.subject, now })
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

async function bucketsOf(store: Attempts, what: Try): Promise<Counted> {
  const subject = subjectKey(what.subject)
  const { deviceHash } = what
  // An office behind one address is not shut out by one fool in it: whoever had the right password
  // before is counted by device, and by nothing that others can fill.
  if (deviceHash !== null && (await store.knowsDevice(deviceHash, subject))) {
    const device = { key: `${subject}/device/${deviceHash}`, rules: RULES.known, slow: true }
    return { known: true, buckets: [device] }
  }
  const address: Bucket = { key: `address/${what.addressHash}`, rules: RULES.address, slow: false }
  if (what.subject.scope === 'link') return { known: false, buckets: [address] }
  const buckets = [
    { key: `${subject}/address/${what.addressHash}`, rules: RULES.place, slow: true },
    address,
    { key: subject, rules: RULES[what.subject.scope], slow: false },
  ]
  return { known: false, buckets }
}

/** Under which a subject's tries are kept. */
export function subjectKey(subject: Subject): string {
  switch (subject.scope) {
    case 'meeting':
      return `meeting/${subject.id}`
    case 'account':
      return `account/${subject.usernameHash}`
    case 'factor':
      return `factor/${subject.id}`
    case 'link':
      return 'link'
  }
}

type Where = { from: 'everywhere' | 'address' | 'device'; hash: string | null }

/** What a bucket's key says: whose password, and tried from where. `subject` null: anything. */
export function readBucket(key: string): { subject: Subject | null } & Where {
  const parts = key.split('/')
  const whole = parts[0] === 'address' || parts[0] === 'link'
  const [from = 'everywhere', hash = null] = whole ? parts : parts.slice(2)
  const where: Where =
    from === 'address' || from === 'device' ? { from, hash } : { from: 'everywhere', hash: null }
  const [scope, id = ''] = parts
  if (scope === 'meeting') return { subject: { scope, id: id as MeetingId }, ...where }
  if (scope === 'account') return { subject: { scope, usernameHash: id }, ...where }
  if (scope === 'factor') return { subject: { scope, id: id as AccountId }, ...where }
  return { subject: null, ...where }
}

/** Counts every wrong try at a subject, known devices included; nothing is decided by it. */
const burstKey = (subject: Subject): string => `${subjectKey(subject)}/burst`
