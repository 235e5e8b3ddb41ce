import { createAccountDesk } from './auth/accounts.ts'
import { createAttemptLimiter } from './auth/attempts.ts'
import { createHasher } from './auth/passwords.ts'
import { keyedHash, loadSecret } from './auth/secret.ts'
import { ConfigError, readConfig } from './config.ts'
import type { Config } from './config.ts'
import { createOrigins } from './http/origin.ts'
import { complain, reason, say } from './log.ts'
import { lockFolder } from './store/lock.ts'
import { openStore } from './store/store.ts'

/**
 * `npm run account:reset -- USERNAME`: for the operator who has lost password or second factors and
 * has no other operator to ask. Whoever may run it owns the data folder anyway. The server must be
 * stopped: it alone writes to its data while it runs.
 */
async function reset(config: Config, username: string): Promise<string | null> {
  const unlock = lockFolder(config.data)
  const store = await openStore(config.data)
  try {
    const account = await store.accounts.byUsername(username)
    if (account === null) return null
    const desk = createAccountDesk({
      store,
      hasher: await createHasher(),
      attempts: createAttemptLimiter(store.attempts),
      keyed: keyedHash(loadSecret(config.data)),
    })
    const { token } = await desk.newLink(account.id, null, Date.now(), { resetFactors: true })
    return `${createOrigins(config).publicUrl()}/activate#${token}`
  } finally {
    await store.close()
    unlock()
  }
}

try {
  const [username, ...more] = process.argv.slice(2)
  if (username === undefined || more.length > 0) {
    throw new Error('usage: npm run account:reset -- USERNAME')
  }
  const link = await reset(readConfig(process.env), username.trim().toLowerCase())
  if (link === null) throw new Error(`there is no account named ${username}`)
  say('Password, second factors and recovery codes are removed, and every session is ended.')
  say('Start the server, then open this link; it works once, within 24 hours:')
  say(link)
} catch (error) {
  if (error instanceof ConfigError) error.faults.forEach(complain)
  else complain(`Nothing was reset (${reason(error)}).`)
  process.exitCode = 1
}
