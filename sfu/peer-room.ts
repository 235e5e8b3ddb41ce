import type { Track } from './track.ts'
import type { SfuLog } from './types.ts'
import type { RoomRouter } from './workers.ts'

/** The parts of a room that its peers use. */
export type PeerRoom = {
  readonly log: SfuLog
  track(id: string): Track | undefined
  /** Whether the track may be forwarded now [QOS5]. */
  carries(track: Track): boolean
  addTrack(track: Track): void
  dropTrack(track: Track): void
  removePeer(peer: { id: string }): void
  /**
   * Picks a router for a peer's transports. Calls are serialized, so that each sees the ones
   * before.
   */
  place(): Promise<RoomRouter>
}
