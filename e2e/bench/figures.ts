import { readFileSync, readdirSync } from 'node:fs'

/** The quantile `share` of the numbers (nearest rank); NaN if there are none. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

/** Summary of durations in milliseconds, on one line. */
export function spread(milliseconds: readonly number[]): string {
  const at = (share: number) => quantile(milliseconds, share).toFixed(1)
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, max ${at(1)} ms (${milliseconds.length})`
}

/** Resident memory of a process, in megabytes. */
export function residentMegabytes(pid: number): number {
  const found = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Math.round(Number(found?.[1]) / 1024)
}

/** CPU time a process has used so far, over all threads. */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  // Fields 14 and 15 of proc(5), user and system, in ticks of 1/100 s.
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** Direct child processes; for a server, its media workers. */
export function childrenOf(pid: number): number[] {
  const tasks = readdirSync(`/proc/${pid}/task`)
  const lists = tasks.map((task) => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8'))
  return lists.flatMap((list) => list.trim().split(' ').filter(Boolean).map(Number))
}

const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`

/** A Markdown table; the first row is the header. */
export function table(rows: readonly (readonly (string | number)[])[]): string {
  const [head = [], ...body] = rows
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n')
}

/** Runs `work` on each item in order, at most `atOnce` at a time. */
export async function inTurns<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const one = async () => {
    while (next < items.length) {
      const n = next
      next += 1
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- n is below the length
      results[n] = await work(items[n] as T)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, one))
  return results
}
