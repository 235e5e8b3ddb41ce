import { useEffect, useState } from 'react'

const EVERY_MS = 15_000

/** The time, often enough for what is shown to the minute. */
export function useClock(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}
