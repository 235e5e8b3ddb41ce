import { LIMITS } from '#protocol/limits.ts'
import { GUESTS, POLICY_KEYS } from '#protocol/policy.ts'
import type { Policy } from '#protocol/policy.ts'

/** [POL1] The loosest that any server ever is. The rules are those of docs/SPEC.md. */
export const FLOOR: Policy = {
  passwordMin: LIMITS.passwordMin,
  lobby: LIMITS.lobby,
  guests: 'named',
  keepDays: LIMITS.keepDaysMax,
  recordingDays: LIMITS.recordingDaysMax,
}

/** The rule that a setting below the floor would break. */
export const RULE_OF: Record<keyof Policy, string> = {
  passwordMin: 'PWD2',
  lobby: 'ADM7',
  guests: 'ADM1',
  keepDays: 'POL1',
  recordingDays: 'REC6',
}

/** How tight each value is; the larger, the tighter. */
const TIGHTNESS: { [K in keyof Policy]: (value: Policy[K]) => number } = {
  passwordMin: (value) => value,
  lobby: (value) => -value,
  guests: (value) => GUESTS.indexOf(value),
  keepDays: (value) => -value,
  recordingDays: (value) => -value,
}

/** Whether `one` asks for less than `other` in this. What is no number asks for nothing. */
export function looser<K extends keyof Policy>(key: K, one: Policy[K], other: Policy[K]): boolean {
  return !(TIGHTNESS[key](one) >= TIGHTNESS[key](other))
}

/**
 * [POL1] What holds: of the floor and all that is set, the tightest in everything. Pure; in whatever
 * order it is given, and however wrong a setting may be, the floor stays.
 */
export function tightest(...set: readonly Partial<Policy>[]): Policy {
  const policy = { ...FLOOR }
  for (const one of set) for (const key of POLICY_KEYS) tighten(policy, key, one[key])
  return policy
}

function tighten<K extends keyof Policy>(policy: Policy, key: K, value: Policy[K] | undefined) {
  if (value !== undefined && !looser(key, value, policy[key])) policy[key] = value
}

/** [POL1] What of a change asks for less than may be; the first of it. Null when all is tight enough. */
export function tooLoose(change: Partial<Policy>, loosest: Policy): keyof Policy | null {
  const after = tightest(loosest, change)
  const broken = POLICY_KEYS.find((key) => change[key] !== undefined && change[key] !== after[key])
  return broken ?? null
}

/** What the settings of the process ask for, as far as it is policy. */
export const asked = (config: {
  keepDays: number
  recording: { days: number } | null
}): Pick<Policy, 'keepDays' | 'recordingDays'> => ({
  keepDays: config.keepDays,
  recordingDays: config.recording?.days ?? 0,
})
