import { Refusal } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import type { Offer } from './group.ts'

/**
 * The same one again is sent again.
 * @throws Refusal `target_gone` for keys without a commitment, `out_of_order` if there is another
 */
export function challenge(offer: Offer | undefined, by: ParticipantId, n: string): void {
  if (offer === undefined || offer.offer.commitment === null) throw new Refusal('target_gone')
  const { challenge } = offer
  if (challenge !== null && (challenge.by !== by || challenge.n !== n))
    throw new Refusal('out_of_order')
  offer.challenge ??= { by, n, m: null }
}

/**
 * Returns who is to learn it.
 * @throws Refusal `out_of_order` without a challenge, or after another answer to it
 */
export function reveal(offer: Offer | undefined, m: string): ParticipantId {
  const challenge = offer?.challenge ?? null
  if (challenge === null || (challenge.m !== null && challenge.m !== m))
    throw new Refusal('out_of_order')
  challenge.m = m
  return challenge.by
}
