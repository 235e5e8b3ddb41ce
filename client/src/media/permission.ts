/** What the browser would do if it were asked for the device now; some browsers do not tell. */
export async function permissionOf(
  device: 'microphone' | 'camera',
): Promise<PermissionState | 'unknown'> {
  try {
    return (await navigator.permissions.query({ name: device })).state
  } catch {
    return 'unknown'
  }
}
