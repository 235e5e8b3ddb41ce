/**
 * Makes a treated track and the device behind it one: who stops the track lets the device go, and a
 * device that is unplugged ends the track. The track has the device's name and ids, by which it is
 * missed when it leaves the list of devices.
 * @param end called once, when both are over
 */
export function tie(
  treated: MediaStreamTrack,
  device: MediaStreamTrack,
  end: () => void,
): MediaStreamTrack {
  const stop = treated.stop.bind(treated)
  const settings = treated.getSettings.bind(treated)
  // Read once: browsers do not agree on what a track that has ended still tells.
  const { label } = device
  const { deviceId, groupId } = device.getSettings()
  Object.defineProperty(treated, 'label', { value: label })
  treated.getSettings = () => ({
    ...settings(),
    ...(deviceId === undefined ? {} : { deviceId }),
    ...(groupId === undefined ? {} : { groupId }),
  })
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
