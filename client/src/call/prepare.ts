import type { openBoth } from '../media/devices.ts'
import type { DevicePort, OwnSources } from './own.ts'
import type { Devices } from './types.ts'

export type DeviceGround = DevicePort & { openBoth: typeof openBoth }

/** Opens ahead what the person chose before joining; both at once where both are wanted. */
export function prepare(
  own: OwnSources,
  ground: DeviceGround,
  { microphone, camera }: Devices,
): void {
  if (microphone.on && camera.on) {
    const both = ground.openBoth(microphone, camera)
    own.prepare('microphone', microphone, both.microphone)
    own.prepare('camera', camera, both.camera)
    return
  }
  own.prepare(
    'microphone',
    microphone,
    microphone.on ? ground.openMicrophone(microphone) : undefined,
  )
  own.prepare('camera', camera, camera.on ? ground.openCamera(camera) : undefined)
}
