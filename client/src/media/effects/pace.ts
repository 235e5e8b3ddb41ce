import type { Cost } from './types.ts'

/** Above this, large frames take most of a core at 30 a second. */
export const COMFORT_MS = 20
/** Above this, small frames take half a core at 15 a second: too much for a machine in a call. */
export const BUDGET_MS = 33
/**
 * Above this, the machine cannot sustain 15 frames a second, or only at the expense of everything
 * else.
 */
const BEHIND_MS = 60
/** Above this, a machine that rests half the time sends less than one frame in two seconds. */
export const HOPELESS_MS = 1000
const HASTE_MS = 2000
const PATIENCE_MS = 10_000
const WINDOW_MS = 1000

/** Upper median; 0 for an empty list. Pure. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

export type Advice = 'keep' | 'smaller' | 'fewer' | 'stop'
export type Second = { cost: Cost; advice: Advice }

/** Successive steps: maximum cost of a frame, how long more is tolerated, and what to do then. */
type Step = { most: number; patience: number; advice: Exclude<Advice, 'keep'> }
const STEPS: readonly [Step, ...Step[]] = [
  { most: COMFORT_MS, patience: HASTE_MS, advice: 'smaller' },
  { most: BEHIND_MS, patience: HASTE_MS, advice: 'fewer' },
  { most: HOPELESS_MS, patience: PATIENCE_MS, advice: 'stop' },
]

/** [QOS3] Tracks the cost of frames second by second. Has no clock of its own. */
export class Pace {
  #since: number | null = null
  #times: number[] = []
  #at = 0
  /** Start of the current slow period; null while it keeps up. */
  #slowSince: number | null = null
  /** When the next frame may start. */
  #free = -Infinity

  /**
   * Whether to skip this frame. Once frames are being skipped, the machine rests after each one for
   * as long as it took.
   */
  rests(now: number): boolean {
    return now < this.#free
  }

  /**
   * Records one finished frame.
   * @param ms time it took
   * @param now milliseconds of any monotonic clock
   * @returns once a second, its cost and advice: `smaller`, once, after two seconds of large frames
   * that cost too much; `fewer`, once, after two more of small ones; `stop` after ten seconds at
   * more than a second a frame; null between
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
