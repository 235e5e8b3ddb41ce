/** A FIFO queue for each key. Waiters are called one at a time. */
export class WaitQueue {
  readonly #lines = new Map<string, (() => void)[]>()
  #waiting = 0

  /** Number of waiters in all queues. */
  get waiting(): number {
    return this.#waiting
  }

  /**
   * Resolves when this waiter is called.
   * @param first rejoins at the front, for a waiter that was called in vain
   */
  join(key: string, { first }: { first: boolean }): Promise<void> {
    const line = this.#lines.get(key) ?? []
    this.#lines.set(key, line)
    this.#waiting += 1
    return new Promise((resolve) => {
      if (first) line.unshift(resolve)
      else line.push(resolve)
    })
  }

  /** Calls the first waiter of this queue, if there is one. */
  call(key: string): void {
    const line = this.#lines.get(key)
    const resolve = line?.shift()
    if (line?.length === 0) this.#lines.delete(key)
    if (resolve === undefined) return
    this.#waiting -= 1
    resolve()
  }
}
