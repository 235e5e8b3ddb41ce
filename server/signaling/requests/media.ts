import { Refusal } from '#protocol/errors.ts'
import type { ErrorCode } from '#protocol/errors.ts'
import { TrackId } from '#protocol/ids.ts'
import { MEDIA_REQUESTS } from '#protocol/messages.ts'
import type { InputOf } from '#protocol/messages.ts'
import { MediaError } from '#sfu/types.ts'
import { change, register } from '../request.ts'
import type { Context } from '../request.ts'

const asRefusal: Record<MediaError['code'], ErrorCode> = {
  no_transport: 'media_failed',
  no_track: 'not_found',
  too_many: 'too_many_tracks',
  incompatible: 'media_failed',
  closed: 'media_failed',
}

/** Translates errors of the media plane into refusals. */
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
    // While the producer was created, the grant may have been revoked or another screen shared.
    if (peer() !== mine) throw new Refusal('media_failed')
    room.tracks.check(me, source, kind)
    await run(() => room.tracks.published(me, source, id, paused, now))
    // The same may have happened while the screen was being stored.
    if (peer() !== mine || room.tracks.trackOf(me, source) !== id) throw new Refusal('not_granted')
  } catch (error) {
    mine.closeTrack(id)
    throw error
  }
  return { id }
}

/** Transports, and publishing and receiving over them (SHR, FLR). */
export const MEDIA = register(MEDIA_REQUESTS, {
  'transport.open': {
    action: 'self',
    rate: 'media',
    run: async ({ room, me, now, peer, run, iceServers }, { direction, rtpCapabilities }) => {
      if (direction === 'send') await run(() => room.tracks.unpublishAll(me, now))
      const offer = await media(peer().openTransport(direction, rtpCapabilities))
      return { ...offer, iceServers: iceServers() }
    },
  },
  'transport.connect': {
    action: 'self',
    rate: 'media',
    run: async ({ peer }, { direction, dtlsParameters }) => {
      await media(peer().connectTransport(direction, dtlsParameters))
      return {}
    },
  },
  'transport.restartIce': {
    action: 'self',
    rate: 'media',
    run: async ({ peer, iceServers }, { direction }) => ({
      iceParameters: await media(peer().restartIce(direction)),
      iceServers: iceServers(),
    }),
  },
  'track.publish': { action: 'self', rate: 'media', run: publish },
  'track.pause': change('self', 'media', ({ room, me, now }, { source, paused }) =>
    room.tracks.pause(me, source, paused, now),
  ),
  'track.unpublish': change('self', 'media', ({ room, me, now }, { source }) =>
    room.tracks.unpublish(me, source, now),
  ),
  'track.subscribe': {
    action: 'self',
    rate: 'media',
    run: async ({ room, me, peer }, { id }) => {
      if (!room.tracks.mayReceive(me, id)) throw new Refusal('not_found')
      const mine = peer()
      const offer = await media(mine.subscribe(id))
      try {
        // [REC] A recording may have started while the consumer was created.
        room.tracks.mayReceive(me, id)
      } catch (error) {
        mine.unsubscribe(id)
        throw error
      }
      return offer
    },
  },
  'track.show': {
    action: 'self',
    rate: 'media',
    run: async ({ peer }, { id, shown, height }) => {
      await media(peer().show(id, shown, height))
      return {}
    },
  },
  // The media plane asks each publisher once a second, whoever asks how often.
  'track.keyFrame': {
    action: 'self',
    rate: 'request',
    run: async ({ peer }, { id }) => {
      await media(peer().requestKeyFrame(id))
      return {}
    },
  },
  'track.unsubscribe': {
    action: 'self',
    rate: 'media',
    run: async ({ peer }, { id }) => {
      peer().unsubscribe(id)
      return {}
    },
  },
})
