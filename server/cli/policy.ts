import { PolicyService } from '../auth/policy.ts'
import { readConfig } from '../config/config.ts'
import type { Config } from '../config/config.ts'
import { asked, tightest } from '../policy/tighten.ts'
import { Refusal } from '#protocol/errors.ts'
import { POLICY_KEYS, PolicyChange, StoredPolicy } from '#protocol/policy.ts'
import type { PolicyView } from '#protocol/policy.ts'
import { createSettings } from '../store/settings.ts'
import type { Store } from '../store/store.ts'
import { Misuse, Trouble } from './command.ts'
import type { Command, Outcome } from './command.ts'
import { reading, withStore } from './data.ts'

/** The policy as a server with this configuration applies it. */
export const policyService = (config: Config, store: Store): PolicyService =>
  new PolicyService(store, asked(config))

function shown({ policy, loosest, hostsNeedFactor }: PolicyView): Outcome {
  const lines = POLICY_KEYS.map((key) => `${key} ${policy[key]} (loosest allowed: ${loosest[key]})`)
  return {
    ok: true,
    lines: [...lines, `hostsNeedFactor ${hostsNeedFactor}`],
    facts: { policy, loosest, hostsNeedFactor },
  }
}

export const policyShow: Command = {
  usage: '',
  about: 'shows the rules as operators set them; the server may be running',
  words: [0, 0],
  async run() {
    const config = readConfig(process.env)
    const loosest = tightest(asked(config))
    const [set, hostsNeedFactor] = await reading(config, async (db) => {
      const settings = createSettings(db)
      return [await settings.all(), await settings.isOn('hostsNeedFactor')] as const
    })
    return shown({ policy: tightest(loosest, StoredPolicy.parse(set)), loosest, hostsNeedFactor })
  },
}

/** Converts a command line argument to the type that the protocol schema expects. */
function valueOf(text: string): unknown {
  if (/^\d+$/.test(text)) return Number(text)
  return text === 'true' ? true : text === 'false' ? false : text
}

export const policySet: Command = {
  usage: 'SETTING VALUE',
  about: `sets one of ${[...POLICY_KEYS, 'hostsNeedFactor'].join(', ')}, never looser than the floor; stop the server first`,
  words: [2, 2],
  async run({ positionals: [setting = '', value = ''] }) {
    const change = PolicyChange.safeParse({ [setting]: valueOf(value) })
    if (!change.success) throw new Misuse(`Usage: anhop policy set ${this.usage}: ${this.about}`)
    const config = readConfig(process.env)
    const view = await withStore(config, (store) =>
      policyService(config, store).change(change.data, null, Date.now()),
    ).catch((error: unknown) => {
      if (!(error instanceof Refusal) || error.code !== 'too_loose') throw error
      const { rule } = error.toWire()
      throw new Trouble(`${setting} ${value} is looser than rule ${rule} allows (docs/SPEC.md).`)
    })
    return shown(view)
  },
}
