import type { Effect } from '../meeting/effects.ts'

/** What of a room's effects is a step of somebody's stay, for the log. */
export function stepOf(effect: Effect) {
  if (effect.do === 'createSeat') {
    const { id, state } = effect.seat
    return { participant: id, said: state === 'admitted' ? 'host entered' : 'person knocked' }
  }
  if (effect.do === 'saveSeat' && effect.change.state === 'admitted') {
    return { participant: effect.id, said: 'person admitted' }
  }
  if (effect.do === 'enter') return { participant: effect.id, said: 'person connected' }
  if (effect.do === 'eject') {
    return { participant: effect.id, said: 'person out', reason: effect.reason }
  }
  return null
}
