import { useEffect, useSyncExternalStore } from 'react'

/**
 * Messages between the tabs of a browser on whether this person is sharing a screen. Since a
 * whole-screen share can show any tab, secrets are masked in all of them.
 */
type Word = 'on' | 'off' | 'who'

const here = { sharing: false, elsewhere: false }
const listeners = new Set<() => void>()
const channel =
  typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('anhop.sharing')

// A BroadcastChannel only reaches its own origin, so there is no target to name.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
const tell = (word: Word) => channel?.postMessage(word)
const changed = () => {
  for (const listener of listeners) listener()
}

channel?.addEventListener('message', ({ data }: MessageEvent<Word>) => {
  if (data === 'who') {
    if (here.sharing) tell('on')
    return
  }
  here.elsewhere = data === 'on'
  changed()
})
// Another tab may already be sharing when this one opens.
tell('who')

function setSharing(on: boolean): void {
  if (here.sharing === on) return
  here.sharing = on
  tell(on ? 'on' : 'off')
  changed()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useSharing = (): boolean =>
  useSyncExternalStore(subscribe, () => here.sharing || here.elsewhere)

/** Used by the call itself. Closing the tab ends the share. */
export function useIsSharing(on: boolean): void {
  useEffect(() => {
    setSharing(on)
    const stop = () => setSharing(false)
    addEventListener('pagehide', stop)
    return () => {
      removeEventListener('pagehide', stop)
      stop()
    }
  }, [on])
}
