import type { Cost } from './types.ts'

/** Above this a large picture takes most of a core at 30 a second. */
export const COMFORT_MS = 20
/** Above this a small one takes half a core at 15 a second: not for a machine that is in a call. */
export const BUDGET_MS = 33
/** Above this a machine does not keep up with 15 a second, or with nothing else. */
const BEHIND_MS = 60
const HASTE_MS = 2000
const PATIENCE_MS = 10_000
const WINDOW_MS = 1000

/** Pure. Of nothing it is 0. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

export type Second = { cost: Cost; advice: 'keep' | 'smaller' | 'stop' }

/** What pictures cost as they come, second by second. Reads no clock. */
export class Pace {
  #since: number | null = null
  #times: number[] = []
  #small = false
  /** When it began to be too slow; null while it keeps up. */
  #slowSince: number | null = null

  /**
   * One picture is done.
   * @param ms what it took
   * @param now milliseconds on any clock that only goes forward
   * @returns the cost of a second when that is over, and what to do: `smaller`, once, when large
   *   pictures have cost too much for two seconds; `stop` when small ones have for ten
   */
  add(ms: number, now: number): Second | null {
    this.#since ??= now - ms
    this.#times.push(ms)
    const lasted = now - this.#since
    if (lasted < WINDOW_MS) return null
    const spent = this.#times.reduce((sum, time) => sum + time, 0)
    const cost = { ms: median(this.#times), core: spent / lasted }
    const advice = this.#judge(cost, this.#since, now)
    this.#since = now
    this.#times = []
    return { cost, advice }
  }

  #judge({ ms }: Cost, since: number, now: number): Second['advice'] {
    if (ms <= (this.#small ? BEHIND_MS : COMFORT_MS)) {
      this.#slowSince = null
      return 'keep'
    }
    this.#slowSince ??= since
    if (now - this.#slowSince < (this.#small ? PATIENCE_MS : HASTE_MS)) return 'keep'
    if (this.#small) return 'stop'
    this.#small = true
    this.#slowSince = null
    return 'smaller'
  }
}
