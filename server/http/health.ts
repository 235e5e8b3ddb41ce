import { Refusal } from '../protocol/errors.ts'
import { route } from './routes.ts'
import type { Route } from './routes.ts'

/**
 * For the operator's supervisor. `live`: the process answers. `ready`: the store takes changes and
 * the media workers answer. Neither says anything about meetings or people.
 */
export function healthRoutes(ready: () => Promise<boolean>): Route[] {
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
        return { ready: true }
      },
    }),
  ]
}
