import { useSyncExternalStore } from 'react'

const subscribe = (listener: () => void) => {
  document.addEventListener('fullscreenchange', listener)
  return () => document.removeEventListener('fullscreenchange', listener)
}
/** iPhones lack the property itself. */
export const canFillScreen = (): boolean =>
  'fullscreenEnabled' in document && document.fullscreenEnabled

const read = () => (canFillScreen() ? (document.fullscreenElement ? 'on' : 'off') : 'impossible')

/** Safari on iPhone has no full screen for pages, so there is no button there. */
export const useFullScreen = () => useSyncExternalStore(subscribe, read)

export function enterFullScreen(): void {
  // Browsers refuse without a user gesture; the window then stays as it is.
  if (read() === 'off') document.documentElement.requestFullscreen().catch(() => undefined)
}

export function leaveFullScreen(): void {
  if (read() === 'on') document.exitFullscreen().catch(() => undefined)
}

export function toggleFullScreen(): void {
  if (read() === 'on') leaveFullScreen()
  else enterFullScreen()
}
