import type { ParticipantView } from '#protocol/model.ts'
import { actionsFor } from '../actions.ts'
import { useRoom } from '../context.ts'

/** For who leads: people inside whose new keys nothing proves, and whether they can be sent back. */
export function useUnproven(): { person: ParticipantView; may: boolean }[] {
  const { state, me, leader } = useRoom()
  if (!leader) return []
  const { meeting, tracks, participants, keys } = state
  return participants
    .filter(({ id }) => keys.unproven.includes(id))
    .map((person) => ({
      person,
      may: actionsFor({ me, target: person, meeting, tracks }).includes('sendBack'),
    }))
}
