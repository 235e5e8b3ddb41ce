import { useState } from 'react'

/** The time at which this was first drawn: days are counted here, not seconds. */
export function useNow(): number {
  const [now] = useState(() => Date.now())
  return now
}
