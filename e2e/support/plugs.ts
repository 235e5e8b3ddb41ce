import type { Page } from '@playwright/test'

type Plugs = { unplug: (label: string) => void; plug: (label: string) => void }

/**
 * For `addInitScript`: lets the fake browser's devices be unplugged by label, as far as a page can
 * tell: they leave the list, their tracks end, and they cannot be opened.
 */
export function pluggable(): void {
  const { mediaDevices } = navigator
  const list = mediaDevices.enumerateDevices.bind(mediaDevices)
  const open = mediaDevices.getUserMedia.bind(mediaDevices)
  const gone = new Set<string>()
  const opened = new Set<MediaStreamTrack>()
  const present = async () => (await list()).filter(({ label }) => !gone.has(label))

  async function reach(kind: MediaDeviceKind, wanted: MediaStreamConstraints['audio']) {
    if (typeof wanted !== 'object') return false
    const there = (await present()).filter((device) => device.kind === kind)
    const { exact, ideal } = (wanted.deviceId ?? {}) as { exact?: string; ideal?: string }
    const id = exact ?? ideal ?? 'default'
    const same = there.find(({ deviceId }) => deviceId === id) ?? there[0]
    if (!same) throw new DOMException('nothing is plugged in', 'NotFoundError')
    return { ...wanted, deviceId: { exact: same.deviceId } }
  }
  mediaDevices.enumerateDevices = present
  mediaDevices.getUserMedia = async (constraints = {}) => {
    const stream = await open({
      audio: await reach('audioinput', constraints.audio),
      video: await reach('videoinput', constraints.video),
    })
    const tracks = stream.getTracks()
    // Unplugged while it was being opened.
    if (tracks.some(({ label }) => gone.has(label))) {
      for (const track of tracks) track.stop()
      throw new DOMException('unplugged', 'NotFoundError')
    }
    for (const track of tracks) opened.add(track)
    return stream
  }
  const plugs: Plugs = {
    unplug: (label) => {
      gone.add(label)
      for (const track of opened) {
        if (track.label !== label || track.readyState === 'ended') continue
        track.stop()
        track.dispatchEvent(new Event('ended'))
      }
      mediaDevices.dispatchEvent(new Event('devicechange'))
    },
    plug: (label) => {
      gone.delete(label)
      mediaDevices.dispatchEvent(new Event('devicechange'))
    },
  }
  Object.assign(globalThis, { plugs })
}

const act = (what: keyof Plugs) => (page: Page, label: string) =>
  page.evaluate(([name, of]) => (globalThis as unknown as { plugs: Plugs }).plugs[name](of), [
    what,
    label,
  ] as const)
export const unplug = act('unplug')
export const plug = act('plug')
