import type { ParticipantId, QuestionId } from '#protocol/ids.ts'
import type { Sha256 } from '#protocol/mls.ts'
import type { ChatTo, ChatView, KnockView, Role } from '#protocol/model.ts'
import type { QuestionView } from '#protocol/questions.ts'
import type { Reaction } from '#protocol/reactions.ts'
import type { Began } from '../frames/keyring.ts'
import type { Clock } from '../frames/waiting.ts'
import type { Bytes } from '../mls/bytes.ts'
import type { Device } from '../mls/credential.ts'
import type { Newcomer } from '../mls/group.ts'
import type { Grade } from '../mls/proof.ts'
import type { Link } from '../mls/link.ts'
import type { Ask } from '../signaling/socket.ts'

/** Whose visit this is. */
export type Who = {
  id: ParticipantId
  /** The meeting's identifier in its link. */
  meeting: string
  /** As the server shows it to others. */
  name: string
  device: Device
  /** What its link held; a mailed one has no P. */
  link: Link
  /** Of the personal link, if it is one. */
  inviteId: string | null
  /** S, where it is at hand. */
  secret: Bytes | null
}

/** Somebody in the lobby: their name, and the hash of the keys that they offered last. */
export type Waiting = Pick<KnockView, 'name' | 'keys'>

/** Somebody's new keys, as they were checked here. */
export type Checked = {
  id: ParticipantId
  /** As the server names it: the hash of its bytes. */
  keyPackage: Sha256
  newcomer: Newcomer
  leafKey: Bytes
  deviceKey: Bytes
  grade: Grade
}

export type Person = { name: string; role: Role; present: boolean }

/** A member's place: `since` is the first epoch in which this member had this leaf. */
export type Place = { id: ParticipantId; leaf: number; since: number }

/** An epoch, for the keys of frames. */
export type EpochKeys = {
  group: Bytes
  /** One's own. */
  leaf: number
  number: number
  /** 32 bytes (RFC 9605, section 5.2). */
  base: Bytes
  how: Began
  /** Everybody's but one's own. */
  places: readonly Place[]
  /** Leaves whose members are gone. */
  left: readonly number[]
}

export type View = {
  /**
   * `pending`: somebody who is not inside still has a leaf. `broken`: the keys do not agree, nothing
   * is sent any more.
   */
  state: 'making' | 'on' | 'pending' | 'broken'
  /** Why, in `broken`: a word for the log. */
  why: string | null
  /** Everybody with a leaf, oneself as well. */
  members: readonly ParticipantId[]
  /** Of those whose proof was checked here. */
  grades: ReadonlyMap<ParticipantId, Grade>
  /** What those who wait show, for who leads; null: the keys under their name are not theirs. */
  knocks: ReadonlyMap<ParticipantId, Grade | null>
  /** Somebody who leads compares words with this person, who can read theirs out. */
  spoken: boolean
  /** People inside whose new keys were declined, because nothing shows whose they are. */
  unproven: readonly ParticipantId[]
}

/** A message as it was opened; null: it could not be, or is not what the server says that it is. */
export type ChatMessage = Omit<ChatView, 'sealed'> & { text: string | null }
/** Null: not opened yet. */
export type Question = Omit<QuestionView, 'sealed'> & { text: string | null }
export type Questions = {
  list: Question[]
  shown: Pick<Question, 'id' | 'from' | 'name' | 'kind' | 'text'> | null
}
/** What others wrote, and what comes back of one's own. A message may come again. */
export type Said =
  | { type: 'chat'; message: ChatMessage }
  | { type: 'reaction'; from: ParticipantId; reaction: Reaction }
  | { type: 'questions'; questions: Questions }

/** What this person writes; `show`: a question for everybody to read, or none any more. */
export type Writing =
  | { kind: 'chat'; to: ChatTo; text: string }
  | { kind: 'reaction'; reaction: Reaction }
  | { kind: 'question'; text: string }
  | { kind: 'show'; question: QuestionId | null }

/** What a session reaches the world by. */
export type Ports = {
  request: Ask
  /** Both reject when the line is lost or the server refuses. */
  blobs: { put(bytes: Bytes): Promise<Sha256>; read(hash: Sha256): Promise<Uint8Array> }
  clock: Clock
  /** Each epoch as it begins; null: these keys are over, and nothing is sent. */
  keys(epoch: EpochKeys | null): void
  state(view: View): void
  /** All members have the keys of an epoch. */
  reached(number: number): void
  /** S came with a role: to be kept for the next sitting. */
  learned(secret: Bytes): void
  said(said: Said): void
}
