import { useEffect, useRef, useState } from 'react'
import { listDevices, onDevicesChanged } from '../../../call/devices.ts'
import type { OwnSource } from '../../../call/types.ts'
import { useText } from '../../../i18n/text.ts'
import type { RoomValue } from '../context.ts'

type Room = Pick<RoomValue, 'state' | 'say'>

/** Says when a device was unplugged and another stands in for it, and when it is used again. */
export function useDeviceChanges({ state, say }: Room): void {
  useChange(state.own.microphone, say)
  useChange(state.own.camera, say)
}

function useChange(source: OwnSource, say: Room['say']): void {
  const t = useText()
  const told = useRef<string | null>(null)
  useEffect(() => {
    // While one is being opened nothing is decided.
    if (source.state === 'starting') return
    const gone = 'track' in source ? (source.insteadOf ?? null) : null
    if (gone === told.current) return
    told.current = gone
    if (!('track' in source)) return
    const { label } = source.track
    if (gone === null) say(t.deviceChanges.back(label))
    else say(t.deviceChanges.lost(gone, label), 'stays')
  }, [source, say, t])
}

/**
 * The speaker that voices are played on: the chosen one, or the system's (null) while that is not
 * there. An element whose speaker was unplugged stays silent until it is given another.
 */
export function useSpeaker(chosen: string | null, say: Room['say']): string | null {
  const t = useText()
  const [gone, setGone] = useState(false)
  const told = useRef(false)
  useEffect(() => {
    const look = async () => {
      const { speakers } = await listDevices()
      // Nothing is known of speakers before a microphone was allowed, and in some browsers ever.
      setGone(speakers.length > 0 && !speakers.some(({ deviceId }) => deviceId === chosen))
    }
    void look()
    return onDevicesChanged(() => void look())
  }, [chosen])
  const lost = chosen !== null && gone
  useEffect(() => {
    if (told.current === lost) return
    told.current = lost
    if (lost) say(t.deviceChanges.speakerLost, 'stays')
    else if (chosen !== null) say(t.deviceChanges.speakerBack)
  }, [lost, chosen, say, t])
  return lost ? null : chosen
}
