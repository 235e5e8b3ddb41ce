import type { Sfu } from '#sfu/types.ts'
import type { Store } from '../store/store.ts'

/** Milliseconds to cache a result. Anyone may ask, and each check writes to the store. */
const HOLDS = 2000

/** Whether the store accepts a write and the media workers answer. Runs one check at a time. */
export function createReadiness(
  store: Pick<Store, 'ping'>,
  sfu: Pick<Sfu, 'answers'>,
  now: () => number,
): () => Promise<boolean> {
  let last: { at: number; ready: Promise<boolean> } | null = null
  const look = async () => {
    try {
      await store.ping()
      return await sfu.answers()
    } catch {
      return false
    }
  }
  return () => {
    if (last === null || now() - last.at >= HOLDS) last = { at: now(), ready: look() }
    return last.ready
  }
}
