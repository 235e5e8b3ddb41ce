import type { Change } from '../meeting/change.ts'
import { isWrite } from '../meeting/effects.ts'
import type { Effect } from '../meeting/effects.ts'
import { Refusal } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { leads } from '#protocol/roles.ts'
import type { LiveRoom } from './live-room.ts'
import type { Rate } from './request.ts'
import { isNote } from './write-queue.ts'

/** Whether the change reaches someone else or is stored. */
const reaches = (effects: readonly Effect[], me: ParticipantId): boolean =>
  effects.some((effect) => {
    if (isWrite(effect)) return !isNote(effect)
    if (effect.do === 'carry') return false
    // What it will say is not known yet.
    if (effect.do === 'announce') return true
    return effect.do === 'send' ? effect.to.some((id) => id !== me) : effect.id !== me
  })

/**
 * Makes a rate-limited change for one person. Every change that reaches others, the store, or the
 * log takes a token, whichever request causes it. The token is taken before anything changes and
 * returned if the change reached nobody. `elapsed`: milliseconds of a monotonic clock.
 * @throws Refusal `rate_limited`
 */
export async function paced(
  { live, me }: { live: LiveRoom; me: ParticipantId },
  wish: { rate: Rate; elapsed: number; change: () => Change; still: () => void },
): Promise<void> {
  const pace = live.paceOf(me, wish.elapsed)
  const role = live.room.actor(me)?.role
  const leading = role !== undefined && leads(role)
  const price = wish.rate === 'notice' && leading ? 'leading' : wish.rate
  // The edge has already charged for the request itself.
  const free = price === 'request'
  if (!free && !pace.take(price, wish.elapsed)) throw new Refusal('rate_limited', 1)
  const seen = (effects: readonly Effect[]) => {
    if (!free && !reaches(effects, me)) pace.giveBack(price)
  }
  await live.run(wish.change(), { still: wish.still, seen })
}
