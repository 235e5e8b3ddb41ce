/**
 * Makes a treated track and the device behind it one: who stops the track lets the device go, and a
 * device that is unplugged ends the track.
 * @param end called once, when both are over
 */
export function tie(
  treated: MediaStreamTrack,
  device: MediaStreamTrack,
  end: () => void,
): MediaStreamTrack {
  const stop = treated.stop.bind(treated)
  let over = false
  treated.stop = () => {
    if (over) return
    over = true
    stop()
    device.stop()
    end()
  }
  device.addEventListener('ended', () => {
    if (over) return
    treated.stop()
    // Browsers do not tell of an end that a script has made.
    treated.dispatchEvent(new Event('ended'))
  })
  return treated
}
