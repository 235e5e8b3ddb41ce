import { useSyncExternalStore } from 'react'

/** The width at which room.css puts panels over the stage instead of beside it. */
const query = matchMedia('(max-width: 48rem)')
const subscribe = (listener: () => void) => {
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}

export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => query.matches)
