import { mutesWith } from './mutes.ts'

/**
 * Couples a treated track with the device behind it: stopping the track releases the device, and
 * unplugging the device ends the track, and it is muted when the system mutes the device. The track takes over the device's label and ids, so that
 * its removal from the device list is noticed.
 * @param end called once, when both are over
 */
export function tie(
  treated: MediaStreamTrack,
  device: MediaStreamTrack,
  end: () => void,
): MediaStreamTrack {
  const stop = treated.stop.bind(treated)
  const settings = treated.getSettings.bind(treated)
  // Read now: browsers disagree on what an ended track still reports.
  const { label } = device
  const { deviceId, groupId } = device.getSettings()
  Object.defineProperty(treated, 'label', { value: label })
  treated.getSettings = () => ({
    ...settings(),
    ...(deviceId === undefined ? {} : { deviceId }),
    ...(groupId === undefined ? {} : { groupId }),
  })
  mutesWith(treated, device)
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
    // `stop()` fires no `ended` event.
    treated.dispatchEvent(new Event('ended'))
  })
  return treated
}
