import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import cookie from '@fastify/cookie'
import Fastify, { LogController } from 'fastify'
import type { FastifyInstance } from 'fastify'
import { createAddressReader } from '../auth/address.ts'
import type { Config } from '../config/config.ts'
import { loggerOptions } from '../app/log.ts'
import type { LogStream } from '../app/log.ts'
import { Refusal } from '#protocol/errors.ts'
import { installLoginRateLimit } from './login-rate-limit.ts'
import { installErrors, mapError } from './errors.ts'
import { installHeaders } from './headers.ts'
import type { Origins } from './origin.ts'

/** Maximum bytes of a request body. */
const BODY_MAX = 64 * 1024
/** Milliseconds within which a whole request must arrive. */
const REQUEST_TIMEOUT = 30_000
/** Longer than proxies keep an idle connection, so that the proxy is the one to close it. */
const KEEP_ALIVE = 72_000

/** Headers of a response that bypasses all hooks. */
const BARE = {
  'content-type': 'application/json',
  'content-security-policy': "default-src 'none'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
}

/**
 * Fastify with everything that applies to every request. Routes are added later.
 * @param inline see `importMapsOf`
 */
export async function createHttp(
  config: Pick<Config, 'tls' | 'secure' | 'logLevel' | 'trustedProxies'>,
  origins: Origins,
  { stream, inline = [] }: { stream?: LogStream | undefined; inline?: readonly string[] } = {},
): Promise<FastifyInstance> {
  const fastify = Fastify({
    logger: loggerOptions(config.logLevel, stream),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_MAX,
    // A HEAD route would run the GET handler, including its writes, and discard the response.
    exposeHeadRoutes: false,
    // A URL that cannot be decoded is answered before any hook runs.
    frameworkErrors: (error, _request, reply) => {
      const { status, wire } = mapError(error)
      reply.hijack()
      reply.raw.writeHead(status, BARE).end(JSON.stringify(wire))
    },
    serverFactory: (handler) => createListener(config, handler),
  })
  fastify.addHook('onListen', async () => {
    const address = fastify.server.address()
    if (typeof address === 'object' && address !== null) origins.boundTo(address.port)
  })
  fastify.removeContentTypeParser('text/plain')
  installErrors(fastify)
  await installHeaders(fastify, config.secure, origins, inline)
  installOriginCheck(fastify, origins)
  installLoginRateLimit(fastify, createAddressReader(config.trustedProxies))
  await fastify.register(cookie)
  return fastify
}

function createListener(
  { tls }: Pick<Config, 'tls'>,
  handler: Parameters<typeof createServer>[1] & {},
): Server {
  const options = {
    requestTimeout: REQUEST_TIMEOUT,
    headersTimeout: REQUEST_TIMEOUT / 2,
    keepAliveTimeout: KEEP_ALIVE,
  }
  if (tls === null) return createServer(options, handler)
  const files = { cert: readFileSync(tls.cert), key: readFileSync(tls.key) }
  return createTlsServer({ ...options, ...files, minVersion: 'TLSv1.2' }, handler)
}

const SAFE = new Set(['GET', 'HEAD'])

/**
 * Requests that change something must come from our own pages. Browsers send Origin with every such
 * request, so one without it is not from a browser, or not from a supported one.
 */
function installOriginCheck(fastify: FastifyInstance, origins: Origins): void {
  fastify.addHook('onRequest', async (request) => {
    if (!SAFE.has(request.method) && !origins.allows(request.headers.origin)) {
      throw new Refusal('forbidden')
    }
  })
}
