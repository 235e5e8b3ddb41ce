import { loadavg } from 'node:os'
import { childrenOf, cpuSeconds, residentMegabytes } from './figures.ts'

/** Processes measured separately: the server's Node, its media workers, the participants. */
export type Watched = { server: number; people: number; metrics: string }

/** Cores are CPU seconds per second; `lag` is the delay of the server's timers. */
export type Usage = {
  seconds: number
  serverCores: number
  workerCores: number
  peopleCores: number
  serverMegabytes: number
  workerMegabytes: number
  lag: { p50: number; p99: number }
  consumers: number
  load: string
}

/** Sampling interval of the event loop monitor in milliseconds, included in its figures. */
const LOOKED_EVERY = 10

/** Measures usage until the returned function is called. */
export async function using(watched: Watched): Promise<() => Promise<Usage>> {
  // Reading the metrics resets the event loop delay histogram.
  await metrics(watched)
  const workers = childrenOf(watched.server)
  const now = () => ({
    at: performance.now() / 1000,
    server: cpuSeconds(watched.server),
    workers: workers.reduce((sum, pid) => sum + cpuSeconds(pid), 0),
    people: cpuSeconds(watched.people),
  })
  const before = now()
  return async () => {
    const after = now()
    const seconds = after.at - before.at
    const cores = (of: 'server' | 'workers' | 'people') => (after[of] - before[of]) / seconds
    const text = await metrics(watched)
    const lag = (share: string) =>
      figure(text, `nodejs_eventloop_lag_p${share}_seconds`) * 1000 - LOOKED_EVERY
    return {
      seconds,
      serverCores: cores('server'),
      workerCores: cores('workers'),
      peopleCores: cores('people'),
      serverMegabytes: residentMegabytes(watched.server),
      workerMegabytes: workers.reduce((sum, pid) => sum + residentMegabytes(pid), 0),
      lag: { p50: lag('50'), p99: lag('99') },
      consumers: figure(text, 'anhop_worker_consumers'),
      load: (loadavg()[0] ?? 0).toFixed(1),
    }
  }
}

async function metrics({ metrics: address }: Watched): Promise<string> {
  return (await fetch(`http://${address}/metrics`)).text()
}

/** The sum over all labels. */
function figure(text: string, name: string): number {
  const lines = text.split('\n').filter((line) => new RegExp(`^${name}[ {]`).test(line))
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)
}
