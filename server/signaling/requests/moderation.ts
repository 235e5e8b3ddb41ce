import { MODERATION_REQUESTS } from '#protocol/messages.ts'
import { change, register } from '../request.ts'

/** Moderators' actions on people and the meeting, and requests to share. */
export const MODERATION = register(MODERATION_REQUESTS, {
  'share.request': change('self', 'notice', ({ room, me, now }) =>
    room.moderation.requestShare(me, now),
  ),
  'share.grant': change('share.grant', 'notice', ({ room, me, now }, { id, minutes }) =>
    room.moderation.grantShare(me, id, minutes ?? null, now),
  ),
  'share.revoke': change('share.revoke', 'notice', ({ room, me, now }, { id }) =>
    room.moderation.revokeShare(me, id, now),
  ),
  'participant.mute': change('participant.mute', 'notice', ({ room, me, now }, { id }) =>
    room.moderation.mute(me, id, now),
  ),
  'participant.muteAll': change('participant.muteAll', 'notice', ({ room, me, now }) =>
    room.moderation.muteAll(me, now),
  ),
  'participant.cameraOff': change('participant.cameraOff', 'notice', ({ room, me, now }, { id }) =>
    room.moderation.cameraOff(me, id, now),
  ),
  'participant.remove': {
    action: 'participant.remove',
    rate: 'notice',
    run: async ({ room, me, now, run, rekeyed }, { id, block, message }) => {
      await run(() => room.moderation.remove(me, id, block, message ?? null, now))
      await rekeyed([id])
      return {}
    },
  },
  'meeting.mode': change('meeting.mode', 'notice', ({ room, me, now }, { mode }) =>
    room.moderation.setMode(me, mode, now),
  ),
  'meeting.lock': change('meeting.lock', 'notice', ({ room, me, now }, { locked }) =>
    room.moderation.setLocked(me, locked, now),
  ),
  'meeting.chat': change('meeting.chat', 'notice', ({ room, me, now }, { on }) =>
    room.moderation.setChat(me, on, now),
  ),
  'cohost.add': change('cohost.add', 'notice', ({ room, me, now }, { id, keys }) =>
    room.moderation.addCohost(me, id, keys, now),
  ),
  'cohost.remove': change('cohost.remove', 'notice', ({ room, me, now }, { id }) =>
    room.moderation.removeCohost(me, id, now),
  ),
  'host.handOver': change('host.handOver', 'notice', ({ room, me, now }, { id, keys }) =>
    room.moderation.handOver(me, id, keys, now),
  ),
  'spotlight.set': change('spotlight.set', 'notice', ({ room, now }, { id }) =>
    room.moderation.setSpotlight(id, now),
  ),
  'spotlight.clear': change('spotlight.clear', 'notice', ({ room, now }) =>
    room.moderation.setSpotlight(null, now),
  ),
  'meeting.prolong': change('meeting.prolong', 'notice', ({ room, me, now }, { minutes }) =>
    room.schedule.prolong(me, minutes, now),
  ),
  'meeting.end': change('meeting.end', 'notice', ({ room, me, now }) => room.end(me, now)),
})
