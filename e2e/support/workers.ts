import { TestServer, freePort } from './server.ts'

export type WorkerFigures = { rooms: number; transports: number; consumers: number }

/** A server with several media workers, observed through its metrics. */
export class ServerOfWorkers {
  readonly server: TestServer
  readonly #metrics: string

  private constructor(server: TestServer, metrics: string) {
    this.server = server
    this.#metrics = metrics
  }

  static async start(workers: number, env: Record<string, string> = {}): Promise<ServerOfWorkers> {
    const metrics = `127.0.0.1:${await freePort()}`
    const server = await TestServer.start({
      ANHOP_WORKERS: String(workers),
      ANHOP_METRICS: metrics,
      ...env,
    })
    return new ServerOfWorkers(server, metrics)
  }

  /** By worker number; a worker being replaced is missing. */
  async figures(): Promise<Map<number, WorkerFigures>> {
    const text = await (await fetch(`http://${this.#metrics}/metrics`)).text()
    const found = new Map<number, WorkerFigures>()
    const lines = text.matchAll(/^anhop_worker_(\w+)\{worker="(\d+)"\} (\d+)$/gm)
    for (const [, what = '', index, value] of lines) {
      const figures = found.get(Number(index)) ?? { rooms: 0, transports: 0, consumers: 0 }
      found.set(Number(index), { ...figures, [what]: Number(value) })
    }
    return found
  }

  async transports(): Promise<number> {
    return (await this.figures()).values().reduce((sum, { transports }) => sum + transports, 0)
  }

  /** The worker with the most consumers, and its figures. */
  async busiest(): Promise<WorkerFigures & { index: number }> {
    const all = [...(await this.figures())].map(([index, figures]) => ({ index, ...figures }))
    const [busiest] = all.toSorted((a, b) => b.consumers - a.consumers)
    if (busiest === undefined) throw new Error('no worker runs')
    return busiest
  }

  /** Kills it, as a crash would. */
  kill9(index: number): void {
    const line = this.server.output.findLast(
      (text) => text.includes('media worker started') && text.includes(`"worker":${index},`),
    )
    process.kill(Number(/"pid":(\d+)/.exec(line ?? '')?.[1]), 'SIGKILL')
  }
}
