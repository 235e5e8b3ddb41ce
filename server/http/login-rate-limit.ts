import type { FastifyInstance } from 'fastify'
import { addressKey } from '../auth/address.ts'
import type { AddressReader } from '../auth/address.ts'
import { Shares } from '../auth/shares.ts'
import { Refusal } from '#protocol/errors.ts'

/** The routes that verify passwords. */
const PATHS = new Set(['/api/meetings/:id/enter', '/api/session'])
/**
 * Several times what argon2 can verify in a second, so no try that could have been verified is
 * lost.
 */
const TRIES_A_SECOND = 200

/**
 * [PWD4] Refuses a flood of tries before reading or looking up anything, because the same thread
 * also serves the running meetings. Known browsers (with our cookies) and strangers are counted
 * separately, and no address can use up the others' share.
 */
export function installLoginRateLimit(
  fastify: FastifyInstance,
  addressOf: AddressReader,
  now: () => number = Date.now,
): void {
  const second = {
    from: now(),
    strangers: new Shares(TRIES_A_SECOND),
    returning: new Shares(TRIES_A_SECOND),
  }
  fastify.addHook('onRequest', async (request) => {
    if (request.method !== 'POST' || !PATHS.has(request.routeOptions.url ?? '')) return
    const at = now()
    if (at < second.from || at - second.from >= 1000) {
      second.from = at
      second.strangers.clear()
      second.returning.clear()
    }
    const shares = request.headers.cookie === undefined ? second.strangers : second.returning
    const address = addressKey(addressOf(request.raw))
    if (!shares.hasRoom(address)) throw new Refusal('busy', 1)
    shares.take(address)
  })
}
