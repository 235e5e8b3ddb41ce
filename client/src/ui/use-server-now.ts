import { useEffect, useState } from 'react'
import { serverNow } from '../clock.ts'

/**
 * The server's clock, in epoch milliseconds.
 * @param everyMs update interval in milliseconds; null keeps the time of the first render
 */
export function useServerNow(everyMs: number | null): number {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    if (everyMs === null) return undefined
    const timer = setInterval(() => setNow(serverNow()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
