import { LIMITS } from '#protocol/limits.ts'
import { GUESTS, POLICY_KEYS } from '#protocol/policy.ts'
import type { Policy } from '#protocol/policy.ts'

/** [POL1] The loosest policy of any server. The rule numbers are those in docs/SPEC.md. */
export const FLOOR: Policy = {
  passwordMin: LIMITS.passwordMin,
  lobby: LIMITS.lobby,
  guests: 'named',
  keepDays: LIMITS.keepDaysMax,
  recordingDays: LIMITS.recordingDaysMax,
}

/** The rule broken by a setting below the floor. */
export const RULE_OF: Record<keyof Policy, string> = {
  passwordMin: 'PWD2',
  lobby: 'ADM7',
  guests: 'ADM1',
  keepDays: 'POL1',
  recordingDays: 'REC6',
}

/** Maps each value to its tightness; larger is tighter. */
const TIGHTNESS: { [K in keyof Policy]: (value: Policy[K]) => number } = {
  passwordMin: (value) => value,
  lobby: (value) => -value,
  guests: (value) => GUESTS.indexOf(value),
  keepDays: (value) => -value,
  recordingDays: (value) => -value,
}

/** Whether `one` is looser than `other` in this field. NaN is the loosest. */
export function looser<K extends keyof Policy>(key: K, one: Policy[K], other: Policy[K]): boolean {
  return !(TIGHTNESS[key](one) >= TIGHTNESS[key](other))
}

/**
 * [POL1] The effective policy: the tightest value of each field among the floor and all settings.
 * Pure; the order does not matter, and invalid settings cannot get below the floor.
 */
export function tightest(...set: readonly Partial<Policy>[]): Policy {
  const policy = { ...FLOOR }
  for (const one of set) for (const key of POLICY_KEYS) tighten(policy, key, one[key])
  return policy
}

function tighten<K extends keyof Policy>(policy: Policy, key: K, value: Policy[K] | undefined) {
  if (value !== undefined && !looser(key, value, policy[key])) policy[key] = value
}

/** [POL1] The first field of a change that is looser than allowed; null if all are tight enough. */
export function tooLoose(change: Partial<Policy>, loosest: Policy): keyof Policy | null {
  const after = tightest(loosest, change)
  const broken = POLICY_KEYS.find((key) => change[key] !== undefined && change[key] !== after[key])
  return broken ?? null
}

/** The policy part of the process configuration. */
export const asked = (config: {
  keepDays: number
  recording: { days: number } | null
}): Pick<Policy, 'keepDays' | 'recordingDays'> => ({
  keepDays: config.keepDays,
  recordingDays: config.recording?.days ?? 0,
})
