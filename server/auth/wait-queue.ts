/** People in line, one line for each key. They are called up one by one, first come first. */
export class WaitQueue {
  readonly #lines = new Map<string, (() => void)[]>()
  #waiting = 0

  /** In all lines together. */
  get waiting(): number {
    return this.#waiting
  }

  /**
   * Resolves when the turn has come.
   * @param first whoever was called up in vain keeps their place
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

  /** Calls up the first of this line, if anybody is in it. */
  call(key: string): void {
    const line = this.#lines.get(key)
    const resolve = line?.shift()
    if (line?.length === 0) this.#lines.delete(key)
    if (resolve === undefined) return
    this.#waiting -= 1
    resolve()
  }
}
