import { performance } from 'node:perf_hooks'
import { type Bytes, utf8 } from '#client/src/mls/bytes.ts'
import { type Own, createKeyPackage, leafKeys } from '#client/src/mls/wrap/key-package.ts'
import { Membership } from '#client/src/mls/wrap/membership.ts'

/**
 * What end-to-end keys cost at `people` members, in milliseconds: writing and merging a commit, a
 * member's reading of it, and a joiner's joining. Medians; compare them with each other only.
 *
 *     node setup/run.mjs e2e/bench/keys.ts [people] [rounds]
 */
const [people = 100, rounds = 5] = process.argv.slice(2).map(Number)
const anybody = () => Promise.resolve(true)
const anything = () => null

const newcomers = (count: number): Promise<Own[]> =>
  Promise.all(
    Array.from({ length: count }, async (_, n) => createKeyPackage(await leafKeys(), utf8(`${n}`))),
  )
const times = new Map<string, number[]>()
async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now()
  const result = await work()
  times.set(what, [...(times.get(what) ?? []), performance.now() - start])
  return result
}
const joined = async (welcome: Bytes | null, leader: Membership, own: Own) => {
  if (!welcome) throw new Error('no welcome')
  return (await Membership.join(welcome, leader.tree, own, anybody)).membership
}

const [first] = await newcomers(1)
if (!first) throw new Error('nobody')
const leader = await Membership.found(utf8('group'), first, utf8('context'), anybody)
const sizes = new Map<string, number>()
/** By the leader; `reader` reads it too, and of those added the first joins. */
async function commit(
  what: string,
  wanted: { add?: readonly Own[]; remove?: readonly number[] },
  reader?: Membership,
): Promise<Membership | undefined> {
  const add = wanted.add?.map(({ keyPackage }) => keyPackage) ?? []
  const prepared = await timed(`${what}: leader`, async () => {
    const made = await leader.prepare({ ...wanted, add }, anything)
    await leader.merge(made)
    return made
  })
  sizes.set(what, prepared.commit.length)
  if (reader) await timed(`${what}: member`, () => reader.receive(prepared.commit, anything))
  const [own] = wanted.add ?? []
  return own && timed(`${what}: joiner`, () => joined(prepared.welcome, leader, own))
}

const member = await commit('fill', { add: await newcomers(people - 22) })
for (let round = 0; round < rounds; round += 1) {
  await commit('add 20', { add: await newcomers(20) }, member)
  await commit('add 1', { add: await newcomers(1) }, member)
  const last = leader.members.slice(-21).map(({ leaf }) => leaf)
  await commit('remove 1', { remove: last.slice(-1) }, member)
  const [swapped = 0] = last
  await commit('swap', { remove: [swapped], add: await newcomers(1) }, member)
  await commit('remove 20', { remove: last.slice(0, -1) }, member)
}
const median = (numbers: readonly number[]) => {
  const sorted = numbers.toSorted((a, b) => a - b)
  return (sorted[Math.floor(sorted.length / 2)] ?? Number.NaN).toFixed(0)
}
for (const [what, numbers] of times) console.log(what, median(numbers), 'ms')
for (const [what, bytes] of sizes) console.log(what, (bytes / 1000).toFixed(1), 'kB')
