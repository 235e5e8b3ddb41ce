import type { TurnState } from '#protocol/health.ts'
import { Refusal } from '#protocol/errors.ts'
import { route } from './routes.ts'
import type { Route } from './routes.ts'

/**
 * Health checks for the operator's monitoring. `live`: the process answers. `ready`: the store
 * accepts writes and the media workers answer. `turn` is reported along with them but does not
 * affect readiness: most people reach the media ports without it, so taking the server out of
 * service would turn a problem of a few into one of all. It could also deadlock: a TURN server that
 * waits for the proxy's certificate, and a proxy that waits for a ready server, would never start.
 * None of this reveals anything about meetings or people.
 */
export function healthRoutes(ready: () => Promise<boolean>, turn: () => TurnState): Route[] {
  return [
    route({
      method: 'GET',
      path: '/health/live',
      access: 'anyone',
      body: null,
      run: async () => ({ live: true }),
    }),
    route({
      method: 'GET',
      path: '/health/ready',
      access: 'anyone',
      body: null,
      async run() {
        if (!(await ready().catch(() => false))) throw new Refusal('busy')
        return { ready: true, turn: turn() }
      },
    }),
  ]
}
