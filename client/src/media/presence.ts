/** Devices that are unplugged, switched off or out of reach, and that come back. Pure. */
import type { DeviceList } from './devices.ts'

/** Ids of the devices of one kind that are there, and of the boxes (`groupId`) they belong to. */
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
 * Whether the device in use has gone. Not every browser ends its track then; and what is used as
 * "default" goes with its box, while another takes its name.
 */
export function isGone(using: Using, before: Present, now: Present): boolean {
  return [using.deviceId, using.groupId].some((id) => id && before.has(id) && !now.has(id))
}

/** Whether the device that is wanted has just come, while another is in use. */
export function hasReturned(
  wanted: string | null | undefined,
  using: Using,
  before: Present,
  now: Present,
): boolean {
  if (!wanted || using.deviceId === wanted) return false
  return !before.has(wanted) && now.has(wanted)
}

/** What was lost since the person last chose: by what name the first was known, and all of them. */
export type Absence = { label: string; ids: readonly string[] }

/**
 * After one more device was lost. Null when this very one was lost before: then there is nothing
 * left that another try would find.
 */
export function withLost(absence: Absence | null, track: MediaStreamTrack): Absence | null {
  const { deviceId = '' } = track.getSettings()
  if (absence?.ids.includes(deviceId)) return null
  return { label: absence?.label ?? track.label, ids: [...(absence?.ids ?? []), deviceId] }
}

/** The device to go back to: the chosen one, else the one that the system had given first. */
export const wantedOf = (chosen: string | null, absence: Absence | null): string | null =>
  chosen || (absence?.ids[0] ?? null)
