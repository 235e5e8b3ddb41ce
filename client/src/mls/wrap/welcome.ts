import type { ClientConfig, ClientState, GroupInfo, KeyPackage, LeafNode } from 'ts-mls'
import type { PrivateKeyPackage, RatchetTree, Welcome } from 'ts-mls'
import { verifyGroupInfoConfirmationTag, verifyGroupInfoSignature } from 'ts-mls/groupInfo.js'
import { deriveKeySchedule } from 'ts-mls/keySchedule.js'
import { verifyLeafNodeSignature, verifyLeafNodeSignatureKeyPackage } from 'ts-mls/leafNode.js'
import { calculateParentHash } from 'ts-mls/parentHash.js'
import { pathToRoot } from 'ts-mls/pathSecrets.js'
import { mergePrivateKeyPaths, toPrivateKeyPath } from 'ts-mls/privateKeyPath.js'
import { findLeafIndex } from 'ts-mls/ratchetTree.js'
import { createSecretTree } from 'ts-mls/secretTree.js'
import { treeHashRoot } from 'ts-mls/treeHash.js'
import { directPath, leafToNodeIndex, leafWidth, root, toLeafIndex } from 'ts-mls/treemath.js'
import { toNodeIndex } from 'ts-mls/treemath.js'
import { firstCommonAncestor } from 'ts-mls/updatePath.js'
import { decryptGroupInfo, decryptGroupSecrets } from 'ts-mls/welcome.js'
import { equal, toHex } from '../bytes.ts'
import { MlsFailure } from './change.ts'
import { publicKeyOf } from '../p256.ts'
import { suite } from './suite.ts'

/**
 * Joining by a Welcome (RFC 9420, section 12.4.3.1). The library's own function demands of a parent
 * that all its ancestors have the same unmerged leaves, and so refuses trees that are right, which
 * the published vectors contain and every longer meeting comes to have. It also does not say who
 * wrote the Welcome. The steps are the RFC's, in its order; what they are made of is the library's.
 */
type Keys = { open: KeyPackage; secret: PrivateKeyPackage; reference: Uint8Array }

const demand: (holds: unknown, what: string) => asserts holds = (holds, what) => {
  if (!holds) throw new MlsFailure('invalid', what)
}

/** Decrypts what is for us. Pre-shared keys are not used here: whoever asks for one is refused. */
async function openWelcome(welcome: Welcome, { open, secret, reference }: Keys) {
  const cs = await suite()
  const key = await cs.hpke.importPrivateKey(secret.initPrivateKey)
  const secrets = await decryptGroupSecrets(key, reference, welcome, cs.hpke)
  demand(secrets && secrets.psks.length === 0, 'group secrets')
  const noPsk = new Uint8Array(cs.kdf.size)
  const info = await decryptGroupInfo(welcome, secrets.joinerSecret, noPsk, cs)
  demand(info, 'group info')
  const { cipherSuite, version } = info.groupContext
  demand(cipherSuite === open.cipherSuite && version === open.version, 'suite')
  return { info, ...secrets, noPsk }
}

export async function joinByWelcome(
  welcome: Welcome,
  tree: RatchetTree,
  keys: Keys,
  clientConfig: ClientConfig,
): Promise<{ state: ClientState; signer: number }> {
  const cs = await suite()
  const { info, joinerSecret, pathSecret, noPsk } = await openWelcome(welcome, keys)
  const { groupContext, signer, confirmationTag } = info
  await verifySigner(info, tree)
  await verifyTree(tree, groupContext, clientConfig)
  demand(await verifyGroupInfoConfirmationTag(info, joinerSecret, noPsk, cs), 'confirmation tag')

  const leafIndex = findLeafIndex(tree, keys.open.leafNode)
  demand(leafIndex !== undefined, 'own leaf')
  const own = {
    leafIndex,
    privateKeys: { [leafToNodeIndex(leafIndex)]: keys.secret.hpkePrivateKey },
  }
  const path = async (from: Uint8Array) => {
    const ancestor = firstCommonAncestor(tree, leafIndex, toLeafIndex(signer))
    const secrets = await pathToRoot(tree, ancestor, from, cs.kdf)
    return mergePrivateKeyPaths(await toPrivateKeyPath(secrets, leafIndex, cs), own)
  }
  const privatePath = pathSecret ? await path(pathSecret) : own
  demand(await matches(tree, privatePath.privateKeys), 'path secret')
  const [keySchedule, encryption] = await deriveKeySchedule(
    joinerSecret,
    noPsk,
    groupContext,
    cs.kdf,
  )
  const state: ClientState = {
    groupContext,
    ratchetTree: tree,
    privatePath,
    confirmationTag,
    keySchedule,
    clientConfig,
    signaturePrivateKey: keys.secret.signaturePrivateKey,
    unappliedProposals: {},
    secretTree: await createSecretTree(leafWidth(tree.length), encryption, cs.kdf),
    historicalReceiverData: new Map(),
    groupActiveState: { kind: 'active' },
  }
  return { state, signer }
}

async function verifySigner(info: GroupInfo, tree: RatchetTree): Promise<void> {
  const node = tree[leafToNodeIndex(toLeafIndex(info.signer))]
  demand(node?.nodeType === 'leaf', 'signer')
  const { signature } = await suite()
  demand(
    await verifyGroupInfoSignature(info, node.leaf.signaturePublicKey, signature),
    'group info',
  )
}

/** That a tree is the one meant, and each leaf signed by its owner (sections 7.3 and 12.4.3.1). */
export async function verifyTree(
  tree: RatchetTree,
  { groupId, treeHash }: { groupId: Uint8Array; treeHash: Uint8Array },
  { authService }: Pick<ClientConfig, 'authService'>,
): Promise<void> {
  const { hash, signature } = await suite()
  demand(equal(await treeHashRoot(tree, hash), treeHash), 'tree hash')
  verifyShape(tree)
  await Promise.all(
    tree.map(async (node, at) => {
      if (node?.nodeType !== 'leaf') return
      const { leaf } = node
      demand(await signedByOwner(leaf, groupId, at / 2), `signature of leaf ${at / 2}`)
      const known = await authService.validateCredential(leaf.credential, leaf.signaturePublicKey)
      demand(known, `credential of leaf ${at / 2}`)
    }),
  )
  await verifyParents(tree)

  function signedByOwner(leaf: LeafNode, group: Uint8Array, index: number): Promise<boolean> {
    return leaf.leafNodeSource === 'key_package'
      ? verifyLeafNodeSignatureKeyPackage({ ...leaf, leafNodeSource: 'key_package' }, signature)
      : verifyLeafNodeSignature(leaf, group, index, signature)
  }
}

/**
 * Every parent was made by the commit of one leaf below it (section 7.9.2): from each leaf that
 * committed, upwards as long as the hashes fit, each parent is met exactly once. Like the library's
 * own function, but it hashes nothing for the many leaves that never committed.
 */
async function verifyParents(tree: RatchetTree): Promise<void> {
  const met = new Map<number, number>()
  for (let leaf = 0; leaf < tree.length; leaf += 2)
    for (const parent of await chainFrom(leaf, tree)) met.set(parent, (met.get(parent) ?? 0) + 1)
  demand(
    tree.every((node, at) => node?.nodeType !== 'parent' || met.get(at) === 1),
    'parent hash',
  )
}

/** The parents above a node that its hash fits to, one after another. */
async function chainFrom(start: number, tree: RatchetTree): Promise<number[]> {
  const { hash } = await suite()
  const chain: number[] = []
  for (let at = start; at !== root(leafWidth(tree.length)); at = chain.at(-1) ?? at) {
    const claimed = parentHashOf(tree[at])
    if (!claimed) break
    const [fits, parent] = await calculateParentHash(tree, toNodeIndex(at), hash)
    if (parent === undefined || !equal(claimed, fits)) break
    chain.push(parent)
  }
  return chain
}

/** Null for leaves that came by a KeyPackage, and for blank nodes. */
const parentHashOf = (node: RatchetTree[number]): Uint8Array | null => {
  if (node?.nodeType === 'parent') return node.parent.parentHash
  return node?.leaf.leafNodeSource === 'commit' ? node.leaf.parentHash : null
}

/**
 * Leaves at even places, parents at odd ones, no key twice, and unmerged leaves where they belong.
 */
function verifyShape(tree: RatchetTree): void {
  const keys = new Set<string>()
  for (const [at, node] of tree.entries()) {
    if (!node) continue
    demand((node.nodeType === 'leaf') === (at % 2 === 0), 'shape of the tree')
    const { hpkePublicKey } = node.nodeType === 'leaf' ? node.leaf : node.parent
    const used = [
      hpkePublicKey,
      ...(node.nodeType === 'leaf' ? [node.leaf.signaturePublicKey] : []),
    ]
    for (const key of used.map(toHex)) {
      demand(!keys.has(key), 'key used twice')
      keys.add(key)
    }
    if (node.nodeType === 'parent')
      for (const leaf of node.parent.unmergedLeaves) verifyUnmerged(tree, at, leaf)
  }
}

/**
 * A leaf that a parent calls unmerged stands below it, and every parent between calls it so too.
 */
function verifyUnmerged(tree: RatchetTree, at: number, leaf: number): void {
  const place = leafToNodeIndex(toLeafIndex(leaf))
  demand(tree[place]?.nodeType === 'leaf', 'unmerged leaf')
  const path: number[] = directPath(place, leafWidth(tree.length))
  const below = path.indexOf(at)
  demand(below !== -1, 'unmerged leaf')
  for (const between of path.slice(0, below)) {
    const node = tree[between]
    demand(
      node?.nodeType !== 'parent' || node.parent.unmergedLeaves.includes(leaf),
      'unmerged leaf',
    )
  }
}

/**
 * Whether each private key, by its place in the tree, belongs to the public one that stands there.
 */
async function matches(tree: RatchetTree, keys: Record<number, Uint8Array>): Promise<boolean> {
  const found = Object.entries(keys).map(async ([at, key]) => {
    const node = tree[Number(at)]
    if (!node) return false
    const { hpkePublicKey } = node.nodeType === 'leaf' ? node.leaf : node.parent
    return equal(await publicKeyOf(key), hpkePublicKey)
  })
  return (await Promise.all(found)).every(Boolean)
}
