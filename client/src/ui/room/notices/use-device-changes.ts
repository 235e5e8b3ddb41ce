import { useEffect, useRef, useState } from 'react'
import { listDevices, onDevicesChanged } from '../../../call/devices.ts'
import type { OwnSource } from '../../../call/types.ts'
import { useText } from '../../../i18n/text.ts'
import type { RoomValue } from '../context.ts'

type Room = Pick<RoomValue, 'state' | 'say'>

/** Announces that another device replaces one that was unplugged, and that it is used again. */
export function useDeviceChanges({ state, say }: Room): void {
  useChange(state.own.microphone, say)
  useChange(state.own.camera, say)
}

function useChange(source: OwnSource, say: Room['say']): void {
  const t = useText()
  const told = useRef<string | null>(null)
  useEffect(() => {
    // Wait for the outcome while a device is starting.
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
 * The speaker to use: the chosen one, or the system default (null) while that is not connected. An
 * audio element whose speaker was unplugged stays silent until it is given another one.
 */
export function useSpeaker(chosen: string | null, say: Room['say']): string | null {
  const t = useText()
  const [gone, setGone] = useState(false)
  const told = useRef(false)
  useEffect(() => {
    const look = async () => {
      const { speakers } = await listDevices()
      // Browsers list speakers only after microphone permission, and some never do.
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
