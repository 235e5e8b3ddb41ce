import { useEffect, useSyncExternalStore } from 'react'

/**
 * Whether this person shares a screen now, in this tab or in another one of the same browser: what
 * must not be seen by all is masked in every tab, since a whole screen shows any of them.
 */
type Word = 'on' | 'off' | 'who'

const here = { sharing: false, elsewhere: false }
const listeners = new Set<() => void>()
const channel =
  typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('anhop.sharing')

// A channel reaches its own origin alone; it has no target to name.
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
// A tab that is opened while another one shares.
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

/** For the call itself. A tab that is closed shares no more. */
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
