import { LOBBY_REQUESTS } from '#protocol/messages.ts'
import { change, register } from '../request.ts'

/** Who comes in, and who goes (ADM). */
export const LOBBY = register(LOBBY_REQUESTS, {
  leave: {
    phase: 'any',
    action: 'self',
    // Whoever leaves asks for nothing more.
    rate: 'request',
    run: ({ room, me, now, run }, { why }) => run(() => room.entrance.leave(me, now, why)),
  },
  'lobby.admit': change('lobby.admit', 'notice', ({ room, me, now }, { ids, message }) =>
    room.entrance.admit(me, ids, message ?? null, now),
  ),
  'lobby.refuse': change('lobby.refuse', 'notice', ({ room, me, now }, { id, block, message }) =>
    room.entrance.refuse(me, id, block, message ?? null, now),
  ),
  'lobby.message': change('lobby.message', 'notice', ({ room, me, now }, { id, text }) =>
    room.entrance.messageTo(me, id, text, now),
  ),
  'lobby.return': change('lobby.return', 'notice', ({ room, me, now }, { ids, message }) =>
    room.entrance.sendBack(me, ids, message ?? null, now),
  ),
})
