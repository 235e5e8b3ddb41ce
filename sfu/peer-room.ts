import type { Track } from './track.ts'
import type { SfuLog } from './types.ts'
import type { RoomRouter } from './workers.ts'

/** What a peer needs of its room. */
export type PeerRoom = {
  readonly log: SfuLog
  track(id: string): Track | undefined
  addTrack(track: Track): void
  dropTrack(track: Track): void
  removePeer(peer: { id: string }): void
  /** Where a peer's transports go. One at a time, so that each decision sees the one before. */
  place(): Promise<RoomRouter>
}
