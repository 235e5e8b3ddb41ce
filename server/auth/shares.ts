/**
 * [PWD4] Capacity shared by all callers. While there is enough, anyone may take it. Once it is used
 * up, only callers with less than an equal share get more, up to 1.5 times the capacity in total.
 * This stops one address from using up the capacity of others and still bounds the sum.
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
