import {
  type CiphersuiteImpl,
  type ClientConfig,
  type ClientState,
  type Extension,
  type KeyPackage,
  type MLSMessage,
  type MlsMessageContent,
  type PrivateKeyPackage,
  type PrivateMessage,
  type Proposal,
  createApplicationMessage,
  createCommit,
  createGroup,
  createProposal,
  decodeMlsMessage,
  emptyPskIndex,
  encodeMlsMessage,
  generateKeyPackageWithKey,
  mlsExporter,
  processPrivateMessage,
  zeroOutUint8Array,
} from 'ts-mls'
import { makeKeyPackageRef, verifyKeyPackage } from 'ts-mls/keyPackage.js'
import { unprotectPrivateMessage } from 'ts-mls/messageProtection.js'
import { decodeRatchetTree, encodeRatchetTree } from 'ts-mls/ratchetTree.js'
import { type Bytes, copyOf, equal, toHex } from './bytes.ts'
import { type KeyPair, generateKeyPair } from './p256.ts'
import { SUITE, suite } from './suite.ts'
import { joinByWelcome } from './welcome.ts'
import type { Authenticate, Change, Judge, Member, Wanted } from './change.ts'
import { MlsFailure } from './change.ts'

/**
 * MLS (RFC 9420), in our terms. Only this file, `welcome.ts` and `suite.ts` import ts-mls, because that
 * library, left alone, accepts every credential and every message: here each credential is checked,
 * each commit is judged before it counts, and nothing from outside the group is read at all. All
 * handshakes are PrivateMessages, which only members can write; a PublicMessage, and with it every
 * external commit and proposal, is refused unread. So are proposals that arrive by themselves.
 */

/** The extension of GroupContext and leaves that is ours, from RFC 9420's range for private use. */
const CONTEXT = 0xf0a1

const CAPABILITIES = {
  versions: ['mls10' as const],
  ciphersuites: [SUITE as typeof SUITE],
  extensions: [CONTEXT],
  proposals: [],
  credentials: ['basic' as const],
}
/** Whether a leaf understands our extension (section 13.4). */
const carries = ({ capabilities }: { capabilities: { extensions: number[] } }): boolean =>
  capabilities.extensions.includes(CONTEXT)
/** Clocks of office computers are wrong by hours; a KeyPackage lives as long as its page anyway. */
const LIFETIME = { notBefore: 0n, notAfter: 2n ** 64n - 1n }

const configOf = (authenticate: Authenticate): ClientConfig => ({
  authService: {
    validateCredential: (credential, key) =>
      'identity' in credential
        ? authenticate(copyOf(credential.identity), copyOf(key))
        : Promise.resolve(false),
  },
  keyPackageEqualityConfig: {
    compareKeyPackages: (a, b) =>
      equal(a.leafNode.signaturePublicKey, b.leafNode.signaturePublicKey),
    compareKeyPackageToLeafNode: (a, b) =>
      equal(a.leafNode.signaturePublicKey, b.signaturePublicKey),
  },
  // Four epochs, as for frames. What is shorter than 256 bytes does not show how short it is.
  keyRetentionConfig: {
    retainKeysForGenerations: 10,
    retainKeysForEpochs: 4,
    maximumForwardRatchetSteps: 200,
  },
  lifetimeConfig: { maximumTotalLifetime: LIFETIME.notAfter, validateLifetimeOnReceive: false },
  paddingConfig: { kind: 'padUntilLength', padUntilLength: 256 },
})

const wire = (content: MlsMessageContent): Bytes =>
  copyOf(encodeMlsMessage({ version: 'mls10', ...content }))

type Codec<T> = {
  decode: (bytes: Uint8Array, from: number) => [T, number] | undefined
  encode: (value: T) => Uint8Array
}
/**
 * All of the bytes, in their only form. The library also reads lengths written in more bytes than
 * needed, which section 2.1.2 forbids.
 */
function whole<T>({ decode, encode }: Codec<T>, bytes: Bytes, what: string): T {
  const [value] = attempt(() => decode(bytes, 0)) ?? []
  if (value === undefined || !equal(encode(value), bytes)) throw new MlsFailure('malformed', what)
  return value
}
function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

/** One whole message of the kind that is expected. */
function read<Kind extends MLSMessage['wireformat']>(
  bytes: Bytes,
  kind: Kind,
): Extract<MLSMessage, { wireformat: Kind }> {
  const message = whole({ decode: decodeMlsMessage, encode: encodeMlsMessage }, bytes, kind)
  if (message.wireformat === kind) return message as Extract<MLSMessage, { wireformat: Kind }>
  const outside = message.wireformat === 'mls_public_message'
  throw new MlsFailure(outside ? 'outside' : 'malformed', message.wireformat)
}

/** Whatever the library throws, also over bytes that it did not expect, becomes one failure. */
async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof MlsFailure) throw cause
    throw new MlsFailure('invalid', cause instanceof Error ? cause.message : 'unknown', cause)
  }
}

/** A key pair that a leaf signs with, fresh for each load of the page. */
export const leafKeys = (): Promise<KeyPair> => generateKeyPair()

/** What somebody knocks with; the secret part stays in {@link SECRETS}. */
export type Own = { keyPackage: Bytes; reference: Bytes; key: Bytes }
const SECRETS = new WeakMap<Own, { open: KeyPackage; secret: PrivateKeyPackage }>()
const secretsOf = (own: Own) => {
  const secrets = SECRETS.get(own)
  if (!secrets) throw new MlsFailure('invalid', 'not made here')
  return secrets
}

export const createKeyPackage = (keys: KeyPair, credential: Bytes): Promise<Own> =>
  guarded(async () => {
    const cs = await suite()
    const { publicPackage: open, privatePackage: secret } = await generateKeyPackageWithKey(
      { credentialType: 'basic', identity: credential },
      CAPABILITIES,
      LIFETIME,
      [],
      { signKey: keys.secretKey, publicKey: keys.publicKey },
      cs,
    )
    const own = {
      keyPackage: wire({ wireformat: 'mls_key_package', keyPackage: open }),
      reference: copyOf(await makeKeyPackageRef(open, cs.hash)),
      key: keys.publicKey,
    }
    SECRETS.set(own, { open, secret })
    return own
  })

/** Reads a KeyPackage that somebody else made. Whether to add it is for others to say. */
export const readKeyPackage = (
  bytes: Bytes,
): Promise<Omit<Member, 'leaf'> & { reference: Bytes }> =>
  guarded(async () => {
    const cs = await suite()
    const { keyPackage } = read(bytes, 'mls_key_package')
    const { credential, signaturePublicKey } = keyPackage.leafNode
    if (keyPackage.cipherSuite !== SUITE || !('identity' in credential))
      throw new MlsFailure('malformed', 'key package')
    if (!(await verifyKeyPackage(keyPackage, cs.signature)))
      throw new MlsFailure('invalid', 'key package')
    return {
      credential: copyOf(credential.identity),
      key: copyOf(signaturePublicKey),
      reference: copyOf(await makeKeyPackageRef(keyPackage, cs.hash)),
    }
  })

const extensionOf = (data: Bytes): Extension => ({ extensionType: CONTEXT, extensionData: data })
const contextOf = ({ groupContext }: ClientState): Bytes => {
  const [ours, ...others] = groupContext.extensions
  if (ours?.extensionType !== CONTEXT || others.length > 0)
    throw new MlsFailure('invalid', 'extensions')
  return copyOf(ours.extensionData)
}

/** In the order of leaves. Throws if two leaves share a key, which the library does not look at. */
function membersOf({ ratchetTree }: ClientState): Member[] {
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

async function changeOf(
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

/** A commit that has not happened yet; {@link Membership.merge} makes it so. */
export type Prepared = {
  readonly commit: Bytes
  /** For those added, without the tree. Null if nobody is. */
  readonly welcome: Bytes | null
  readonly change: Change
}
const OUTCOMES = new WeakMap<Prepared, { state: ClientState; consumed: readonly Uint8Array[] }>()

const proposalsOf = ({ add = [], remove = [], context }: Wanted): Proposal[] => [
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
const OURS = new Set<unknown>(['add', 'remove', 'group_context_extensions'])
const removedBy = (proposals: readonly Proposal[]): Set<number> =>
  new Set(
    proposals.flatMap((proposal) =>
      proposal.proposalType === 'remove' ? [proposal.remove.removed] : [],
    ),
  )

const forget = (consumed: readonly Uint8Array[]) => {
  for (const secret of consumed) zeroOutUint8Array(secret)
}

/** One member's place in a group. Its methods run one after another, in the order of the calls. */
export class Membership {
  #state: ClientState
  #last: Promise<unknown> = Promise.resolve()

  private constructor(state: ClientState) {
    this.#state = state
  }

  /** A new group of one, in epoch 0. */
  static found(
    group: Bytes,
    own: Own,
    context: Bytes,
    authenticate: Authenticate,
  ): Promise<Membership> {
    return guarded(async () => {
      const { open, secret } = secretsOf(own)
      const config = configOf(authenticate)
      const extensions = [extensionOf(context)]
      return new Membership(
        await createGroup(group, open, secret, extensions, await suite(), config),
      )
    })
  }

  /**
   * Joins by a Welcome, with the tree (ratchet_tree, RFC 9420, section 12.4.3.3) that came apart from it and that the
   * Welcome's signed hash binds. Also says who wrote the Welcome: judge them before doing anything.
   */
  static join(
    welcome: Bytes,
    tree: Bytes,
    own: Own,
    authenticate: Authenticate,
  ): Promise<{ membership: Membership; inviter: Member }> {
    return guarded(async () => {
      const { open, secret } = secretsOf(own)
      const message = read(welcome, 'mls_welcome').welcome
      const nodes = whole({ decode: decodeRatchetTree, encode: encodeRatchetTree }, tree, 'tree')
      const keys = { open, secret, reference: own.reference }
      const { state, signer } = await joinByWelcome(message, nodes, keys, configOf(authenticate))
      contextOf(state)
      const inviter = membersOf(state).find(({ leaf }) => leaf === signer)
      if (!inviter) throw new MlsFailure('outside', 'inviter')
      return { membership: new Membership(state), inviter }
    })
  }

  get group(): Bytes {
    return copyOf(this.#state.groupContext.groupId)
  }
  get epoch(): number {
    return Number(this.#state.groupContext.epoch)
  }
  /** Own index in the tree. */
  get leaf(): number {
    return this.#state.privatePath.leafIndex
  }
  get context(): Bytes {
    return contextOf(this.#state)
  }
  get members(): Member[] {
    return membersOf(this.#state)
  }
  /** Whether a commit removed this member: nothing works any more but looking. */
  get removed(): boolean {
    return this.#state.groupActiveState.kind !== 'active'
  }
  /** All that happened so far, in 32 bytes: the confirmed transcript hash (section 8.2). */
  get transcript(): Bytes {
    return copyOf(this.#state.groupContext.confirmedTranscriptHash)
  }
  /** The same for everybody who is in the same epoch of the same group (section 8.7). */
  get authenticator(): Bytes {
    return copyOf(this.#state.keySchedule.epochAuthenticator)
  }
  /** For those who join by the Welcome of the commit that began this epoch. */
  get tree(): Bytes {
    return copyOf(encodeRatchetTree(this.#state.ratchetTree))
  }

  /** A secret of this epoch, of `length` bytes (section 8.5). */
  export(label: string, context: Bytes, length: number): Promise<Bytes> {
    return this.#inTurn(async () => {
      const { exporterSecret } = this.#state.keySchedule
      return copyOf(await mlsExporter(exporterSecret, label, context, length, await suite()))
    })
  }

  /** Judges and writes a commit. Nothing changes until it is merged; dropping it does no harm. */
  prepare(wanted: Wanted, judge: Judge): Promise<Prepared> {
    return this.#inTurn(async () => {
      const [cs, state] = [await suite(), this.#state]
      const extraProposals = proposalsOf(wanted)
      const made = await createCommit(
        { state, pskIndex: emptyPskIndex, cipherSuite: cs },
        { extraProposals },
      )
      const change = await changeOf(state, made.newState, this.leaf, extraProposals)
      await this.#approve(change, judge)
      const prepared = {
        commit: wire(made.commit),
        welcome: made.welcome ? wire({ wireformat: 'mls_welcome', welcome: made.welcome }) : null,
        change,
      }
      OUTCOMES.set(prepared, { state: made.newState, consumed: made.consumed })
      await this.#skipKey(cs)
      return prepared
    })
  }

  /** The commit won: from here on the group is in its epoch. */
  merge(prepared: Prepared): Promise<void> {
    return this.#inTurn(() => {
      const outcome = OUTCOMES.get(prepared)
      if (!outcome || prepared.change.epoch !== this.epoch)
        throw new MlsFailure('other_epoch', 'commit')
      // Messages were read since the commit was written; what they used up must stay used up.
      const { historicalReceiverData: past, groupContext, secretTree } = this.#state
      const history = new Map(outcome.state.historicalReceiverData)
      for (const [epoch, data] of history)
        history.set(
          epoch,
          epoch === groupContext.epoch ? { ...data, secretTree } : (past.get(epoch) ?? data),
        )
      this.#state = { ...outcome.state, historicalReceiverData: history }
      OUTCOMES.delete(prepared)
      forget(outcome.consumed)
      return Promise.resolve()
    })
  }

  /** Judges another member's commit, and if it is allowed, goes with it into the next epoch. */
  receive(commit: Bytes, judge: Judge): Promise<Change> {
    return this.#inTurn(async () => {
      const message = this.#own(read(commit, 'mls_private_message').privateMessage)
      if (message.contentType !== 'commit') throw new MlsFailure('outside', message.contentType)
      if (message.epoch !== this.#state.groupContext.epoch)
        throw new MlsFailure('other_epoch', 'commit')
      const { state, sender, proposals, consumed } = await this.#process(message)
      const change = await changeOf(this.#state, state, sender, proposals)
      await this.#approve(change, judge)
      this.#state = state
      forget(consumed)
      return change
    })
  }

  /** An application message to the group, signed. `clear` is authenticated, not encrypted. */
  seal(data: Bytes, clear: Bytes): Promise<Bytes> {
    return this.#inTurn(async () => {
      const made = await createApplicationMessage(this.#state, data, await suite(), clear)
      this.#state = made.newState
      forget(made.consumed)
      return wire({ wireformat: 'mls_private_message', privateMessage: made.privateMessage })
    })
  }

  /** Reads a message once, of this epoch or one of the last four. */
  open(bytes: Bytes): Promise<{ sender: Member; epoch: number; data: Bytes; clear: Bytes }> {
    return this.#inTurn(async () => {
      const message = this.#own(read(bytes, 'mls_private_message').privateMessage)
      const { keys, keep } = this.#keysOf(message.epoch)
      if (message.contentType !== 'application')
        throw new MlsFailure('outside', message.contentType)
      const { keyRetentionConfig } = this.#state.clientConfig
      const { senderDataSecret, secretTree, ratchetTree, groupContext } = keys
      const opened = await unprotectPrivateMessage(
        senderDataSecret,
        message,
        secretTree,
        ratchetTree,
        groupContext,
        keyRetentionConfig,
        await suite(),
      )
      const { content } = opened.content
      if (content.contentType !== 'application' || content.sender.senderType !== 'member')
        throw new MlsFailure('outside', content.contentType)
      const { leafIndex } = content.sender
      const sender = membersOf({ ...this.#state, ratchetTree }).find(
        ({ leaf }) => leaf === leafIndex,
      )
      if (!sender) throw new MlsFailure('outside', 'sender')
      keep(opened.tree)
      forget(opened.consumed)
      const [data, clear] = [copyOf(content.applicationData), copyOf(content.authenticatedData)]
      return { sender, epoch: Number(message.epoch), data, clear }
    })
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(() =>
      guarded(() => {
        if (this.removed) throw new MlsFailure('removed', 'no longer a member')
        return work()
      }),
    )
    this.#last = result.catch(() => undefined)
    return result
  }

  #own(message: PrivateMessage): PrivateMessage {
    if (!equal(message.groupId, this.#state.groupContext.groupId))
      throw new MlsFailure('other_epoch', 'group')
    return message
  }

  async #approve(change: Change, judge: Judge): Promise<void> {
    const reason = await judge(change)
    if (reason !== null) throw new MlsFailure('forbidden', reason)
  }

  /** What the library makes of a commit, without keeping it. */
  async #process(message: PrivateMessage) {
    let sender: number | undefined
    let proposals: Proposal[] = []
    const mine = { removed: false }
    const result = await processPrivateMessage(
      this.#state,
      message,
      emptyPskIndex,
      await suite(),
      (incoming) => {
        if (incoming.kind !== 'commit' || incoming.senderLeafIndex === undefined) return 'reject'
        sender = incoming.senderLeafIndex
        proposals = incoming.proposals.map(({ proposal }) => proposal)
        const ours = incoming.proposals.every(
          ({ proposal, senderLeafIndex }) =>
            OURS.has(proposal.proposalType) && senderLeafIndex === sender,
        )
        mine.removed = ours && removedBy(proposals).has(this.leaf)
        return ours && !mine.removed ? 'accept' : 'reject'
      },
    )
    const done = { sender, proposals, consumed: result.consumed }
    if (result.kind === 'newState' && result.actionTaken === 'accept')
      return { ...done, state: result.newState }
    if (mine.removed) return { ...done, state: this.#withoutMe(proposals) }
    throw new MlsFailure('forbidden', 'proposal')
  }

  /**
   * After a commit that removes this member, whose keys it cannot read: who is left, not who came.
   * The library sees that it was removed only if its leaf stays blank.
   */
  #withoutMe(proposals: readonly Proposal[]): ClientState {
    const gone = removedBy(proposals)
    return {
      ...this.#state,
      ratchetTree: this.#state.ratchetTree.map((node, at) =>
        node?.nodeType === 'leaf' && gone.has(at / 2) ? undefined : node,
      ),
      groupActiveState: { kind: 'removedFromGroup' },
    }
  }

  /**
   * The key that a commit was encrypted with is not used for another one, should this one lose: the
   * library forgets to advance. Writing a proposal that nobody gets advances it.
   */
  async #skipKey(cs: CiphersuiteImpl): Promise<void> {
    const unsent = { proposalType: 'remove' as const, remove: { removed: this.leaf } }
    const { newState } = await createProposal(this.#state, false, unsent, cs)
    this.#state = { ...this.#state, secretTree: newState.secretTree }
  }

  #keysOf(epoch: bigint) {
    const state = this.#state
    if (epoch === state.groupContext.epoch) {
      const keys = { ...state, senderDataSecret: state.keySchedule.senderDataSecret }
      return {
        keys,
        keep: (secretTree: ClientState['secretTree']) => {
          this.#state = { ...state, secretTree }
        },
      }
    }
    const keys = state.historicalReceiverData.get(epoch)
    if (!keys) throw new MlsFailure('other_epoch', 'message')
    return {
      keys,
      keep: (secretTree: ClientState['secretTree']) => {
        const historicalReceiverData = new Map(state.historicalReceiverData)
        historicalReceiverData.set(epoch, { ...keys, secretTree })
        this.#state = { ...state, historicalReceiverData }
      },
    }
  }
}
