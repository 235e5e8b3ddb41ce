import { Refusal } from '#protocol/errors.ts'
import type { BodyOf } from '#protocol/http.ts'
import type { Enrolled, FactorList, FactorView, NewPasskey, NewTotp } from '#protocol/factors.ts'
import { FactorId } from '#protocol/ids.ts'
import type { AccountId } from '#protocol/ids.ts'
import { LIMITS } from '#protocol/limits.ts'
import { ownAccountEvent } from '../store/audit.ts'
import type { FactorRecord } from '../store/factors.ts'
import type { Repositories, Store } from '../store/store.ts'
import type { Asker } from './accounts.ts'
import { secretOf, secretOfFactors } from './buckets.ts'
import type { AttemptLimiter } from './attempts.ts'
import { begin, spend } from './challenges.ts'
import { CHALLENGE_LIFE } from './passkeys.ts'
import type { Passkeys } from './passkeys.ts'
import { newRecoveryCodes, recoveryHash } from './recovery.ts'
import type { Sealer } from './seal.ts'
import type { OpenSession } from './sessions.ts'
import { id128 } from './tokens.ts'
import { newTotpSecret, totpStep, totpUri } from './totp.ts'

export type FactorDeps = {
  store: Store
  attempts: AttemptLimiter
  sealer: Sealer
  passkeys: Passkeys
}

/** [SES] Manages the second factors of the signed-in account. The routes check who may call it. */
export class FactorService {
  readonly #store: Store
  readonly #attempts: AttemptLimiter
  readonly #sealer: Sealer
  readonly #passkeys: Passkeys

  constructor(deps: FactorDeps) {
    this.#store = deps.store
    this.#attempts = deps.attempts
    this.#sealer = deps.sealer
    this.#passkeys = deps.passkeys
  }

  async list({ account, required }: OpenSession): Promise<FactorList> {
    const factors = await this.#store.factors.ofAccount(account.id)
    const codesLeft = await this.#store.factors.codesLeft(account.id)
    return { factors: factors.map(toView), codesLeft, required }
  }

  async startTotp(session: OpenSession, who: Asker): Promise<NewTotp> {
    const secret = newTotpSecret()
    const sealed = this.#sealer.seal(secret, session.account.id)
    const what = { purpose: 'totp', sessionId: session.id, value: sealed } as const
    const challenge = await begin(this.#store.challenges, what, who)
    return { challenge, secret, uri: totpUri(secret, session.account.username) }
  }

  /**
   * @throws Refusal `link_invalid` if the challenge has expired, `bad_code`, `too_many_factors`;
   *   limits
   */
  async addTotp(session: OpenSession, body: BodyOf<'addTotp'>, who: Asker): Promise<Enrolled> {
    const { account } = session
    const key = { id: body.challenge, purpose: 'totp', sessionId: session.id } as const
    const sealed = await this.#store.challenges.find(key, who.now - CHALLENGE_LIFE)
    const secret = sealed === null ? null : this.#sealer.open(sealed, account.id)
    if (sealed === null || secret === null) throw new Refusal('link_invalid')
    const subject = { scope: 'factor', id: account.id } as const
    const what = { ...who, subject, secret: secretOf(sealed) }
    const outcome = await this.#attempts.attempt(what, who.now, async () => {
      const step = totpStep(secret, body.code, who.now)
      return step !== null && (await this.#store.factors.takeStep(account.id, step))
    })
    if (!outcome.ok) throw new Refusal('bad_code')
    if ((await spend(this.#store.challenges, key, who.now)) === null)
      throw new Refusal('link_invalid')
    const factor = {
      ...common(session, body.name, who.now),
      kind: 'totp',
      secret: sealed,
    } as const
    return this.#enrol(session, factor, who)
  }

  async startPasskey(session: OpenSession, who: Asker): Promise<NewPasskey> {
    const known = await this.#store.factors.ofAccount(session.account.id)
    const keys = known.filter((factor) => factor.kind === 'passkey')
    const options = await this.#passkeys.registration(session.account, keys)
    const value = options.challenge
    const what = { purpose: 'register', sessionId: session.id, value } as const
    return { challenge: await begin(this.#store.challenges, what, who), options }
  }

  /** @throws Refusal `passkey_refused`, `factor_known` */
  async addPasskey(
    session: OpenSession,
    body: BodyOf<'addPasskey'>,
    who: Asker,
  ): Promise<Enrolled> {
    const key = { id: body.challenge, purpose: 'register', sessionId: session.id } as const
    const challenge = await spend(this.#store.challenges, key, who.now)
    const credential =
      challenge === null ? null : await this.#passkeys.register(body.passkey, challenge)
    if (credential === null) throw new Refusal('passkey_refused')
    const factor = {
      ...common(session, body.name, who.now),
      kind: 'passkey',
      ...credential,
    } as const
    return this.#enrol(session, factor, who)
  }

  async rename({ account }: OpenSession, id: FactorId, name: string): Promise<void> {
    if (!(await this.#store.factors.rename(account.id, id, name))) throw new Refusal('not_found')
  }

  /** @throws Refusal `factor_required` for the last factor of an account that must have one */
  async remove({ account, required }: OpenSession, id: FactorId, now: number): Promise<void> {
    await this.#store.transaction(async (tx) => {
      const factors = await tx.factors.ofAccount(account.id)
      const factor = factors.find((known) => known.id === id)
      if (factor === undefined) throw new Refusal('not_found')
      const last = factors.length === 1
      if (last && required) throw new Refusal('factor_required')
      await tx.factors.remove(account.id, id)
      if (last) {
        await tx.factors.removeAll(account.id)
        await tx.sessions.forgetSecond(account.id)
      }
      await tx.audit.append(
        ownAccountEvent(now, 'factor.removed', account.id, { factor: factor.kind }),
      )
    })
  }

  /**
   * Issues new recovery codes and voids the old ones.
   * @throws Refusal `no_factor`
   */
  newCodes({ account }: OpenSession, now: number): Promise<{ recoveryCodes: string[] }> {
    return this.#store.transaction(async (tx) => {
      if ((await tx.factors.ofAccount(account.id)).length === 0) throw new Refusal('no_factor')
      const recoveryCodes = await makeCodes(tx, account.id)
      await tx.audit.append(ownAccountEvent(now, 'factor.codes', account.id))
      return { recoveryCodes }
    })
  }

  /**
   * Adds a factor. The first one also creates the recovery codes. All other sessions of the account
   * end.
   */
  async #enrol(session: OpenSession, factor: FactorRecord, who: Asker): Promise<Enrolled> {
    const { account } = session
    const { now, deviceHash } = who
    const enrolled = await this.#store.transaction(async (tx) => {
      const known = await tx.factors.ofAccount(account.id)
      // Only a session that has proved a factor, or an account without one, may enroll. Check
      // again, because this may have changed during verification.
      if (known.length > 0 && !session.enrolled) throw new Refusal('factor_needed')
      if (known.length >= LIMITS.factors) throw new Refusal('too_many_factors')
      if (!(await tx.factors.add(factor))) throw new Refusal('factor_known')
      await tx.audit.append(
        ownAccountEvent(now, 'factor.added', account.id, { factor: factor.kind }),
      )
      if (known.length > 0) return { recoveryCodes: null }
      await tx.sessions.deleteAll(account.id, session.id)
      return { recoveryCodes: await makeCodes(tx, account.id) }
    })
    // [PWD4] The device has just proved the new factor, so it is counted separately from strangers.
    const secret = secretOfFactors(await this.#store.factors.ofAccount(account.id))
    await this.#attempts.trust(
      { deviceHash, subject: { scope: 'factor', id: account.id }, secret },
      now,
    )
    return enrolled
  }
}

const common = (session: OpenSession, name: string, now: number) => ({
  id: FactorId.parse(id128()),
  accountId: session.account.id,
  name,
  createdAt: now,
  usedAt: null,
})

async function makeCodes(tx: Repositories, account: AccountId): Promise<string[]> {
  const codes = newRecoveryCodes()
  await tx.factors.replaceCodes(account, codes.map(recoveryHash))
  return codes
}

const toView = ({ id, kind, name, createdAt, usedAt }: FactorRecord): FactorView => ({
  id,
  kind,
  name,
  createdAt,
  usedAt,
})
