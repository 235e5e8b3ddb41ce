import type { RawInputOf } from '#protocol/messages.ts'
import type { GroupId } from '#protocol/mls.ts'
import { type Bytes, equal, fromBase64Url, toBase64Url } from '../mls/bytes.ts'
import { type Self, createOwn } from '../mls/group.ts'
import type { Sitting } from '../mls/policy.ts'
import { prove } from '../mls/proof.ts'
import { type Spoken, commitmentOf, drawNonce } from '../mls/words.ts'
import type { Own } from '../mls/wrap/key-package.ts'
import type { Who } from './types.ts'

/** Keys that were shown, until a Welcome is for them. */
export type Offered = {
  id: GroupId
  self: Self
  own: Own
  /** What the commitment of the words was made to; told when the host has answered. */
  m: Bytes
  /** The host's answer. */
  n: Bytes | null
}

/** A Welcome may still be under way for keys that were offered before the last. */
const KEPT = 4

/** Null if the server named what is no group. */
export function sittingOf({ meeting, link }: Who, id: GroupId): Sitting | null {
  const group = fromBase64Url(id)
  return group && { meeting, group, founder: link.founder }
}
export const selfOf = ({ id: seat, name, device }: Who, sitting: Sitting): Self => ({
  sitting,
  seat,
  name,
  device,
})

/** What this page has offered: the same keys again as long as they may work, else new ones. */
export class Offering {
  readonly #who: Who
  /** Newest first. */
  #offered: Offered[] = []
  #spent = false

  constructor(who: Who) {
    this.#who = who
  }

  /** Keys that somebody may have added us by, newest first. */
  of(id: GroupId): Offered[] {
    return this.#offered.filter((one) => one.id === id)
  }

  /** The request, for a group that the server named; null if it is none. */
  async request(id: GroupId): Promise<RawInputOf<'keys.offer'> | null> {
    const [last] = this.#offered
    const same = !this.#spent && last?.id === id
    const offered = same ? last : await this.#make(id)
    return offered && this.#shown(offered)
  }

  /**
   * The part that was committed to, for a leader's nonce; null for a second one. Whoever carries
   * both could otherwise look for a nonce whose words fit keys of their own.
   */
  answer(n: Bytes): Bytes | null {
    const [last] = this.#offered
    if (!last || (last.n !== null && !equal(last.n, n))) return null
    last.n = n
    return last.m
  }
  /** What this person reads out, once a leader's browser has asked; else null. */
  get spoken(): Spoken | null {
    const [last] = this.#offered
    if (!last?.n) return null
    const { self, m, n } = last
    return { deviceKey: self.device.publicKey, founder: self.sitting.founder, n, m }
  }

  /** The last ones lead nowhere: offer others the next time. */
  renew(): void {
    this.#spent = true
  }
  clear(): void {
    this.#offered = []
  }

  async #make(id: GroupId): Promise<Offered | null> {
    const sitting = sittingOf(this.#who, id)
    if (!sitting) return null
    const self = selfOf(this.#who, sitting)
    const offered = { id, self, own: await createOwn(self), m: drawNonce(), n: null }
    this.#offered = [offered, ...this.#offered].slice(0, KEPT)
    this.#spent = false
    return offered
  }

  async #shown({ id, own, m, self }: Offered): Promise<RawInputOf<'keys.offer'>> {
    const { link, inviteId } = this.#who
    const knock = { reference: own.reference, seat: self.seat, name: self.name }
    const proof = await prove(knock, link, inviteId)
    return {
      group: id,
      keyPackage: toBase64Url(own.keyPackage),
      proof: {
        link: proof.link && toBase64Url(proof.link),
        invite: proof.invite && { id: proof.invite.id, tag: toBase64Url(proof.invite.tag) },
      },
      commitment: toBase64Url(await commitmentOf(self.device.publicKey, m)),
    }
  }
}
