import type { MediaError, MediaPeer, MediaRoomEvents, WorkerLoad } from '../types.ts'
import type { RoomPart } from '../relay.ts'

/**
 * What the server that owns a room and the media nodes that carry it say to each other, as events
 * of socket.io. Whoever may connect has the nodes' key (psk.ts); messages of one connection arrive
 * in order, so a call takes effect on the node in the order in which it was made.
 */
export interface OwnerEvents {
  work(work: Work, done: (outcome: Outcome) => void): void
}

export interface NodeEvents {
  /** Every second, and once after connecting. */
  load(load: WorkerLoad[]): void
  /** The node takes no more people and will stop. */
  draining(): void
  event<E extends RoomEvent>(room: string, event: E, args: Parameters<MediaRoomEvents[E]>): void
}

export type RoomEvent = keyof MediaRoomEvents

/** `peer`: on whom it is called; null: on the room. `args`: JSON, which has null for undefined. */
export type Work = { room: string; peer: string | null; what: string; args: unknown[] }

export type Outcome =
  | { ok: true; result?: unknown }
  | { ok: false; code: MediaError['code'] }
  | { ok: false; fault: string }

type Methods<T> = {
  [K in keyof T]: T[K] extends (...args: never[]) => unknown ? K : never
}[keyof T]
export type PeerMethod = Methods<MediaPeer>
export type PartMethod = Exclude<Methods<RoomPart>, 'createPeer' | 'carry'>

/** All of the port that is called over the network, on a peer and on a part of a room. */
export const PEER_METHODS: readonly PeerMethod[] = [
  'openTransport',
  'connectTransport',
  'restartIce',
  'publish',
  'pauseTrack',
  'closeTrack',
  'subscribe',
  'show',
  'unsubscribe',
  'requestKeyFrame',
  'unsubscribeAll',
  'close',
]
export const PART_METHODS: readonly PartMethod[] = [
  'openRelay',
  'connectRelay',
  'relay',
  'receive',
  'forgetTrack',
  'close',
]
