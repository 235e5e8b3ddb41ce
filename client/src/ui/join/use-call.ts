import { useCallback, useSyncExternalStore } from 'react'
import type { Call, CallState } from '../../call/types.ts'

/** The one way by which the screen reads a call. */
export function useCall(call: Call): CallState {
  const subscribe = useCallback((listener: () => void) => call.subscribe(listener), [call])
  const read = useCallback(() => call.getState(), [call])
  return useSyncExternalStore(subscribe, read)
}
