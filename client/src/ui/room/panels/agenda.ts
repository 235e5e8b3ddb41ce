import type { ParticipantView } from '#protocol/model.ts'
import type { AdmittedState } from '../../../call/types.ts'

type Scene = Pick<AdmittedState, 'participants' | 'speakers'>

/** People with a raised hand, in order. */
export const handsOf = ({ participants }: Pick<Scene, 'participants'>): ParticipantView[] =>
  participants
    .filter(({ hand }) => hand !== null)
    .sort((one, other) => (one.hand ?? 0) - (other.hand ?? 0))

export const listedOf = ({ participants, speakers }: Scene): ParticipantView[] => {
  const byId = new Map(participants.map((person) => [person.id, person]))
  return speakers.list.flatMap((id) => byId.get(id) ?? [])
}

/** [FLR2] The upcoming speakers: the moderators' list first, then the raised hands. */
export function upcoming(scene: Scene): ParticipantView[] {
  const speaking = new Set(scene.speakers.floors.map(({ id }) => id))
  const next = new Set([...listedOf(scene), ...handsOf(scene)])
  return [...next].filter(({ id }) => !speaking.has(id))
}

/** Who has the floor, and since when (server time in epoch milliseconds). */
export const speakingOf = ({ participants, speakers }: Scene) =>
  speakers.floors.flatMap(({ id, since }) => {
    const person = participants.find((one) => one.id === id)
    return person ? [{ person, since }] : []
  })
