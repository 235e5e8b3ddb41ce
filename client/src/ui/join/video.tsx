import { useEffect, useRef } from 'react'

type Props = {
  track: MediaStreamTrack
  label?: string
  mirrored?: boolean
  fit?: 'cover' | 'contain'
  data?: { source: 'camera' | 'screen'; participant: string }
}

/** Shows one video track. Always muted: audio has its own elements, see ui/room/stage/sound.tsx. */
export function Video({ track, label, mirrored = false, fit = 'cover', data }: Props) {
  const element = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    const video = element.current
    if (!video) return undefined
    video.srcObject = new MediaStream([track])
    video.play().catch(() => undefined)
    return () => {
      video.srcObject = null
    }
  }, [track])
  return (
    <video
      ref={element}
      className={`video video-${fit}${mirrored ? ' mirrored' : ''}`}
      aria-label={label}
      aria-hidden={label === undefined}
      data-source={data?.source}
      data-participant={data?.participant}
      autoPlay
      playsInline
      muted
    />
  )
}
