import { useCallback, useEffect, useState } from 'react'
import type { AuditPage, AuditView } from '#protocol/audit.ts'
import type { Answer, Failure } from '../../http/api.ts'

export type FetchPage = (before?: number) => Promise<Answer<AuditPage>>

/** Most entries in one file: an amount that spreadsheets and browsers handle easily. */
const FILE_MAX = 20_000

/** Loads the newest entries, and older ones on request. */
export function useLog(fetch: FetchPage) {
  const [entries, setEntries] = useState<AuditView[] | null>(null)
  const [next, setNext] = useState<number | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [pending, setPending] = useState(false)
  const take = useCallback((answer: Answer<AuditPage>) => {
    setPending(false)
    setFailure(answer.ok ? null : answer.error)
    if (!answer.ok) return
    setEntries((before) => [...(before ?? []), ...answer.result.entries])
    setNext(answer.result.next)
  }, [])
  useEffect(() => {
    let gone = false
    void fetch().then((answer) => {
      if (!gone) take(answer)
    })
    return () => {
      gone = true
    }
  }, [fetch, take])
  const older = async () => {
    if (next === null || pending) return
    setPending(true)
    take(await fetch(next))
  }
  /** The entries on screen and older ones, up to one file; null if the server did not answer. */
  const all = async (): Promise<AuditView[] | null> => {
    const found = [...(entries ?? [])]
    for (let before = next; before !== null && found.length < FILE_MAX;) {
      const answer = await fetch(before)
      if (!answer.ok) {
        setFailure(answer.error)
        return null
      }
      found.push(...answer.result.entries)
      before = answer.result.next
    }
    return found
  }
  return { entries, more: next !== null, failure, pending, older, all }
}
