import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { DocumentView, Look, Stroke } from '#protocol/presentation.ts'
import { pageKey } from '../../call/presentation.ts'
import { useRoom } from '../room/context.ts'
import { FIT } from './place.ts'
import { Presenting } from './presenting.ts'

/**
 * The page and zoom on screen: the presenter's view, or this person's own until they follow again.
 */
export function useLook(document: DocumentView, pages: number) {
  const { call, state, me, ask } = useRoom()
  const feed = useSyncExternalStore(call.presentation.subscribe, call.presentation.get)
  const presenting = useMemo(() => new Presenting(call.presentation, ask), [call, ask])
  const presents = state.presentation.shown?.presenter === me.id
  const [own, setOwn] = useState<Look | null>(null)
  const presented =
    feed.look?.document === document.id ? feed.look : { ...FIT, document: document.id, page: 1 }
  const ahead = !presents && own !== null
  const wanted = ahead ? own : presented
  const look: Look = { ...wanted, page: Math.min(wanted.page, pages) }
  const strokes: readonly Stroke[] = feed.ink.get(pageKey(document.id, look.page)) ?? []
  return {
    look,
    strokes,
    laser: !ahead && look.page === presented.page ? feed.laser : null,
    /** Null for viewers. */
    presenting: presents ? presenting : null,
    ahead,
    change: (next: Look) => (presents ? presenting.turn(next) : setOwn(next)),
    follow: () => setOwn(null),
  }
}

export type Looking = ReturnType<typeof useLook>

/** Clears the laser pointer on viewers' screens when `on` ends or the page unmounts. */
export function useLaserOff(presenting: Presenting | null, on: boolean) {
  useEffect(() => {
    if (!presenting || !on) return undefined
    return () => presenting.point(null)
  }, [presenting, on])
}
