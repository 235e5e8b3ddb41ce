/**
 * [PWD4] Room that everyone on the server shares: anybody's while there is enough, and when it gets
 * short still everyone's who has less than an equal share of it, up to half as much again. So one
 * address cannot use up the others' room, and many together have a bound.
 */
export class Shares {
  readonly #room: number
  readonly #taken = new Map<string, number>()
  #total = 0

  constructor(room: number) {
    this.#room = room
  }

  hasRoom(key: string): boolean {
    if (this.#total < this.#room) return true
    const own = this.#taken.get(key) ?? 0
    const keys = this.#taken.size + (own === 0 ? 1 : 0)
    return this.#total < this.#room * 1.5 && own < Math.max(1, Math.floor(this.#room / keys))
  }

  take(key: string): void {
    this.#taken.set(key, (this.#taken.get(key) ?? 0) + 1)
    this.#total += 1
  }

  giveBack(key: string): void {
    const own = this.#taken.get(key) ?? 0
    if (own === 0) return
    if (own === 1) this.#taken.delete(key)
    else this.#taken.set(key, own - 1)
    this.#total -= 1
  }

  clear(): void {
    this.#taken.clear()
    this.#total = 0
  }
}
