import type { AccountService, Asker } from '../auth/accounts.ts'
import type { LiveMeetings } from '../meeting/records.ts'
import { Refusal } from '#protocol/errors.ts'
import type { AccountLink, AccountView } from '#protocol/http.ts'
import { AccountId } from '#protocol/ids.ts'
import type { AccountRecord } from '../store/rows.ts'
import type { Repositories } from '../store/store.ts'
import type { Origins } from './origin.ts'
import { route } from './routes.ts'
import type { Call, Route } from './routes.ts'
import { toMe } from './sign-in.ts'
import type { SignIn } from './sign-in.ts'

export type AccountRoutesDeps = {
  service: AccountService
  signIn: SignIn
  store: Pick<Repositories, 'accounts' | 'factors'>
  origins: Origins
  live: LiveMeetings
}

const BY_PASSWORD = { secondAt: null }

const toView = (account: AccountRecord, factor: boolean): AccountView => ({
  ...toMe(account),
  active: account.passwordHash !== null || account.sso !== null,
  disabled: account.disabled,
  factor,
})

export const asker = (call: Call): Asker => ({
  addressHash: call.addressHash,
  deviceHash: call.device(),
  now: call.now,
})

export function idOf(call: Call): AccountId {
  const id = AccountId.safeParse(call.params['id'])
  if (!id.success) throw new Refusal('not_found')
  return id.data
}

/** Setup, activation, password changes, and the operators' list of accounts. */
export function accountRoutes(deps: AccountRoutesDeps): Route[] {
  return [...ownRoutes(deps), ...operatorRoutes(deps)]
}

function ownRoutes({ service, signIn }: AccountRoutesDeps): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/setup',
      access: 'anyone',
      body: 'setup',
      run: async (call) =>
        signIn.open(call, await service.setup(call.body, asker(call)), BY_PASSWORD),
    }),
    route({
      method: 'POST',
      path: '/api/activate',
      access: 'anyone',
      body: 'activate',
      run: async (call) =>
        signIn.open(call, await service.activate(call.body, asker(call)), BY_PASSWORD),
    }),
    route({
      method: 'POST',
      path: '/api/activate/account',
      access: 'anyone',
      body: 'linkOwner',
      run: async (call) => service.linkOwner(call.body, asker(call)),
    }),
    route({
      method: 'POST',
      path: '/api/session',
      access: 'anyone',
      body: 'signIn',
      run: async (call) =>
        signIn.open(call, await service.signIn(call.body, asker(call)), BY_PASSWORD),
    }),
    route({
      method: 'POST',
      path: '/api/me/password',
      access: 'signed-in',
      body: 'changePassword',
      async run(call) {
        const account = await service.changePassword(call.session, call.body, asker(call))
        // Keep the time of the second factor, so that it does not become fresher than it was.
        return signIn.open(call, account, { secondAt: call.session.secondAt })
      },
    }),
  ]
}

function operatorRoutes({ service, store, origins, live }: AccountRoutesDeps): Route[] {
  // Browsers do not send the part after the #, so the token reaches no log and no Referer header.
  async function toLink(made: { account: AccountRecord; token: string }): Promise<AccountLink> {
    const owners = await store.factors.owners()
    return {
      account: toView(made.account, owners.has(made.account.id)),
      link: `${origins.publicUrl()}/activate#${made.token}`,
    }
  }
  return [
    route({
      method: 'GET',
      path: '/api/accounts',
      access: 'operator',
      body: null,
      async run() {
        const owners = await store.factors.owners()
        return (await store.accounts.list()).map((one) => toView(one, owners.has(one.id)))
      },
    }),
    route({
      method: 'POST',
      path: '/api/accounts',
      access: 'operator',
      body: 'createAccount',
      run: async (call) => toLink(await service.create(call.body, call.account.id, call.now)),
    }),
    route({
      method: 'POST',
      path: '/api/accounts/:id/link',
      access: 'operator',
      body: null,
      run: async (call) => toLink(await service.newLink(idOf(call), call.account.id, call.now)),
    }),
    route({
      method: 'POST',
      path: '/api/accounts/:id/reset',
      access: 'operator',
      body: null,
      async run(call) {
        const options = { resetFactors: true }
        return toLink(await service.newLink(idOf(call), call.account.id, call.now, options))
      },
    }),
    route({
      method: 'POST',
      path: '/api/accounts/:id/sign-out',
      access: 'operator',
      body: null,
      run: (call) => service.signOut(idOf(call), call.account.id, call.now),
    }),
    route({
      method: 'POST',
      path: '/api/accounts/:id/disable',
      access: 'operator',
      body: null,
      async run(call) {
        const id = idOf(call)
        await service.setDisabled(id, true, call.account.id, call.now)
        await live.accountDisabled(id)
      },
    }),
    route({
      method: 'POST',
      path: '/api/accounts/:id/enable',
      access: 'operator',
      body: null,
      run: (call) => service.setDisabled(idOf(call), false, call.account.id, call.now),
    }),
  ]
}
