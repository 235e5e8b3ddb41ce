import { useEffect, useState } from 'react'
import { serverNow } from '../clock.ts'

/** The server's clock, drawn anew so often. @param everyMs milliseconds; null: as first drawn */
export function useServerNow(everyMs: number | null): number {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    if (everyMs === null) return undefined
    const timer = setInterval(() => setNow(serverNow()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
