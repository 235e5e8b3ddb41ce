import type { FastifyInstance } from 'fastify'
import { createPace } from './pace.ts'

/** Where passwords are tried. */
const DOORS = new Set(['/api/meetings/:id/enter', '/api/session'])
/** Several times what argon2 can verify in a second, so nobody loses a try that would have counted. */
const TRIES_A_SECOND = 200

/**
 * [PWD4] What a flood of tries brings beyond this is answered before anything is read or looked up:
 * the thread that serves it also serves the running meetings. Browsers that were here before (they
 * have cookies) and strangers are counted apart.
 */
export function installDoor(fastify: FastifyInstance, now: () => number = Date.now): void {
  const pace = createPace(TRIES_A_SECOND, 1000, 'busy')
  fastify.addHook('onRequest', async (request) => {
    if (request.method !== 'POST' || !DOORS.has(request.routeOptions.url ?? '')) return
    pace(request.headers.cookie === undefined ? 'strangers' : 'returning', now())
  })
}
