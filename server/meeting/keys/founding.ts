import { Refusal } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { MLS_TIMES } from '#protocol/mls.ts'
import type { KeyFounding } from '#protocol/mls.ts'
import { committers, hereAmong, mayLead } from './group.ts'
import type { Group, People } from './group.ts'

type Around = {
  group: Group | null
  people: People
  /** Leaders who were asked for something and did not answer. */
  silent: (id: ParticipantId) => boolean
  /** Whether leaders have claimed a group from before a restart. */
  claimed: boolean
  now: number
}

/**
 * Why there is not to be another group, or null: `forbidden` to who does not lead, and while others
 * go on with this one; `busy` while somebody may return who can; `invalid_input` without the notice
 * by which members would follow.
 */
export function whyNotFound(
  by: ParticipantId,
  { group: id, notice }: KeyFounding,
  { group, people, silent, claimed, now }: Around,
): Refusal | null {
  if (hereAmong(people, [by]).length === 0 || !mayLead(people, by)) return new Refusal('forbidden')
  if (group?.id === id) return new Refusal('forbidden')
  const others = group ? committers(group, people).filter((one) => one !== by) : []
  if (others.some((one) => !silent(one))) return new Refusal('forbidden')
  if (claimed || mayReturn(group, people, now)) return new Refusal('busy', 1)
  return group !== null && notice === null
    ? new Refusal('invalid_input', undefined, { field: 'notice', fault: 'missing' })
    : null
}

/** A leader whose line was lost a moment ago may still have the keys. */
const mayReturn = (group: Group | null, people: People, now: number): boolean =>
  [...people].some(
    ([id, { presence }]) =>
      mayLead(people, id) &&
      (group === null || group.leaders.has(id)) &&
      presence.state === 'away' &&
      now - presence.since < MLS_TIMES.absence,
  )
