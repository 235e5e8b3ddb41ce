import { LOBBY_REQUESTS } from '#protocol/messages.ts'
import { change, register } from '../request.ts'

/** Entering and leaving (ADM). */
export const LOBBY = register(LOBBY_REQUESTS, {
  leave: {
    phase: 'any',
    action: 'self',
    // A person who leaves sends no further requests.
    rate: 'request',
    run: ({ room, me, now, run }, { why }) => run(() => room.admission.leave(me, now, why)),
  },
  'lobby.admit': change('lobby.admit', 'notice', ({ room, me, now }, { ids, message, keys }) =>
    room.admission.admit(me, ids, message ?? null, keys, now),
  ),
  'lobby.refuse': change('lobby.refuse', 'notice', ({ room, me, now }, { id, block, message }) =>
    room.admission.refuse(me, id, block, message ?? null, now),
  ),
  'lobby.message': change('lobby.message', 'notice', ({ room, me, now }, { id, text }) =>
    room.admission.messageTo(me, id, text, now),
  ),
  'lobby.return': {
    action: 'lobby.return',
    rate: 'notice',
    run: async ({ room, me, now, run, rekeyed }, { ids, message }) => {
      await run(() => room.admission.sendBack(me, ids, message ?? null, now))
      await rekeyed(ids)
      return {}
    },
  },
})
