import { loadavg } from 'node:os'
import { childrenOf, cpuSeconds, residentMegabytes } from './figures.ts'

/** Whose use of the machine is told apart: the server's Node, its media workers, the people. */
export type Watched = { server: number; people: number; metrics: string }

/** Cores are processor seconds in each second; `lag` is what timers of the server came late by. */
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

/** Milliseconds between two looks at the event loop, which its figures include. */
const LOOKED_EVERY = 10

/** What is used until the returned function is called. */
export async function using(watched: Watched): Promise<() => Promise<Usage>> {
  // Asking begins a new count of the event loop's delays.
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
