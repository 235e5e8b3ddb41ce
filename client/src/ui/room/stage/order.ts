/**
 * Tile order. Tiles must not jump when someone speaks, so the order only changes when people join
 * or leave, and by one swap when someone who must be visible is not. All functions are pure.
 */

/** Removes people who left, and appends newcomers in order of arrival. */
export function follow<T>(order: readonly T[], present: readonly T[]): T[] {
  const here = new Set(present)
  const kept = order.filter((id) => here.has(id))
  const known = new Set(kept)
  return [...kept, ...present.filter((id) => !known.has(id))]
}

/** Swaps two people; everyone else stays. */
export const exchange = <T>(order: readonly T[], one: T, other: T): T[] =>
  order.map((id) => (id === one ? other : id === other ? one : id))

/** Moves one person to the front; whoever was there takes the vacated place. */
export const inFront = <T>(order: readonly T[], id: T): T[] => {
  const [first] = order
  return first === undefined || !order.includes(id) ? [...order] : exchange(order, first, id)
}

/**
 * Who makes room when someone beyond the first page speaks: the person on that page who has been
 * silent longest. Null if nobody has to. `spoken` lists speakers, latest last.
 */
export function whoYields<T extends string | number>(
  order: readonly T[],
  speaker: T | null,
  perPage: number,
  spoken: readonly T[],
): T | null {
  const at = speaker === null ? -1 : order.indexOf(speaker)
  if (at < perPage || perPage < 1) return null
  let quietest = order[perPage - 1] ?? null
  for (const id of order.slice(0, perPage).reverse())
    if (quietest === null || spoken.lastIndexOf(id) < spoken.lastIndexOf(quietest)) quietest = id
  return quietest
}

/** Latest last, each person once, so that the list does not grow in a long meeting. */
export const spokeLast = <T>(spoken: readonly T[], id: T): T[] =>
  spoken.at(-1) === id ? [...spoken] : [...spoken.filter((other) => other !== id), id]
