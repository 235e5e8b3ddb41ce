import type { Change } from '../meeting/change.ts'
import { isWrite } from '../meeting/effects.ts'
import type { Effect } from '../meeting/effects.ts'
import { leads } from '../policy/grants.ts'
import { Refusal } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import type { RequestName } from '#protocol/messages.ts'
import type { LiveRoom } from './live-room.ts'
import type { PaceClass } from './pace.ts'
import { isNote } from './write-queue.ts'

const DRAWN: ReadonlySet<RequestName> = new Set([
  'table.turn',
  'table.draw',
  'table.erase',
  'table.undo',
  'table.point',
])

/** By which bucket a change is paid that this request makes: a notice, unless there is a reason. */
function paceOf(name: RequestName, leading: boolean): PaceClass {
  if (DRAWN.has(name)) return 'drawing'
  if (name.startsWith('track.') || name.startsWith('transport.')) return 'media'
  return leading ? 'leading' : 'notice'
}

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
  wish: { name: RequestName; elapsed: number; change: () => Change; still: () => void },
): Promise<void> {
  const pace = live.paceOf(me, wish.elapsed)
  const role = live.room.actor(me)?.role
  const price = paceOf(wish.name, role !== undefined && leads(role))
  // Whoever leaves asks for nothing more.
  if (wish.name !== 'leave' && !pace.take(price, wish.elapsed)) throw new Refusal('rate_limited', 1)
  const seen = (effects: readonly Effect[]) => {
    if (!reaches(effects, me)) pace.giveBack(price)
  }
  await live.run(wish.change(), { still: wish.still, seen })
}
