import { useState } from 'react'
import type { ParticipantId } from '#protocol/ids.ts'
import { arrange } from './arrange.ts'
import type { Arrangement, Layout, Scene } from './arrange.ts'
import { useRoom } from '../context.ts'
import { exchange, follow, inFront, spokeLast } from './order.ts'
import { hasPicture } from './tile.tsx'
import { useView } from './view.ts'

type Arranged = Arrangement & {
  spoken: readonly ParticipantId[]
  /** Swaps two tiles. */
  onExchange: (one: ParticipantId, other: ParticipantId) => void
}

/**
 * The current arrangement, in the chosen layout or in `layout`. Remembers tile order, so that
 * everyone keeps their place.
 */
export function useArrangement(layout?: Layout): Arranged {
  const { state } = useRoom()
  const { view } = useView()
  const { participants, self, speaker } = state
  const [order, setOrder] = useState<ParticipantId[]>([])
  const [spoken, setSpoken] = useState<ParticipantId[]>([])
  if (speaker !== null && spoken.at(-1) !== speaker) setSpoken(spokeLast(spoken, speaker))

  const shared = state.tracks.find(
    ({ source, participant }) => source === 'screen' && participant !== self,
  )
  const scene: Scene = {
    layout: layout ?? view.layout,
    order: follow(
      order,
      participants.map(({ id }) => id),
    ),
    self,
    screen: shared ? { id: shared.id, of: shared.participant } : null,
    document: state.presentation.shown?.document ?? null,
    pin: view.pin,
    spotlight: state.meeting.spotlight,
    floors: state.speakers.floors.map(({ id }) => id),
    spoken,
    hideUnseen: view.hideUnseen,
    unseen: new Set(
      participants.filter((person) => !hasPicture(state, person)).map(({ id }) => id),
    ),
  }
  const { large } = arrange(scene)
  const [only, ...more] = large?.items ?? []
  // Floor holders keep their place in the order, because they did not choose to be in front.
  const moves = only?.what === 'person' && more.length === 0 && !scene.floors.includes(only.id)
  const next = moves ? inFront(scene.order, only.id) : scene.order
  if (next.length !== order.length || next.some((id, place) => order[place] !== id))
    setOrder([...next])
  return {
    ...arrange({ ...scene, order: next }),
    spoken,
    onExchange: (one, other) => setOrder((now) => exchange(now, one, other)),
  }
}
