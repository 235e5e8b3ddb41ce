import { type Bytes, utf8 } from '../bytes.ts'
import { type Judge } from './change.ts'
import { type Own, createKeyPackage, leafKeys } from './key-package.ts'
import { Membership } from './membership.ts'

/** For tests of what lies below credentials and policies: everybody is who they say they are. */
export const anybody = () => Promise.resolve(true)
export const anything: Judge = () => null
export const GROUP = utf8('group')
export const CONTEXT = utf8('context')

export const newcomer = async (name: string): Promise<Own> =>
  createKeyPackage(await leafKeys(), utf8(name))

/** A group of these people; the first has founded it and added the others in one commit. */
export async function groupOf(...names: readonly string[]): Promise<Membership[]> {
  const [first = '', ...others] = names
  const founder = await Membership.found(GROUP, await newcomer(first), CONTEXT, anybody)
  const owns = await Promise.all(others.map(newcomer))
  return [founder, ...(await admit(founder, [], owns))]
}

/** Adds these; `others` are those who are in the group already. */
export async function admit(
  leader: Membership,
  others: readonly Membership[],
  owns: readonly Own[],
): Promise<Membership[]> {
  const prepared = await leader.prepare({ add: owns.map(({ keyPackage }) => keyPackage) }, anything)
  await leader.merge(prepared)
  await Promise.all(others.map((other) => other.receive(prepared.commit, anything)))
  return Promise.all(owns.map((own) => joined(prepared.welcome, leader.tree, own)))
}

export async function joined(welcome: Bytes | null, tree: Bytes, own: Own): Promise<Membership> {
  const { membership } = await Membership.join(
    ...([welcome ?? new Uint8Array(), tree, own, anybody] as const),
  )
  return membership
}
