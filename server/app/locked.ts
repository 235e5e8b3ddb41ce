import { readBucket } from '../auth/attempts.ts'
import type { Lock } from '../auth/attempts.ts'
import type { LockView } from '#protocol/health.ts'
import type { Store } from '../store/store.ts'

/** Maximum number of locks to show. More lines would not tell the operator anything more. */
const SHOWN = 50

/** [PWD4] The newest lockouts, with names that the operator knows; see `LockView`. */
export async function lockViews(
  locks: readonly Lock[],
  store: Pick<Store, 'meetings' | 'accounts'>,
  usernameHash: (username: string) => string,
): Promise<LockView[]> {
  const newest = locks.slice(-SHOWN).toReversed()
  if (newest.length === 0) return []
  const accounts = await store.accounts.list()
  const byHash = new Map(accounts.map((one) => [usernameHash(one.username), one.name]))
  const byId = new Map<string, string>(accounts.map((one) => [one.id, one.name]))
  const places: string[] = []
  const placeOf = (hash: string | null): number | null => {
    if (hash === null) return null
    if (!places.includes(hash)) places.push(hash)
    return places.indexOf(hash) + 1
  }
  return Promise.all(
    newest.map(async ({ key, until }): Promise<LockView> => {
      const { subject, from, hash } = readBucket(key)
      const where = { from, place: placeOf(hash), until }
      switch (subject?.scope) {
        case 'meeting': {
          const meeting = await store.meetings.meeting(subject.id)
          return { what: 'meeting', name: meeting?.title ?? null, ...where }
        }
        case 'account':
          return { what: 'account', name: byHash.get(subject.usernameHash) ?? null, ...where }
        case 'factor':
          return { what: 'factor', name: byId.get(subject.id) ?? null, ...where }
        case 'link':
        case undefined:
          return { what: 'address', name: null, ...where }
      }
    }),
  )
}
