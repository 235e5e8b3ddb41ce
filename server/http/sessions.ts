import type { AccountService } from '../auth/accounts.ts'
import type { CookieNames } from '../auth/cookies.ts'
import type { SessionService } from '../auth/sessions.ts'
import { Refusal } from '#protocol/errors.ts'
import type { SessionView } from '#protocol/factors.ts'
import type { Session } from '#protocol/http.ts'
import { SessionId } from '#protocol/ids.ts'
import { ownAccountEvent } from '../store/audit.ts'
import type { Store } from '../store/store.ts'
import { route } from './routes.ts'
import type { Route } from './routes.ts'
import type { SignIn } from './sign-in.ts'

export type SessionRoutesDeps = {
  service: Pick<AccountService, 'setupNeeded'>
  sessions: SessionService
  signIn: SignIn
  store: Store
  cookies: CookieNames
}

/** [SES] The current session, the other sessions of the account, and signing out. */
export function sessionRoutes({
  service,
  sessions,
  signIn,
  store,
  cookies,
}: SessionRoutesDeps): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/me',
      access: 'anyone',
      body: null,
      run: async ({ session }): Promise<Session> => ({
        setupNeeded: session === null && (await service.setupNeeded()),
        ...(await signIn.view(session)),
      }),
    }),
    route({
      method: 'DELETE',
      path: '/api/session',
      access: 'anyone',
      body: null,
      async run(call) {
        await sessions.close(call.token(cookies.session))
        const account = call.session?.account
        if (account)
          await store.audit.append(ownAccountEvent(call.now, 'session.closed', account.id))
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
        await store.audit.append(ownAccountEvent(call.now, 'session.closed_all', call.account.id))
        call.clearToken(cookies.session)
      },
    }),
    route({
      method: 'GET',
      path: '/api/me/sessions',
      access: 'signed-in',
      body: null,
      run: async ({ account, session }): Promise<SessionView[]> =>
        (await store.sessions.ofAccount(account.id)).map((known) => ({
          id: known.id,
          browser: known.browser,
          createdAt: known.createdAt,
          seenAt: known.seenAt,
          current: known.id === session.id,
        })),
    }),
    route({
      method: 'DELETE',
      path: '/api/me/sessions',
      access: 'signed-in',
      body: null,
      run: (call) =>
        store.transaction(async (tx) => {
          await tx.sessions.deleteAll(call.account.id, call.session.id)
          await tx.audit.append(ownAccountEvent(call.now, 'session.closed_others', call.account.id))
        }),
    }),
    route({
      method: 'DELETE',
      path: '/api/me/sessions/:id',
      access: 'signed-in',
      body: null,
      run: (call) =>
        store.transaction(async (tx) => {
          const id = SessionId.safeParse(call.params['id'])
          if (!id.success || !(await tx.sessions.deleteOne(call.account.id, id.data))) {
            throw new Refusal('not_found')
          }
          await tx.audit.append(ownAccountEvent(call.now, 'session.revoked', call.account.id))
        }),
    }),
  ]
}
