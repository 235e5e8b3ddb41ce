import { useCallback, useSyncExternalStore } from 'react'
import type { Call, CallState } from '../../call/types.ts'

/** Subscribes a component to the call state. The UI reads a call only through this hook. */
export function useCall(call: Call): CallState {
  const subscribe = useCallback((listener: () => void) => call.subscribe(listener), [call])
  const read = useCallback(() => call.getState(), [call])
  return useSyncExternalStore(subscribe, read)
}
