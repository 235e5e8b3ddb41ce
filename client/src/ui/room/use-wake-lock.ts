import { useEffect } from 'react'

/**
 * Keeps the screen on while the room is shown: a phone that locks itself ends sound and pictures. The
 * browser releases the lock whenever the page is hidden.
 */
export function useWakeLock(): void {
  useEffect(() => {
    let lock: Promise<WakeLockSentinel | null> = Promise.resolve(null)
    const take = () => {
      if (!('wakeLock' in navigator) || document.visibilityState !== 'visible') return
      // Refused when the battery is low, for instance.
      lock = navigator.wakeLock.request('screen').catch(() => null)
    }
    take()
    document.addEventListener('visibilitychange', take)
    return () => {
      document.removeEventListener('visibilitychange', take)
      void lock.then((held) => held?.release())
    }
  }, [])
}
