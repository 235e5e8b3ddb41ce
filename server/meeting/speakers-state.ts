import type { ParticipantId } from '#protocol/ids.ts'
import { LIMITS } from '#protocol/limits.ts'
import type { Role } from '#protocol/model.ts'
import type { SpeakersView } from '#protocol/speakers.ts'
import { leads } from '#protocol/roles.ts'
import type { Identity } from './people.ts'

type Speaker = Pick<Identity, 'id' | 'name' | 'accountId' | 'inviteId'> & { floor: boolean }
type People = ReadonlyMap<ParticipantId, Speaker>

export type SpeakersState = {
  /** [FLR2] Upcoming speakers in the order set by moderators; all are inside. */
  list: ParticipantId[]
  /** [FLR3] Since when people have had the floor, and the totals of completed turns. */
  floors: Map<ParticipantId, { person: Speaker; since: number }>
  spent: Map<string, { id: ParticipantId; name: string; ms: number }>
}

export const newSpeakers = (): SpeakersState => ({
  list: [],
  floors: new Map(),
  spent: new Map(),
})

/** A person who leaves and returns is recognized as far as the server can. */
const keyOf = (person: Speaker): string => person.accountId ?? person.inviteId ?? person.id

/**
 * [FLR3] Starts and stops the timers of floors. Runs after every change, so it sees every cause: a
 * moderator, a mode, or a person leaving.
 */
export function settleFloors({ floors, spent }: SpeakersState, people: People, now: number): void {
  for (const person of people.values())
    if (person.floor && !floors.has(person.id)) floors.set(person.id, { person, since: now })
  for (const [id, { person, since }] of floors) {
    if (person.floor && people.get(id) === person) continue
    floors.delete(id)
    const key = keyOf(person)
    const before = spent.get(key)?.ms ?? 0
    // Reinserted, so that the oldest speakers are forgotten first.
    spent.delete(key)
    spent.set(key, { id, name: person.name, ms: before + Math.max(0, now - since) })
    const [oldest] = spent.keys()
    if (spent.size > LIMITS.speakersRemembered && oldest !== undefined) spent.delete(oldest)
  }
}

/**
 * [FLR2, FLR3] Everyone sees the list and current speakers with their start; totals are for
 * moderators.
 */
export const speakersView = (
  { list, floors, spent }: SpeakersState,
  role: Role,
  people: People,
): SpeakersView => ({
  list: [...list],
  floors: [...floors].map(([id, { since }]) => ({ id, since })),
  spent: leads(role)
    ? [...spent.values()].map(({ id, name, ms }) => ({ id: people.has(id) ? id : null, name, ms }))
    : null,
})
