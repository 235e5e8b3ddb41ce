/** Runs one task at a time, in order of arrival. A task that throws does not stop the next. */
export class Mutex {
  #last: Promise<unknown> = Promise.resolve()
  #pending = 0

  /** Whether a task is running or waiting. */
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

  /** Resolves when all tasks queued so far are done. */
  async idle(): Promise<void> {
    await this.#last
  }
}
