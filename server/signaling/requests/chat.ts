import { CHAT_REQUESTS } from '#protocol/messages.ts'
import { change, register } from '../request.ts'

/** Hands, chat, and reactions. */
export const CHAT = register(CHAT_REQUESTS, {
  'hand.raise': change('self', 'notice', ({ room, me, now }, { raised }) =>
    room.chat.raiseHand(me, raised, now),
  ),
  'hand.lower': change('hand.lower', 'notice', ({ room, me, now }, { id }) =>
    room.chat.lowerHand(me, id, now),
  ),
  'hand.lowerAll': change('hand.lowerAll', 'notice', ({ room, me, now }) =>
    room.chat.lowerAllHands(me, now),
  ),
  'chat.send': change('self', 'notice', ({ room, me, now }, { sealed, to }) =>
    room.chat.write(me, sealed, to, now),
  ),
  'reaction.send': change('self', 'notice', ({ room, me }, { sealed }) =>
    room.chat.react(me, sealed),
  ),
})
