import type { MediaPeer } from '#sfu/types.ts'
import { MediaError } from '#sfu/types.ts'
import type { Change } from '../meeting/change.ts'
import type { Room } from '../meeting/room.ts'
import type { Action } from '../policy/authorize.ts'
import { Refusal } from '#protocol/errors.ts'
import type { ErrorCode } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { TrackId } from '#protocol/ids.ts'
import type { InputOf, RequestName, ResultOf } from '#protocol/messages.ts'
import type { IceServer } from '#protocol/model.ts'
import { CLASS_HANDLERS } from './class-handlers.ts'
import { VOTE_HANDLERS } from './vote-handlers.ts'
import { TABLE_HANDLERS } from './table-handlers.ts'
import { RECORDING_HANDLERS } from './recording.ts'

/** What a handler works with. The edge has checked phase and rights in this same turn. */
export type Context = {
  room: Room
  me: ParticipantId
  now: number
  /** My media peer; throws when there is none (any more). */
  peer: () => MediaPeer
  /** TURN servers with fresh credentials for me. */
  iceServers: () => IceServer[]
  /**
   * The only way to change the room, and it has its price: makes the change if I have not made too
   * many; resolves when it is done and written. @throws Refusal `rate_limited`, having changed nothing
   */
  run: (change: () => Change) => Promise<Record<string, never>>
}

export type Phase = 'waiting' | 'admitted' | 'any'

export type Handler<K extends RequestName> = {
  phase: Phase
  action: Action | 'self'
  run(context: Context, input: InputOf<K>): Promise<ResultOf<K>>
}

/** Total: a request without phase and action does not compile. */
export type Handlers = { [K in RequestName]: Handler<K> }

const asRefusal: Record<MediaError['code'], ErrorCode> = {
  no_transport: 'media_failed',
  no_track: 'not_found',
  too_many: 'too_many_tracks',
  incompatible: 'media_failed',
  closed: 'media_failed',
}

/** What the media plane refuses, in the words of the contract. */
async function media<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof MediaError) throw new Refusal(asRefusal[error.code])
    throw error
  }
}

async function publish(
  { room, me, now, peer, run }: Context,
  { source, kind, rtpParameters, paused }: InputOf<'track.publish'>,
): Promise<{ id: TrackId }> {
  room.tracks.check(me, source, kind)
  const mine = peer()
  const id = TrackId.parse(await media(mine.publish({ source, rtpParameters, paused })))
  try {
    // The grant may have gone, or somebody else's screen come, while the producer was made.
    if (peer() !== mine) throw new Refusal('media_failed')
    room.tracks.check(me, source, kind)
    await run(() => room.tracks.published(me, source, id, paused, now))
    // The same while a screen was written down.
    if (peer() !== mine || room.tracks.trackOf(me, source) !== id) throw new Refusal('not_granted')
  } catch (error) {
    mine.closeTrack(id)
    throw error
  }
  return { id }
}

export const HANDLERS: Handlers = {
  ...CLASS_HANDLERS,
  leave: {
    phase: 'any',
    action: 'self',
    run: ({ room, me, now, run }, { why }) => run(() => room.entrance.leave(me, now, why)),
  },

  'transport.open': {
    phase: 'admitted',
    action: 'self',
    run: async ({ room, me, now, peer, run, iceServers }, { direction, rtpCapabilities }) => {
      if (direction === 'send') await run(() => room.tracks.unpublishAll(me, now))
      const offer = await media(peer().openTransport(direction, rtpCapabilities))
      return { ...offer, iceServers: iceServers() }
    },
  },
  'transport.connect': {
    phase: 'admitted',
    action: 'self',
    run: async ({ peer }, { direction, dtlsParameters }) => {
      await media(peer().connectTransport(direction, dtlsParameters))
      return {}
    },
  },
  'transport.restartIce': {
    phase: 'admitted',
    action: 'self',
    run: async ({ peer, iceServers }, { direction }) => ({
      iceParameters: await media(peer().restartIce(direction)),
      iceServers: iceServers(),
    }),
  },
  'track.publish': { phase: 'admitted', action: 'self', run: publish },
  'track.pause': {
    phase: 'admitted',
    action: 'self',
    run: ({ room, me, now, run }, { source, paused }) =>
      run(() => room.tracks.pause(me, source, paused, now)),
  },
  'track.unpublish': {
    phase: 'admitted',
    action: 'self',
    run: ({ room, me, now, run }, { source }) => run(() => room.tracks.unpublish(me, source, now)),
  },
  'track.subscribe': {
    phase: 'admitted',
    action: 'self',
    run: async ({ room, me, peer }, { id }) => {
      if (!room.tracks.mayReceive(me, id)) throw new Refusal('not_found')
      const mine = peer()
      const offer = await media(mine.subscribe(id))
      try {
        // [REC] A recording may have begun while the consumer was made.
        room.tracks.mayReceive(me, id)
      } catch (error) {
        mine.unsubscribe(id)
        throw error
      }
      return offer
    },
  },
  'track.show': {
    phase: 'admitted',
    action: 'self',
    run: async ({ peer }, { id, shown, height }) => {
      await media(peer().show(id, shown, height))
      return {}
    },
  },
  'track.unsubscribe': {
    phase: 'admitted',
    action: 'self',
    run: async ({ peer }, { id }) => {
      peer().unsubscribe(id)
      return {}
    },
  },

  'hand.raise': {
    phase: 'admitted',
    action: 'self',
    run: ({ room, me, now, run }, { raised }) => run(() => room.talk.raiseHand(me, raised, now)),
  },
  'chat.send': {
    phase: 'admitted',
    action: 'self',
    run: ({ room, me, now, run }, { text, to }) => run(() => room.talk.write(me, text, to, now)),
  },
  'reaction.send': {
    phase: 'admitted',
    action: 'self',
    run: ({ room, me, run }, { reaction }) => run(() => room.talk.react(me, reaction)),
  },
  'share.request': {
    phase: 'admitted',
    action: 'self',
    run: ({ room, me, now, run }) => run(() => room.chair.requestShare(me, now)),
  },

  ...VOTE_HANDLERS,

  'lobby.admit': {
    phase: 'admitted',
    action: 'lobby.admit',
    run: ({ room, me, now, run }, { ids, message }) =>
      run(() => room.entrance.admit(me, ids, message ?? null, now)),
  },
  'lobby.refuse': {
    phase: 'admitted',
    action: 'lobby.refuse',
    run: ({ room, me, now, run }, { id, block, message }) =>
      run(() => room.entrance.refuse(me, id, block, message ?? null, now)),
  },
  'lobby.message': {
    phase: 'admitted',
    action: 'lobby.message',
    run: ({ room, me, now, run }, { id, text }) =>
      run(() => room.entrance.messageTo(me, id, text, now)),
  },
  'participant.mute': {
    phase: 'admitted',
    action: 'participant.mute',
    run: ({ room, me, now, run }, { id }) => run(() => room.chair.mute(me, id, now)),
  },
  'participant.muteAll': {
    phase: 'admitted',
    action: 'participant.muteAll',
    run: ({ room, me, now, run }) => run(() => room.chair.muteAll(me, now)),
  },
  'participant.cameraOff': {
    phase: 'admitted',
    action: 'participant.cameraOff',
    run: ({ room, me, now, run }, { id }) => run(() => room.chair.cameraOff(me, id, now)),
  },
  'participant.remove': {
    phase: 'admitted',
    action: 'participant.remove',
    run: ({ room, me, now, run }, { id, block, message }) =>
      run(() => room.chair.remove(me, id, block, message ?? null, now)),
  },
  'hand.lower': {
    phase: 'admitted',
    action: 'hand.lower',
    run: ({ room, now, run }, { id }) => run(() => room.talk.lowerHand(id, now)),
  },
  'floor.give': {
    phase: 'admitted',
    action: 'floor.give',
    run: ({ room, me, now, run }, { id }) => run(() => room.floor.give(me, id, now)),
  },
  'floor.take': {
    phase: 'admitted',
    action: 'floor.take',
    async run({ room, me, now, run }, { id }) {
      await run(() => room.floor.take(me, id, now))
      return id === me ? {} : run(() => room.floor.fallTo(me))
    },
  },
  'share.grant': {
    phase: 'admitted',
    action: 'share.grant',
    run: ({ room, me, now, run }, { id, minutes }) =>
      run(() => room.chair.grantShare(me, id, minutes ?? null, now)),
  },
  'share.revoke': {
    phase: 'admitted',
    action: 'share.revoke',
    run: ({ room, me, now, run }, { id }) => run(() => room.chair.revokeShare(me, id, now)),
  },
  'meeting.mode': {
    phase: 'admitted',
    action: 'meeting.mode',
    run: ({ room, me, now, run }, { mode }) => run(() => room.chair.setMode(me, mode, now)),
  },
  'meeting.lock': {
    phase: 'admitted',
    action: 'meeting.lock',
    run: ({ room, me, now, run }, { locked }) => run(() => room.chair.setLocked(me, locked, now)),
  },
  'meeting.chat': {
    phase: 'admitted',
    action: 'meeting.chat',
    run: ({ room, me, now, run }, { on }) => run(() => room.chair.setChat(me, on, now)),
  },
  'cohost.add': {
    phase: 'admitted',
    action: 'cohost.add',
    run: ({ room, me, now, run }, { id }) => run(() => room.chair.addCohost(me, id, now)),
  },
  'cohost.remove': {
    phase: 'admitted',
    action: 'cohost.remove',
    run: ({ room, me, now, run }, { id }) => run(() => room.chair.removeCohost(me, id, now)),
  },
  'host.handOver': {
    phase: 'admitted',
    action: 'host.handOver',
    run: ({ room, me, now, run }, { id }) => run(() => room.chair.handOver(me, id, now)),
  },
  'spotlight.set': {
    phase: 'admitted',
    action: 'spotlight.set',
    run: ({ room, now, run }, { id }) => run(() => room.chair.setSpotlight(id, now)),
  },
  'spotlight.clear': {
    phase: 'admitted',
    action: 'spotlight.clear',
    run: ({ room, now, run }) => run(() => room.chair.setSpotlight(null, now)),
  },
  'meeting.end': {
    phase: 'admitted',
    action: 'meeting.end',
    run: ({ room, me, now, run }) => run(() => room.end(me, now)),
  },
  'meeting.prolong': {
    phase: 'admitted',
    action: 'meeting.prolong',
    run: ({ room, me, now, run }, { minutes }) => run(() => room.hours.prolong(me, minutes, now)),
  },

  ...TABLE_HANDLERS,

  ...RECORDING_HANDLERS,
}
