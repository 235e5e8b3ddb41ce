import { endedBy, endsWith } from '../ended.ts'
import { DeviceFailure } from '../fault.ts'
import { mutesWith } from './mutes.ts'

/** Chains that are running or starting, by key. */
const chains = new Map<string, Chain>()

/**
 * One effect on one device, shared by several holders. Each holds a clone of the treated track; the
 * device is released with the last clone.
 */
class Chain {
  readonly #key: string
  readonly #main: Promise<MediaStreamTrack>
  readonly #copies = new Set<MediaStreamTrack>()
  /** Holders still waiting for their clone. */
  #waiting = 0
  #over = false

  constructor(key: string, main: Promise<MediaStreamTrack>) {
    this.#key = key
    this.#main = main
    chains.set(key, this)
    main.then(
      (track) => track.addEventListener('ended', () => this.#ended(track)),
      () => this.#forget(),
    )
  }

  /** Rejects with the effect's error. */
  async copy(): Promise<MediaStreamTrack> {
    this.#waiting += 1
    const main = await this.#main.finally(() => (this.#waiting -= 1))
    if (this.#over) throw new DeviceFailure(endedBy(main))
    const copy = main.clone()
    const stop = copy.stop.bind(copy)
    Object.defineProperty(copy, 'label', { value: main.label })
    copy.getSettings = () => main.getSettings()
    mutesWith(copy, main)
    copy.stop = () => {
      stop()
      if (!this.#copies.delete(copy) || this.#copies.size + this.#waiting > 0) return
      this.#forget()
      main.stop()
    }
    this.#copies.add(copy)
    return copy
  }

  /** The device was unplugged or the effect failed: end every clone. */
  #ended(main: MediaStreamTrack): void {
    this.#forget()
    for (const copy of this.#copies) {
      endsWith(copy, endedBy(main))
      copy.stop()
      // `stop()` fires no `ended` event.
      copy.dispatchEvent(new Event('ended'))
    }
  }

  #forget(): void {
    this.#over = true
    if (chains.get(this.#key) === this) chains.delete(this.#key)
  }
}

/**
 * The device with its effect. If the same one is already running, as in the preview of a person in
 * the lobby, returns a clone of that track and releases `device`, so that the work is done once.
 * @param key identifies effect and device
 */
export function shared(
  key: string,
  device: MediaStreamTrack,
  treat: (device: MediaStreamTrack) => Promise<MediaStreamTrack>,
): Promise<MediaStreamTrack> {
  const running = chains.get(key)
  if (running) device.stop()
  return (running ?? new Chain(key, treat(device))).copy()
}
