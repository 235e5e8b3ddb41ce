import type { PolicyService } from '../auth/policy.ts'
import type { PolicyView, Rules } from '#protocol/policy.ts'
import { route } from './routes.ts'
import type { Route } from './routes.ts'

/** [POL] The operators' policy, and the part of it that hosts need to know. */
export function policyRoutes(policy: PolicyService): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/policy',
      access: 'operator',
      body: null,
      run: (): Promise<PolicyView> => policy.view(),
    }),
    route({
      method: 'POST',
      path: '/api/policy',
      access: 'fresh-operator',
      body: 'policy',
      run: ({ account, body, now }): Promise<PolicyView> => policy.change(body, account.id, now),
    }),
    route({
      method: 'GET',
      path: '/api/rules',
      access: 'signed-in',
      body: null,
      async run(): Promise<Rules> {
        const { passwordMin, guests } = await policy.read()
        return { passwordMin, guests }
      },
    }),
  ]
}
