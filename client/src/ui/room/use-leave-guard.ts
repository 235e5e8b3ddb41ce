import { useCallback, useEffect, useState } from 'react'
import { isReloading } from '../shell/unavailable.ts'

/** Marks the history entry on which a call lies; one step back from it asks. */
const IN_CALL = 'anhop:in-call'

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- any code may set it to anything
const armed = () => (history.state as unknown) === IN_CALL
const arm = () => {
  if (!armed()) history.pushState(IN_CALL, '')
}

/**
 * Keeps one press of the back button from ending the call: it lands on an entry with the same
 * address, and `asked` turns true. A second press goes where it would have gone. Closing or reloading
 * the page asks in the browser's own words.
 */
export function useLeaveGuard(): { asked: boolean; stay: () => void } {
  const [asked, setAsked] = useState(false)
  useEffect(() => {
    arm()
    const back = () => {
      if (!armed()) setAsked(true)
    }
    const unload = (event: BeforeUnloadEvent) => {
      // A page that must reload because of an upgrade comes back by itself.
      if (!isReloading()) event.preventDefault()
    }
    globalThis.addEventListener('popstate', back)
    globalThis.addEventListener('beforeunload', unload)
    return () => {
      globalThis.removeEventListener('popstate', back)
      globalThis.removeEventListener('beforeunload', unload)
    }
  }, [])
  const stay = useCallback(() => {
    arm()
    setAsked(false)
  }, [])
  return { asked, stay }
}
