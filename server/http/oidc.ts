import type { CookieNames } from '../auth/cookies.ts'
import { FLOW_LIFE } from '../auth/flows.ts'
import type { Flow, Flows } from '../auth/flows.ts'
import type { IdentityProvider } from '../auth/oidc.ts'
import type { SsoService } from '../auth/sso.ts'
import { isTwoFactor, provedAt } from '../policy/sso.ts'
import { Refusal } from '#protocol/errors.ts'
import type { Origins } from './origin.ts'
import { createPace } from './pace.ts'
import { idOf } from './accounts.ts'
import { Redirect, route } from './routes.ts'
import type { Call, Route } from './routes.ts'
import type { SignIn } from './sign-in.ts'

export type OidcRoutesDeps = {
  provider: IdentityProvider
  service: SsoService
  flows: Flows
  signIn: SignIn
  /** Values of `acr` that stand for two-factor authentication. */
  twoFactorContexts: readonly string[]
  cookies: CookieNames
  origins: Origins
}

const CALLBACK = '/api/oidc/callback'
/** Per address. Enough for an office in the morning. */
const STARTS_PER_MINUTE = 300

/**
 * Single sign-on: two URLs that a browser navigates to, so that no page of ours talks to the
 * provider. Each redirects to the next step. Errors are shown on the sign-in page.
 */
export function oidcRoutes(deps: OidcRoutesDeps): Route[] {
  const { provider, flows, cookies, origins } = deps
  const pace = createPace(STARTS_PER_MINUTE, 60_000)
  const redirectUri = () => `${origins.publicUrl()}${CALLBACK}`

  async function finish(call: Call, flow: Flow, answer: Record<string, string>): Promise<void> {
    const claims = await provider.redeem(redirectUri(), answer, flow)
    const account = await deps.service.signIn(claims, call.now)
    const twoFactors = isTwoFactor(claims, deps.twoFactorContexts)
    const firstAt = provedAt(claims, call.now)
    const proved = { firstAt, secondAt: twoFactors ? firstAt : null }
    await deps.signIn.open(call, account, proved, { replaces: flow.replaces })
  }

  return [
    route({
      method: 'GET',
      path: '/api/oidc/start',
      access: 'anyone',
      body: null,
      query: 'oidcStart',
      run: (call) =>
        tellOnPage(async () => {
          pace(call.addressHash, call.now)
          const session = call.token(cookies.session)
          const { flow, token } = flows.begin(call.query.return, session, call.now)
          const url = await provider.authorize(redirectUri(), flow, call.query.again === '1')
          // Lax, because the provider's redirect back here is cross-site.
          call.setToken(cookies.flow, token, FLOW_LIFE / 1000, 'lax')
          return url.href
        }),
    }),
    route({
      method: 'GET',
      path: CALLBACK,
      access: 'anyone',
      body: null,
      query: 'oidcCallback',
      run: (call) =>
        tellOnPage(async () => {
          const flow = flows.take(call.token(cookies.flow), call.query.state, call.now)
          if (flow === null) throw new Refusal('sso_expired')
          call.clearToken(cookies.flow)
          await finish(call, flow, given(call.query))
          // Not to a page that needs the session cookie: it is Strict, and this navigation started
          // on another site. The page there sends its own requests, which are same-site.
          return flow.returnTo
        }),
    }),
    route({
      method: 'POST',
      path: '/api/accounts/:id/reset-factors',
      access: 'operator',
      body: null,
      run: (call) => deps.service.resetFactors(idOf(call), call.account.id, call.now),
    }),
    route({
      method: 'GET',
      path: '/api/oidc/end',
      access: 'anyone',
      body: null,
      run: () =>
        tellOnPage(async () => {
          const page = `${origins.publicUrl()}/sign-in`
          return (await provider.endSession(page))?.href ?? '/sign-in'
        }),
    }),
  ]
}

/** Passes the error code after the #. The page shows a text for it in the person's language. */
async function tellOnPage(next: () => Promise<string>): Promise<Redirect> {
  try {
    return new Redirect(await next())
  } catch (error) {
    if (error instanceof Refusal) return new Redirect(`/sign-in#${error.code}`)
    throw error
  }
}

const given = (query: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
