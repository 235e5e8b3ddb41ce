import type { Bytes } from '../bytes.ts'

export type FailureCode =
  /** The bytes are not what they should be. */
  | 'malformed'
  /** A message that only somebody outside the group would write. */
  | 'outside'
  /** For another group or epoch. */
  | 'other_epoch'
  /** A signature, tag, hash or rule of MLS does not hold. */
  | 'invalid'
  /** By MLS it would do; our policy said no. */
  | 'forbidden'
  /** This member was removed. */
  | 'removed'

export class MlsFailure extends Error {
  readonly code: FailureCode
  constructor(code: FailureCode, detail: string, cause?: unknown) {
    super(`${code}: ${detail}`, { cause })
    this.name = 'MlsFailure'
    this.code = code
  }
}

/**
 * Who stands at a leaf: index in the tree, our credential, and the key that the leaf signs with.
 */
export type Member = { leaf: number; credential: Bytes; key: Bytes }

/** What a commit does to the group, from its outcome: nothing in a commit escapes this. */
export type Change = {
  /** The epoch it ends. */
  epoch: number
  /** As before the commit. */
  committer: Member
  /** With the KeyPackageRef (RFC 9420, section 5.2) of what was added. */
  added: readonly (Member & { reference: Bytes })[]
  removed: readonly Member[]
  /** Our extension of the GroupContext. */
  context: { before: Bytes; after: Bytes }
  /** Who is in the group after it. */
  members: readonly Member[]
}

/** Null allows; otherwise a word that says why not. */
export type Judge = (change: Change) => Promise<string | null> | string | null
/** Whether a credential is well formed and belongs to the leaf's key. */
export type Authenticate = (credential: Bytes, key: Bytes) => Promise<boolean>

/** What a commit should do: all of it in one epoch. Nothing at all renews the committer's keys. */
export type Wanted = { add?: readonly Bytes[]; remove?: readonly number[]; context?: Bytes }
