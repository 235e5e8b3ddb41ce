import type { TurnState } from '#protocol/health.ts'
import { Refusal } from '#protocol/errors.ts'
import { route } from './routes.ts'
import type { Route } from './routes.ts'

/**
 * For the operator's supervisor. `live`: the process answers. `ready`: the store takes changes and
 * the media workers answer. `turn` stands beside it and decides nothing: most people reach the media
 * ports without it, so taking the server out of service for it would turn a few people's trouble into
 * everybody's; and where the TURN server waits for the edge's certificate, and the edge for a server
 * that is ready, none of them would ever start. Neither says anything about meetings or people.
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
