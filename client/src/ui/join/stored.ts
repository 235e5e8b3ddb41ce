import type { Devices } from '../../call/types.ts'

/** What this browser remembers between visits. Storage may be off or hold anything: never throws. */
const DEVICES = 'anhop.devices'
const NAME = 'anhop.name'
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
    // Nothing is lost but the convenience.
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

/** Pure, so that a spoiled record is tested to give the defaults. */
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
/** How the meeting was looked at last. */
export const loadLayout = () => read(local, LAYOUT)
export const saveLayout = (layout: string) => write(local, LAYOUT, layout)
/** Whether this person saves data. */
export const loadSaving = () => read(local, SAVING) !== null
export const saveSaving = (saving: boolean) => write(local, SAVING, saving ? '1' : null)
export const saveName = (name: string) => write(local, NAME, name)

/**
 * This tab has got past the password of this meeting: after a reload it tries its ticket (an
 * httpOnly cookie that no script can see) before asking again.
 */
const ticket = (id: string) => `anhop.entered.${id}`
export const hasEntered = (id: string) => read(tab, ticket(id)) !== null
export const setEntered = (id: string, entered: boolean) =>
  write(tab, ticket(id), entered ? '1' : null)

/** A personal invite, as it stood after the `#`. For this tab alone. */
const invite = (id: string) => `anhop.invite.${id}`
export const loadInvite = (id: string) => read(tab, invite(id))
/** False when it could not be kept. */
export const saveInvite = (id: string, hash: string | null) => write(tab, invite(id), hash)
