/** Runs one task at a time, in order of arrival; a task that throws does not stop the next. */
export class Mutex {
  #last: Promise<unknown> = Promise.resolve()
  #pending = 0

  /** Whether a task runs or waits. */
  get busy(): boolean {
    return this.#pending > 0
  }

  run<T>(task: () => Promise<T>): Promise<T> {
    this.#pending += 1
    const done = this.#last.then(task).finally(() => {
      this.#pending -= 1
    })
    this.#last = done.catch(() => undefined)
    return done
  }

  /** Resolves when all that has come so far is done. */
  async idle(): Promise<void> {
    await this.#last
  }
}
