import { Username } from '#protocol/http.ts'
import type { AccountRole } from '#protocol/http.ts'
import { PersonName } from '#protocol/model.ts'
import { FRESH } from './factors.ts'

/** What a provider says of a person, from its signed ID token. Any of it may be of any type. */
export type Claims = Readonly<Record<string, unknown>>

/** Which of the provider's roles mean what here. What is in neither list means nothing. */
export type RoleRules = {
  /** The claim's name, or a path into it with dots: `realm_access.roles`. */
  claim: string
  host: readonly string[]
  operator: readonly string[]
}

/** [SES] Null: nobody here. A claim of a type that was not expected gives no role. */
export function roleOf(claims: Claims, rules: RoleRules): AccountRole | null {
  const held = textsIn(claimAt(claims, rules.claim))
  if (held.some((role) => rules.operator.includes(role))) return 'operator'
  return held.some((role) => rules.host.includes(role)) ? 'host' : null
}

/**
 * Whether the provider has checked two factors: it says `mfa` (RFC 8176, section 2), or an
 * authentication context that the operator has named.
 */
export function isTwoFactor(claims: Claims, contexts: readonly string[]): boolean {
  const { amr, acr } = claims
  if (Array.isArray(amr) && amr.includes('mfa')) return true
  return typeof acr === 'string' && contexts.includes(acr)
}

/**
 * When the person has proved at the provider who they are, epoch milliseconds (`auth_time`, OpenID
 * Connect Core, 2). A provider that signs somebody in by a session of yesterday has proved nothing
 * now, nor has one that does not say: long enough ago then that it is not fresh, and no longer.
 */
export function provedAt({ auth_time: seconds }: Claims, now: number): number {
  const stale = now - FRESH - 1
  const at = typeof seconds === 'number' ? seconds * 1000 : stale
  return at >= stale ? Math.min(at, now) : stale
}

/** The name shown to others: [ADM5] the same rules as for any name. */
export function personName(claims: Claims): string | null {
  for (const candidate of [claims['name'], claims['preferred_username']]) {
    const parsed = PersonName.safeParse(candidate)
    if (parsed.success) return parsed.data
  }
  return null
}

/** Leaves room for what tells two apart. */
const BASE_MAX = 32

/**
 * The user name that a newcomer would get. It is a label: nobody signs in by it, and whoever has it
 * already keeps it.
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
  // Some providers name claims by an address, which has dots of its own.
  if (Object.hasOwn(claims, path)) return claims[path]
  let value: unknown = claims
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Claims)[key]
  }
  return value
}

/** A list of roles, or one alone. */
function textsIn(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value]
  return list.filter((item) => typeof item === 'string')
}
