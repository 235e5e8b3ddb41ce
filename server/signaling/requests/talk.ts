import { TALK_REQUESTS } from '#protocol/messages.ts'
import { change, register } from '../request.ts'

/** Hands, chat, reactions. */
export const TALK = register(TALK_REQUESTS, {
  'hand.raise': change('self', 'notice', ({ room, me, now }, { raised }) =>
    room.talk.raiseHand(me, raised, now),
  ),
  'hand.lower': change('hand.lower', 'notice', ({ room, now }, { id }) =>
    room.talk.lowerHand(id, now),
  ),
  'chat.send': change('self', 'notice', ({ room, me, now }, { text, to }) =>
    room.talk.write(me, text, to, now),
  ),
  'reaction.send': change('self', 'notice', ({ room, me }, { reaction }) =>
    room.talk.react(me, reaction),
  ),
})
