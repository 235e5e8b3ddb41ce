/**
 * Who stands where. Tiles must not jump because somebody speaks: an order only ever changes by
 * people coming and going, and by one swap when somebody who must be seen could not be. Pure.
 */

/** Those who left are taken out, those who came stand at the end, in the order they came. */
export function follow<T>(order: readonly T[], present: readonly T[]): T[] {
  const here = new Set(present)
  const kept = order.filter((id) => here.has(id))
  const known = new Set(kept)
  return [...kept, ...present.filter((id) => !known.has(id))]
}

/** The two change places; everyone else stays. */
export const exchange = <T>(order: readonly T[], one: T, other: T): T[] =>
  order.map((id) => (id === one ? other : id === other ? one : id))

/** Puts one in front; whoever stood there takes the place that became free. */
export const inFront = <T>(order: readonly T[], id: T): T[] => {
  const [first] = order
  return first === undefined || !order.includes(id) ? [...order] : exchange(order, first, id)
}

/**
 * Who makes room when somebody speaks who stands beyond the first page: the one of that page who
 * has been silent longest. Null when nobody needs to. `spoken` has those who spoke, the latest last.
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

/** The latest last, each once: long meetings do not make it grow. */
export const spokeLast = <T>(spoken: readonly T[], id: T): T[] =>
  spoken.at(-1) === id ? [...spoken] : [...spoken.filter((other) => other !== id), id]
