import type { ParticipantId } from '#protocol/ids.ts'
import type { RawInputOf } from '#protocol/messages.ts'
import type { GroupId } from '#protocol/mls.ts'
import type { Began } from '../frames/keyring.ts'
import { toBase64Url } from '../mls/bytes.ts'
import type { Group } from '../mls/group.ts'
import type { Change } from '../mls/wrap/change.ts'
import type { EpochKeys, Place } from './types.ts'

/** The group that this page is in, if it is in one, and what of it frames need to know. */
export class Standing {
  readonly #keys: (epoch: EpochKeys | null) => void
  #group: Group | null = null
  /** The first epoch of each leaf, by the key that its page has drawn. */
  #since = new Map<string, number>()
  #broken: string | null = null

  constructor(keys: (epoch: EpochKeys | null) => void) {
    this.#keys = keys
  }

  get group(): Group | null {
    return this.#group
  }
  get id(): GroupId | null {
    return this.#group && idOf(this.#group.claim.group)
  }
  /** Why nothing goes on in this visit, or null. */
  get broken(): string | null {
    return this.#broken
  }
  get members(): ParticipantId[] {
    return (this.#group?.seats ?? []).map(({ seat }) => seatOf(seat))
  }

  /** The first epoch of a member's leaf, by its key as base64url. */
  sinceOf(leafKey: string): number {
    return this.#since.get(leafKey) ?? Infinity
  }

  /** Joined, or founded. */
  async enter(group: Group): Promise<void> {
    this.leave()
    this.#group = group
    await this.#begin(group, 'add', [])
  }

  /** A commit has counted, of one's own or another's. */
  async advanced({ removed }: Pick<Change, 'removed'>): Promise<void> {
    const left = removed.map(({ leaf }) => leaf)
    // Nobody has to be waited for who was alone before.
    const atOnce = left.length > 0 || this.#since.size < 2
    if (this.#group) await this.#begin(this.#group, atOnce ? 'remove' : 'add', left)
  }

  leave(): void {
    if (this.#group === null) return
    this.#group = null
    this.#since = new Map()
    this.#keys(null)
  }

  /** The keys do not agree. Nobody is to be heard by whom we cannot know. */
  break(why: string): void {
    this.leave()
    this.#broken = why
  }

  async #begin(group: Group, how: Began, left: readonly number[]): Promise<void> {
    const base = await group.frameSecret()
    if (this.#group !== group) return
    const places = this.#places(group)
    const { leaf, epoch: number } = group
    this.#keys({ group: group.claim.group, leaf, number, base, how, places, left })
  }

  #places(group: Group): Place[] {
    const before = this.#since
    this.#since = new Map()
    return group.seats.flatMap(({ seat, leaf, leafKey }) => {
      const key = toBase64Url(leafKey)
      const since = before.get(key) ?? group.epoch
      this.#since.set(key, since)
      return leaf === group.leaf ? [] : [{ id: seatOf(seat), leaf, since }]
    })
  }
}

/** Where this page's group stands; with its members and leaders, from who leads. */
export function claimOf({ group, id }: Standing): RawInputOf<'keys.claim'> | null {
  if (!group || id === null) return null
  const { epoch, transcript } = group.claim
  const roster = group.leading
    ? { seats: group.seats.map(({ seat }) => seat), leaders: group.leaders }
    : null
  return { group: id, epoch, transcript: toBase64Url(transcript), roster }
}

// oxlint-disable typescript/no-unsafe-type-assertion -- names of the server's, in our own bytes

export const idOf = (group: Uint8Array): GroupId => toBase64Url(group) as GroupId
export const seatOf = (seat: string): ParticipantId => seat as ParticipantId
