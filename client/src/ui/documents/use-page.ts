import { useEffect, useRef, useState } from 'react'
import type { Opened } from './opened.ts'
import type { Size } from './place.ts'

export type PageNow = { page: number; size: Size; picture: HTMLCanvasElement; text: string }

/** Drawn widths in steps of so many pixels: not anew for every pixel that a window grows. */
const STEP = 256

type Drawn = { opened: Opened; page: number; width: number; result: Promise<PageNow> }

/**
 * One page, drawn for this width in device pixels. The last one stays until the next is there, so
 * that nothing flickers. The page that most often comes next is drawn ahead, so that it is there
 * when it is turned to. `failed`: this page could not be drawn. @param again another number tries anew
 */
export function usePage(
  opened: Opened | null,
  page: number,
  width: number,
  again: number,
): { shape: PageNow | null; failed: boolean } {
  const [now, setNow] = useState<PageNow | null>(null)
  const [failure, setFailure] = useState<Pick<Drawn, 'opened' | 'page'> | null>(null)
  const ahead = useRef<Drawn | null>(null)
  const wanted = Math.ceil(width / STEP) * STEP
  useEffect(() => {
    if (opened === null || wanted === 0) return undefined
    let over = false
    const ready = ahead.current
    const fits = ready?.opened === opened && ready.page === page && ready.width === wanted
    const drawing = fits ? ready.result : draw(opened, page, wanted)
    const show = async () => {
      const drawn = await drawing
      if (over) return
      setNow(drawn)
      setFailure(null)
      if (page === opened.pages) return
      const result = draw(opened, page + 1, wanted)
      ahead.current = { opened, page: page + 1, width: wanted, result }
      // It is told when the page is turned to.
      result.catch(() => undefined)
    }
    show().catch(() => {
      ahead.current = null
      // A document that is closed while it draws: another takes its place.
      if (!over) setFailure({ opened, page })
    })
    return () => {
      over = true
    }
    // Asked for again: nothing in it has changed but that.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies, react-hooks/exhaustive-deps
  }, [opened, page, wanted, again])
  const failed = failure?.opened === opened && failure?.page === page
  // The page before it would be taken for this one.
  return { shape: failed ? null : now, failed }
}

async function draw(opened: Opened, page: number, width: number): Promise<PageNow> {
  const [size, picture, text] = await Promise.all([
    opened.size(page),
    opened.draw(page, width),
    opened.text(page),
  ])
  return { page, size: { width: size.width, height: size.height }, picture, text }
}
