import { useCallback, useEffect, useRef, useState } from 'react'
import type { TrackId, TrackView } from '#protocol/model.ts'
import { useText } from '../../../i18n/text.ts'
import { Button } from '../../widgets/button.tsx'
import { useRoom } from '../context.ts'
import { seated } from './voices.ts'

const isSound = ({ source }: TrackView) => source === 'microphone' || source === 'screen_audio'

/**
 * One audio element per voice. Browsers may require a click before an element plays: any click in
 * the page lets all of them, also some that are kept for people who come later. One element for
 * all voices would not do: Chromium plays only tracks that it had when it was started.
 */
export function Sound({ speakerId }: { speakerId: string | null }) {
  const t = useText('room')
  const { state } = useRoom()
  const elements = useRef<HTMLDivElement>(null)
  const [blocked, setBlocked] = useState(false)
  const onBlocked = useCallback(() => setBlocked(true), [])
  const voices = state.tracks.filter((track) => isSound(track) && track.participant !== state.self)
  const heard = voices.flatMap(({ id }) => (state.received.has(id) ? id : []))
  const [seats, setSeats] = useState<readonly (TrackId | null)[]>([])
  const next = seated(seats, heard)
  if (next !== seats) setSeats(next)
  useEffect(() => {
    const allow = () => {
      setBlocked(false)
      for (const audio of elements.current?.querySelectorAll('audio') ?? []) {
        if (audio.paused) play(audio, onBlocked)
      }
    }
    for (const type of CLICKS) document.addEventListener(type, allow)
    return () => {
      for (const type of CLICKS) document.removeEventListener(type, allow)
    }
  }, [onBlocked])
  return (
    <>
      <div ref={elements} hidden>
        {seats.map((id, at) => {
          const track = (id !== null && state.received.get(id)) || null
          // oxlint-disable-next-line react/no-array-index-key -- Elements outlive their voices.
          return <Voice key={at} track={track} speakerId={speakerId} onBlocked={onBlocked} />
        })}
      </div>
      {blocked && (
        <div className="bar bar-warn" role="alert">
          <span>{t.room.soundBlocked}</span>
          {/* The click alone does it, as any other would. */}
          <Button small icon="speaker" onPress={() => setBlocked(false)}>
            {t.room.enableSound}
          </Button>
        </div>
      )}
    </>
  )
}

const CLICKS = ['pointerup', 'keyup']

/** Inside a click, this also allows an element without a voice to play from then on. */
function play(audio: HTMLAudioElement, onBlocked: () => void): void {
  audio.play().catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'NotAllowedError') onBlocked()
  })
}

type VoiceProps = {
  track: MediaStreamTrack | null
  speakerId: string | null
  onBlocked: () => void
}

function Voice({ track, speakerId, onBlocked }: VoiceProps) {
  const ref = useRef<HTMLAudioElement>(null)
  useEffect(() => {
    const audio = ref.current
    if (!audio || !track) return undefined
    audio.srcObject = new MediaStream([track])
    const goOn = () => play(audio, onBlocked)
    goOn()
    // A phone pauses it for a phone call, and does not go on by itself.
    document.addEventListener('visibilitychange', goOn)
    return () => {
      document.removeEventListener('visibilitychange', goOn)
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
  return <audio ref={ref} />
}
