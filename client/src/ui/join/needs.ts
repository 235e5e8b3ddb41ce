/**
 * What a call needs from the browser. `calls`: sound and pictures (WebRTC); `secure`: the page comes
 * by https, without which browsers withhold encryption and devices; `sealing`: a call's frames are
 * encrypted here, so that the server cannot hear or watch; `sockets`: the connection to the server;
 * `devices`: microphone and camera, without which one can still listen and watch.
 */
export type Need = 'calls' | 'secure' | 'sealing' | 'sockets' | 'devices'

type Scope = {
  isSecureContext?: boolean
  RTCPeerConnection?: new () => { close(): void }
  RTCRtpScriptTransform?: unknown
  RTCRtpSender?: { prototype: object }
  Worker?: unknown
  WebSocket?: unknown
  navigator?: { mediaDevices?: unknown }
}

/** Tried rather than guessed from the browser's name: a policy or an app may have removed any of it. */
export function missingHere(scope: Scope = globalThis): Need[] {
  const missing: Need[] = []
  const calls = canCall(scope)
  if (!calls) missing.push('calls')
  if (scope.WebSocket === undefined) missing.push('sockets')
  // Not https is the cause of all the rest.
  if (scope.isSecureContext === false) missing.push('secure')
  else {
    if (calls && !canSeal(scope)) missing.push('sealing')
    if (scope.navigator?.mediaDevices === undefined) missing.push('devices')
  }
  return missing
}

/** A policy may also leave the name and let every call fail. */
function canCall({ RTCPeerConnection }: Scope): boolean {
  if (RTCPeerConnection === undefined) return false
  try {
    new RTCPeerConnection().close()
    return true
  } catch {
    return false
  }
}

/** By either of two ways to the frames (client/src/frames/attach.ts), and in a worker. */
const canSeal = ({ RTCRtpScriptTransform, RTCRtpSender, Worker }: Scope): boolean =>
  Worker !== undefined &&
  (RTCRtpScriptTransform !== undefined ||
    (RTCRtpSender !== undefined && 'createEncodedStreams' in RTCRtpSender.prototype))

export const isEssential = (need: Need): boolean => need !== 'devices'
