import {
  listDevices,
  onDevicesChanged,
  openBoth,
  openCamera,
  openMicrophone,
  openScreen,
} from '../media/devices.ts'
import type { OwnSources } from './own.ts'
import type { DevicePort } from './reconcile.ts'
import type { PresencePort } from './presence.ts'
import type { Devices } from './types.ts'

export type DeviceEnvironment = DevicePort & PresencePort & { openBoth: typeof openBoth }

export const BROWSER_DEVICES: DeviceEnvironment = {
  openMicrophone,
  openCamera,
  openScreen,
  openBoth,
  listDevices,
  onDevicesChanged,
}

/** Opens the chosen devices before admission, both in one request if both are wanted. */
export function prepare(
  own: OwnSources,
  environment: DeviceEnvironment,
  { microphone, camera }: Devices,
): void {
  if (microphone.on && camera.on) {
    const both = environment.openBoth(microphone, camera)
    own.prepare('microphone', microphone, both.microphone)
    own.prepare('camera', camera, both.camera)
    return
  }
  own.prepare(
    'microphone',
    microphone,
    microphone.on ? environment.openMicrophone(microphone) : undefined,
  )
  own.prepare('camera', camera, camera.on ? environment.openCamera(camera) : undefined)
}
