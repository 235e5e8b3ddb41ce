/** How far back the figures of a server are asked for. */
export const HISTORY_SPANS = ['hour', 'day'] as const
export type HistorySpan = (typeof HISTORY_SPANS)[number]

/**
 * - `people`: in meetings; the most at once
 * - `bitsIn`, `bitsOut`: all media from and to people, in bits per second; the average
 * - `load`: of all processors of the machine, in percent; the average
 * - `refused`: requests refused over HTTP and the socket; their number per minute
 */
export const HISTORY_FIGURES = ['people', 'bitsIn', 'bitsOut', 'load', 'refused'] as const
export type HistoryFigure = (typeof HISTORY_FIGURES)[number]

/**
 * GET /api/server/history: what one server remembers of its own figures. They are not stored: a
 * restarted server begins anew.
 */
export type ServerHistory = {
  /** Epoch milliseconds: the end of the last step, now or shortly ago. */
  end: number
  /** Milliseconds of one step. */
  step: number
  /**
   * Every step of the span, oldest first, the last ending at `end`; null where nothing was measured,
   * because the server did not run or was not scheduled.
   */
  series: Record<HistoryFigure, (number | null)[]>
}
