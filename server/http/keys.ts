import { Refusal } from '#protocol/errors.ts'
import { MLS_LIMITS, Sha256 } from '#protocol/mls.ts'
import type { LiveMeetings } from '../meeting/records.ts'
import { Attachment, route } from './routes.ts'
import type { Route } from './routes.ts'

type Deps = { live: Pick<LiveMeetings, 'putKeys' | 'readKeys'> }

/**
 * [E2E8] Commits, Welcomes and trees that are too large for a message. Opaque: only browsers inside
 * the meeting can tell what is in them.
 */
export function keyRoutes({ live }: Deps): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/meetings/:id/keys',
      access: 'inside',
      body: null,
      uploadMax: MLS_LIMITS.blobBytes,
      run: async ({ inside, upload }) => ({
        hash: await live.putKeys(inside.meetingId, inside.id, upload.toString('base64')),
      }),
    }),
    route({
      method: 'GET',
      path: '/api/meetings/:id/keys/:hash',
      access: 'inside',
      body: null,
      async run({ inside, params }) {
        const hash = Sha256.safeParse(params['hash'])
        if (!hash.success) throw new Refusal('not_found')
        const bytes = await live.readKeys(inside.meetingId, inside.id, hash.data)
        return new Attachment('keys.bin', 'application/octet-stream', Buffer.from(bytes, 'base64'))
      },
    }),
  ]
}
