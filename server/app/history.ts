import { HISTORY_FIGURES } from '#protocol/history.ts'
import type { HistoryFigure, HistorySpan, ServerHistory } from '#protocol/history.ts'

/** `refused`: since the sample before; the rest as in `HistoryFigure`. */
export type Sample = Record<HistoryFigure, number>

const MINUTE = 60_000
const STEPS = {
  hour: { step: 10_000, count: 360 },
  day: { step: MINUTE, count: 1440 },
} as const satisfies Record<HistorySpan, { step: number; count: number }>

/** What was measured in one step. */
type Step = { number: number; samples: number; sum: Sample; most: number }

/**
 * The figures of the last hour and day in memory: at most 1800 steps, whatever happens. A step is
 * found by its number since 1970, so a step without a sample stays a gap, and a clock that is set
 * neither moves nor doubles what was measured.
 */
export class History {
  readonly #rings: Record<HistorySpan, (Step | undefined)[]> = { hour: [], day: [] }

  /** @param now epoch milliseconds */
  add(sample: Sample, now: number): void {
    for (const span of ['hour', 'day'] as const) {
      const { step, count } = STEPS[span]
      const number = Math.floor(now / step)
      const ring = this.#rings[span]
      const known = ring[number % count]
      ring[number % count] =
        known?.number === number
          ? added(known, sample)
          : { number, samples: 1, sum: { ...sample }, most: sample.people }
    }
  }

  of(span: HistorySpan, now: number): ServerHistory {
    const { step, count } = STEPS[span]
    // The last one that is complete.
    const last = Math.floor(now / step) - 1
    const steps = Array.from({ length: count }, (_, i) => {
      const number = last - count + 1 + i
      const found = this.#rings[span][number % count]
      return found?.number === number ? found : null
    })
    const series = Object.fromEntries(
      HISTORY_FIGURES.map((figure) => [
        figure,
        steps.map((one) => one && valueOf(figure, one, step)),
      ]),
    ) as ServerHistory['series']
    return { end: (last + 1) * step, step, series }
  }
}

const added = ({ number, samples, sum, most }: Step, sample: Sample): Step => ({
  number,
  samples: samples + 1,
  sum: Object.fromEntries(
    HISTORY_FIGURES.map((figure) => [figure, sum[figure] + sample[figure]]),
  ) as Sample,
  most: Math.max(most, sample.people),
})

function valueOf(figure: HistoryFigure, { samples, sum, most }: Step, step: number): number {
  if (figure === 'people') return most
  if (figure === 'refused') return Math.round((sum.refused * MINUTE) / step)
  return Math.round(sum[figure] / samples)
}
