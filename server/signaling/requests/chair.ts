import { CHAIR_REQUESTS } from '#protocol/messages.ts'
import { change, register } from '../request.ts'

/** What those who lead do to people and to the meeting; and who asks them to share. */
export const CHAIR = register(CHAIR_REQUESTS, {
  'share.request': change('self', 'notice', ({ room, me, now }) =>
    room.chair.requestShare(me, now),
  ),
  'share.grant': change('share.grant', 'notice', ({ room, me, now }, { id, minutes }) =>
    room.chair.grantShare(me, id, minutes ?? null, now),
  ),
  'share.revoke': change('share.revoke', 'notice', ({ room, me, now }, { id }) =>
    room.chair.revokeShare(me, id, now),
  ),
  'participant.mute': change('participant.mute', 'notice', ({ room, me, now }, { id }) =>
    room.chair.mute(me, id, now),
  ),
  'participant.muteAll': change('participant.muteAll', 'notice', ({ room, me, now }) =>
    room.chair.muteAll(me, now),
  ),
  'participant.cameraOff': change('participant.cameraOff', 'notice', ({ room, me, now }, { id }) =>
    room.chair.cameraOff(me, id, now),
  ),
  'participant.remove': change(
    'participant.remove',
    'notice',
    ({ room, me, now }, { id, block, message }) =>
      room.chair.remove(me, id, block, message ?? null, now),
  ),
  'meeting.mode': change('meeting.mode', 'notice', ({ room, me, now }, { mode }) =>
    room.chair.setMode(me, mode, now),
  ),
  'meeting.lock': change('meeting.lock', 'notice', ({ room, me, now }, { locked }) =>
    room.chair.setLocked(me, locked, now),
  ),
  'meeting.chat': change('meeting.chat', 'notice', ({ room, me, now }, { on }) =>
    room.chair.setChat(me, on, now),
  ),
  'cohost.add': change('cohost.add', 'notice', ({ room, me, now }, { id }) =>
    room.chair.addCohost(me, id, now),
  ),
  'cohost.remove': change('cohost.remove', 'notice', ({ room, me, now }, { id }) =>
    room.chair.removeCohost(me, id, now),
  ),
  'host.handOver': change('host.handOver', 'notice', ({ room, me, now }, { id }) =>
    room.chair.handOver(me, id, now),
  ),
  'spotlight.set': change('spotlight.set', 'notice', ({ room, now }, { id }) =>
    room.chair.setSpotlight(id, now),
  ),
  'spotlight.clear': change('spotlight.clear', 'notice', ({ room, now }) =>
    room.chair.setSpotlight(null, now),
  ),
  'meeting.prolong': change('meeting.prolong', 'notice', ({ room, me, now }, { minutes }) =>
    room.hours.prolong(me, minutes, now),
  ),
  'meeting.end': change('meeting.end', 'notice', ({ room, me, now }) => room.end(me, now)),
})
