import { useEffect, useEffectEvent } from 'react'
import type { RefObject } from 'react'

/**
 * React attaches wheel listeners as passive; this one must be able to prevent the page from
 * scrolling or zooming.
 */
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
