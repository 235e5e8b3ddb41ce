import { Refusal } from '#protocol/errors.ts'
import { LINE_PIECE } from '#protocol/line-test.ts'
import type { LineTest } from '#protocol/line-test.ts'
import { createPace } from './pace.ts'
import { Attachment, route } from './routes.ts'
import type { Route } from './routes.ts'

/** [TST2] Tests begun from one address in ten minutes, and on this server in one. */
const PER_ADDRESS = 30
const PER_SERVER = 60

/** The tests that are running; refuses what exceeds their share of the server. */
export type LinePool = {
  open(address: string): Promise<LineTest>
  spend(id: string, way: 'down' | 'up', now: number): void
  piece(): Buffer
  end(id: string): void
}

/**
 * [TST] Tests a line before a meeting. Anybody may, without an account: whoever cannot get in is
 * the one who needs it.
 */
export function lineTestRoutes(pool: LinePool): Route[] {
  const ofAddress = createPace(PER_ADDRESS, 10 * 60_000)
  const ofServer = createPace(PER_SERVER, 60_000)
  return [
    route({
      method: 'POST',
      path: '/api/line-test',
      access: 'anyone',
      body: null,
      async run({ addressHash, now }): Promise<LineTest> {
        ofAddress(addressHash, now)
        ofServer('', now)
        return pool.open(addressHash)
      },
    }),
    route({
      method: 'GET',
      path: '/api/line-test/:id/piece',
      access: 'anyone',
      body: null,
      async run({ params, now }) {
        pool.spend(params['id'] ?? '', 'down', now)
        return new Attachment('piece.bin', 'application/octet-stream', pool.piece())
      },
    }),
    route({
      method: 'POST',
      path: '/api/line-test/:id/piece',
      access: 'anyone',
      body: null,
      uploadMax: LINE_PIECE,
      before: ({ id = '' }, now) => pool.spend(id, 'up', now),
      async run({ upload }) {
        if (upload.length !== LINE_PIECE) throw new Refusal('invalid_input')
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/line-test/:id',
      access: 'anyone',
      body: null,
      run: async ({ params }) => pool.end(params['id'] ?? ''),
    }),
  ]
}
