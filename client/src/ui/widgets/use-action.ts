import { useRef, useState } from 'react'
import type { Answer, Failure } from '../../http/api.ts'

/**
 * The request of a button or form. Runs one at a time and keeps a failure until the next attempt.
 */
export function useAction<A extends unknown[], T>(
  run: (...args: A) => Promise<Answer<T>>,
  done?: (result: T) => void,
) {
  const [pending, setPending] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const running = useRef(false)
  const start = async (...args: A): Promise<boolean> => {
    if (running.current) return false
    running.current = true
    setPending(true)
    setFailure(null)
    const answer = await run(...args)
    running.current = false
    setPending(false)
    if (answer.ok) done?.(answer.result)
    else setFailure(answer.error)
    return answer.ok
  }
  return { start, pending, failure, setFailure }
}
