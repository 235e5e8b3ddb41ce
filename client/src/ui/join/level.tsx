import { useEffect, useRef } from 'react'
import { createLevelMeter } from '../../call/devices.ts'
import { useText } from '../../i18n/text.ts'

/** How often the number for screen readers changes; the bar itself moves with every frame. */
const SPOKEN_MS = 500

export function Level({ track }: { track: MediaStreamTrack }) {
  const t = useText()
  const meter = useRef<HTMLDivElement>(null)
  const bar = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const source = createLevelMeter(new MediaStream([track]))
    let frame = 0
    let spoken = 0
    const draw = (now: number) => {
      const level = source.level()
      if (bar.current) bar.current.style.transform = `scaleX(${level.toFixed(3)})`
      if (now - spoken > SPOKEN_MS) {
        spoken = now
        meter.current?.setAttribute('aria-valuenow', String(Math.round(level * 100)))
      }
      frame = requestAnimationFrame(draw)
    }
    frame = requestAnimationFrame(draw)
    return () => {
      cancelAnimationFrame(frame)
      source.close()
    }
  }, [track])
  return (
    <div
      ref={meter}
      className="level"
      // A real <meter> cannot be drawn alike in all browsers.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="meter"
      aria-label={t.devices.level}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
    >
      <div ref={bar} className="level-bar" />
    </div>
  )
}
