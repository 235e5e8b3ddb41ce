/** What a screen share shows, to warn about risky choices (W3C screen-capture, capture-handle). */
export type Surface = 'self' | 'monitor' | 'other'

type Handled = MediaDevices & {
  setCaptureHandleConfig?: (config: { handle: string; permittedOrigins: string[] }) => void
}
type Captured = Pick<MediaStreamTrack, 'getSettings'> & {
  getCaptureHandle?: () => { handle?: string } | null
}

const HANDLE = `anhop-${globalThis.crypto.randomUUID()}`

/** Lets this page recognize itself in a capture; only our origin can read the handle. */
export function markOwnPage(devices: MediaDevices): void {
  try {
    const { origin } = globalThis.location
    ;(devices as Handled).setCaptureHandleConfig?.({ handle: HANDLE, permittedOrigins: [origin] })
  } catch {
    // Not allowed inside a frame; the page then goes unrecognized.
  }
}

/** `self` only for a captured tab: browsers do not tell whether a window contains the call. */
export function surfaceOf(track: Captured, own: string = HANDLE): Surface {
  if (track.getCaptureHandle?.()?.handle === own) return 'self'
  return track.getSettings().displaySurface === 'monitor' ? 'monitor' : 'other'
}
