/** Why a camera, a microphone or a screen could not be had, or was lost. */
export type DeviceFault =
  | 'denied'
  | 'not_found'
  | 'in_use'
  | 'cancelled'
  | 'insecure'
  /** Background blur or noise suppression did not start; the device is not used without. */
  | 'effect'
  /** The machine did not keep up with the effect. */
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
