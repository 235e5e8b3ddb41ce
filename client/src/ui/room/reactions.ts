import { createContext, useContext, useEffect, useRef, useState } from 'react'
import type { ParticipantId } from '#protocol/ids.ts'
import type { Reaction } from '#protocol/reactions.ts'
import { useText } from '../../i18n/text.ts'
import { useRoom } from './context.ts'

const SHOWN_MS = 5000

type Shown = ReadonlyMap<ParticipantId, { key: number; reaction: Reaction }>
const NOBODY: Shown = new Map()
export const ReactionsContext = createContext<Shown>(NOBODY)
export const useReaction = (id: ParticipantId): Reaction | null =>
  useContext(ReactionsContext).get(id)?.reaction ?? null

/**
 * Current reactions. Announced at most once per display period, so that applause by forty people is
 * one message instead of forty.
 */
export function useReactions(): Shown {
  const t = useText('room')
  const { state, say } = useRoom()
  const { reactions, participants, self } = state
  const [shown, setShown] = useState(NOBODY)
  const seen = useRef(0)
  const said = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    const fresh = reactions.filter(({ key }) => key > seen.current)
    const last = fresh.at(-1)
    if (!last) return
    seen.current = last.key
    setShown((now) => new Map([...now, ...fresh.map((one) => [one.from, one] as const)]))
    const ended = new Set(fresh.map(({ key }) => key))
    setTimeout(() => {
      setShown((now) => new Map([...now].filter(([, { key }]) => !ended.has(key))))
    }, SHOWN_MS)
    const other = fresh.find(({ from }) => from !== self)
    const name = participants.find(({ id }) => id === other?.from)?.name
    if (!other || !name || performance.now() - said.current < SHOWN_MS) return
    said.current = performance.now()
    say(t.reactions.by(name, t.reactions.names[other.reaction]), 'silent')
  }, [reactions, participants, self, say, t])
  return shown
}
