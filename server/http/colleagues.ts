import type { Colleague } from '#protocol/calendar.ts'
import { LIMITS } from '#protocol/limits.ts'
import { namesLike } from '../policy/names.ts'
import type { Store } from '../store/store.ts'
import { createPace } from './pace.ts'
import { route } from './routes.ts'
import type { Route } from './routes.ts'

const SEARCHES_PER_MINUTE = 60

/**
 * [CAL5] Finds the accounts a host can invite, by name. Returns a few at a time and nothing but the
 * name and username, which whoever invites somebody has to know.
 */
export function colleaguesRoute({ store }: { store: Pick<Store, 'accounts'> }): Route {
  const pace = createPace(SEARCHES_PER_MINUTE, 60_000)
  return route({
    method: 'GET',
    path: '/api/colleagues',
    access: 'signed-in',
    body: null,
    query: 'colleagues',
    async run({ account, query: { name }, now }): Promise<Colleague[]> {
      pace(account.id, now)
      const others = (await store.accounts.list()).filter(
        ({ id, disabled }) => id !== account.id && !disabled,
      )
      return namesLike(name, others)
        .slice(0, LIMITS.colleaguesFound)
        .map((found) => ({ username: found.username, name: found.name }))
    },
  })
}
