/**
 * What the page before the call needs of devices: preview, selection, level. Re-exported here
 * because only `call` may import from `media`; deliberately light, without the call engine.
 */
export {
  DeviceFailure,
  faultOf,
  listDevices,
  onDevicesChanged,
  openBoth,
  openCamera,
  openMicrophone,
  permissionOf,
} from '../media/devices.ts'
export type { Choice, DeviceFault, DeviceList } from '../media/devices.ts'
export { currentCosts, onCosts } from '../media/effects/costs.ts'
export type { Cost, EffectName } from '../media/effects/types.ts'
export { endedBy } from '../media/ended.ts'
export { canTreat, isWeak, measured } from '../media/treated.ts'
export { createLevelMeter } from '../media/level.ts'
export type { LevelMeter } from '../media/level.ts'
export { hasReturned, isGone, presenceOf, wantedOf, withLost } from '../media/presence.ts'
export type { Absence } from '../media/presence.ts'
export { canChooseSpeaker, playTone } from '../media/tone.ts'
export { surfaceOf } from '../media/surface.ts'
