import { useEffect, useEffectEvent } from 'react'
import type { RefObject } from 'react'

/** React listens to wheels passively; here the page must not scroll or zoom along. */
export function useWheel(
  element: RefObject<HTMLElement | null>,
  onWheel: (event: WheelEvent) => void,
): void {
  const run = useEffectEvent(onWheel)
  useEffect(() => {
    const target = element.current
    const listen = (event: WheelEvent) => {
      event.preventDefault()
      run(event)
    }
    target?.addEventListener('wheel', listen, { passive: false })
    return () => target?.removeEventListener('wheel', listen)
  }, [element])
}
