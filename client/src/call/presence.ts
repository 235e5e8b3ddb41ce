import type { DeviceList } from '../media/devices.ts'
import { presenceOf } from '../media/presence.ts'
import type { DeviceSet } from '../media/presence.ts'

export type PresencePort = {
  listDevices(): Promise<DeviceList>
  onDevicesChanged(listener: () => void): () => void
}

/** Reports the devices before and after each change. */
export function watchPresence(
  port: PresencePort,
  changed: (before: DeviceSet, now: DeviceSet) => void,
): () => void {
  let last = port.listDevices().then(presenceOf)
  return port.onDevicesChanged(() => {
    // One at a time: unplugging a hub fires several events in quick succession.
    last = last.then(async (before) => {
      const now = presenceOf(await port.listDevices())
      changed(before, now)
      return now
    })
  })
}
