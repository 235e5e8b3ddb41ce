/** Phones have no screen to choose from; their browsers lack the request for one. */
export const canShare = (): boolean => {
  const devices = (navigator as { mediaDevices?: MediaDevices }).mediaDevices
  return devices !== undefined && 'getDisplayMedia' in devices
}
