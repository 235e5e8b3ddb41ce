import { tightest, tooLoose, RULE_OF } from '../policy/tighten.ts'
import { Refusal } from '#protocol/errors.ts'
import type { PasswordVerdict } from '#protocol/http.ts'
import type { AccountId } from '#protocol/ids.ts'
import { POLICY_KEYS, StoredPolicy } from '#protocol/policy.ts'
import type { Policy, PolicyChange, PolicyView } from '#protocol/policy.ts'
import { auditEvent } from '../store/audit.ts'
import type { Repositories, Store } from '../store/store.ts'

/**
 * [POL] The effective policy: the strictest of the built-in floor, the environment, and the
 * operators' settings.
 */
export class PolicyService {
  readonly #store: Store
  readonly #loosest: Policy
  // Used only until the first read of the store, before the server accepts requests.
  #current: Policy

  /** @param environment overrides from the process configuration */
  constructor(store: Store, environment: Partial<Policy>) {
    this.#store = store
    this.#loosest = tightest(environment)
    this.#current = this.#loosest
  }

  /** The policy as last read. Rooms use it, because they cannot wait for the store. */
  get current(): Policy {
    return this.#current
  }

  /** Reads the policy from the store. Rooms use it from then on. */
  async read(): Promise<Policy> {
    this.#current = await this.#read(this.#store)
    return this.#current
  }

  async view(): Promise<PolicyView> {
    this.#current = await this.#read(this.#store)
    return {
      policy: this.#current,
      loosest: this.#loosest,
      hostsNeedFactor: await this.#store.settings.isOn('hostsNeedFactor'),
    }
  }

  /**
   * Changes the policy. Each changed setting is audited with its old and new values.
   * @param by null when run from the command line on the server
   * @throws Refusal `too_loose`, with the rule, if a value is below the floor or the environment
   */
  async change(
    { hostsNeedFactor, ...wanted }: PolicyChange,
    by: AccountId | null,
    now: number,
  ): Promise<PolicyView> {
    const change = given(wanted)
    const broken = tooLoose(change, this.#loosest)
    if (broken !== null) throw new Refusal('too_loose', undefined, { rule: RULE_OF[broken] })
    const who = by ?? 'system'
    await this.#store.transaction(async (tx) => {
      const policy = await this.#read(tx)
      for (const setting of POLICY_KEYS) {
        const [before, after] = [policy[setting], change[setting] ?? policy[setting]]
        if (before === after) continue
        await tx.settings.set(setting, String(after))
        await tx.audit.append(
          auditEvent(now, 'policy.changed', who, { details: { setting, before, after } }),
        )
      }
      if (hostsNeedFactor === undefined) return
      if (hostsNeedFactor === (await tx.settings.isOn('hostsNeedFactor'))) return
      await tx.settings.set('hostsNeedFactor', hostsNeedFactor ? 'on' : 'off')
      await tx.audit.append(
        auditEvent(now, 'policy.hosts_need_factor', who, { details: { on: hostsNeedFactor } }),
      )
    })
    return this.view()
  }

  async #read({ settings }: Pick<Repositories, 'settings'>): Promise<Policy> {
    return tightest(this.#loosest, StoredPolicy.parse(await settings.all()))
  }
}

/**
 * [PWD2]
 * @throws Refusal with the reason why the password is too weak
 */
export function refuseWeak(verdict: PasswordVerdict): void {
  if (verdict.ok) return
  const more = 'atLeast' in verdict ? { atLeast: verdict.atLeast } : {}
  throw new Refusal(verdict.code, undefined, more)
}

/** Drops keys whose value is undefined. */
const given = (wanted: { [K in keyof Policy]?: Policy[K] | undefined }): Partial<Policy> =>
  Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined))
