import type { AccountDesk, Asker } from '../auth/accounts.ts'
import type { CookieNames } from '../auth/cookies.ts'
import { SESSION_AGE } from '../auth/sessions.ts'
import type { SessionKeeper } from '../auth/sessions.ts'
import type { LiveMeetings } from '../meeting/records.ts'
import type { AuditAction } from '../protocol/audit.ts'
import { Refusal } from '../protocol/errors.ts'
import type { AccountLink, AccountView, Me, Session } from '../protocol/http.ts'
import { AccountId } from '../protocol/ids.ts'
import type { AccountRecord } from '../store/rows.ts'
import type { Repositories } from '../store/store.ts'
import type { Origins } from './origin.ts'
import { route } from './routes.ts'
import type { Call, Route } from './routes.ts'

export type AccountRoutesDeps = {
  desk: AccountDesk
  sessions: SessionKeeper
  store: Pick<Repositories, 'accounts' | 'audit'>
  cookies: CookieNames
  origins: Origins
  live: LiveMeetings
}

const toMe = ({ id, username, name, role }: AccountRecord): Me => ({ id, username, name, role })

const toView = (account: AccountRecord): AccountView => ({
  ...toMe(account),
  active: account.passwordHash !== null,
  disabled: account.disabled,
})

const asker = (call: Call): Asker => ({
  addressHash: call.addressHash,
  deviceHash: call.device(),
  now: call.now,
})

function idOf(call: Call): AccountId {
  const id = AccountId.safeParse(call.params['id'])
  if (!id.success) throw new Refusal('not_found')
  return id.data
}

/** Set-up, activation, signing in and out, and the operator's list of accounts. */
export function accountRoutes(deps: AccountRoutesDeps): Route[] {
  return [...sessionRoutes(deps), ...operatorRoutes(deps)]
}

function sessionRoutes({ desk, sessions, store, cookies }: AccountRoutesDeps): Route[] {
  const audit = (call: Call, action: AuditAction, by: AccountId) =>
    store.audit.append({ at: call.now, meetingId: null, action, by, target: by, details: {} })

  /** [SES] Every way in ends here, with a new token. */
  async function signedIn(call: Call, account: AccountRecord): Promise<Session> {
    const token = await sessions.open(account.id, call.token(cookies.session), call.now)
    await audit(call, 'session.opened', account.id)
    call.setToken(cookies.session, token, SESSION_AGE / 1000)
    return { setupNeeded: false, me: toMe(account) }
  }

  return [
    route({
      method: 'GET',
      path: '/api/me',
      access: 'anyone',
      body: null,
      run: async ({ account }): Promise<Session> => ({
        setupNeeded: account === null && (await desk.setupNeeded()),
        me: account === null ? null : toMe(account),
      }),
    }),
    route({
      method: 'POST',
      path: '/api/setup',
      access: 'anyone',
      body: 'setup',
      run: async (call) => signedIn(call, await desk.setup(call.body, asker(call))),
    }),
    route({
      method: 'POST',
      path: '/api/activate',
      access: 'anyone',
      body: 'activate',
      run: async (call) => signedIn(call, await desk.activate(call.body, asker(call))),
    }),
    route({
      method: 'POST',
      path: '/api/session',
      access: 'anyone',
      body: 'signIn',
      run: async (call) => signedIn(call, await desk.signIn(call.body, asker(call))),
    }),
    route({
      method: 'POST',
      path: '/api/me/password',
      access: 'signed-in',
      body: 'changePassword',
      run: async (call) =>
        signedIn(call, await desk.changePassword(call.account, call.body, asker(call))),
    }),
    route({
      method: 'DELETE',
      path: '/api/session',
      access: 'anyone',
      body: null,
      async run(call) {
        await sessions.close(call.token(cookies.session))
        if (call.account) await audit(call, 'session.closed', call.account.id)
        call.clearToken(cookies.session)
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/sessions',
      access: 'signed-in',
      body: null,
      async run(call) {
        await sessions.closeAll(call.account.id)
        await audit(call, 'session.closed_all', call.account.id)
        call.clearToken(cookies.session)
      },
    }),
  ]
}

function operatorRoutes({ desk, store, origins, live }: AccountRoutesDeps): Route[] {
  // After the #, which browsers keep to themselves: the token reaches no log and no Referer.
  const toLink = (made: { account: AccountRecord; token: string }): AccountLink => ({
    account: toView(made.account),
    link: `${origins.publicUrl()}/activate#${made.token}`,
  })
  return [
    route({
      method: 'GET',
      path: '/api/accounts',
      access: 'operator',
      body: null,
      run: async () => (await store.accounts.list()).map(toView),
    }),
    route({
      method: 'POST',
      path: '/api/accounts',
      access: 'operator',
      body: 'createAccount',
      run: async (call) => toLink(await desk.create(call.body, call.account.id, call.now)),
    }),
    route({
      method: 'POST',
      path: '/api/accounts/:id/link',
      access: 'operator',
      body: null,
      run: async (call) => toLink(await desk.newLink(idOf(call), call.account.id, call.now)),
    }),
    route({
      method: 'POST',
      path: '/api/accounts/:id/sign-out',
      access: 'operator',
      body: null,
      run: (call) => desk.signOut(idOf(call), call.account.id, call.now),
    }),
    route({
      method: 'POST',
      path: '/api/accounts/:id/disable',
      access: 'operator',
      body: null,
      async run(call) {
        const id = idOf(call)
        await desk.setDisabled(id, true, call.account.id, call.now)
        await live.accountDisabled(id)
      },
    }),
    route({
      method: 'POST',
      path: '/api/accounts/:id/enable',
      access: 'operator',
      body: null,
      run: (call) => desk.setDisabled(idOf(call), false, call.account.id, call.now),
    }),
  ]
}
