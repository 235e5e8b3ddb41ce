import {
  type CiphersuiteImpl,
  type ClientConfig,
  type ClientState,
  type PrivateMessage,
  type Proposal,
  createApplicationMessage,
  createCommit,
  createGroup,
  createProposal,
  emptyPskIndex,
  mlsExporter,
  processPrivateMessage,
  zeroOutUint8Array,
} from 'ts-mls'
import { decryptWithLabel, encryptWithLabel } from 'ts-mls/crypto/hpke.js'
import { unprotectPrivateMessage } from 'ts-mls/messageProtection.js'
import { decodeRatchetTree, encodeRatchetTree } from 'ts-mls/ratchetTree.js'
import { type Bytes, copyOf, equal, join } from '../bytes.ts'
import { PUBLIC_BYTES } from '../p256.ts'
import type { Authenticate, Change, Judge, Member, Wanted } from './change.ts'
import { MlsFailure } from './change.ts'
import { type Own, secretsOf } from './key-package.ts'
import { OURS, changeOf, contextOf, extensionOf, membersOf } from './outcome.ts'
import { proposalsOf, removedBy } from './outcome.ts'
import { suite } from './suite.ts'
import { joinByWelcome } from './welcome.ts'
import { guarded, read, whole, wire } from './wire.ts'

/** Epochs whose keys are kept for what is under way, as for frames. */
const EPOCHS = 4

/** Nothing is left to the library: what it would take by itself accepts everybody. */
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
  // What is shorter than 256 bytes does not show how short it is.
  keyRetentionConfig: {
    retainKeysForGenerations: 10,
    retainKeysForEpochs: EPOCHS,
    // Messages to some of the members use up keys that the others have to pass over.
    maximumForwardRatchetSteps: 1000,
  },
  lifetimeConfig: { maximumTotalLifetime: 2n ** 64n - 1n, validateLifetimeOnReceive: false },
  paddingConfig: { kind: 'padUntilLength', padUntilLength: 256 },
})

const forget = (consumed: readonly Uint8Array[]) => {
  for (const secret of consumed) zeroOutUint8Array(secret)
}

const treeOf = ({ ratchetTree }: ClientState): Bytes => copyOf(encodeRatchetTree(ratchetTree))

const SEALED = 'anhop 1 sealed'

/** A commit that has not happened yet; {@link Membership.merge} makes it so. */
export type Prepared = {
  readonly commit: Bytes
  /** For those added, without the tree. Null if nobody is. */
  readonly welcome: Bytes | null
  /** The tree that the Welcome needs. Null with it. */
  readonly tree: Bytes | null
  readonly change: Change
}
const OUTCOMES = new WeakMap<Prepared, { state: ClientState; consumed: readonly Uint8Array[] }>()

/**
 * One member's place in a group: MLS (RFC 9420), in our terms. Only this folder imports ts-mls,
 * because that library, left alone, accepts every credential and every message. Here each
 * credential is checked, each commit is judged by its outcome before it counts, and nothing from
 * outside the group is read at all: all handshakes are PrivateMessages, which only members can
 * write, and a PublicMessage, with it every external commit and proposal, is refused unread. So
 * are proposals that arrive by themselves.
 *
 * Its methods run one after another, in the order of the calls. They reject with {@link
 * MlsFailure}.
 */
export class Membership {
  #state: ClientState
  #last: Promise<unknown> = Promise.resolve()
  /** Private keys that this member's leaf had before: messages are sealed to them on the way. */
  #past: readonly Uint8Array[] = []

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
   * Joins by a Welcome, with the tree (ratchet_tree, section 12.4.3.3) that came apart from it and
   * that the Welcome's signed hash binds. Also says who wrote the Welcome: judge them before doing
   * anything.
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
  /**
   * All that happened so far, in 32 bytes: the confirmed transcript hash (section 8.2). That is
   * empty before the first commit; here it is zeros then.
   */
  get transcript(): Bytes {
    const { confirmedTranscriptHash: hash } = this.#state.groupContext
    return hash.length === 0 ? new Uint8Array(32) : copyOf(hash)
  }
  /** The same for everybody who is in the same epoch of the same group (section 8.7). */
  get authenticator(): Bytes {
    return copyOf(this.#state.keySchedule.epochAuthenticator)
  }
  /** For those who join by the Welcome of the commit that began this epoch. */
  get tree(): Bytes {
    return treeOf(this.#state)
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
        tree: made.welcome ? treeOf(made.newState) : null,
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
      const before = this.#leafSecret
      this.#past = before ? [before, ...this.#past].slice(0, EPOCHS) : this.#past
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

  /** Of which epoch a message is. */
  epochOf(bytes: Bytes): number {
    return Number(this.#own(read(bytes, 'mls_private_message').privateMessage).epoch)
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
      // Keys of past epochs are kept for what is under way, not for who has been removed since.
      if (!this.members.some(({ key }) => equal(key, sender.key)))
        throw new MlsFailure('removed', 'sender')
      keep(opened.tree)
      forget(opened.consumed)
      const [data, clear] = [copyOf(content.applicationData), copyOf(content.authenticatedData)]
      return { sender, epoch: Number(message.epoch), data, clear }
    })
  }

  /**
   * For one member only, by HPKE to their leaf's key (EncryptWithLabel, section 5.1.3), as 65
   * bytes of KEM output and the ciphertext. Says nothing about who wrote it: send it inside {@link
   * seal}.
   */
  sealTo(leaf: number, data: Bytes): Promise<Bytes> {
    return this.#inTurn(async () => {
      const { hpke } = await suite()
      const node = this.#state.ratchetTree[leaf * 2]
      if (node?.nodeType !== 'leaf') throw new MlsFailure('outside', 'leaf')
      const key = await hpke.importPublicKey(node.leaf.hpkePublicKey)
      const { groupId } = this.#state.groupContext
      const { enc, ct } = await encryptWithLabel(key, SEALED, groupId, data, hpke)
      return join(enc, ct)
    })
  }

  /** Reads what was sealed to this member's leaf, and to keys that it has or had of late. */
  openSealed(sealed: Bytes): Promise<Bytes> {
    return this.#inTurn(async () => {
      const { hpke } = await suite()
      const { groupId } = this.#state.groupContext
      const [enc, ct] = [sealed.slice(0, PUBLIC_BYTES), sealed.slice(PUBLIC_BYTES)]
      const now = this.#leafSecret
      for (const secret of now ? [now, ...this.#past] : []) {
        const key = await hpke.importPrivateKey(secret)
        const data = await decryptWithLabel(key, SEALED, groupId, enc, ct, hpke).catch(() => null)
        if (data) return copyOf(data)
      }
      throw new MlsFailure('invalid', 'sealed')
    })
  }

  get #leafSecret(): Uint8Array | undefined {
    return this.#state.privatePath.privateKeys[this.leaf * 2]
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
