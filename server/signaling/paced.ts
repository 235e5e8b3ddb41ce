import type { Change } from '../meeting/change.ts'
import { isWrite } from '../meeting/effects.ts'
import type { Effect } from '../meeting/effects.ts'
import { Refusal } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { leads } from '#protocol/roles.ts'
import type { LiveRoom } from './live-room.ts'
import type { Rate } from './request.ts'
import { isNote } from './write-queue.ts'

/** Whether somebody else hears of it, or it is kept. */
const reaches = (effects: readonly Effect[], me: ParticipantId): boolean =>
  effects.some((effect) => {
    if (isWrite(effect)) return !isNote(effect)
    return effect.do === 'send' ? effect.to.some((id) => id !== me) : effect.id !== me
  })

/**
 * Makes a change for one person. Whatever reaches others, the store or the log has its price,
 * whichever request it is. It is paid before, when nothing has changed yet, and given back when it
 * was for nobody. `elapsed`: milliseconds by a clock that never goes back.
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
  // What every request pays has been paid at the edge.
  const free = price === 'request'
  if (!free && !pace.take(price, wish.elapsed)) throw new Refusal('rate_limited', 1)
  const seen = (effects: readonly Effect[]) => {
    if (!free && !reaches(effects, me)) pace.giveBack(price)
  }
  await live.run(wish.change(), { still: wish.still, seen })
}
