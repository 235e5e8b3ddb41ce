import { useEffect, useState } from 'react'
import type { VoteView } from '#protocol/votes.ts'

/**
 * The most recent vote that ended while this person was present, until dismissed or for `shownMs`.
 * Votes that ended before they arrived are only in the panel.
 */
export function useFreshResult(votes: readonly VoteView[], shownMs?: number) {
  const [old, setOld] = useState<ReadonlySet<string>>(
    () => new Set(votes.filter(({ state }) => state !== 'open').map(({ id }) => id)),
  )
  const last = votes.at(-1)
  const result = last && last.state !== 'open' && !old.has(last.id) ? last : null
  const id = result?.id ?? null
  const dismiss = () => {
    if (id !== null) setOld(new Set([...old, id]))
  }
  useEffect(() => {
    if (id === null || shownMs === undefined) return undefined
    const timer = setTimeout(() => setOld((now) => new Set([...now, id])), shownMs)
    return () => clearTimeout(timer)
  }, [id, shownMs])
  return { result, dismiss }
}
