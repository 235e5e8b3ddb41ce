import { SPEAKER_REQUESTS } from '#protocol/speakers.ts'
import { change, register } from '../request.ts'

/** The list of speakers and the floor (FLR2, FLR3). */
export const SPEAKERS = register(SPEAKER_REQUESTS, {
  'speakers.add': change('speakers.add', 'notice', ({ room, now }, { ids }) =>
    room.speakers.add(ids, now),
  ),
  'speakers.remove': change('speakers.remove', 'notice', ({ room, now }, { id }) =>
    room.speakers.remove(id, now),
  ),
  'speakers.move': change('speakers.move', 'notice', ({ room, now }, { id, place }) =>
    room.speakers.move(id, place, now),
  ),
  'floor.give': change('floor.give', 'notice', ({ room, me, now }, { id }) =>
    room.floor.give(me, id, now),
  ),
  'floor.take': {
    action: 'floor.take',
    rate: 'notice',
    async run({ room, me, now, run }, { id }) {
      await run(() => room.floor.take(me, id, now))
      return id === me ? {} : run(() => room.floor.fallTo(me))
    },
  },
  'floor.pass': change('floor.pass', 'notice', ({ room, me, now }, { id }) =>
    room.floor.pass(me, id, now),
  ),
})
