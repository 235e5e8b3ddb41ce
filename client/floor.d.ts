/** What the oldest browsers know beyond ES2022: only names of which all are sure. */
interface Array<T> {
  findLast<S extends T>(is: (value: T, index: number, all: T[]) => value is S): S | undefined
  findLast(is: (value: T, index: number, all: T[]) => unknown): T | undefined
  findLastIndex(is: (value: T, index: number, all: T[]) => unknown): number
}
interface ReadonlyArray<T> {
  findLast<S extends T>(is: (value: T, index: number, all: readonly T[]) => value is S): S | undefined // prettier-ignore
  findLast(is: (value: T, index: number, all: readonly T[]) => unknown): T | undefined
}

/*
 * What one of them lacks. Each is used only where a test of the feature found it, or does nothing
 * where it is missing: contentHint and playsInline.
 */
declare var RTCRtpScriptTransform: {
  prototype: RTCRtpScriptTransform
  new (worker: Worker, options?: unknown): RTCRtpScriptTransform
}
interface RTCRtpSender {
  transform: RTCRtpScriptTransform | null
}
interface RTCRtpReceiver {
  transform: RTCRtpScriptTransform | null
}
interface MediaDevices {
  getDisplayMedia(options?: DisplayMediaStreamOptions): Promise<MediaStream>
}
interface MediaStreamTrack {
  contentHint: string
  getCapabilities(): MediaTrackCapabilities
}
interface CanvasCaptureMediaStreamTrack {
  requestFrame(): void
}
interface HTMLVideoElement {
  playsInline: boolean
}
interface HTMLMediaElement {
  setSinkId(sinkId: string): Promise<undefined>
}
interface OffscreenCanvasRenderingContext2D {
  filter: string
}
interface RTCPeerConnectionIceErrorEvent {
  readonly errorCode: number
}
