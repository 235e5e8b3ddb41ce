/**
 * What a call needs from the browser. `calls`: sound and pictures (WebRTC); `sockets`: the connection
 * to the server; `devices`: microphone and camera; `secure`: the page comes by https, without which
 * browsers withhold the devices.
 */
export type Need = 'calls' | 'sockets' | 'devices' | 'secure'

/** Without these there is no call at all; without the others one can still listen and watch. */
const ESSENTIAL: ReadonlySet<Need> = new Set(['calls', 'sockets'])

type Scope = {
  isSecureContext?: boolean
  RTCPeerConnection?: new () => { close(): void }
  WebSocket?: unknown
  navigator?: { mediaDevices?: unknown }
}

/** Tried rather than guessed from the browser's name: a policy or an app may have removed any of it. */
export function missingHere(scope: Scope = globalThis): Need[] {
  const missing: Need[] = []
  if (!canCall(scope)) missing.push('calls')
  if (scope.WebSocket === undefined) missing.push('sockets')
  if (scope.isSecureContext === false) missing.push('secure')
  else if (scope.navigator?.mediaDevices === undefined) missing.push('devices')
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

export const isEssential = (need: Need): boolean => ESSENTIAL.has(need)
