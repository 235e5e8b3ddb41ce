import { Refusal } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import type {
  ClaimAnswer,
  GroupId,
  KeyChallenge,
  KeyClaim,
  KeyCommit,
  KeyFounding,
  KeyOffer,
  KeyReached,
  KeysSnapshot,
  ReplayPage,
  Sha256,
} from '#protocol/mls.ts'
import { Blobs, sha256 } from './blobs.ts'
import { Claims, isFurther, isLeaders, mostNamed, resume, standing } from './claims.ts'
import { forget, judge, take, welcome } from './commit.ts'
import type { Judged, Together } from './commit.ts'
import { Duties } from './duties.ts'
import { committers, hereAmong, mayLead, newGroup, tell } from './group.ts'
import type { Group, KeyEffect, Offer, People } from './group.ts'
import { whyNotFound } from './founding.ts'
import { Reached } from './reached.ts'
import { challenge, reveal } from './words.ts'

const ALONE: Together = { entering: new Set(), promoting: new Set() }

/**
 * The delivery service of one sitting's end-to-end keys (RFC 9420): it orders commits, one for each
 * epoch, keeps what somebody may have missed, and asks leaders' browsers for what is to be done. It
 * holds no key and reads nothing of what it carries. Like the rest of the room it reads no clock
 * and does no I/O; nothing of it is stored, because people bring it back after a restart.
 *
 * Where it stands in the room's procedure for changes:
 *
 * - `judge` belongs into a proposal's draft: it throws or answers, and changes nothing. `take`
 *   belongs into its `apply`, after the people concerned have come in and before anybody is sent a
 *   snapshot; it never throws. A commit that comes alone is a proposal that writes nothing, so that
 *   no two commits are between `judge` and `take` at once.
 * - `settle` belongs into the part's `settle` and `tick`, `gone` and `moved` into the same hooks.
 * - All effects are `send`, to people who are inside and here: `keyCommit` to members, `keyWelcome`
 *   and `keyLost` to one person, `keyWork` to one leader, `keyGroup` and `keyResumed` to all.
 */
export class Keys {
  readonly #blobs = new Blobs()
  readonly #offers = new Map<ParticipantId, Offer>()
  #group: Group | null = null
  /** Groups of founder keys that were replaced: nobody goes on with them. */
  readonly #ended = new Set<GroupId>()
  #claims = new Claims()
  #duties = new Duties()
  #reached = new Reached()
  /** What people who returned have named, while there is no group. */
  readonly #named = new Map<ParticipantId, GroupId>()
  /** Whether the people inside are to bring back a group, which is not known here yet. */
  #awaited: boolean

  /** @param awaited after a restart, because nobody was let in without keys before it */
  constructor({ awaited = false } = {}) {
    this.#awaited = awaited
  }

  get group(): { id: GroupId; epoch: number } | null {
    return this.#group && { id: this.#group.id, epoch: this.#group.log.epoch }
  }
  snapshotFor(id: ParticipantId): Omit<KeysSnapshot, 'founder'> {
    return { group: this.#group?.id ?? null, before: this.before, member: this.ready(id) }
  }
  /** Which group a successor would follow, if any: what most have named, if there is none. */
  get before(): GroupId | null {
    return this.#group?.id ?? mostNamed(this.#named.values())
  }
  /** Whether this person has a leaf, inside or not: who is removed holds keys until it is gone. */
  member(id: ParticipantId): boolean {
    return this.#group?.members.has(id) ?? false
  }
  /** [E2E18] Whether this person has keys to seal and open media with, as far as can be known. */
  ready(id: ParticipantId): boolean {
    return this.#group === null ? this.#awaited : this.member(id)
  }
  /** Whether somebody who is no longer inside still holds keys. */
  pending(people: People): boolean {
    return this.#group !== null && this.#duties.pending(this.#group, people)
  }
  /** The hash of the KeyPackage that they offer. */
  offeredBy(id: ParticipantId): Sha256 | null {
    return this.#offers.get(id)?.hash ?? null
  }
  offerOf(id: ParticipantId): KeyOffer | null {
    return this.#offers.get(id)?.offer ?? null
  }

  /**
   * A leader begins the sitting's group, or one that follows it where nobody is left who commits.
   *
   * @throws Refusal as {@link whyNotFound} says
   */
  found(by: ParticipantId, founding: KeyFounding, people: People, now: number): KeyEffect[] {
    const { group: id, notice } = founding
    const group = this.#group
    // The answer was lost.
    if (group?.id === id && group.log.epoch === 0 && group.leaders.has(by)) return []
    const silent = (one: ParticipantId) => this.#duties.silent(one)
    const claimed = this.#claims.size > 0
    const refusal = whyNotFound(by, founding, { group, people, silent, claimed, now })
    if (refusal !== null) throw refusal
    const next = newGroup(id, this.#blobs, { epoch: 0, seats: [by], leaders: [by] })
    next.current.add(by)
    this.#begin(next)
    const told = hereAmong(people, people.keys()).filter((one) => one !== by)
    return tell(told, { name: 'keyGroup', data: { group: id, notice } })
  }

  /** The founder key was replaced: its group is over, and no other follows it. */
  end(): void {
    const { before } = this
    if (before !== null) this.#ended.add(before)
    this.#awaited = false
    this.#clear()
    this.#offers.clear()
    this.#blobs.dropAll()
  }

  #clear(): void {
    this.#group?.log.clear()
    this.#group?.invitations.clear()
    this.#group = null
    this.#claims = new Claims()
    this.#duties = new Duties()
    this.#reached = new Reached()
    this.#named.clear()
  }

  #begin(group: Group): void {
    this.#clear()
    this.#group = group
    for (const [id, { offer }] of this.#offers)
      if (offer.group !== group.id) this.#offers.delete(id)
  }

  /**
   * New keys of somebody who waits or is inside, instead of any before. Whoever is inside and
   * offers some has none that work. Those that were added already are answered with the Welcome, so
   * that a page whose line was lost only has to repeat itself.
   *
   * @throws Refusal `busy` before there is a group, `out_of_order` for keys of another one
   */
  offer(id: ParticipantId, offer: KeyOffer): KeyEffect[] {
    const group = this.#group
    if (group === null) throw new Refusal('busy', 1)
    if (offer.group !== group.id)
      throw new Refusal('out_of_order', undefined, { epoch: group.log.epoch })
    const hash = sha256(Buffer.from(offer.keyPackage, 'base64url'))
    if (group.invitations.of(id)?.to.get(id) === hash) return welcome(group, id)
    forget(group, id)
    const before = this.#offers.get(id)
    const same = before?.hash === hash && before.offer.commitment === offer.commitment
    // At the end: who offers often keeps nobody else from being added.
    this.#offers.delete(id)
    this.#offers.set(id, { offer, hash, challenge: same ? before.challenge : null })
    return []
  }

  /**
   * A leader's browser does not add these keys: they are not the seat's, or it cannot compare words
   * with them any more.
   *
   * @throws Refusal `forbidden`, or `target_gone` if there are none
   */
  decline(by: ParticipantId, id: ParticipantId, people: People): KeyEffect[] {
    const group = this.#group
    if (group === null || !committers(group, people).includes(by)) throw new Refusal('forbidden')
    if (!this.#offers.delete(id)) throw new Refusal('target_gone')
    return tell(hereAmong(people, [id]), { name: 'keyDeclined', data: { group: group.id } })
  }

  /** [E2E11] @throws Refusal as {@link challenge} does */
  challenge(by: ParticipantId, { id, n }: KeyChallenge): void {
    challenge(this.#offers.get(id), by, n)
  }

  /**
   * [E2E11] Returns the moderator who is to learn it.
   * @throws Refusal as {@link reveal} does, and `target_gone` if that one is not here or leads no
   *   longer
   */
  reveal(id: ParticipantId, m: string, people: People): ParticipantId {
    const offer = this.#offers.get(id)
    const by = offer?.challenge?.by
    if (by !== undefined && (!mayLead(people, by) || hereAmong(people, [by]).length === 0))
      throw new Refusal('target_gone')
    return reveal(offer, m)
  }

  /** Whether they are on the list of the group, and in it. */
  listed(id: ParticipantId): boolean {
    return this.member(id) && (this.#group?.leaders.has(id) ?? false)
  }

  /** [E2E13] They have the keys of this epoch; of one that is over, it means nothing. */
  reached(by: ParticipantId, { group: id, epoch }: KeyReached, people: People): KeyEffect[] {
    const group = this.#group
    if (group?.id !== id || group.log.epoch !== epoch || !group.current.has(by)) return []
    this.#reached.add(group, by)
    return this.#reached.settle(group, people)
  }

  /** [E2E20] To the other members who are here; from whoever has no keys, to nobody. */
  beat(by: ParticipantId, sealed: string, people: People): KeyEffect[] {
    const group = this.#group
    if (!group?.current.has(by)) return []
    const others = hereAmong(people, group.current).filter((id) => id !== by)
    return tell(others, { name: 'keyBeat', data: { from: by, sealed } })
  }

  /** @throws Refusal `keys_pending` before there is a group, and as {@link judge} does */
  judge(by: ParticipantId, change: KeyCommit, people: People, together = ALONE): Judged {
    if (this.#group === null) throw new Refusal('keys_pending', 1)
    const around = { blobs: this.#blobs, offers: this.#offers, people, ...together }
    return judge(this.#group, by, change, around)
  }

  /**
   * Not taken if the group is another one since, or further: then whoever was to be added is inside
   * without keys, and is told to offer new ones, as is the committer, whose group is another now.
   */
  take(judged: Judged, people: People, now: number): { taken: boolean; effects: KeyEffect[] } {
    const group = this.#group
    const { by, change } = judged
    if (group?.id !== change.group || group.log.epoch !== change.epoch) {
      const added = change.add.map(({ id }) => id)
      return { taken: false, effects: this.#lost([...added, by], people) }
    }
    const effects = take(group, judged, people, now)
    for (const added of change.add) this.#added(group, added)
    this.#duties.done(by, group, { offers: this.#offers, people }, now)
    return { taken: true, effects }
  }

  /** Whoever has newer keys than those that were added is added once more, by these. */
  #added(group: Group, { id, keyPackage }: KeyCommit['add'][number]): void {
    const offer = this.#offers.get(id)
    if (offer?.hash === keyPackage) this.#offers.delete(id)
    else if (offer !== undefined) group.current.delete(id)
  }

  #lost(ids: readonly ParticipantId[], people: People): KeyEffect[] {
    const group = this.before
    if (group === null) return []
    for (const id of ids) this.#group?.current.delete(id)
    return tell(hereAmong(people, ids), { name: 'keyLost', data: { group } })
  }

  /** These removals are a moderator's, and do not wait for others. Part of that same change. */
  hurry(ids: readonly ParticipantId[]): void {
    if (this.#group !== null) this.#duties.hurry(ids)
  }

  /** Somebody who is inside returns, and says where their group stands. */
  claim(
    by: ParticipantId,
    claim: KeyClaim,
    people: People,
    now: number,
  ): { answer: ClaimAnswer; effects: KeyEffect[] } {
    const group = this.#group
    if (this.#ended.has(claim.group)) return { answer: { state: 'lost' }, effects: [] }
    if (group === null) {
      this.#named.set(by, claim.group)
      if (isLeaders(claim, by, people)) this.#claims.add(by, claim, now)
      return { answer: { state: 'wait' }, effects: [] }
    }
    const state = standing(group, by, claim)
    if (state === 'lost' && isFurther(group, claim) && isLeaders(claim, by, people))
      return { answer: { state: 'current' }, effects: this.#resume(claim, [by], people) }
    if (state === 'lost') forget(group, by)
    else this.#stands(group, by)
    if (state === 'current') this.#reached.add(group, by)
    return { answer: { state }, effects: [] }
  }

  #stands(group: Group, by: ParticipantId): void {
    group.current.add(by)
    group.invitations.drop(by)
    this.#offers.delete(by)
  }

  #resume(...[claim, holders, people]: [Parameters<typeof resume>[0], ParticipantId[], People]) {
    const { group, effects } = resume(claim, holders, { blobs: this.#blobs, people })
    this.#begin(group)
    return effects
  }

  /** Somebody has joined by their Welcome: newer keys of theirs, if any, are not needed. */
  joined(by: ParticipantId): void {
    const group = this.#group
    if (group !== null && group.invitations.of(by) !== null) this.#stands(group, by)
  }

  /** Missed commits from this epoch on; null if they are no longer kept: then offer new keys. */
  replay(by: ParticipantId, epoch: number, people: People): ReplayPage | null {
    return people.has(by) && this.#group?.members.has(by) ? this.#group.log.from(epoch) : null
  }

  /** @throws Refusal `forbidden` for those who do not lead, or `too_large` */
  put(by: ParticipantId, bytes: Uint8Array, people: People, now: number): Sha256 {
    if (!mayLead(people, by)) throw new Refusal('forbidden')
    return this.#blobs.put(by, bytes, now)
  }
  /** @throws Refusal `not_found`, also for those who are not inside */
  read(by: ParticipantId, hash: Sha256, people: People): Uint8Array {
    const bytes = people.has(by) ? this.#blobs.read(hash, by) : null
    if (bytes === null) throw new Refusal('not_found')
    return bytes
  }

  /** After every change, and about once a second: what has expired, what is due, who is asked. */
  settle(people: People, now: number): KeyEffect[] {
    this.#blobs.expire(now)
    const effects: KeyEffect[] = []
    if (this.#group === null) {
      const claim = this.#claims.settled(people, now)
      if (claim !== null) effects.push(...this.#resume(claim, this.#claims.sharing(claim), people))
    }
    const group = this.#group
    if (group === null) return effects
    effects.push(...this.#lost(group.invitations.expire(now), people))
    const around = { offers: this.#offers, people }
    effects.push(...this.#reached.settle(group, people))
    return [...effects, ...this.#duties.settle(group, around, now)]
  }

  /** The person is no longer in the room; that they still have a leaf is what `settle` sees. */
  gone(id: ParticipantId): void {
    this.#offers.delete(id)
    this.#claims.drop(id)
    this.#named.delete(id)
    this.#blobs.dropOf(id)
    if (this.#group) forget(this.#group, id)
  }

  /** Another browser, which has other device keys and no group: it may not lead until told so. */
  moved(id: ParticipantId): void {
    this.gone(id)
    this.#group?.leaders.delete(id)
  }

  /** What is held, for limits and measurements: counts, and bytes in memory. */
  get held() {
    const { log, invitations, members } = this.#group ?? {}
    return {
      offers: this.#offers.size,
      claims: this.#claims.size,
      members: members?.size ?? 0,
      log: { entries: log ? log.epoch - log.since : 0, bytes: log?.bytes ?? 0 },
      invitations: { count: invitations?.count ?? 0, bytes: invitations?.bytes ?? 0 },
      blobs: this.#blobs.bytes,
    }
  }
}
