import { cpus } from 'node:os'
import type { WorkerLoad } from '#sfu/types.ts'
import { History } from './history.ts'
import { periodically } from './periodic.ts'

/** Half of the shortest step, so that none is without a sample because a timer was late. */
const SAMPLE_EVERY = 5000

export type SampleSources = {
  totals(): { participants: number }
  workers(): WorkerLoad[]
  /** Refusals since the server started. */
  refused(): number
  now(): number
}

/** Times of all processors together, in milliseconds since the machine started. */
export type ProcessorTimes = { busy: number; all: number }

/**
 * Measures the server every five seconds.
 * @param stop called with a function that ends it
 */
export function sampled(sources: SampleSources, stop: (end: () => Promise<void>) => void): History {
  const history = new History()
  const take = createSampler(sources, processorTimes)
  const job = async () => history.add(take(), sources.now())
  stop(periodically(SAMPLE_EVERY, job, () => undefined))
  return history
}

/** Measures what has happened since the call before. */
export function createSampler(sources: SampleSources, times: () => ProcessorTimes) {
  let before = times()
  let refusedBefore = sources.refused()
  return () => {
    const now = times()
    const refused = sources.refused()
    const workers = sources.workers()
    const all = now.all - before.all
    const sample = {
      people: sources.totals().participants,
      bitsIn: workers.reduce((sum, { bitrate }) => sum + bitrate.in, 0),
      bitsOut: workers.reduce((sum, { bitrate }) => sum + bitrate.out, 0),
      load: all > 0 ? ((now.busy - before.busy) * 100) / all : 0,
      refused: refused - refusedBefore,
    }
    before = now
    refusedBefore = refused
    return sample
  }
}

function processorTimes(): ProcessorTimes {
  const times = cpus().map((one) => one.times)
  const all = times.reduce((sum, t) => sum + t.user + t.nice + t.sys + t.idle + t.irq, 0)
  return { all, busy: all - times.reduce((sum, { idle }) => sum + idle, 0) }
}
