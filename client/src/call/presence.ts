import type { DeviceList } from '../media/devices.ts'
import { presenceOf } from '../media/presence.ts'
import type { DeviceSet } from '../media/presence.ts'

export type PresencePort = {
  listDevices(): Promise<DeviceList>
  onDevicesChanged(listener: () => void): () => void
}

/** Tells what was there before and what is there now, whenever something is plugged in or out. */
export function watchPresence(
  port: PresencePort,
  changed: (before: DeviceSet, now: DeviceSet) => void,
): () => void {
  let last = port.listDevices().then(presenceOf)
  return port.onDevicesChanged(() => {
    // One after the other, however fast they come: a hub takes several devices with it.
    last = last.then(async (before) => {
      const now = presenceOf(await port.listDevices())
      changed(before, now)
      return now
    })
  })
}
