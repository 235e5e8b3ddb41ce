import { useText } from '../../i18n/text.ts'
import { Alert } from '../widgets/alert.tsx'
import type { PreviewState } from './preview-store.ts'

/** Which chosen devices are gone, and what is used for them until they are back. */
export function Absences({ state }: { state: PreviewState }) {
  const t = useText()
  const { lost, devices, lists } = state
  const sentences = (['microphone', 'camera'] as const).flatMap((which) => {
    const [gone, source] = [lost[which], state[which]]
    return gone && source.state === 'live'
      ? [t.deviceChanges.lost(gone.label || t.devices[which], source.track.label)]
      : []
  })
  const { speakerId } = devices
  if (lists.speakers.length > 0 && speakerId !== null && !heardFrom(speakerId, lists.speakers))
    sentences.push(t.deviceChanges.speakerLost)
  if (sentences.length === 0) return null
  return (
    <Alert tone="warn">
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Alert>
  )
}

const heardFrom = (id: string, speakers: MediaDeviceInfo[]) =>
  speakers.some(({ deviceId }) => deviceId === id)
