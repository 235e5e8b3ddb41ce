/** Why a camera, microphone or screen could not be opened, or was lost. */
export type DeviceFault =
  | 'denied'
  | 'not_found'
  | 'in_use'
  | 'cancelled'
  | 'insecure'
  /** Background blur or noise suppression failed to start; the device is not used without it. */
  | 'effect'
  /** The machine cannot keep up with the effect. */
  | 'too_slow'
  | 'unknown'

export class DeviceFailure extends Error {
  readonly fault: DeviceFault
  constructor(fault: DeviceFault) {
    super(fault)
    this.name = 'DeviceFailure'
    this.fault = fault
  }
}

export type Asked = 'device' | 'screen'

/** Maps a browser error to a fault. Browsers differ in wording but agree on error names. */
export function faultOf(error: unknown, asked: Asked): DeviceFault {
  if (error instanceof DeviceFailure) return error.fault
  if (!(error instanceof Error)) return 'unknown'
  switch (error.name) {
    case 'NotAllowedError':
    case 'PermissionDeniedError':
      // For a screen this means the picker was cancelled, unless the system forbids sharing.
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
