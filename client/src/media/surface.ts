/** What a shared screen shows that its sharer may not want (W3C screen-capture, capture-handle). */
export type Surface = 'self' | 'monitor' | 'other'

type Handled = MediaDevices & {
  setCaptureHandleConfig?: (config: { handle: string; permittedOrigins: string[] }) => void
}
type Captured = Pick<MediaStreamTrack, 'getSettings'> & {
  getCaptureHandle?: () => { handle?: string } | null
}

const HANDLE = `anhop-${globalThis.crypto.randomUUID()}`

/** Lets this page know itself among what is captured; nobody else may read the handle. */
export function markOwnPage(devices: MediaDevices): void {
  try {
    const { origin } = globalThis.location
    ;(devices as Handled).setCaptureHandleConfig?.({ handle: HANDLE, permittedOrigins: [origin] })
  } catch {
    // Inside a frame it is refused; then the page is not recognised.
  }
}

/** A window that holds the call cannot be told from others: browsers do not say. */
export function surfaceOf(track: Captured, own: string = HANDLE): Surface {
  if (track.getCaptureHandle?.()?.handle === own) return 'self'
  return track.getSettings().displaySurface === 'monitor' ? 'monitor' : 'other'
}
