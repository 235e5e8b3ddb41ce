import type { Stay } from '#protocol/http.ts'

/** `ms`: total of all stays in milliseconds. An open stay counts up to now. */
export type Attendee = Pick<Stay, 'person' | 'name' | 'position' | 'kind'> & {
  stays: Stay[]
  inside: boolean
  ms: number
}

/** In order of arrival. Overlapping stays, such as after a lost connection, count once. */
export function attendees(stays: readonly Stay[], now: number): Attendee[] {
  const people = new Map<number, Attendee>()
  const counted = new Map<number, number>()
  for (const stay of [...stays].sort((one, other) => one.joinedAt - other.joinedAt)) {
    const { person, name, position, kind, joinedAt, leftAt } = stay
    const one = people.get(person) ?? {
      person,
      name,
      position,
      kind,
      stays: [],
      inside: false,
      ms: 0,
    }
    people.set(person, one)
    one.stays.push(stay)
    one.inside ||= leftAt === null
    const [from, to] = [Math.max(joinedAt, counted.get(person) ?? 0), leftAt ?? now]
    one.ms += Math.max(0, to - from)
    counted.set(person, Math.max(from, to))
  }
  return [...people.values()]
}

/** Rounds milliseconds to whole minutes. */
export const minutes = (ms: number): number => Math.round(ms / 60_000)
