import type { FactorService } from '../auth/factors.ts'
import type { Prover } from '../auth/prove.ts'
import { Refusal } from '#protocol/errors.ts'
import type { Enrolled } from '#protocol/factors.ts'
import { FactorId } from '#protocol/ids.ts'
import { asker } from './accounts.ts'
import { route } from './routes.ts'
import type { Call, Route } from './routes.ts'
import type { SignIn } from './sign-in.ts'

export type FactorRoutesDeps = {
  factors: FactorService
  prover: Prover
  signIn: SignIn
}

/** [SES] The second step of signing in, sign-in with a passkey, and the user's own factors. */
export function factorRoutes(deps: FactorRoutesDeps): Route[] {
  return [...proofRoutes(deps), ...enrolRoutes(deps), ...ownRoutes(deps)]
}

function proofRoutes({ prover, signIn }: FactorRoutesDeps): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/session/proof',
      access: 'half',
      body: 'prove',
      run: async (call) =>
        signIn.proved(call, await prover.prove(call.session, call.body, asker(call))),
    }),
    route({
      method: 'POST',
      path: '/api/session/passkey',
      access: 'half',
      body: null,
      run: (call) => prover.askPasskey(call.session, asker(call)),
    }),
    route({
      method: 'POST',
      path: '/api/passkey/new',
      access: 'anyone',
      body: null,
      run: (call) => prover.askAnyPasskey(asker(call)),
    }),
    route({
      method: 'POST',
      path: '/api/passkey',
      access: 'anyone',
      body: 'signInPasskey',
      run: async (call) =>
        signIn.open(call, await prover.signIn(call.body, asker(call)), { secondAt: call.now }),
    }),
  ]
}

function enrolRoutes({ factors, signIn }: FactorRoutesDeps): Route[] {
  /** Enrolling the first factor also proves it. */
  async function enrolled(call: Call<'enrolling'>, result: Enrolled): Promise<Enrolled> {
    if (result.recoveryCodes !== null) await signIn.proved(call, 'second')
    return result
  }
  return [
    route({
      method: 'POST',
      path: '/api/me/totp/new',
      access: 'enrolling',
      body: null,
      run: (call) => factors.startTotp(call.session, asker(call)),
    }),
    route({
      method: 'POST',
      path: '/api/me/totp',
      access: 'enrolling',
      body: 'addTotp',
      run: async (call) =>
        enrolled(call, await factors.addTotp(call.session, call.body, asker(call))),
    }),
    route({
      method: 'POST',
      path: '/api/me/passkeys/new',
      access: 'enrolling',
      body: null,
      run: (call) => factors.startPasskey(call.session, asker(call)),
    }),
    route({
      method: 'POST',
      path: '/api/me/passkeys',
      access: 'enrolling',
      body: 'addPasskey',
      run: async (call) =>
        enrolled(call, await factors.addPasskey(call.session, call.body, asker(call))),
    }),
  ]
}

function idOf(call: Call): FactorId {
  const id = FactorId.safeParse(call.params['id'])
  if (!id.success) throw new Refusal('not_found')
  return id.data
}

function ownRoutes({ factors }: FactorRoutesDeps): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/me/factors',
      access: 'signed-in',
      body: null,
      run: (call) => factors.list(call.session),
    }),
    route({
      method: 'POST',
      path: '/api/me/factors/:id',
      access: 'fresh',
      body: 'renameFactor',
      run: (call) => factors.rename(call.session, idOf(call), call.body.name),
    }),
    route({
      method: 'DELETE',
      path: '/api/me/factors/:id',
      access: 'fresh',
      body: null,
      run: (call) => factors.remove(call.session, idOf(call), call.now),
    }),
    route({
      method: 'POST',
      path: '/api/me/recovery-codes',
      access: 'fresh',
      body: null,
      run: (call) => factors.newCodes(call.session, call.now),
    }),
  ]
}
