import { useCallback, useEffect, useState } from 'react'
import type { Answer, Failure } from '../../http/api.ts'

/** Loads data on mount and again on request. Keeps the previous value while reloading. */
export function useLoaded<T>(fetch: () => Promise<Answer<T>>, everyMs?: number) {
  const [value, setValue] = useState<T | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const take = useCallback((answer: Answer<T>) => {
    if (answer.ok) setValue(answer.result)
    setFailure(answer.ok ? null : answer.error)
  }, [])
  const reload = useCallback(async () => take(await fetch()), [fetch, take])
  useEffect(() => {
    let gone = false
    const load = () => {
      void fetch().then((answer) => {
        if (!gone) take(answer)
      })
    }
    load()
    const timer = setInterval(() => {
      if (everyMs !== undefined && document.visibilityState === 'visible') load()
    }, everyMs ?? 60_000)
    return () => {
      gone = true
      clearInterval(timer)
    }
  }, [fetch, take, everyMs])
  return { value, failure, reload }
}
