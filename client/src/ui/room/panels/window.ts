import { useCallback, useState } from 'react'
import type { RefCallback } from 'react'

/** Rows more at a time. */
const STEP = 25
/** How far before the end of what is drawn the next rows are. */
const AHEAD = '500px'

/** In the whole list, of which the end may not be drawn. */
export type Place = { 'aria-posinset': number; 'aria-setsize': number }

/**
 * Draws a long list as far as it has been scrolled to: a thousand rows with their buttons would take
 * seconds.
 *
 * @returns how many rows to draw; the ref of an element after them, null once all are drawn; and
 *   what assistive technology is told of the row at `n`
 */
export function useWindow(total: number): {
  most: number
  end: RefCallback<Element> | null
  placeOf: (n: number) => Place
} {
  const [most, setMost] = useState(STEP)
  const watch = useCallback((end: Element | null) => {
    if (end === null) return
    const observer = new IntersectionObserver(
      (seen) => {
        if (seen.some(({ isIntersecting }) => isIntersecting)) setMost((now) => now + STEP)
      },
      { rootMargin: AHEAD },
    )
    observer.observe(end)
    return () => observer.disconnect()
  }, [])
  return {
    most,
    end: total > most ? watch : null,
    placeOf: (n) => ({ 'aria-posinset': n + 1, 'aria-setsize': total }),
  }
}
