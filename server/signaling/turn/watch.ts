import type { TurnProbe, TurnReport, TurnState } from '#protocol/health.ts'
import { probeTurn } from './probe.ts'
import type { TurnServer } from './probe.ts'

/** Milliseconds between two probes. */
const INTERVAL = 30_000

export type TurnWatch = {
  /** The result of the last probe. Reading it triggers nothing. */
  readonly report: TurnReport
  /** Stops probing. A running probe ends by itself within seconds, and its result is dropped. */
  close(): void
}
type Log = {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
}

export function stateOf(probes: readonly TurnProbe[]): TurnState {
  if (probes.length === 0) return 'none'
  const good = probes.filter(({ ok }) => ok).length
  return good === probes.length ? 'ok' : good === 0 ? 'failing' : 'partly'
}

/**
 * Probes the TURN server in the background, so that neither pages nor health checks wait for it or
 * cause extra probes. Logs one line when the state changes.
 * @param servers with credentials valid now; empty if none is configured
 */
export function watchTurn(
  servers: (now: number) => readonly TurnServer[],
  now: () => number,
  log: Log,
): TurnWatch {
  const none = servers(now()).length === 0
  let report: TurnReport = { state: none ? 'none' : 'unknown', at: null, probes: [] }
  let running = false
  let stopped = false

  async function look(): Promise<void> {
    const probes = await probeTurn(servers(now()))
    const state = stateOf(probes)
    if (stopped) return
    const failed = probes.flatMap((one) => (one.ok ? [] : [{ url: one.url, reason: one.reason }]))
    if (state !== report.state) {
      if (failed.length === 0) log.info({}, 'TURN server works')
      else log.warn({ failed }, 'TURN server does not work')
    }
    report = { state, at: now(), probes }
  }
  const run = () => {
    if (running) return
    running = true
    void look().finally(() => (running = false))
  }
  if (!none) run()
  const timer = none ? null : setInterval(run, INTERVAL)
  timer?.unref()
  return {
    get report() {
      return report
    },
    close() {
      stopped = true
      if (timer !== null) clearInterval(timer)
    },
  }
}
