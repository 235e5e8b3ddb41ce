/** Shapes and words of a small chart, apart from how it is drawn. */

export type Value = number | null

/** Steps in a row that were measured: where the first one is, and the values from there on. */
export type Run = { from: number; values: number[] }

/** What was measured without a break. A gap is never bridged: nobody knows what happened in it. */
export function runsOf(values: readonly Value[]): Run[] {
  const runs: Run[] = []
  let open: Run | null = null
  for (const [i, value] of values.entries()) {
    if (value === null) {
      open = null
    } else if (open === null) {
      open = { from: i, values: [value] }
      runs.push(open)
    } else {
      open.values.push(value)
    }
  }
  return runs
}

/** The largest value on the axis: 1, 2 or 5 with zeros, at least `most` and `least`. */
export function topOf(most: number, least: number): number {
  const wanted = Math.max(most, least, 1)
  const power = 10 ** Math.floor(Math.log10(wanted))
  return [1, 2, 5, 10].map((times) => times * power).find((top) => top >= wanted) ?? wanted
}

/** Drawings have this size; they are stretched to the place they have. */
export const WIDE = 600
export const HIGH = 120

/** A line over the middles of its steps, and what is below it. A lone step is a short line. */
export function pathsOf({ from, values }: Run, count: number, top: number) {
  const x = (i: number) => round(((from + i + 0.5) / count) * WIDE)
  const y = (value: number) => round(HIGH - (Math.min(value, top) / top) * HIGH)
  const half = WIDE / count / 2
  const [first = 0] = values
  const points =
    values.length === 1
      ? [`${round(x(0) - half)} ${y(first)}`, `${round(x(0) + half)} ${y(first)}`]
      : values.map((value, i) => `${x(i)} ${y(value)}`)
  const start = points[0]?.split(' ')[0] ?? '0'
  const end = points.at(-1)?.split(' ')[0] ?? '0'
  const line = `M${points.join('L')}`
  return { line, area: `${line}L${end} ${HIGH}L${start} ${HIGH}Z` }
}

const round = (n: number): number => Math.round(n * 10) / 10

export type Extremes = {
  /** The newest value; null if the last step was not measured. */
  now: Value
  /** The highest value and its step; null if nothing was measured. */
  most: { value: number; at: number } | null
}

export function extremesOf(values: readonly Value[]): Extremes {
  let most: Extremes['most'] = null
  for (const [at, value] of values.entries()) {
    if (value !== null && (most === null || value > most.value)) most = { value, at }
  }
  return { now: values.at(-1) ?? null, most }
}

export type Row = { from: number; most: Value }

/** The values in `rows` equal parts, oldest first: the first step and the highest value of each. */
export function rowsOf(values: readonly Value[], rows: number): Row[] {
  const size = Math.ceil(values.length / rows)
  return Array.from({ length: Math.ceil(values.length / size) }, (_, i) => ({
    from: i * size,
    most: extremesOf(values.slice(i * size, (i + 1) * size)).most?.value ?? null,
  }))
}
