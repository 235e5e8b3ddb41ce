import { BUDGET_MS } from './effects/pace.ts'
import { shared } from './effects/shared.ts'
import { DeviceFailure } from './fault.ts'
import type { Cost, EffectName } from './effects/types.ts'

/** Settings that browsers support but TypeScript's DOM types lack. */
type Settings = MediaTrackSettings & { voiceIsolation?: boolean; backgroundBlur?: boolean }
type Capabilities = MediaTrackCapabilities & { backgroundBlur?: boolean[] }

/** Whether this browser can run our own implementation of the effect. */
export const canTreat = (name: EffectName): boolean =>
  name === 'blur'
    ? 'MediaStreamTrackProcessor' in globalThis && 'MediaStreamTrackGenerator' in globalThis
    : 'AudioWorkletNode' in globalThis

const RUN: Record<EffectName, (device: MediaStreamTrack) => Promise<MediaStreamTrack>> = {
  blur: async (device) => (await import('./effects/blur.ts')).blurred(device),
  denoise: async (device) =>
    (await import('./effects/denoise.ts')).denoised(device, () => measured('denoise')),
}

/**
 * Returns the device, with its effect if `wanted`: the system's if available, otherwise ours.
 * @throws DeviceFailure
 */
export async function treated(
  name: EffectName,
  device: MediaStreamTrack,
  wanted = false,
): Promise<MediaStreamTrack> {
  if (!wanted) return device
  try {
    if (await bySystem(name, device)) return device
    if (!canTreat(name)) throw new DeviceFailure('effect')
    const key = `${name} ${device.getSettings().deviceId ?? device.id}`
    return await shared(key, device, RUN[name])
  } catch (error) {
    // Fail closed: a room that should be blurred is not shown because a file failed to load.
    device.stop()
    throw error instanceof DeviceFailure ? error : new DeviceFailure('effect')
  }
}

async function bySystem(name: EffectName, device: MediaStreamTrack): Promise<boolean> {
  const settings = () => device.getSettings() as Settings
  if (name === 'denoise') return settings().voiceIsolation === true
  if (!('getCapabilities' in device)) return false
  const { backgroundBlur: able } = device.getCapabilities() as Capabilities
  if (!able?.includes(true)) return false
  const constraints = { backgroundBlur: { exact: true } } as MediaTrackConstraints
  await device.applyConstraints(constraints).catch(() => {})
  return settings().backgroundBlur === true
}

const measurements = new Map<EffectName, Promise<Cost>>()

/**
 * Measures the cost of the effect on this machine, which takes a second or two. The result is
 * cached, unless it was too slow: the machine may have been busy.
 * @throws DeviceFailure
 */
export function measured(name: EffectName): Promise<Cost> {
  const known = measurements.get(name) ?? measure(name)
  measurements.set(name, known)
  known.then(
    (cost) => isWeak(name, cost) && measurements.delete(name),
    () => measurements.delete(name),
  )
  return known
}

/** Milliseconds per 10 ms of audio. Half a core for audio leaves too little for the call. */
const DENOISE_MS = 5

/** Whether the effect stays off on a machine with this cost unless the person insists. Pure. */
export const isWeak = (name: EffectName, { ms }: Cost): boolean =>
  ms > (name === 'blur' ? BUDGET_MS : DENOISE_MS)

async function measure(name: EffectName): Promise<Cost> {
  try {
    if (name === 'blur') return await (await import('./effects/blur.ts')).measureBlur()
    return await (await import('./effects/denoise.ts')).measureDenoise()
  } catch (error) {
    throw error instanceof DeviceFailure ? error : new DeviceFailure('effect')
  }
}
