import { useSyncExternalStore } from 'react'

const subscribe = (listener: () => void) => {
  document.addEventListener('fullscreenchange', listener)
  return () => document.removeEventListener('fullscreenchange', listener)
}
const read = () =>
  document.fullscreenEnabled ? (document.fullscreenElement ? 'on' : 'off') : 'impossible'

/** Phones of one maker cannot; there is no button then. */
export const useFullScreen = () => useSyncExternalStore(subscribe, read)

export function enterFullScreen(): void {
  // Refused without a click of the person's own: the window then stays as it is.
  if (read() === 'off') document.documentElement.requestFullscreen().catch(() => undefined)
}

export function leaveFullScreen(): void {
  if (read() === 'on') document.exitFullscreen().catch(() => undefined)
}

export function toggleFullScreen(): void {
  if (read() === 'on') leaveFullScreen()
  else enterFullScreen()
}
