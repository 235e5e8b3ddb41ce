import { Refusal } from '#protocol/errors.ts'
import type { BodyOf } from '#protocol/http.ts'
import type { Assertion, NewPasskey } from '#protocol/factors.ts'
import type { SessionId } from '#protocol/ids.ts'
import { auditEvent, ownAccountEvent } from '../store/audit.ts'
import type { ChallengeKey } from '../store/challenges.ts'
import type { PasskeyRecord } from '../store/factors.ts'
import type { AccountRecord } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import type { Asker } from './accounts.ts'
import { secretOf, secretOfFactors } from './buckets.ts'
import type { AttemptLimiter } from './attempts.ts'
import { begin, spend } from './challenges.ts'
import type { Passkeys } from './passkeys.ts'
import type { Hasher } from './passwords.ts'
import { recoveryHash } from './recovery.ts'
import type { KeyedHash } from './secret.ts'
import type { Sealer } from './seal.ts'
import type { OpenSession } from './sessions.ts'
import { totpStep } from './totp.ts'

/** Wrong codes in a burst are audited once per this many, not individually. */
const BURST_STEP = 5

export type ProverDeps = {
  store: Store
  attempts: AttemptLimiter
  hasher: Hasher
  keyed: KeyedHash
  sealer: Sealer
  passkeys: Passkeys
}

/**
 * [SES] The second step of signing in, a fresh proof later on, and sign-in with a passkey alone.
 */
export class Prover {
  readonly #store: Store
  readonly #attempts: AttemptLimiter
  readonly #hasher: Hasher
  readonly #keyed: KeyedHash
  readonly #sealer: Sealer
  readonly #passkeys: Passkeys

  constructor(deps: ProverDeps) {
    this.#store = deps.store
    this.#attempts = deps.attempts
    this.#hasher = deps.hasher
    this.#keyed = deps.keyed
    this.#sealer = deps.sealer
    this.#passkeys = deps.passkeys
  }

  /** WebAuthn options for the passkeys of this account. */
  async askPasskey(session: OpenSession, who: Asker): Promise<NewPasskey> {
    const known = await this.#store.factors.ofAccount(session.account.id)
    const keys = known.filter((factor) => factor.kind === 'passkey')
    if (keys.length === 0) throw new Refusal('no_factor')
    return this.#ask('prove', session.id, keys, who)
  }

  /**
   * Returns which kind of factor was proved. A password counts only for accounts without a second
   * factor.
   * @throws Refusal `bad_code`, `passkey_refused`, `bad_credentials`; limits
   */
  async prove(
    session: OpenSession,
    body: BodyOf<'prove'>,
    who: Asker,
  ): Promise<'first' | 'second'> {
    if ('password' in body) {
      await this.#provePassword(session, body.password, who)
      return 'first'
    }
    const { account } = session
    const { now } = who
    const subject = { scope: 'factor', id: account.id } as const
    const factors = await this.#store.factors.ofAccount(account.id)
    const what = { ...who, subject, secret: secretOfFactors(factors) }
    const outcome = await this.#attempts.attempt(what, now, () => {
      if ('totp' in body) return this.#codeRight(account, body.totp, now)
      if ('recovery' in body) return this.#recoveryRight(account, body.recovery, now)
      return this.#passkeyRight(session, body, now)
    })
    if (outcome.ok) {
      await this.#attempts.trust(what, now)
      return 'second'
    }
    if (outcome.failures % BURST_STEP === 0) {
      const details = { count: outcome.failures }
      await this.#store.audit.append(
        auditEvent(now, 'factor.failed', 'system', { target: account.id, details }),
      )
    }
    throw new Refusal('passkey' in body ? 'passkey_refused' : 'bad_code')
  }

  /** WebAuthn options that accept any passkey. */
  askAnyPasskey(who: Asker): Promise<NewPasskey> {
    return this.#ask('sign-in', null, null, who)
  }

  /**
   * Returns the account that owns the passkey. A passkey with user verification counts as both
   * factors.
   * @throws Refusal `passkey_refused`, the same for an unknown, disabled, or wrong one; limits
   */
  async signIn(body: BodyOf<'signInPasskey'>, who: Asker): Promise<AccountRecord> {
    let account: AccountRecord | null = null
    const what = { ...who, subject: { scope: 'link' }, secret: '' } as const
    await this.#attempts.attempt(what, who.now, async () => {
      const passkey = await this.#store.factors.passkey(body.passkey.id)
      const owner = passkey === null ? null : await this.#store.accounts.byId(passkey.accountId)
      const may = owner !== null && maySignIn(owner) && isHandleOf(owner, body.passkey)
      const key = { id: body.challenge, purpose: 'sign-in', sessionId: null } as const
      const right = await this.#answered(may ? passkey : null, key, body.passkey, who.now)
      if (right) account = owner
      return right
    })
    if (account === null) throw new Refusal('passkey_refused')
    return account
  }

  async #ask(
    purpose: 'prove' | 'sign-in',
    sessionId: SessionId | null,
    allowed: readonly PasskeyRecord[] | null,
    who: Asker,
  ): Promise<NewPasskey> {
    const options = await this.#passkeys.authentication(allowed)
    const what = { purpose, sessionId, value: options.challenge }
    return { challenge: await begin(this.#store.challenges, what, who), options }
  }

  /** Whether this passkey answered the challenge correctly. Consumes the challenge in any case. */
  async #answered(
    passkey: PasskeyRecord | null,
    key: ChallengeKey,
    answer: Assertion,
    now: number,
  ): Promise<boolean> {
    const challenge = await spend(this.#store.challenges, key, now)
    if (challenge === null || passkey === null) return false
    const counter = await this.#passkeys.verify(answer, challenge, passkey)
    if (counter === null || !(await this.#store.factors.raiseCounter(passkey.id, counter)))
      return false
    await this.#store.factors.used(passkey.id, now)
    return true
  }

  async #codeRight(account: AccountRecord, code: string, now: number): Promise<boolean> {
    for (const factor of await this.#store.factors.ofAccount(account.id)) {
      if (factor.kind !== 'totp') continue
      const secret = this.#sealer.open(factor.secret, account.id)
      const step = secret === null ? null : totpStep(secret, code, now)
      if (step === null) continue
      if (!(await this.#store.factors.takeStep(account.id, step))) return false
      await this.#store.factors.used(factor.id, now)
      return true
    }
    return false
  }

  /** Consumes the code and audits it in one transaction. */
  #recoveryRight(account: AccountRecord, code: string, now: number): Promise<boolean> {
    return this.#store.transaction(async (tx) => {
      if (!(await tx.factors.useCode(account.id, recoveryHash(code)))) return false
      const count = await tx.factors.codesLeft(account.id)
      await tx.audit.append(ownAccountEvent(now, 'factor.code_used', account.id, { count }))
      return true
    })
  }

  async #passkeyRight(
    session: OpenSession,
    body: { challenge: string; passkey: Assertion },
    now: number,
  ): Promise<boolean> {
    const found = await this.#store.factors.passkey(body.passkey.id)
    const own = found?.accountId === session.account.id ? found : null
    const key = { id: body.challenge, purpose: 'prove', sessionId: session.id } as const
    return this.#answered(own, key, body.passkey, now)
  }

  async #provePassword(session: OpenSession, password: string, who: Asker) {
    const { account, enrolled } = session
    if (enrolled) throw new Refusal('factor_needed')
    const usernameHash = this.#keyed('username', account.username)
    const subject = { scope: 'account', usernameHash } as const
    const what = { ...who, subject, secret: secretOf(account.passwordHash) }
    const lane = { of: 'account', key: account.id } as const
    const outcome = await this.#attempts.attempt(what, who.now, () =>
      this.#hasher.verify(account.passwordHash, password, lane),
    )
    if (!outcome.ok) throw new Refusal('bad_credentials')
    // Hashing takes time, and an operator may have removed the password in the meantime.
    const current = await this.#store.accounts.byId(account.id)
    if (current?.passwordHash !== account.passwordHash) throw new Refusal('bad_credentials')
  }
}

/**
 * A passkey stands in for the password, so an account whose password was removed has to use its new
 * link first.
 */
const maySignIn = (account: AccountRecord): boolean =>
  !account.disabled && account.passwordHash !== null

/** A discoverable passkey names its owner (WebAuthn Level 3, 7.2, step 6). */
const isHandleOf = (account: AccountRecord, { response }: Assertion): boolean =>
  response.userHandle === Buffer.from(account.id).toString('base64url')
