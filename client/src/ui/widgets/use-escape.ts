import { useEffect, useEffectEvent } from 'react'

/** Handles Escape anywhere on the page, for elements that are not dialogs. */
export function useEscape(onEscape: () => void, on = true): void {
  const run = useEffectEvent(onEscape)
  useEffect(() => {
    if (!on) return undefined
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') run()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [on])
}
