/** A word with what it must not share with any other word of the list. */
export type Candidate = { word: string; claims: readonly string[]; rank: number }

/**
 * A list in which no two words share a claim and none begins with another, found greedily: lower
 * ranks first, among them the words that exclude the fewest others. Of these the first `size` by
 * rank and length.
 */
export function thin(candidates: readonly Candidate[], size: number): string[] {
  const wanted = new Map<string, number>()
  for (const { claims } of candidates) {
    for (const claim of claims) wanted.set(claim, (wanted.get(claim) ?? 0) + 1)
  }
  const cost = ({ word, claims }: Candidate): number =>
    claims.reduce((sum, claim) => sum + (wanted.get(claim) ?? 0), 0) + word.length / 100
  const inOrder = candidates
    .map((candidate) => ({ ...candidate, cost: cost(candidate) }))
    .toSorted((a, b) => a.rank - b.rank || a.cost - b.cost || compare(a.word, b.word))

  const taken = new Set<string>()
  const beginnings = new Set<string>()
  const chosen: { word: string; letters: string; rank: number }[] = []
  for (const { word, claims, rank } of inOrder) {
    const letters = lettersOf(word)
    if (claims.some((claim) => taken.has(claim))) continue
    if (beginnings.has(letters) || chosen.some((one) => letters.startsWith(one.letters))) continue
    for (const claim of claims) taken.add(claim)
    for (let n = 1; n <= letters.length; n += 1) beginnings.add(letters.slice(0, n))
    chosen.push({ word, letters, rank })
  }
  return chosen
    .toSorted(
      (a, b) => a.rank - b.rank || a.letters.length - b.letters.length || compare(a.word, b.word),
    )
    .slice(0, size)
    .map(({ word }) => word)
    .toSorted(compare)
}

const lettersOf = (word: string): string => word.replaceAll('-', '')

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
