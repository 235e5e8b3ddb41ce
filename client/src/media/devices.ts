/** Opens and lists cameras, microphones and screens. */
import { DeviceFailure, faultOf } from './fault.ts'
import { markOwnPage } from './surface.ts'
import { treated } from './treated.ts'

export { DeviceFailure, faultOf } from './fault.ts'
export type { DeviceFault } from './fault.ts'

/**
 * A device to open. `exact`: fail rather than fall back to another device, as after a click on its
 * name. `effect`: with background blur or noise suppression; if the effect fails, the device is not
 * opened without it.
 */
export type Choice = { deviceId: string | null; exact?: boolean; effect?: boolean }

function idOf({ deviceId, exact }: Choice): MediaTrackConstraints {
  if (deviceId === null || deviceId === '') return {}
  return { deviceId: exact ? { exact: deviceId } : { ideal: deviceId } }
}

export function microphoneConstraints(choice: Choice): MediaTrackConstraints {
  return {
    ...idOf(choice),
    echoCancellation: true,
    // Two noise suppressors in a row cut into speech.
    noiseSuppression: !choice.effect,
    autoGainControl: true,
    channelCount: { ideal: 1 },
    // Where the system supports it; browsers ignore constraints they do not know.
    ...(choice.effect ? { voiceIsolation: { ideal: true } } : {}),
  }
}

export function cameraConstraints(choice: Choice): MediaTrackConstraints {
  return {
    ...idOf(choice),
    width: { ideal: 1280 },
    height: { ideal: 720 },
    frameRate: { ideal: 30, max: 30 },
  }
}

/** Browsers hide the whole interface on insecure pages. */
function mediaDevices(): MediaDevices {
  const devices = (navigator as { mediaDevices?: MediaDevices }).mediaDevices
  if (!devices) throw new DeviceFailure(globalThis.isSecureContext ? 'unknown' : 'insecure')
  return devices
}

async function capture(constraints: MediaStreamConstraints): Promise<MediaStream> {
  try {
    return await mediaDevices().getUserMedia(constraints)
  } catch (error) {
    throw new DeviceFailure(faultOf(error, 'device'))
  }
}

function first(tracks: MediaStreamTrack[]): MediaStreamTrack {
  const [track] = tracks
  if (!track) throw new DeviceFailure('not_found')
  return track
}

/** @throws DeviceFailure */
export async function openMicrophone(choice: Choice): Promise<MediaStreamTrack> {
  const stream = await capture({ audio: microphoneConstraints(choice) })
  return microphoneTrack(stream, choice)
}

/** @throws DeviceFailure */
export async function openCamera(choice: Choice): Promise<MediaStreamTrack> {
  const stream = await capture({ video: cameraConstraints(choice) })
  return cameraTrack(stream, choice)
}

const microphoneTrack = async (stream: MediaStream, { effect }: Choice) =>
  hinted(await treated('denoise', first(stream.getAudioTracks()), effect), 'speech')

const cameraTrack = async (stream: MediaStream, { effect }: Choice) =>
  hinted(await treated('blur', first(stream.getVideoTracks()), effect), 'motion')

/**
 * Opens both in one call, so that the browser asks only once. If that fails, each is tried alone: a
 * missing camera must not take the microphone with it.
 */
export function openBoth(
  microphone: Choice,
  camera: Choice,
): { microphone: Promise<MediaStreamTrack>; camera: Promise<MediaStreamTrack> } {
  const both = capture({
    audio: microphoneConstraints(microphone),
    video: cameraConstraints(camera),
  })
  return {
    microphone: both.then(
      (stream) => microphoneTrack(stream, microphone),
      () => openMicrophone(microphone),
    ),
    camera: both.then(
      (stream) => cameraTrack(stream, camera),
      () => openCamera(camera),
    ),
  }
}

export type CapturedScreen = { screen: MediaStreamTrack; audio: MediaStreamTrack | null }

/**
 * Must be called synchronously from a click handler, before any await.
 * @throws DeviceFailure
 */
export async function openScreen(): Promise<CapturedScreen> {
  try {
    const devices = mediaDevices()
    markOwnPage(devices)
    const stream = await devices.getDisplayMedia({
      video: { frameRate: { ideal: 15, max: 30 } },
      // The sound of a film is not speech; leave it unprocessed.
      audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    })
    const audio = stream.getAudioTracks()[0] ?? null
    return {
      screen: hinted(first(stream.getVideoTracks()), 'detail'),
      audio: audio && hinted(audio, 'music'),
    }
  } catch (error) {
    throw new DeviceFailure(faultOf(error, 'screen'))
  }
}

function hinted(track: MediaStreamTrack, hint: string): MediaStreamTrack {
  track.contentHint = hint
  return track
}

export type DeviceList = {
  microphones: MediaDeviceInfo[]
  cameras: MediaDeviceInfo[]
  /** Empty where the browser cannot select an output. */
  speakers: MediaDeviceInfo[]
}

/** Labels are empty until the person has granted access to a device. Never throws. */
export async function listDevices(): Promise<DeviceList> {
  const all = await enumerate()
  const of = (kind: MediaDeviceKind) => all.filter((d) => d.kind === kind && d.deviceId !== '')
  return {
    microphones: of('audioinput'),
    cameras: of('videoinput'),
    speakers: of('audiooutput'),
  }
}

async function enumerate(): Promise<MediaDeviceInfo[]> {
  try {
    return await mediaDevices().enumerateDevices()
  } catch {
    return []
  }
}

/** Calls `listener` when a device is plugged in or out; returns the unsubscribe function. */
export function onDevicesChanged(listener: () => void): () => void {
  const devices = (navigator as { mediaDevices?: MediaDevices }).mediaDevices
  devices?.addEventListener('devicechange', listener)
  return () => devices?.removeEventListener('devicechange', listener)
}

/** Permission state without prompting; 'unknown' in browsers that do not tell. */
export async function permissionOf(
  device: 'microphone' | 'camera',
): Promise<PermissionState | 'unknown'> {
  try {
    return (await navigator.permissions.query({ name: device })).state
  } catch {
    return 'unknown'
  }
}
