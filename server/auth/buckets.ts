import type { AccountId, MeetingId } from '#protocol/ids.ts'
import type { Attempts } from '../store/attempts.ts'
import { RULES, decide, longest, most } from './decide.ts'
import type { Rule } from './decide.ts'
import { sha256 } from './tokens.ts'

/** What a try is aimed at. IDs and names that do not exist are counted the same way. */
export type Subject =
  | { scope: 'meeting'; id: MeetingId }
  /** Keyed hash of the username, which may not belong to any account. */
  | { scope: 'account'; usernameHash: string }
  /** [SES] The second factors of an account, counted separately from its password. */
  | { scope: 'factor'; id: AccountId }
  /** One-time links. Their 256 bits need no limit; the work behind them does. */
  | { scope: 'link' }

export type Try = {
  subject: Subject
  /**
   * `secretOf` the current password hash. A device is known only for the secret it succeeded with.
   */
  secret: string
  /** Keyed hash of `addressKey`. */
  addressHash: string
  /** Keyed hash of the device cookie; null without one. */
  deviceHash: string | null
}

/** `slow`: failures delay the next try. True for one person's bucket, false for shared ones. */
export type Bucket = { key: string; rules: readonly Rule[]; slow: boolean }
/** `known`: the device succeeded before and is counted separately. */
export type Counted = { known: boolean; buckets: readonly Bucket[] }

/**
 * Identifies one password of a subject, so that a device that knew the old password is not known
 * for the new one. Returns the same kind of value if there is no password.
 */
export const secretOf = (hash: string | readonly string[] | null): string =>
  sha256(JSON.stringify(hash)).slice(0, 22)

/**
 * [SES] Identifies the current set of second factors. Changes when a factor is added or removed.
 */
export const secretOfFactors = (factors: readonly { id: string }[]): string =>
  secretOf(factors.map(({ id }) => id).sort())

/** Prefix of the bucket keys of a subject. */
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

/**
 * Counts every failed try at a subject, including those of known devices. Used for reporting only.
 */
export const burstKey = (subject: Subject): string => `${subjectKey(subject)}/burst`

/**
 * [PWD4] Chooses the buckets of a try. A device that has had the right password is counted per
 * device, not in any bucket that strangers can fill, so one person failing cannot lock out an
 * office behind one address. All known devices of a subject share one allowance; once it is used up
 * they count as strangers.
 */
export async function bucketsOf(store: Attempts, what: Try, now: number): Promise<Counted> {
  const subject = subjectKey(what.subject)
  const { deviceHash } = what
  if (deviceHash !== null && (await store.knowsDevice(deviceHash, subject, what.secret))) {
    const all: Bucket = { key: `${subject}/known`, rules: RULES.allKnown, slow: false }
    const device = { key: `${subject}/device/${deviceHash}`, rules: RULES.known, slow: true }
    if (await hasPlace(store, all, now)) return { known: true, buckets: [device, all] }
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

async function hasPlace(store: Attempts, { key, rules }: Bucket, now: number): Promise<boolean> {
  const rows = await store.since(key, now - longest(rules), most(rules))
  const times = rows.map(({ at }) => at)
  return decide(rules, times, now, false).type === 'allow'
}

type Where = { from: 'everywhere' | 'address' | 'device'; hash: string | null }

/**
 * Decodes a bucket key into the subject and the origin of its tries. `subject` is null for any
 * subject.
 */
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
