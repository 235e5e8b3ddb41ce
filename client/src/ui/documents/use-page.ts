import { useEffect, useRef, useState } from 'react'
import type { Opened } from './opened.ts'
import type { Size } from './place.ts'

export type PageNow = { page: number; size: Size; picture: HTMLCanvasElement; text: string }

/**
 * Rendered widths are rounded up to this many pixels, so that resizing a window renders less often.
 */
const STEP = 256

type Drawn = { opened: Opened; page: number; width: number; result: Promise<PageNow> }

/**
 * Renders one page at a width in device pixels. To avoid flicker, the last page stays until the
 * next is ready. The most likely next page is rendered in advance. `failed`: this page could not be
 * rendered.
 * @param again a new number retries
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
      // The error is reported when the person turns to the page.
      result.catch(() => undefined)
    }
    show().catch(() => {
      ahead.current = null
      // The document was closed while rendering; another one replaces it.
      if (!over) setFailure({ opened, page })
    })
    return () => {
      over = true
    }
    // `again` is a dependency only to retry: nothing else in the effect changes with it.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies, react-hooks/exhaustive-deps
  }, [opened, page, wanted, again])
  const failed = failure?.opened === opened && failure?.page === page
  // Showing the previous page here would pass it off as the failed one.
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
