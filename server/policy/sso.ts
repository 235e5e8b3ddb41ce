import { Username } from '#protocol/http.ts'
import type { AccountRole } from '#protocol/http.ts'
import { PersonName } from '#protocol/model.ts'
import { FRESH } from './factors.ts'

/** Claims of a provider's signed ID token. Each may have any type. */
export type Claims = Readonly<Record<string, unknown>>

/** Maps the provider's roles to ours. Roles in neither list are ignored. */
export type RoleRules = {
  /** Name of the claim, or a dotted path to it: `realm_access.roles`. */
  claim: string
  host: readonly string[]
  operator: readonly string[]
}

/** [SES] Null: no access. A claim of an unexpected type gives no role. */
export function roleOf(claims: Claims, rules: RoleRules): AccountRole | null {
  const held = textsIn(claimAt(claims, rules.claim))
  if (held.some((role) => rules.operator.includes(role))) return 'operator'
  return held.some((role) => rules.host.includes(role)) ? 'host' : null
}

/**
 * Whether the provider verified two factors: its token contains `mfa` (RFC 8176, section 2) or an
 * authentication context configured by the operator.
 */
export function isTwoFactor(claims: Claims, contexts: readonly string[]): boolean {
  const { amr, acr } = claims
  if (Array.isArray(amr) && amr.includes('mfa')) return true
  return typeof acr === 'string' && contexts.includes(acr)
}

/**
 * When the person authenticated at the provider, in epoch milliseconds (`auth_time`, OpenID Connect
 * Core, 2). A provider that reuses yesterday's session proves nothing now, nor does one that omits
 * the claim: its time is just old enough not to be fresh.
 */
export function provedAt({ auth_time: seconds }: Claims, now: number): number {
  const stale = now - FRESH - 1
  const at = typeof seconds === 'number' ? seconds * 1000 : stale
  return at >= stale ? Math.min(at, now) : stale
}

/** The displayed name; [ADM5] applies as to any name. */
export function personName(claims: Claims): string | null {
  for (const candidate of [claims['name'], claims['preferred_username']]) {
    const parsed = PersonName.safeParse(candidate)
    if (parsed.success) return parsed.data
  }
  return null
}

/** Leaves room for a suffix that makes it unique. */
const BASE_MAX = 32

/**
 * Base of a new account's user name. Only a label: nobody signs in with it, and existing owners
 * keep theirs.
 */
export function usernameBase(claims: Claims): string {
  const wished = claims['preferred_username']
  const base = (typeof wished === 'string' ? wished.slice(0, 200) : '')
    .replace(/@.*$/su, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, BASE_MAX)
    .replace(/[^a-z0-9]+$/, '')
  return Username.safeParse(base).success ? base : 'sso'
}

function claimAt(claims: Claims, path: string): unknown {
  // Some providers name claims by a URL, which itself contains dots.
  if (Object.hasOwn(claims, path)) return claims[path]
  let value: unknown = claims
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Claims)[key]
  }
  return value
}

/** Accepts a list of roles or a single one. */
function textsIn(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value]
  return list.filter((item) => typeof item === 'string')
}
