import type { Attached, FrameWorker, OnPipeEvent } from './frame-worker.ts'
import type { Expected } from './group-keys.ts'
import type { Streams, ToWorker } from './messages.ts'
import type { FrameKind } from './payload.ts'

/**
 * Leads a track's encoded frames through the worker, by whichever of two ways this browser has:
 * `RTCRtpScriptTransform` (W3C webrtc-encoded-transform) or `createEncodedStreams`, which is all that
 * Chromium has up to 123 at least. Nothing else knows which.
 *
 * What mediasoup-client 3.24.1 needs for it:
 * - Sending: `transport.produce({ onRtpSender })`. It is called right after `addTransceiver`, before
 *   the offer (lib/handlers/Chrome111.js:270, Chrome74.js:250, Firefox120.js:273, Safari12.js:251), so
 *   that no frame was encoded yet. Attach there and then, not later: a frame that is encoded before
 *   leaves as it is.
 * - Receiving: `transport.consume({ onRtpReceiver })`, called after `setRemoteDescription` and before
 *   the answer (Chrome111.js:583, Chrome74.js:601, Firefox120.js:601, Safari12.js:585). Consumers
 *   asked for together are negotiated together, each with its own callback (lib/Transport.js:614).
 * - The older way has to be asked for when the connection is made, or Chromium 109 refuses it:
 *   `createSendTransport` and `createRecvTransport` take `additionalSettings`, of which all but ICE
 *   servers and policies reach `RTCPeerConnection` (Transport.js:136, Chrome111.js:155): give both
 *   `connectionSettings()`.
 * - The callbacks are not waited for, and what they throw rejects the call after the transceiver was
 *   added: that transport is then to be closed. A producer begins paused, and goes on after `ready`.
 * - `producer.replaceTrack` keeps the sender and so what is attached (Chrome111.js:432). Each producer
 *   has a new transceiver (Chrome111.js:261), to be attached again.
 */

/** Chromium's older way, missing from TypeScript's types. */
type OldEnd = { createEncodedStreams?(): Streams }

const hasScripts = (): boolean => typeof RTCRtpScriptTransform === 'function'
const hasStreams = (): boolean =>
  typeof RTCRtpSender === 'function' && 'createEncodedStreams' in RTCRtpSender.prototype

export type CanSeal = { ok: true } | { ok: false; reason: 'no_encoded_frames' | 'no_worker' }

/** Whether this browser can encrypt a call: to be asked before anything else of a call. */
export function canSeal(): CanSeal {
  if (typeof Worker !== 'function') return { ok: false, reason: 'no_worker' }
  return hasScripts() || hasStreams() ? { ok: true } : { ok: false, reason: 'no_encoded_frames' }
}

/** What every RTCPeerConnection whose tracks are attached must be made with. */
export function connectionSettings(): RTCConfiguration & { encodedInsertableStreams?: true } {
  return hasScripts() ? {} : { encodedInsertableStreams: true }
}

/** @throws if the browser cannot: then nothing may be negotiated for this sender */
export function attachSender(
  worker: FrameWorker,
  sender: RTCRtpSender,
  track: { kind: FrameKind; source: number },
  hear: OnPipeEvent,
): Attached {
  const { order, attached } = worker.add({ ...track, way: 'out' }, hear)
  if (hasScripts()) sender.transform = new RTCRtpScriptTransform(worker.worker, order)
  else handOver(worker, { type: 'pipe', order, streams: streamsOf(sender) })
  return attached
}

/** A track that arrives. */
export type Arriving = Attached & {
  /** Whose frames are to arrive there, whatever the server sends: until then none goes on. Once. */
  expect(expected: Expected): void
}

/** @throws if the browser cannot: then nothing of this receiver may be played */
export function attachReceiver(
  worker: FrameWorker,
  receiver: RTCRtpReceiver,
  kind: FrameKind,
  hear: OnPipeEvent,
): Arriving {
  const { order, attached } = worker.add({ kind, way: 'in' }, hear)
  if (hasScripts()) receiver.transform = new RTCRtpScriptTransform(worker.worker, order)
  else handOver(worker, { type: 'pipe', order, streams: streamsOf(receiver) })
  return { ...attached, expect: (expected) => worker.expect(order.id, expected) }
}

function streamsOf(end: RTCRtpSender | RTCRtpReceiver): Streams {
  const streams = (end as OldEnd).createEncodedStreams?.()
  if (!streams) throw new Error('this browser cannot encrypt a call')
  return streams
}

function handOver({ worker }: FrameWorker, message: ToWorker & { type: 'pipe' }): void {
  const { readable, writable } = message.streams
  worker.postMessage(message, [readable, writable])
}
