import type { Cost } from './types.ts'

/** Above this a large picture takes most of a core at 30 a second. */
export const COMFORT_MS = 20
/** Above this a small one takes half a core at 15 a second: not for a machine that is in a call. */
export const BUDGET_MS = 33
/** Above this a machine does not keep up with 15 a second, or with nothing else: fewer are sent. */
const BEHIND_MS = 60
/** Above this a machine that does nothing else half of the time does not send one in two seconds. */
export const HOPELESS_MS = 1000
const HASTE_MS = 2000
const PATIENCE_MS = 10_000
const WINDOW_MS = 1000

/** Pure. Of nothing it is 0. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

export type Advice = 'keep' | 'smaller' | 'fewer' | 'stop'
export type Second = { cost: Cost; advice: Advice }

/** From step to step: what a picture may cost, for how long more is borne, and what comes then. */
type Step = { most: number; patience: number; advice: Exclude<Advice, 'keep'> }
const STEPS: readonly [Step, ...Step[]] = [
  { most: COMFORT_MS, patience: HASTE_MS, advice: 'smaller' },
  { most: BEHIND_MS, patience: HASTE_MS, advice: 'fewer' },
  { most: HOPELESS_MS, patience: PATIENCE_MS, advice: 'stop' },
]

/** [QOS3] What pictures cost as they come, second by second. Reads no clock. */
export class Pace {
  #since: number | null = null
  #times: number[] = []
  #at = 0
  /** When it began to be too slow; null while it keeps up. */
  #slowSince: number | null = null
  /** When the next picture may be begun. */
  #free = -Infinity

  /**
   * Whether this picture is left out, for the machine to do something else: once fewer are sent, as
   * long after each as that took.
   */
  rests(now: number): boolean {
    return now < this.#free
  }

  /**
   * One picture is done.
   * @param ms what it took
   * @param now milliseconds on any clock that only goes forward
   * @returns the cost of a second when that is over, and what to do: `smaller`, once, when large
   *   pictures have cost too much for two seconds; `fewer`, once, when small ones have for two more;
   *   `stop` when one takes a whole second for ten
   */
  add(ms: number, now: number): Second | null {
    if (this.#at >= STEPS.length - 1) this.#free = now + ms
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

  #judge({ ms }: Cost, since: number, now: number): Advice {
    const { most, patience, advice } = STEPS[this.#at] ?? STEPS[0]
    if (ms <= most) {
      this.#slowSince = null
      return 'keep'
    }
    this.#slowSince ??= since
    if (now - this.#slowSince < patience) return 'keep'
    if (this.#at < STEPS.length - 1) {
      this.#at += 1
      this.#slowSince = null
    }
    return advice
  }
}
