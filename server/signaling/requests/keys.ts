import type { InputOf } from '#protocol/messages.ts'
import { KEY_REQUESTS } from '#protocol/mls.ts'
import type { ClaimAnswer } from '#protocol/mls.ts'
import { change, register } from '../request.ts'
import type { Context } from '../request.ts'

async function claim(
  { room, me, now, run }: Context,
  input: InputOf<'keys.claim'>,
): Promise<ClaimAnswer> {
  let answer: ClaimAnswer = { state: 'wait' }
  await run(() => {
    const claimed = room.keys.claim(me, input, now)
    answer = claimed.answer
    return claimed.effects
  })
  return answer
}

/** End-to-end keys (E2E). */
export const KEYS = register(KEY_REQUESTS, {
  'keys.establish': change('keys.establish', 'notice', ({ room, me, now }, establishing) =>
    room.keys.establish(me, establishing, now),
  ),
  'keys.found': change('keys.found', 'keys', ({ room, me, now }, founding) =>
    room.keys.found(me, founding, now),
  ),
  'keys.offer': {
    ...change('self', 'keys', ({ room, me, now }, offer) => room.keys.offer(me, offer, now)),
    phase: 'any',
  },
  'keys.offers': {
    action: 'keys.offers',
    rate: 'request',
    run: async ({ room }, { ids }) => room.keys.offers(ids),
  },
  'keys.commit': change('keys.commit', 'notice', ({ room, me, now }, commit) =>
    room.keys.commit(me, commit, now),
  ),
  'keys.decline': change('keys.decline', 'notice', ({ room, me, now }, { id }) =>
    room.keys.decline(me, id, now),
  ),
  'keys.challenge': change('keys.challenge', 'notice', ({ room, me }, about) =>
    room.keys.challenge(me, about),
  ),
  'keys.reveal': {
    ...change('self', 'keys', ({ room, me }, { m }) => room.keys.reveal(me, m)),
    phase: 'any',
  },
  'keys.share': change('keys.share', 'notice', ({ room, me }, share) => room.keys.share(me, share)),
  // Free: all of them together are one message for each commit.
  'keys.reached': change('self', 'request', ({ room, me }, reached) =>
    room.keys.reached(me, reached),
  ),
  'keys.beat': change('self', 'notice', ({ room, me }, { sealed }) => room.keys.beat(me, sealed)),
  'keys.claim': { action: 'self', rate: 'keys', run: claim },
  'keys.replay': {
    action: 'self',
    rate: 'request',
    run: async ({ room, me }, { epoch }) => ({ page: room.keys.replay(me, epoch) }),
  },
  'keys.joined': {
    action: 'self',
    rate: 'request',
    run: async ({ room, me }) => {
      room.keys.joined(me)
      return {}
    },
  },
})
