import { endedBy, endsWith } from '../ended.ts'
import { DeviceFailure } from '../fault.ts'

/** What runs or is being built, by what it treats. */
const chains = new Map<string, Chain>()

/**
 * One effect on one device, for several holders. Each holds a copy of the treated track; the device
 * is let go with the last of them.
 */
class Chain {
  readonly #key: string
  readonly #main: Promise<MediaStreamTrack>
  readonly #copies = new Set<MediaStreamTrack>()
  /** Whoever has asked for a copy counts as a holder. */
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

  /** Rejects as the effect does. */
  async copy(): Promise<MediaStreamTrack> {
    this.#waiting += 1
    const main = await this.#main.finally(() => (this.#waiting -= 1))
    if (this.#over) throw new DeviceFailure(endedBy(main))
    const copy = main.clone()
    const stop = copy.stop.bind(copy)
    Object.defineProperty(copy, 'label', { value: main.label })
    copy.getSettings = () => main.getSettings()
    copy.stop = () => {
      stop()
      if (!this.#copies.delete(copy) || this.#copies.size + this.#waiting > 0) return
      this.#forget()
      main.stop()
    }
    this.#copies.add(copy)
    return copy
  }

  /** Unplugged, or the effect failed: nobody goes on. */
  #ended(main: MediaStreamTrack): void {
    this.#forget()
    for (const copy of this.#copies) {
      endsWith(copy, endedBy(main))
      copy.stop()
      // Browsers do not tell of an end that a script has made.
      copy.dispatchEvent(new Event('ended'))
    }
  }

  #forget(): void {
    this.#over = true
    if (chains.get(this.#key) === this) chains.delete(this.#key)
  }
}

/**
 * The device with its effect. Where the same one is treated already, as by the preview of somebody
 * who waits, a copy of that: the machine does the work once, and what was opened again is let go.
 * @param key the effect and the device
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
