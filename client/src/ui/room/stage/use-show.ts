import { useEffect } from 'react'
import type { RefObject } from 'react'
import type { TrackId } from '#protocol/ids.ts'
import type { Call } from '../../../call/types.ts'
import { showAt } from './shown.ts'

/**
 * Heights are rounded up to steps of this many device pixels, so that resizing a window does not
 * send a message per pixel.
 */
const STEP = 45

/** Reports the displayed height of a track to the call, or null while it is out of view. */
export function useShow(call: Call, track: TrackId | null, element: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const target = element.current
    if (!target || track === null) return undefined
    const place = Symbol('place')
    // In the floating window, use its own observers: those of the page do not cover it.
    const { ResizeObserver, IntersectionObserver, devicePixelRatio } =
      target.ownerDocument.defaultView ?? globalThis
    let visible = true
    let told: number | null | undefined
    const tell = () => {
      const pixels = target.clientHeight * devicePixelRatio
      const height = visible && pixels > 0 ? Math.ceil(pixels / STEP) * STEP : null
      if (height === told) return
      told = height
      showAt(call, track, place, height)
    }
    const sizes = new ResizeObserver(tell)
    const sight = new IntersectionObserver((entries) => {
      visible = entries.at(-1)?.isIntersecting ?? true
      tell()
    })
    sizes.observe(target)
    sight.observe(target)
    tell()
    return () => {
      sizes.disconnect()
      sight.disconnect()
      showAt(call, track, place, null)
    }
  }, [call, track, element])
}
