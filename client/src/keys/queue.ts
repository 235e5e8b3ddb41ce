/**
 * Runs one task after another, in the order of the calls. What a task awaits, events and other
 * commands included, waits for it: a group changes in one place at a time.
 */
export class Queue {
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0

  run<T>(task: () => Promise<T>): Promise<T> {
    this.#waiting += 1
    const done = this.#last.then(task).finally(() => (this.#waiting -= 1))
    this.#last = done.catch(() => undefined)
    return done
  }

  get busy(): boolean {
    return this.#waiting > 0
  }
}
