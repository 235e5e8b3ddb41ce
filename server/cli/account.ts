import { AccountService } from '../auth/accounts.ts'
import { AttemptLimiter } from '../auth/attempts.ts'
import { createHasher } from '../auth/passwords.ts'
import { keyedHash, loadSecret } from '../auth/secret.ts'
import { readConfig } from '../config/config.ts'
import type { Config } from '../config/config.ts'
import { createOrigins } from '../http/origin.ts'
import { BODIES } from '#protocol/http.ts'
import { createAccounts } from '../store/accounts.ts'
import type { Store } from '../store/store.ts'
import { Misuse, Trouble } from './command.ts'
import type { Command } from './command.ts'
import { reading, withStore } from './data.ts'
import { policyService } from './policy.ts'

const ONCE = 'Start the server, then open this link; it works once, within 24 hours:'

const linkTo = (config: Config, token: string): string =>
  `${createOrigins(config).publicUrl()}/activate#${token}`

async function serviceOf(config: Config, store: Store): Promise<AccountService> {
  return new AccountService({
    store,
    hasher: await createHasher(),
    attempts: new AttemptLimiter(store.attempts),
    keyed: keyedHash(loadSecret(config.keys)),
    policy: policyService(config, store),
  })
}

export const accountList: Command = {
  usage: '',
  about: 'lists the accounts; the server may be running',
  words: [0, 0],
  async run() {
    const all = await reading(readConfig(process.env), (db) => createAccounts(db).list())
    const accounts = all.map(({ username, name, role, disabled, passwordHash, sso }) => ({
      username,
      name,
      role,
      state: disabled ? 'disabled' : passwordHash === null && sso === null ? 'new' : 'active',
      sso: sso !== null,
    }))
    return {
      ok: true,
      lines: accounts.map(({ username, role, state, name }) =>
        [username.padEnd(24), role.padEnd(8), state.padEnd(8), name].join(' '),
      ),
      facts: { accounts },
    }
  },
}

export const accountCreate: Command = {
  usage: 'USERNAME --name NAME --role operator|host',
  about: 'creates an account and prints its one-time link; stop the server first',
  options: { name: { type: 'string' }, role: { type: 'string' } },
  words: [1, 1],
  async run({ positionals: [username], text }) {
    const body = BODIES.createAccount.safeParse({
      username,
      name: text('name'),
      role: text('role'),
    })
    if (!body.success) {
      const wrong = body.error.issues.map(({ path }) => path.join('.')).join(', ')
      throw new Misuse(`Invalid: ${wrong}. Usage: anhop account create ${this.usage}`)
    }
    const config = readConfig(process.env)
    const link = await withStore(config, async (store) => {
      const service = await serviceOf(config, store)
      const { token } = await service.create(body.data, null, Date.now())
      return linkTo(config, token)
    })
    const { role } = body.data
    return {
      ok: true,
      lines: [`Created the account ${username}.`, ONCE, link],
      facts: { username, role, link },
    }
  },
}

/** For an operator who lost their password or second factors and has no other operator to ask. */
export const accountReset: Command = {
  usage: 'USERNAME',
  about:
    'removes password, second factors and sessions, and prints a one-time link; stop the server first',
  words: [1, 1],
  async run({ positionals: [given = ''] }) {
    const config = readConfig(process.env)
    const username = given.trim().toLowerCase()
    const link = await withStore(config, async (store) => {
      const account = await store.accounts.byUsername(username)
      if (account === null) throw new Trouble(`There is no account named ${given}.`)
      const service = await serviceOf(config, store)
      const { token } = await service.newLink(account.id, null, Date.now(), { resetFactors: true })
      return linkTo(config, token)
    })
    const done =
      'Removed the password, second factors and recovery codes, and signed out every session.'
    return { ok: true, lines: [done, ONCE, link], facts: { username, link } }
  },
}
