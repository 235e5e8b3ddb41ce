/** `now` in milliseconds. `after` returns what calls it off. */
export type Clock = { now(): number; after(ms: number, then: () => void): () => void }

/** Those who wait for something, each for a time of its own at most. */
export class Waiting {
  readonly #clock: Clock
  readonly #all = new Set<() => void>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Resolves when woken, or after `ms`. */
  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        callOff()
        this.#all.delete(done)
        resolve()
      }
      const callOff = this.#clock.after(ms, done)
      this.#all.add(done)
    })
  }

  wake(): void {
    for (const done of this.#all) done()
  }
}
