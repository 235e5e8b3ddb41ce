/** Elements without a voice, for people who come before the next click. */
const SPARE = 8

/**
 * Which voice each audio element plays. A voice stays where it is; who comes takes over an element
 * that is free, because that may have been allowed to play. Pure; returns `before` if it still fits.
 * @param before ids of tracks by element, null where an element is free
 * @param heard ids of the tracks there are to hear
 */
export function seated<Id extends string>(
  before: readonly (Id | null)[],
  heard: readonly Id[],
): readonly (Id | null)[] {
  const staying = before.map((id) => (id !== null && heard.includes(id) ? id : null))
  const coming = heard.filter((id) => !before.includes(id))
  const seats = staying.map((id) => id ?? coming.shift() ?? null)
  seats.push(...coming)
  while (seats.filter((id) => id === null).length < SPARE) seats.push(null)
  const same = seats.length === before.length && seats.every((id, at) => id === before[at])
  return same ? before : seats
}
