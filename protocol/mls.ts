import { z } from 'zod'
import { InviteId, ParticipantId } from './ids.ts'
import { MLS_LIMITS } from './mls-limits.ts'

/**
 * What crosses the wire of end-to-end keys. The server carries all of it and reads none of it:
 * KeyPackages, commits and Welcomes (RFC 9420) are bytes of a bounded size, as base64url. What it
 * needs to know (who is added, which epoch) is said beside them.
 */
export { MLS_LIMITS, MLS_TIMES } from './mls-limits.ts'

/** Characters of base64url for so many bytes. */
const textOf = (bytes: number) => Math.ceil((bytes * 4) / 3)
const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/)
/** 32 bytes: a SHA-256, an HMAC or a nonce. */
const bytes32 = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
const epoch = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

/** SHA-256 of bytes, as base64url. */
export const Sha256 = bytes32.brand<'Sha256'>()
export type Sha256 = z.infer<typeof Sha256>

/**
 * The hash of the public half of a meeting's founder key, as base64url. Links carry it; whose secret
 * it belongs to may found the meeting's groups.
 */
export const FounderHash = bytes32.brand<'FounderHash'>()
export type FounderHash = z.infer<typeof FounderHash>

/** MLS's group_id: 16 random bytes, drawn for one sitting by the browser that founds it. */
export const GroupId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{22}$/)
  .brand<'GroupId'>()
export type GroupId = z.infer<typeof GroupId>

/** Opaque bytes: as they are, or the hash and length of a blob that was put over HTTP before. */
export const Payload = z.union([
  z.strictObject({ inline: base64url.max(MLS_LIMITS.inline) }),
  z.strictObject({ hash: Sha256, bytes: z.number().int().min(1).max(MLS_LIMITS.blobBytes) }),
])
export type Payload = z.infer<typeof Payload>

/** Bytes of memory that a payload takes, wherever it is. */
export const sizeOf = (payload: Payload): number =>
  'inline' in payload ? payload.inline.length : payload.bytes

/** What somebody shows of having been invited: HMACs that only a leader's browser can check. */
export const KnockProof = z.strictObject({
  link: bytes32.nullable(),
  invite: z.strictObject({ id: InviteId, tag: bytes32 }).nullable(),
})

/**
 * New keys for a seat of this group, with a knock or after a reload. `commitment` is for the words
 * that the host compares with people who show no proof.
 */
export const KeyOffer = z.strictObject({
  group: GroupId,
  keyPackage: base64url.max(textOf(MLS_LIMITS.keyPackageBytes)),
  proof: KnockProof,
  commitment: bytes32.nullable(),
})
export type KeyOffer = z.infer<typeof KeyOffer>

/** The person, and the hash of the KeyPackage that the commit adds: they may have newer ones. */
const Added = z.strictObject({ id: ParticipantId, keyPackage: Sha256 })

const inlineOf = (payloads: readonly (Payload | undefined)[]) =>
  payloads.reduce((sum, one) => sum + (one && 'inline' in one ? one.inline.length : 0), 0)

/**
 * A commit, with what it does: the server cannot see it. Who is added and was a member before is
 * swapped. `leaders`: the group's own list after it, if it changes that.
 */
export const KeyCommit = z
  .strictObject({
    group: GroupId,
    epoch,
    commit: Payload,
    /** For those added: the Welcome, and the tree that goes with it. */
    invitation: z.strictObject({ welcome: Payload, tree: Payload }).nullable(),
    add: z.array(Added).max(MLS_LIMITS.batch),
    remove: z.array(ParticipantId).max(MLS_LIMITS.seats),
    leaders: z.array(ParticipantId).min(1).max(MLS_LIMITS.leaders).nullable(),
  })
  .refine(
    ({ commit, invitation }) =>
      inlineOf([commit, invitation?.welcome, invitation?.tree]) <= MLS_LIMITS.inline,
    { path: ['commit'] },
  )
export type KeyCommit = z.infer<typeof KeyCommit>

/** Where a page's group stands, named when it comes back. */
export const KeyClaim = z.strictObject({
  group: GroupId,
  epoch,
  transcript: bytes32,
  /** From those who lead: the members, and who of them leads, as their group has it. */
  roster: z
    .strictObject({
      seats: z.array(ParticipantId).min(1).max(MLS_LIMITS.seats),
      leaders: z.array(ParticipantId).min(1).max(MLS_LIMITS.leaders),
    })
    .nullable(),
})
export type KeyClaim = z.infer<typeof KeyClaim>

/** `notice`: F's word that members of the group before go to this one. */
export const KeyFounding = z.strictObject({
  group: GroupId,
  notice: base64url.max(textOf(MLS_LIMITS.noticeBytes)).nullable(),
})
export type KeyFounding = z.infer<typeof KeyFounding>

/**
 * The founder key that counts from now on. `replaces`: the one that it takes the place of, as the
 * caller knows it; null if there was none.
 */
export const KeyEstablishing = z.strictObject({
  founder: FounderHash,
  replaces: FounderHash.nullable(),
})
export type KeyEstablishing = z.infer<typeof KeyEstablishing>

/** About somebody who has offered keys with a commitment: the host's half of the words. */
export const KeyChallenge = z.strictObject({ id: ParticipantId, n: bytes32 })
export type KeyChallenge = z.infer<typeof KeyChallenge>

/** Bytes that only this member's browser can open. */
export const KeyShare = z.strictObject({
  id: ParticipantId,
  sealed: base64url.max(textOf(MLS_LIMITS.sealedBytes)),
})
export type KeyShare = z.infer<typeof KeyShare>

/**
 * What people write to each other, sealed for the members who may read it (RFC 9420, section 6.3),
 * as base64url. Only those read what it says and by whom it is.
 */
export const SealedMessage = base64url.max(textOf(MLS_LIMITS.messageBytes))
export const SealedQuestion = base64url.max(textOf(MLS_LIMITS.questionBytes))
export const SealedShort = base64url.max(textOf(MLS_LIMITS.sealedBytes))

/** An epoch whose keys this page has. */
export const KeyReached = z.strictObject({ group: GroupId, epoch })
export type KeyReached = z.infer<typeof KeyReached>

/** What is asked of a leader's browser: the whole of it, in as many commits as it takes. */
export type KeyWork = {
  group: GroupId
  remove: ParticipantId[]
  add: (KeyOffer & { id: ParticipantId })[]
  /** Whom to leave on the group's list, if somebody who is on it no longer may lead. */
  leaders: ParticipantId[] | null
}

/**
 * What became of a claim. `replay`: commits were missed and are kept. `lost`: these keys lead
 * nowhere; offer new ones. `wait`: for `keyResumed`, or a new group.
 */
export type ClaimAnswer = { state: 'current' | 'replay' | 'lost' | 'wait' }

/**
 * Commits of the log, in order; `next` is the epoch to ask for afterwards, or the group's own, and
 * then that was all.
 */
export type ReplayPage = { entries: { epoch: number; commit: Payload }[]; next: number }

export type KeyEvents = {
  /** The commit that ends this epoch, for those who did not write it. */
  keyCommit: { group: GroupId; epoch: number; commit: Payload }
  /** To who was added: leads into the epoch after this one. */
  keyWelcome: { group: GroupId; epoch: number; welcome: Payload; tree: Payload }
  keyWork: KeyWork
  /** The keys of this page lead nowhere: offer new ones. */
  keyLost: { group: GroupId }
  /** The group goes on from here after a restart: claim again. */
  keyResumed: { group: GroupId; epoch: number; transcript: string }
  /** A leader's browser does not know these keys as those of the seat. */
  keyDeclined: { group: GroupId }
  /**
   * There is a group, or another one; all offer new keys, if they believe the notice. To people in
   * the lobby without a notice, because they hold no keys yet.
   */
  keyGroup: { group: GroupId; notice: string | null }
  /**
   * Whose keys found groups from now on. If they replace others, the group that there was is over,
   * and none follows it. Also to people in the lobby.
   */
  keyFounder: { founder: FounderHash }
  /** A moderator compares words: reveal what the offered keys are committed to. Also in the lobby. */
  keyChallenge: { n: string }
  /** To the moderator who challenged. */
  keyRevealed: { id: ParticipantId; m: string }
  keySecret: { from: ParticipantId; sealed: string }
  /** All members who are here have the keys of this epoch. */
  keyReached: { group: GroupId; epoch: number }
  keyBeat: { from: ParticipantId; sealed: string }
}

const nothing = z.strictObject({})
const target = z.strictObject({ id: ParticipantId })

/** Keys between the browsers of a meeting. The server orders and delivers what they say. */
export const KEY_REQUESTS = {
  /** From the host: keys that their browser has drawn for this meeting. */
  'keys.establish': KeyEstablishing,
  /** From a moderator: begins the sitting's group. */
  'keys.found': KeyFounding,
  /** Also from people in the lobby. */
  'keys.offer': KeyOffer,
  /** For moderators: what people in the lobby have offered. */
  'keys.offers': z.strictObject({
    ids: z.array(ParticipantId).min(1).max(MLS_LIMITS.batch),
  }),
  /** From a moderator who is on the group's list: a commit that admits nobody from the lobby. */
  'keys.commit': KeyCommit,
  'keys.decline': target,
  /** After every new connection, from a page that has keys. */
  'keys.claim': KeyClaim,
  'keys.replay': z.strictObject({ epoch }),
  /** The Welcome has arrived and worked. */
  'keys.joined': nothing,
  /** From a moderator; the same one again is sent again. */
  'keys.challenge': KeyChallenge,
  /** Also from people in the lobby: what they are committed to. */
  'keys.reveal': z.strictObject({ m: bytes32 }),
  /** From a moderator who is on the group's list, to somebody inside. */
  'keys.share': KeyShare,
  /** From a member; of an epoch that is over, it means nothing. */
  'keys.reached': KeyReached,
  /** From a member, every ten seconds: where its group stands, sealed for the others. */
  'keys.beat': z.strictObject({ sealed: SealedShort }),
} as const

export type KeyResults = {
  /** Those who still wait and have offered keys. */
  'keys.offers': { offers: (KeyOffer & { id: ParticipantId })[] }
  'keys.claim': ClaimAnswer
  /** Null: no longer kept, so offer new keys. */
  'keys.replay': { page: ReplayPage | null }
}

/** In the snapshot: the group, which one a new group would follow, and whose keys found groups. */
export type KeysSnapshot = {
  group: GroupId | null
  before: GroupId | null
  founder: FounderHash | null
  /** [E2E18] Whether this person may ask for media already: a member's page may still be joining. */
  member: boolean
}
