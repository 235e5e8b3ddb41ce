import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import files from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { MeetingId } from '#protocol/ids.ts'
import { MEETING_PAGES, PAGES } from '#protocol/pages.ts'
import { answer } from './errors.ts'
import { FOREVER } from './routes.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64')

const page = (reply: FastifyReply): FastifyReply => reply.sendFile('index.html')

/**
 * The built page's import map, which names the hashes of scripts, as a source of the
 * Content-Security-Policy. It is the only inline script.
 * @param folder the built client; empty without one
 */
export function importMapsOf(folder: string): string[] {
  const file = join(folder, 'index.html')
  if (!existsSync(file)) return []
  const maps = readFileSync(file, 'utf8').matchAll(/<script type="importmap">([^<]*)<\/script>/g)
  return [...maps].map(([, map = '']) => `'sha256-${sha256(map)}'`)
}

/** @param folder the built client; without it only the API is served */
export async function serveClient(fastify: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) {
    fastify.log.warn({ folder }, 'client not built: pages are not served')
    return
  }
  // Without a wildcard every file has its own route, so files added after the start are not served.
  await fastify.register(files, {
    root: folder,
    wildcard: false,
    index: false,
    dotfiles: 'deny',
    cacheControl: false,
    setHeaders: (reply, path) => {
      // Names of built files contain a hash of their content.
      const hashed = path.startsWith(join(folder, 'assets'))
      void reply.header('cache-control', hashed ? FOREVER : 'no-cache')
    },
  })
  for (const path of PAGES) fastify.get(path, { exposeHeadRoute: true }, (_, reply) => page(reply))
  for (const path of MEETING_PAGES) {
    fastify.get<{ Params: { id: string } }>(path, { exposeHeadRoute: true }, (request, reply) =>
      MeetingId.safeParse(request.params.id).success ? page(reply) : nothing(request, reply),
    )
  }
  fastify.get('/*', (request, reply) => nothing(request, reply))
}

/** Answers an unknown URL with a page for people and a code for programs. */
function nothing(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const reads = request.headers.accept?.includes('text/html') === true
  if (!reads || request.url.startsWith('/api/')) return answer(reply, 404, { code: 'not_found' })
  return page(reply.code(404))
}
