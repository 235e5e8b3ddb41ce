import { judgePassword } from '../policy/password.ts'
import { Refusal } from '#protocol/errors.ts'
import type { AccountRole, BodyOf, LinkOwner } from '#protocol/http.ts'
import { AccountId } from '#protocol/ids.ts'
import { auditEvent, ownAccountEvent } from '../store/audit.ts'
import type { AccountRecord } from '../store/rows.ts'
import type { LinkRecord } from '../store/links.ts'
import type { Repositories, Store } from '../store/store.ts'
import { secretOf } from './attempts.ts'
import type { AttemptLimiter, Subject } from './attempts.ts'
import type { Lane } from './fair-queue.ts'
import type { Hasher, NewHash } from './passwords.ts'
import { refuseWeak } from './policy.ts'
import type { PolicyService } from './policy.ts'
import type { KeyedHash } from './secret.ts'
import type { OpenSession } from './sessions.ts'
import { stillSignedIn } from './standing.ts'
import type { Standing } from './standing.ts'
import { id128, sha256, token256 } from './tokens.ts'

export const LINK_LIFETIME = 24 * 60 * 60_000
/** The product name is a context-specific word, so passwords must not contain it. */
const PRODUCT = ['An Họp', 'anhop']
/** Failed sign-ins in a burst are audited once per this many, not individually. */
const BURST_STEP = 5

/** The caller, as identified at the edge; see `Try`. */
export type Asker = { addressHash: string; deviceHash: string | null; now: number }

export type AccountDeps = {
  store: Store
  hasher: Hasher
  attempts: AttemptLimiter
  policy: Pick<PolicyService, 'read'>
  keyed: KeyedHash
}

export class AccountService {
  readonly #store: Store
  readonly #hasher: Hasher
  readonly #attempts: AttemptLimiter
  readonly #policy: Pick<PolicyService, 'read'>
  readonly #keyed: KeyedHash

  constructor(deps: AccountDeps) {
    this.#keyed = deps.keyed
    this.#store = deps.store
    this.#hasher = deps.hasher
    this.#attempts = deps.attempts
    this.#policy = deps.policy
  }

  /** Whether no operator account exists yet. */
  async setupNeeded(): Promise<boolean> {
    return !(await this.#store.accounts.hasOperator())
  }

  /**
   * Called at startup. While no operator exists, voids all earlier setup links and returns the
   * token of a new one. Returns null once there is an operator.
   */
  async setupToken(now: number): Promise<string | null> {
    if (await this.#store.accounts.hasOperator()) return null
    const token = token256()
    await this.#store.transaction(async (tx) => {
      await tx.links.deleteSetup()
      await createLink(tx, token, { type: 'setup' }, now)
      await tx.audit.append(auditEvent(now, 'setup.link', 'system'))
    })
    return token
  }

  /** @throws Refusal `link_invalid`, a password code, `username_taken` */
  async setup(body: BodyOf<'setup'>, who: Asker): Promise<AccountRecord> {
    await this.#linkOf(body.token, 'setup', who)
    const chosen = await this.#choose(body.password, [body.username, body.name], known(who))
    const account = await this.#store.transaction(async (tx) => {
      const passwordHash = await chosen.within(tx, byLink(body.token, who.now))
      const made = newAccount(body, 'operator', who.now, passwordHash)
      // Two starts of the server may each have issued a link, and the other may have been used.
      if (await tx.accounts.hasOperator()) throw new Refusal('link_invalid')
      if (!(await tx.accounts.create(made))) throw new Refusal('username_taken')
      await tx.links.deleteSetup()
      await tx.audit.append(ownAccountEvent(who.now, 'setup.done', made.id))
      return made
    })
    return account
  }

  /**
   * Whose password a link sets. The link stays good.
   * @throws Refusal `link_invalid`; limits, as for a wrong link
   */
  async linkOwner({ token }: BodyOf<'linkOwner'>, who: Asker): Promise<LinkOwner> {
    const { username, name } = await this.#ownerOf(token, who)
    return { username, name }
  }

  /** @throws Refusal `link_invalid`, a password code */
  async activate(body: BodyOf<'activate'>, who: Asker): Promise<AccountRecord> {
    const account = await this.#ownerOf(body.token, who)
    const names = [account.username, account.name]
    const chosen = await this.#choose(body.password, names, known(who))
    const passwordHash = await this.#store.transaction(async (tx) => {
      // Fails if the account was disabled or a newer link was issued in the meantime.
      const hash = await chosen.within(tx, byLink(body.token, who.now))
      await tx.accounts.setPassword(account.id, hash)
      await tx.sessions.deleteAll(account.id)
      await tx.audit.append(ownAccountEvent(who.now, 'account.activated', account.id))
      return hash
    })
    return { ...account, passwordHash }
  }

  async #ownerOf(token: string, who: Asker): Promise<AccountRecord> {
    const { purpose } = await this.#linkOf(token, 'activate', who)
    const id = purpose.type === 'activate' ? purpose.accountId : null
    const account = id === null ? null : await this.#store.accounts.byId(id)
    if (account === null || account.disabled) throw new Refusal('link_invalid')
    return account
  }

  /**
   * @throws Refusal `bad_credentials`, the same for an unknown account, a disabled account, and a
   *   wrong password; limits
   */
  async signIn(body: BodyOf<'signIn'>, who: Asker): Promise<AccountRecord> {
    const username = body.username.trim().toLowerCase()
    const account = await this.#store.accounts.byUsername(username)
    // A null hash covers absent, disabled, and not yet active accounts. Each still costs one
    // verification.
    const hash = account === null || account.disabled ? null : account.passwordHash
    const what = { ...who, subject: this.#subjectOf(username), secret: secretOf(hash) }
    const outcome = await this.#attempts.attempt(what, who.now, (lane) =>
      this.#hasher.verify(hash, body.password, lane),
    )
    if (!outcome.ok) {
      if (outcome.failures % BURST_STEP === 0) {
        const details = { count: outcome.failures }
        const target = account?.id ?? null
        await this.#store.audit.append(
          auditEvent(who.now, 'session.failed', 'system', { target, details }),
        )
      }
      throw new Refusal('bad_credentials')
    }
    // The account can change after this check, so `SessionService.open` checks it again.
    if (account === null) throw new Refusal('bad_credentials')
    return account
  }

  /**
   * Changes the password and ends every session of the account.
   * @throws Refusal `bad_credentials`, `sso_account`, a password code; limits; `unauthenticated` if
   *   this session has ended in the meantime
   */
  async changePassword(
    session: OpenSession,
    body: BodyOf<'changePassword'>,
    who: Asker,
  ): Promise<AccountRecord> {
    const { account } = session
    if (account.sso !== null) throw new Refusal('sso_account')
    const lane = { of: 'account', key: account.id } as const
    const secret = secretOf(account.passwordHash)
    const what = { ...who, subject: this.#subjectOf(account.username), secret }
    const outcome = await this.#attempts.attempt(what, who.now, () =>
      this.#hasher.verify(account.passwordHash, body.current, lane),
    )
    if (!outcome.ok) throw new Refusal('bad_credentials')
    const chosen = await this.#choose(body.password, [account.username, account.name], lane)
    const passwordHash = await this.#store.transaction(async (tx) => {
      const hash = await chosen.within(tx, stillSignedIn(session))
      const current = await tx.accounts.byId(account.id)
      if (current?.passwordHash !== account.passwordHash) throw new Refusal('bad_credentials')
      await tx.accounts.setPassword(account.id, hash)
      await tx.sessions.deleteAll(account.id)
      await tx.audit.append(ownAccountEvent(who.now, 'account.password', account.id))
      return hash
    })
    return { ...account, passwordHash }
  }

  /**
   * Creates an account without a password and returns it with its activation token.
   * @param by null when run from the command line on the server
   */
  async create(
    body: BodyOf<'createAccount'>,
    by: AccountId | null,
    now: number,
  ): Promise<{ account: AccountRecord; token: string }> {
    const account = newAccount(body, body.role, now, null)
    const token = token256()
    await this.#store.transaction(async (tx) => {
      if (!(await tx.accounts.create(account))) throw new Refusal('username_taken')
      await createLink(tx, token, { type: 'activate', accountId: account.id }, now)
      const about = { target: account.id, details: { role: account.role } }
      await tx.audit.append(auditEvent(now, 'account.created', by ?? 'system', about))
    })
    return { account, token }
  }

  /**
   * Removes the password, ends all sessions, and issues a new activation link. Second factors are
   * kept so that the link alone is not enough to sign in, unless `resetFactors` says they are lost
   * too.
   * @param by null when run from the command line on the server
   * @throws Refusal `sso_account`, because a link would bypass the identity provider
   */
  async newLink(
    id: AccountId,
    by: AccountId | null,
    now: number,
    options: { resetFactors: boolean } = { resetFactors: false },
  ): Promise<{ account: AccountRecord; token: string }> {
    // Prevents operators from locking themselves out by mistake.
    if (id === by) throw new Refusal('own_account')
    const token = token256()
    const account = await this.#store.transaction(async (tx) => {
      const found = await tx.accounts.byId(id)
      if (found === null) throw new Refusal('not_found')
      if (found.sso !== null) throw new Refusal('sso_account')
      await tx.accounts.setPassword(id, null)
      await tx.sessions.deleteAll(id)
      await tx.links.deleteOf(id)
      await createLink(tx, token, { type: 'activate', accountId: id }, now)
      await tx.audit.append(auditEvent(now, 'account.link', by ?? 'system', { target: id }))
      if (options.resetFactors) {
        await tx.factors.removeAll(id)
        await tx.audit.append(auditEvent(now, 'factor.reset', by ?? 'system', { target: id }))
      }
      return found
    })
    return { account: { ...account, passwordHash: null }, token }
  }

  /** Ends all sessions of the account. The password stays valid. */
  async signOut(id: AccountId, by: AccountId, now: number): Promise<void> {
    await this.#store.transaction(async (tx) => {
      if ((await tx.accounts.byId(id)) === null) throw new Refusal('not_found')
      await tx.sessions.deleteAll(id)
      await tx.audit.append(auditEvent(now, 'account.signed_out', by, { target: id }))
    })
  }

  /**
   * Disabling an account ends its sessions and removes it from all meetings. Operators cannot
   * disable themselves.
   */
  async setDisabled(id: AccountId, disabled: boolean, by: AccountId, now: number): Promise<void> {
    if (id === by) throw new Refusal('own_account')
    await this.#store.transaction(async (tx) => {
      if ((await tx.accounts.byId(id)) === null) throw new Refusal('not_found')
      await tx.accounts.setDisabled(id, disabled)
      if (disabled) {
        await tx.sessions.deleteAll(id)
        await tx.links.deleteOf(id)
        await tx.meetings.closeSeatsOf(id)
      }
      const action = disabled ? 'account.disabled' : 'account.enabled'
      await tx.audit.append(auditEvent(now, action, by, { target: id }))
    })
  }

  #subjectOf(username: string): Subject {
    return {
      scope: 'account',
      usernameHash: this.#keyed('username', username),
    }
  }

  /** Checks the link before doing expensive work for an unauthenticated caller. */
  async #linkOf(token: string, type: LinkRecord['purpose']['type'], who: Asker) {
    const link = await this.#store.links.find(sha256(token), who.now)
    const fits = link !== null && link.purpose.type === type
    const what = { ...who, subject: { scope: 'link' }, secret: '' } as const
    await this.#attempts.attempt(what, who.now, async () => fits)
    if (!fits) throw new Refusal('link_invalid')
    return link
  }

  async #choose(password: string, names: string[], lane: Lane): Promise<NewHash> {
    const { passwordMin } = await this.#policy.read()
    refuseWeak(judgePassword(password, [...names, ...PRODUCT], passwordMin))
    return this.#hasher.hash(password, lane)
  }
}

/** The holder of a one-time link is not treated as a stranger. */
const known = ({ addressHash }: Asker): Lane => ({ of: 'known', key: addressHash })

/** [SES] Consumes the link; succeeds for exactly one caller. */
const byLink =
  (token: string, now: number): Standing =>
  async (tx) => {
    if (!(await tx.links.use(sha256(token), now))) throw new Refusal('link_invalid')
  }

const createLink = (
  tx: Repositories,
  token: string,
  purpose: LinkRecord['purpose'],
  now: number,
): Promise<void> =>
  tx.links.create({
    tokenHash: sha256(token),
    purpose,
    createdAt: now,
    expiresAt: now + LINK_LIFETIME,
  })

const newAccount = (
  body: { username: string; name: string },
  role: AccountRole,
  now: number,
  passwordHash: string | null,
): AccountRecord => ({
  id: AccountId.parse(id128()),
  username: body.username,
  name: body.name,
  role,
  passwordHash,
  disabled: false,
  createdAt: now,
  sso: null,
})
