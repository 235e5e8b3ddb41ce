import type { Expected, NewEpoch } from './group-keys.ts'
import type { FrameKind } from './payload.ts'
import type { Dropped, EncodedFrame } from './pipes.ts'

/** What the page and the worker that seals and opens frames say to each other. */

/** A track's encoded frames, as browsers hand them out. */
export type Streams = {
  readable: ReadableStream<EncodedFrame>
  writable: WritableStream<EncodedFrame>
}

/** What a track carries, and whether it leaves (from which source) or arrives. */
export type TrackPlan = { kind: FrameKind } & ({ way: 'out'; source: number } | { way: 'in' })

/** A track with the number under which both sides know it. */
export type PipeOrder = TrackPlan & { id: number }

/** How many frames of a track went no further so far, and why. */
export type Counts = Partial<Record<Dropped, number>>

/** Which member of which group this is: said once, before anything that needs keys. */
export type Membership = { group: Uint8Array<ArrayBuffer>; leaf: number }

export type ToWorker =
  | ({ type: 'join' } & Membership)
  | ({ type: 'begin' } & NewEpoch)
  | { type: 'reached'; number: number }
  | { type: 'left'; leaf: number }
  /** Nothing is sealed or opened from here on. */
  | { type: 'end' }
  | { type: 'pipe'; order: PipeOrder; streams: Streams }
  /** Whose frames arrive there: said once, and until then none goes on. */
  | { type: 'expect'; id: number; expected: Expected }
  | { type: 'close'; id: number }

export type PipeEvent =
  /**
   * Frames go through the worker from here on, those before did not leave. Of a track that arrives:
   * its frames can be opened.
   */
  | { type: 'ready' }
  /** At most four times a second. */
  | { type: 'dropped'; counts: Counts }
  /** The decoder cannot go on without one; whoever can ask the sender is to do so. */
  | { type: 'keyFrameNeeded' }
  /** Nothing comes out of this track any more. */
  | { type: 'stopped' }

export type FromWorker =
  /** The worker runs: a track that is handed to it earlier could be missed. */
  | { type: 'started' }
  | { type: 'pipe'; id: number; event: PipeEvent }
  /** Nothing comes out of any track any more. */
  | { type: 'failed' }
