/**
 * Where a browser keeps keys: an IndexedDB, because it alone takes keys that cannot be exported.
 * Some browsers refuse it (private windows, policies); then they last as long as the page.
 */
export type Shelf = 'device' | 'meetings'

export type Kept = {
  /** Undefined if nothing is there. */
  read(shelf: Shelf, key: string): Promise<unknown>
  /**
   * Puts there what `change` makes of what is there, and returns it; undefined empties the place.
   * Nothing else is written in between, not by another tab either.
   */
  change(shelf: Shelf, key: string, change: (now: unknown) => unknown): Promise<unknown>
}

const SHELVES: readonly Shelf[] = ['device', 'meetings']
const NAME = 'anhop'

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('refused')))
  })

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1)
  request.addEventListener('upgradeneeded', () => {
    for (const shelf of SHELVES) request.result.createObjectStore(shelf)
  })
  return done(request)
}

/** Each use rejects if the browser refuses. */
export function inBrowser(): Kept {
  let opened: Promise<IDBDatabase> | null = null
  const shelfOf = async (shelf: Shelf, mode: IDBTransactionMode) => {
    opened ??= open()
    return (await opened).transaction(shelf, mode).objectStore(shelf)
  }
  return {
    read: async (shelf, key) => done<unknown>((await shelfOf(shelf, 'readonly')).get(key)),
    change: async (shelf, key, change) => {
      const store = await shelfOf(shelf, 'readwrite')
      const next = change(await done<unknown>(store.get(key)))
      if (next === undefined) await done(store.delete(key))
      else await done(store.put(next, key))
      return next
    },
  }
}

export function inMemory(): Kept {
  const kept = new Map<string, unknown>()
  return {
    read: async (shelf, key) => kept.get(`${shelf} ${key}`),
    change: async (shelf, key, change) => {
      const next = change(kept.get(`${shelf} ${key}`))
      if (next === undefined) kept.delete(`${shelf} ${key}`)
      else kept.set(`${shelf} ${key}`, next)
      return next
    },
  }
}

/** What the first refuses goes to the second, which is asked first from then on. */
export const withFallback = (first: Kept, second: Kept): Kept => ({
  read: async (shelf, key) =>
    (await second.read(shelf, key)) ?? (await first.read(shelf, key).catch(() => undefined)),
  change: async (shelf, key, change) => {
    const aside = await second.read(shelf, key)
    if (aside !== undefined) return second.change(shelf, key, change)
    return first.change(shelf, key, change).catch(() => second.change(shelf, key, change))
  },
})
