import { tightest, tooLoose, RULE_OF } from '../policy/tighten.ts'
import { Refusal } from '#protocol/errors.ts'
import type { PasswordVerdict } from '#protocol/http.ts'
import type { AccountId } from '#protocol/ids.ts'
import { POLICY_KEYS, StoredPolicy } from '#protocol/policy.ts'
import type { Policy, PolicyChange, PolicyView } from '#protocol/policy.ts'
import { auditEvent } from '../store/audit.ts'
import type { Repositories, Store } from '../store/store.ts'

/** [POL] What holds of the floor, the environment and what operators have set. */
export interface PolicyService {
  /** As it was last read: what rooms go by, which cannot wait. */
  readonly current: Policy
  /** As it is now. Rooms go by it from then on. */
  read(): Promise<Policy>
  view(): Promise<PolicyView>
  /**
   * Each thing that changes is an entry of the log, with what it was and what it is.
   * @param by null: whoever sits at the server itself
   * @throws Refusal `too_loose`, with the rule, when anything is below the floor or the environment
   */
  change(change: PolicyChange, by: AccountId | null, now: number): Promise<PolicyView>
}

/** @param environment what the settings of the process ask for */
export function createPolicyService(store: Store, environment: Partial<Policy>): PolicyService {
  const loosest = tightest(environment)
  // Until the store was asked, nobody has come to a door.
  let current = loosest

  const read = async ({ settings }: Pick<Repositories, 'settings'>): Promise<Policy> =>
    tightest(loosest, StoredPolicy.parse(await settings.all()))

  async function view(): Promise<PolicyView> {
    current = await read(store)
    return {
      policy: current,
      loosest,
      hostsNeedFactor: await store.settings.isOn('hostsNeedFactor'),
    }
  }

  return {
    get current() {
      return current
    },
    async read() {
      current = await read(store)
      return current
    },
    view,
    async change({ hostsNeedFactor, ...wanted }, by, now) {
      const change = given(wanted)
      const broken = tooLoose(change, loosest)
      if (broken !== null) throw new Refusal('too_loose', undefined, { rule: RULE_OF[broken] })
      const who = by ?? 'system'
      await store.transaction(async (tx) => {
        const policy = await read(tx)
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
      return view()
    },
  }
}

/** [PWD2] @throws Refusal with what is wrong with the password */
export function refuseWeak(verdict: PasswordVerdict): void {
  if (verdict.ok) return
  const more = 'atLeast' in verdict ? { atLeast: verdict.atLeast } : {}
  throw new Refusal(verdict.code, undefined, more)
}

/** Without what is named and undefined. */
const given = (wanted: { [K in keyof Policy]?: Policy[K] | undefined }): Partial<Policy> =>
  Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined))
