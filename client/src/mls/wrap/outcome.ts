import type { ClientState, Extension, Proposal } from 'ts-mls'
import { makeKeyPackageRef } from 'ts-mls/keyPackage.js'
import { type Bytes, copyOf, equal, toHex } from '../bytes.ts'
import { type Change, type Member, MlsFailure, type Wanted } from './change.ts'
import { CONTEXT, carries } from './key-package.ts'
import { suite } from './suite.ts'
import { read } from './wire.ts'

export const extensionOf = (data: Bytes): Extension => ({
  extensionType: CONTEXT,
  extensionData: data,
})
export const contextOf = ({ groupContext }: ClientState): Bytes => {
  const [ours, ...others] = groupContext.extensions
  if (ours?.extensionType !== CONTEXT || others.length > 0)
    throw new MlsFailure('invalid', 'extensions')
  return copyOf(ours.extensionData)
}

/** In the order of leaves. Throws if two leaves share a key, which the library does not look at. */
export function membersOf({ ratchetTree }: ClientState): Member[] {
  const keys = new Set<string>()
  return ratchetTree.flatMap((node, at) => {
    if (node?.nodeType !== 'leaf') return []
    const { credential, signaturePublicKey, hpkePublicKey } = node.leaf
    if (!('identity' in credential) || !carries(node.leaf)) throw new MlsFailure('invalid', 'leaf')
    for (const key of [signaturePublicKey, hpkePublicKey]) {
      const known = toHex(key)
      if (keys.has(known)) throw new MlsFailure('invalid', 'key used twice')
      keys.add(known)
    }
    const key = copyOf(signaturePublicKey)
    return [{ leaf: at / 2, credential: copyOf(credential.identity), key }]
  })
}

/** Those of `some` who are not among `others`; a leaf with another key is somebody else. */
const without = (some: readonly Member[], others: readonly Member[]): Member[] => {
  const keys = new Map(others.map(({ leaf, key }) => [leaf, key]))
  return some.filter(({ leaf, key }) => !equal(keys.get(leaf) ?? new Uint8Array(), key))
}

/** What lies between two states of a group, for those who judge it. */
export async function changeOf(
  before: ClientState,
  after: ClientState,
  leaf: number | undefined,
  proposals: readonly Proposal[],
): Promise<Change> {
  const { hash } = await suite()
  const [were, members] = [membersOf(before), membersOf(after)]
  const committer = were.find((member) => member.leaf === leaf)
  if (!committer) throw new MlsFailure('outside', 'committer')
  const credentials = new Map(were.map((member) => [toHex(member.key), member.credential]))
  for (const { key, credential } of members) {
    const known = credentials.get(toHex(key))
    if (known && !equal(known, credential)) throw new MlsFailure('forbidden', 'credential changed')
  }
  const references = new Map<string, Bytes>()
  for (const proposal of proposals) {
    if (proposal.proposalType !== 'add') continue
    const { keyPackage } = proposal.add
    const reference = copyOf(await makeKeyPackageRef(keyPackage, hash))
    references.set(toHex(keyPackage.leafNode.signaturePublicKey), reference)
  }
  const added = without(members, were).map((member) => {
    const reference = references.get(toHex(member.key))
    if (!reference) throw new MlsFailure('forbidden', 'key of a leaf changed')
    return { ...member, reference }
  })
  return {
    epoch: Number(before.groupContext.epoch),
    committer,
    added,
    removed: without(were, members),
    context: { before: contextOf(before), after: contextOf(after) },
    members,
  }
}

export const proposalsOf = ({ add = [], remove = [], context }: Wanted): Proposal[] => [
  ...remove.map((removed) => ({ proposalType: 'remove' as const, remove: { removed } })),
  ...add.map((bytes) => ({
    proposalType: 'add' as const,
    add: { keyPackage: read(bytes, 'mls_key_package').keyPackage },
  })),
  ...(context
    ? [
        {
          proposalType: 'group_context_extensions' as const,
          groupContextExtensions: { extensions: [extensionOf(context)] },
        },
      ]
    : []),
]
/** What a commit of ours may propose; whatever else is in one is refused. */
export const OURS = new Set<unknown>(['add', 'remove', 'group_context_extensions'])
export const removedBy = (proposals: readonly Proposal[]): Set<number> =>
  new Set(
    proposals.flatMap((proposal) =>
      proposal.proposalType === 'remove' ? [proposal.remove.removed] : [],
    ),
  )
