import { useCallback, useEffect, useRef, useState } from 'react'
import type { TrackView } from '#protocol/model.ts'
import { useText } from '../../../i18n/text.ts'
import { Button } from '../../widgets/button.tsx'
import { useRoom } from '../context.ts'

const isSound = ({ source }: TrackView) => source === 'microphone' || source === 'screen_audio'
type Blocked = (element: HTMLAudioElement) => void

/** One audio element per voice. Browsers may require a click before they play audio. */
export function Sound({ speakerId }: { speakerId: string | null }) {
  const t = useText('room')
  const { state } = useRoom()
  const [blocked, setBlocked] = useState<HTMLAudioElement[]>([])
  const onBlocked: Blocked = useCallback((element) => {
    setBlocked((now) => (now.includes(element) ? now : [...now, element]))
  }, [])
  const enable = () => {
    setBlocked([])
    for (const element of blocked) element.play().catch(() => undefined)
  }
  const voices = state.tracks.filter((track) => isSound(track) && track.participant !== state.self)
  return (
    <>
      {voices.map(({ id }) => {
        const track = state.received.get(id)
        return track && <Voice key={id} track={track} speakerId={speakerId} onBlocked={onBlocked} />
      })}
      {blocked.length > 0 && (
        <div className="bar bar-warn" role="alert">
          <span>{t.room.soundBlocked}</span>
          <Button small icon="speaker" onPress={enable}>
            {t.room.enableSound}
          </Button>
        </div>
      )}
    </>
  )
}

type VoiceProps = { track: MediaStreamTrack; speakerId: string | null; onBlocked: Blocked }

function Voice({ track, speakerId, onBlocked }: VoiceProps) {
  const ref = useRef<HTMLAudioElement>(null)
  useEffect(() => {
    const audio = ref.current
    if (!audio) return undefined
    audio.srcObject = new MediaStream([track])
    const play = () => {
      audio.play().catch((error: unknown) => {
        if (error instanceof DOMException && error.name === 'NotAllowedError') onBlocked(audio)
      })
    }
    play()
    // A phone pauses it for a phone call, and does not go on by itself.
    document.addEventListener('visibilitychange', play)
    return () => {
      document.removeEventListener('visibilitychange', play)
      audio.srcObject = null
    }
  }, [track, onBlocked])
  useEffect(() => {
    const audio = ref.current
    // If the browser refuses this speaker, audio continues on the system default.
    if (audio && 'setSinkId' in audio) audio.setSinkId(speakerId ?? '').catch(() => undefined)
  }, [speakerId])
  // Live speech has no caption file.
  // oxlint-disable-next-line jsx-a11y/media-has-caption
  return <audio ref={ref} autoPlay />
}
