/** Devices that are unplugged, switched off or out of range, and that come back. Pure. */
import type { DeviceList } from './devices.ts'

/** Device ids of one kind that are present, and the `groupId`s of the hardware they belong to. */
export type Present = ReadonlySet<string>
export type DeviceSet = { microphone: Present; camera: Present }

const idsOf = (devices: readonly MediaDeviceInfo[]): Present =>
  new Set(devices.flatMap(({ deviceId, groupId }) => [deviceId, groupId]).filter(Boolean))

export const presenceOf = ({ microphones, cameras }: DeviceList): DeviceSet => ({
  microphone: idsOf(microphones),
  camera: idsOf(cameras),
})

type Using = Pick<MediaTrackSettings, 'deviceId' | 'groupId'>

/**
 * Whether the device in use is gone. Not every browser ends its track. A device used as "default"
 * disappears by `groupId`, because another device takes over the id "default".
 */
export function isGone(using: Using, before: Present, now: Present): boolean {
  return [using.deviceId, using.groupId].some((id) => id && before.has(id) && !now.has(id))
}

/** Whether the wanted device has just appeared while another is in use. */
export function hasReturned(
  wanted: string | null | undefined,
  using: Using,
  before: Present,
  now: Present,
): boolean {
  if (!wanted || using.deviceId === wanted) return false
  return !before.has(wanted) && now.has(wanted)
}

/** Devices lost since the person last chose: the label of the first, and the ids of all. */
export type Absence = { label: string; ids: readonly string[] }

/**
 * State after one more device was lost. Null if the same one was lost before: retrying would find
 * nothing new.
 */
export function withLost(absence: Absence | null, track: MediaStreamTrack): Absence | null {
  const { deviceId = '' } = track.getSettings()
  if (absence?.ids.includes(deviceId)) return null
  return { label: absence?.label ?? track.label, ids: [...(absence?.ids ?? []), deviceId] }
}

/** The device to return to: the chosen one, else the first one the system picked. */
export const wantedOf = (chosen: string | null, absence: Absence | null): string | null =>
  chosen || (absence?.ids[0] ?? null)
