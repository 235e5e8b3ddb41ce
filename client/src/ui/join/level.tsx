import { useEffect, useRef } from 'react'
import { createLevelMeter } from '../../call/devices.ts'
import { useText } from '../../i18n/text.ts'

/** How often the value for screen readers changes. */
const SPOKEN_MS = 500
/**
 * How often the bar moves: often enough to follow a voice. Updating it in every frame cost a weak
 * machine more than the video preview itself.
 */
const MOVED_MS = 80

/** From this level on something was heard: speech close to a microphone is louder. */
const HEARD = 0.3

type Props = { track: MediaStreamTrack; onHeard?: (() => void) | undefined }

export function Level({ track, onHeard }: Props) {
  const t = useText()
  const meter = useRef<HTMLDivElement>(null)
  const bar = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const source = createLevelMeter(new MediaStream([track]))
    let frame = 0
    let [spoken, moved] = [0, 0]
    const draw = (now: number) => {
      frame = requestAnimationFrame(draw)
      if (now - moved < MOVED_MS) return
      moved = now
      const level = source.level()
      if (level > HEARD) onHeard?.()
      if (bar.current) bar.current.style.transform = `scaleX(${level.toFixed(2)})`
      if (now - spoken > SPOKEN_MS) {
        spoken = now
        meter.current?.setAttribute('aria-valuenow', String(Math.round(level * 100)))
      }
    }
    frame = requestAnimationFrame(draw)
    return () => {
      cancelAnimationFrame(frame)
      source.close()
    }
  }, [track, onHeard])
  return (
    <div
      ref={meter}
      className="level"
      // Browsers render a native <meter> too differently to style it consistently.
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
