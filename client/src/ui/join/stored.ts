import type { Devices } from '../../call/types.ts'

/** What this browser remembers. Storage may be disabled or contain anything, so nothing throws. */
const DEVICES = 'anhop.devices'
const NAME = 'anhop.name'
const POSITION = 'anhop.position'
const LAYOUT = 'anhop.layout'
const SAVING = 'anhop.saving'

const read = (storage: () => Storage, key: string): string | null => {
  try {
    return storage().getItem(key)
  } catch {
    return null
  }
}
const write = (storage: () => Storage, key: string, value: string | null): boolean => {
  try {
    if (value === null) storage().removeItem(key)
    else storage().setItem(key, value)
    return true
  } catch {
    // Only convenience is lost.
    return false
  }
}
const local = () => localStorage
const tab = () => sessionStorage

const DEFAULTS: Devices = {
  microphone: { on: true, deviceId: null, effect: false },
  camera: { on: true, deviceId: null, effect: false },
  speakerId: null,
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {}
const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)
const input = (value: unknown) => {
  const known = record(value)
  return {
    on: known['on'] !== false,
    deviceId: text(known['deviceId']),
    effect: known['effect'] === true,
  }
}

/** Pure, so that tests can check the defaults for corrupt data. */
export function parseDevices(json: string | null): Devices {
  if (json === null) return DEFAULTS
  try {
    const known = record(JSON.parse(json))
    return {
      microphone: input(known['microphone']),
      camera: input(known['camera']),
      speakerId: text(known['speakerId']),
    }
  } catch {
    return DEFAULTS
  }
}

export const loadDevices = () => parseDevices(read(local, DEVICES))
export const saveDevices = (devices: Devices) => write(local, DEVICES, JSON.stringify(devices))
export const loadName = () => read(local, NAME) ?? ''
/** The last layout this person used. */
export const loadLayout = () => read(local, LAYOUT)
export const saveLayout = (layout: string) => write(local, LAYOUT, layout)
/** Whether this person saves data; null if they never chose. */
export const loadSaving = () => {
  const kept = read(local, SAVING)
  return kept === null ? null : kept === '1'
}
export const saveSaving = (saving: boolean) => write(local, SAVING, saving ? '1' : '0')
export const saveName = (name: string) => write(local, NAME, name)
export const loadPosition = () => read(local, POSITION) ?? ''
export const savePosition = (position: string) =>
  write(local, POSITION, position === '' ? null : position)

/**
 * Marks a tab that has passed this meeting's password: after a reload it tries its ticket (an
 * httpOnly cookie, invisible to scripts) before asking for the password again.
 */
const ticket = (id: string) => `anhop.entered.${id}`
export const hasEntered = (id: string) => read(tab, ticket(id)) !== null
export const setEntered = (id: string, entered: boolean) =>
  write(tab, ticket(id), entered ? '1' : null)
