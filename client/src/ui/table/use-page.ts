import { useEffect, useState } from 'react'
import type { Opened } from './open.ts'
import type { Size } from './place.ts'

export type PageNow = { page: number; size: Size; picture: HTMLCanvasElement; text: string }

/** Drawn widths in steps of so many pixels: not anew for every pixel that a window grows. */
const STEP = 256

/**
 * One page, drawn for this width in device pixels. The last one stays until the next is there, so
 * that nothing flickers.
 */
export function usePage(opened: Opened | null, page: number, width: number): PageNow | null {
  const [now, setNow] = useState<PageNow | null>(null)
  const wanted = Math.ceil(width / STEP) * STEP
  useEffect(() => {
    if (opened === null || wanted === 0) return undefined
    let over = false
    const draw = async () => {
      const [size, picture, text] = await Promise.all([
        opened.size(page),
        opened.draw(page, wanted),
        opened.text(page),
      ])
      if (!over) setNow({ page, size: { width: size.width, height: size.height }, picture, text })
    }
    // A document that is closed while it draws: another takes its place.
    draw().catch(() => undefined)
    return () => {
      over = true
    }
  }, [opened, page, wanted])
  return now
}
