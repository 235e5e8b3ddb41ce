/** Cameras, microphones and screens, and why one could not be had. */
import { markOwnPage } from './surface.ts'

export type DeviceFault = 'denied' | 'not_found' | 'in_use' | 'cancelled' | 'insecure' | 'unknown'

export class DeviceFailure extends Error {
  readonly fault: DeviceFault
  constructor(fault: DeviceFault) {
    super(fault)
    this.name = 'DeviceFailure'
    this.fault = fault
  }
}

export type Asked = 'device' | 'screen'

/** Browsers differ in wording but agree on the names of these errors. */
export function faultOf(error: unknown, asked: Asked): DeviceFault {
  if (error instanceof DeviceFailure) return error.fault
  if (!(error instanceof Error)) return 'unknown'
  switch (error.name) {
    case 'NotAllowedError':
    case 'PermissionDeniedError':
      // For a screen it means "closed the choice", unless the system forbids it to the browser.
      return asked === 'screen' && !/system/i.test(error.message) ? 'cancelled' : 'denied'
    case 'SecurityError':
      return 'denied'
    case 'NotFoundError':
    case 'DevicesNotFoundError':
    case 'OverconstrainedError':
      return 'not_found'
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return 'in_use'
    default:
      return 'unknown'
  }
}

/** A device that was chosen. `exact`: this one or none, as after a click on its name. */
export type Choice = { deviceId: string | null; exact?: boolean }

function idOf({ deviceId, exact }: Choice): MediaTrackConstraints {
  if (deviceId === null || deviceId === '') return {}
  return { deviceId: exact ? { exact: deviceId } : { ideal: deviceId } }
}

export function microphoneConstraints(choice: Choice): MediaTrackConstraints {
  return {
    ...idOf(choice),
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: true,
    channelCount: { ideal: 1 },
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

/** Browsers hide the whole interface on pages that are not secure. */
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

/** Throws DeviceFailure. */
export async function openMicrophone(choice: Choice): Promise<MediaStreamTrack> {
  const stream = await capture({ audio: microphoneConstraints(choice) })
  return hinted(first(stream.getAudioTracks()), 'speech')
}

/** Throws DeviceFailure. */
export async function openCamera(choice: Choice): Promise<MediaStreamTrack> {
  const stream = await capture({ video: cameraConstraints(choice) })
  return hinted(first(stream.getVideoTracks()), 'motion')
}

/**
 * Both at once, so that the browser asks once. When that fails each is tried alone: a missing
 * camera must not take the microphone with it.
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
      (stream) => hinted(first(stream.getAudioTracks()), 'speech'),
      () => openMicrophone(microphone),
    ),
    camera: both.then(
      (stream) => hinted(first(stream.getVideoTracks()), 'motion'),
      () => openCamera(camera),
    ),
  }
}

export type CapturedScreen = { screen: MediaStreamTrack; audio: MediaStreamTrack | null }

/** Must be called inside a click, before any await. Throws DeviceFailure. */
export async function openScreen(): Promise<CapturedScreen> {
  try {
    const devices = mediaDevices()
    markOwnPage(devices)
    const stream = await devices.getDisplayMedia({
      video: { frameRate: { ideal: 15, max: 30 } },
      // A film's sound is not speech: nothing may be cut out of it.
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
  /** Empty where the browser cannot choose one. */
  speakers: MediaDeviceInfo[]
}

/** Names are empty until the person has allowed a device. Never throws. */
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

/** Something was plugged in or out; returns the way to stop. */
export function onDevicesChanged(listener: () => void): () => void {
  const devices = (navigator as { mediaDevices?: MediaDevices }).mediaDevices
  devices?.addEventListener('devicechange', listener)
  return () => devices?.removeEventListener('devicechange', listener)
}
