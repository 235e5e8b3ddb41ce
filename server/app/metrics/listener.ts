import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { Registry } from 'prom-client'

/**
 * GET /metrics, on a listener of its own: the public port has no such path, so no rule of a proxy
 * has to keep it inside. Does not listen yet.
 */
export function metricsListener(registry: Registry): Server {
  return createServer({ requestTimeout: 5000, headersTimeout: 5000 }, (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end()
      return
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  })
}
