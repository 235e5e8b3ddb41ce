import type { WireError } from '#protocol/errors.ts'
import type { GroupId } from '#protocol/mls.ts'
import { toBase64Url } from '../mls/bytes.ts'
import { Group } from '../mls/group.ts'
import { type KeyPair } from '../mls/p256.ts'
import { founderKeys } from '../mls/secrets.ts'
import { announceSuccessor, drawGroup } from '../mls/succession.ts'
import { selfOf, sittingOf } from './offering.ts'
import { idOf } from './standing.ts'
import type { Visit } from './visit.ts'

/** Begins groups, for who holds S. */
export class Founding {
  readonly #visit: Visit
  /** Until the server has answered: the same again if its answer was lost. */
  #made: { id: GroupId; group: Group } | null = null

  constructor(visit: Visit) {
    this.#visit = visit
  }

  /**
   * A group, which follows another one if there was one. Null once it is founded and entered, else
   * why not: `forbidden` while others go on with the group that there is, or without S.
   */
  async found(before: GroupId | null): Promise<WireError | null> {
    const { secret } = this.#visit
    if (!secret) return { code: 'forbidden' }
    const founder = await founderKeys(secret)
    const { id, group } = (this.#made ??= await this.#make(founder))
    const after = group.claim.group
    const notice =
      before === null || before === id ? null : await this.#notice(before, after, founder)
    const reply = await this.#visit.ask('keys.found', { group: id, notice })
    if (!reply.ok) return reply.error
    this.#made = null
    await this.#visit.standing.enter(group)
    return null
  }

  async #make(founder: KeyPair): Promise<{ id: GroupId; group: Group }> {
    const { who } = this.#visit
    const id = idOf(drawGroup())
    const sitting = sittingOf(who, id)
    if (!sitting) throw new RangeError('not a group')
    return { id, group: await Group.found(selfOf(who, sitting), founder) }
  }

  async #notice(before: GroupId, after: Uint8Array<ArrayBuffer>, founder: KeyPair) {
    const sitting = sittingOf(this.#visit.who, before)
    return sitting && toBase64Url(await announceSuccessor(sitting, after, founder))
  }
}
