import type { ParticipantId } from '#protocol/ids.ts'
import { MLS_LIMITS, MLS_TIMES, sizeOf } from '#protocol/mls.ts'
import type { Sha256 } from '#protocol/mls.ts'
import type { Blobs, Resolved } from './blobs.ts'

type Invitation = {
  /** That the commit ended; the Welcome leads into the next. */
  epoch: number
  welcome: Resolved
  tree: Resolved
  /** Who was added and has not joined yet, by which keys. */
  to: Map<ParticipantId, Sha256>
  until: number
}

const sizeOfBoth = ({ welcome, tree }: Invitation) => sizeOf(welcome.payload) + sizeOf(tree.payload)

/** Welcomes with their trees, kept until those invited have joined. The oldest make room. */
export class Invitations {
  readonly #blobs: Blobs
  /** Oldest first. */
  #list: Invitation[] = []

  constructor(blobs: Blobs) {
    this.#blobs = blobs
  }

  get bytes(): number {
    return this.#list.reduce((sum, one) => sum + sizeOfBoth(one), 0)
  }
  get count(): number {
    return this.#list.length
  }

  add(invitation: Omit<Invitation, 'until'>, now: number): void {
    for (const id of invitation.to.keys()) this.drop(id)
    this.#blobs.hold(invitation.welcome)
    this.#blobs.hold(invitation.tree)
    this.#list.push({ ...invitation, until: now + MLS_TIMES.invitation })
  }

  of(id: ParticipantId): Invitation | null {
    return this.#list.find(({ to }) => to.has(id)) ?? null
  }

  /** They have joined, or no longer can. */
  drop(id: ParticipantId): void {
    for (const { to } of this.#list) to.delete(id)
    this.#keep(({ to }) => to.size > 0)
  }

  /** Forgets what is too old or too much, and says who was still invited by it. */
  expire(now: number): ParticipantId[] {
    let size = this.bytes
    let count = this.#list.length
    const missed: ParticipantId[] = []
    this.#keep((one) => {
      const { invitationBytes, invitations } = MLS_LIMITS
      if (one.until > now && size <= invitationBytes && count <= invitations) return true
      size -= sizeOfBoth(one)
      count -= 1
      missed.push(...one.to.keys())
      return false
    })
    return missed
  }

  clear(): void {
    this.#keep(() => false)
  }

  #keep(wanted: (one: Invitation) => boolean): void {
    this.#list = this.#list.filter((one) => {
      const keep = wanted(one)
      if (!keep) for (const part of [one.welcome, one.tree]) this.#blobs.release(part)
      return keep
    })
  }
}
