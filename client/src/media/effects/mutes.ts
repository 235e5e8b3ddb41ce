const EVENTS = ['mute', 'unmute']

/**
 * Lets a treated track tell that the system holds its device, as phones do during a phone call. Of
 * its own, the track of an effect stays unmuted and sends silence or a still picture.
 */
export function mutesWith(treated: MediaStreamTrack, device: MediaStreamTrack): void {
  Object.defineProperty(treated, 'muted', { get: () => device.muted })
  for (const type of EVENTS) {
    device.addEventListener(type, () => {
      if (treated.readyState === 'live') treated.dispatchEvent(new Event(type))
    })
  }
}
