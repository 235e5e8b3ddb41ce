import type { AccountId, MeetingId } from '#protocol/ids.ts'
import type { Attempts } from '../store/attempts.ts'
import { RULES, decide, longest, most } from './decide.ts'
import type { Rule } from './decide.ts'
import { sha256 } from './tokens.ts'

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
  /** What a device must have been right about to be a known one: `secretOf` the password's hash. */
  secret: string
  /** Keyed hash of `addressKey`. */
  addressHash: string
  /** Keyed hash of the device cookie; null without one. */
  deviceHash: string | null
}

/** `slow`: failures make the next try wait. True for one person's bucket, not for a crowd's. */
export type Bucket = { key: string; rules: readonly Rule[]; slow: boolean }
/** `known`: the device was right before, and is counted apart. */
export type Counted = { known: boolean; buckets: readonly Bucket[] }

/**
 * Tells one password of a subject from the next, so that whoever knew the old one knows nothing of
 * the new. Alike for those that are not there.
 */
export const secretOf = (hash: string | readonly string[] | null): string =>
  sha256(JSON.stringify(hash)).slice(0, 22)

/** [SES] Of the second factors that an account has now: with another one it is another secret. */
export const secretOfFactors = (factors: readonly { id: string }[]): string =>
  secretOf(factors.map(({ id }) => id).sort())

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

/** Counts every wrong try at a subject, known devices included; nothing is decided by it. */
export const burstKey = (subject: Subject): string => `${subjectKey(subject)}/burst`

/**
 * An office behind one address is not shut out by one fool in it: whoever had the right password
 * before is counted by device, and by nothing that strangers can fill. All known devices of a
 * subject have one allowance together; when it is used up they are strangers.
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
