import type { OfficeService } from '../files/office/service.ts'
import { LIMITS } from '#protocol/limits.ts'
import type { Office } from '#protocol/office.ts'
import { Picture, route } from './routes.ts'
import type { Route } from './routes.ts'

/**
 * [POL3] What an operator sets so that people recognize their office. Everybody reads it with GET
 * /api/me, which every page fetches anyway.
 */
export function officeRoutes(office: OfficeService): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/office',
      access: 'fresh-operator',
      body: 'office',
      run: ({ account, body, now }): Promise<Office> => office.change(body, account.id, now),
    }),
    route({
      method: 'POST',
      path: '/api/office/emblem',
      access: 'fresh-operator',
      body: null,
      uploadMax: LIMITS.emblemBytes,
      run: ({ account, upload, now }): Promise<Office> => office.putEmblem(upload, account.id, now),
    }),
    route({
      method: 'DELETE',
      path: '/api/office/emblem',
      access: 'fresh-operator',
      body: null,
      run: ({ account, now }): Promise<Office> => office.removeEmblem(account.id, now),
    }),
    route({
      method: 'GET',
      path: '/api/office/emblem/:hash',
      access: 'anyone',
      body: null,
      async run({ params }) {
        const { kind, bytes } = await office.emblem(params['hash'] ?? '')
        return new Picture(`image/${kind}`, bytes)
      },
    }),
  ]
}
