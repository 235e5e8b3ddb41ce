import { personName, roleOf, usernameBase } from '../policy/sso.ts'
import type { Claims, RoleRules } from '../policy/sso.ts'
import { Refusal } from '#protocol/errors.ts'
import type { AccountRole } from '#protocol/http.ts'
import { AccountId } from '#protocol/ids.ts'
import { auditEvent, ownAccountEvent } from '../store/audit.ts'
import type { AccountRecord, SsoIdentity } from '../store/rows.ts'
import type { Repositories, Store } from '../store/store.ts'
import { id128 } from './tokens.ts'

/** Numbered variants to try if a new account's username is taken, before a random one is used. */
const NUMBERED_MAX = 50

export class SsoService {
  readonly #store: Store
  readonly #rules: RoleRules

  constructor(store: Store, rules: RoleRules) {
    this.#store = store
    this.#rules = rules
  }

  /**
   * [SES] Returns the account of the person the provider vouches for, created on the first sign-in.
   * Its role follows the provider's current claims.
   * @throws Refusal `sso_not_allowed` if there is no role for the person or the account is
   *   disabled. If the role was withdrawn, all sessions end.
   */
  async signIn(claims: Claims, now: number): Promise<AccountRecord> {
    const identity = identityOf(claims)
    const role = roleOf(claims, this.#rules)
    // Thrown after the transaction, because a refusal inside would roll it back.
    const account = await this.#store.transaction(async (tx) => {
      const known = await tx.accounts.bySso(identity)
      if (known === null) return role === null ? null : join(tx, claims, identity, role, now)
      if (role === null || known.disabled) return turnAway(tx, known, role, now)
      return withRole(tx, known, role, now)
    })
    if (account === null) throw new Refusal('sso_not_allowed')
    return account
  }

  /**
   * Removes the second factors of a person who lost them. They sign in at the provider and enroll
   * again. An account with a password gets a new link instead, since the password alone would
   * otherwise be enough.
   */
  async resetFactors(id: AccountId, by: AccountId, now: number): Promise<void> {
    if (id === by) throw new Refusal('own_account')
    await this.#store.transaction(async (tx) => {
      const account = await tx.accounts.byId(id)
      if (account === null) throw new Refusal('not_found')
      if (account.sso === null) throw new Refusal('not_sso')
      await tx.factors.removeAll(id)
      await tx.sessions.deleteAll(id)
      await tx.audit.append(auditEvent(now, 'factor.reset', by, { target: id }))
    })
  }
}

/** The library has checked both. An empty value would merge different people into one account. */
function identityOf({ iss, sub }: Claims): SsoIdentity {
  if (typeof iss !== 'string' || typeof sub !== 'string' || iss === '' || sub === '') {
    throw new Refusal('sso_failed')
  }
  return { issuer: iss, subject: sub }
}

/** Creates an account. It is never matched to an existing one by username or email address. */
async function join(
  tx: Repositories,
  claims: Claims,
  sso: SsoIdentity,
  role: AccountRole,
  now: number,
): Promise<AccountRecord> {
  const username = await freeUsername(tx, usernameBase(claims))
  const account: AccountRecord = {
    id: AccountId.parse(id128()),
    username,
    name: personName(claims) ?? username,
    role,
    passwordHash: null,
    disabled: false,
    createdAt: now,
    sso,
  }
  if (!(await tx.accounts.create(account))) throw new Refusal('username_taken')
  await tx.audit.append(ownAccountEvent(now, 'account.created', account.id, { role, sso: true }))
  return account
}

async function freeUsername(tx: Repositories, base: string): Promise<string> {
  for (let n = 1; n <= NUMBERED_MAX; n++) {
    const username = n === 1 ? base : `${base}-${n}`
    if ((await tx.accounts.byUsername(username)) === null) return username
  }
  return `sso-${id128().toLowerCase()}`
}

async function withRole(
  tx: Repositories,
  account: AccountRecord,
  role: AccountRole,
  now: number,
): Promise<AccountRecord> {
  if (account.role === role) return account
  await tx.accounts.setRole(account.id, role)
  // Sessions opened with the previous role end.
  await tx.sessions.deleteAll(account.id)
  await tx.audit.append(ownAccountEvent(now, 'account.role', account.id, { role, sso: true }))
  return { ...account, role }
}

async function turnAway(
  tx: Repositories,
  account: AccountRecord,
  role: AccountRole | null,
  now: number,
): Promise<null> {
  if (role === null) {
    // Store the lower role so that no list keeps showing an operator.
    await withRole(tx, account, 'host', now)
    await tx.sessions.deleteAll(account.id)
  }
  await tx.audit.append(ownAccountEvent(now, 'session.sso_refused', account.id))
  return null
}
