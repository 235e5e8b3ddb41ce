import {
  AuthorizationResponseError,
  ClientError,
  ClientSecretBasic,
  ClientSecretPost,
  ResponseBodyError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
} from 'openid-client'
import type { ClientAuth, Configuration } from 'openid-client'
import { FRESH } from '../policy/factors.ts'
import type { Claims, RoleRules } from '../policy/sso.ts'
import { Refusal } from '#protocol/errors.ts'
import type { Flow } from './flows.ts'

/** How the operator's own identity provider is reached, and what its words mean here. */
export type OidcSettings = {
  /** As the provider writes it; https, or http on loopback. */
  issuer: string
  clientId: string
  clientSecret: string
  /** What the button calls it. */
  name: string
  /** Space-separated; `openid` is among them. */
  scope: string
  roles: RoleRules
  /** Values of `acr` that mean two factors. */
  twoFactorContexts: readonly string[]
}

/** OpenID Connect: authorization code flow with PKCE, state and nonce. */
export interface IdentityProvider {
  /**
   * Where to send the browser.
   * @param again a session at the provider that is older than a fresh proof is not enough
   * @throws Refusal `sso_unavailable`
   */
  authorize(redirectUri: string, flow: Flow, again: boolean): Promise<URL>
  /**
   * What the provider says of the person who came back; the ID token's signature, issuer,
   * audience, nonce and times hold. @throws Refusal `sso_unavailable`, `sso_failed`
   */
  redeem(redirectUri: string, answer: Record<string, string>, flow: Flow): Promise<Claims>
  /** Where a browser ends its session at the provider; null when there is no such place. */
  endSession(returnTo: string): Promise<URL | null>
}

type Log = { warn(fields: object, message: string): void }

/** Seconds that the provider has for one answer. */
const TIMEOUT = 10
/** Milliseconds after which the provider's own description is read again. */
const KEPT = 60 * 60_000
/** Milliseconds in which a provider that has failed is not asked again. */
const PAUSE = 3000

export class OidcProvider implements IdentityProvider {
  readonly #settings: OidcSettings
  readonly #log: Log
  readonly #configuration: () => Promise<Configuration>

  constructor(settings: OidcSettings, log: Log, now: () => number) {
    this.#settings = settings
    this.#log = log
    this.#configuration = keepFresh(() => discover(this.#settings), now)
  }

  async authorize(
    redirectUri: string,
    { state, nonce, verifier }: Flow,
    again: boolean,
  ): Promise<URL> {
    return buildAuthorizationUrl(await this.#found(), {
      redirect_uri: redirectUri,
      scope: this.#settings.scope,
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(again ? { max_age: String(FRESH / 1000) } : {}),
    })
  }

  async redeem(
    redirectUri: string,
    answer: Record<string, string>,
    { state, nonce, verifier }: Flow,
  ): Promise<Claims> {
    const config = await this.#found()
    try {
      const url = new URL(`${redirectUri}?${new URLSearchParams(answer)}`)
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier }
      const tokens = await authorizationCodeGrant(config, url, checks)
      return { ...tokens.claims() }
    } catch (error) {
      this.#log.warn({ reason: describe(error) }, 'single sign-on failed')
      throw new Refusal(isOutage(error) ? 'sso_unavailable' : 'sso_failed')
    }
  }

  async endSession(returnTo: string): Promise<URL | null> {
    const config = await this.#found()
    if (config.serverMetadata().end_session_endpoint === undefined) return null
    return buildEndSessionUrl(config, { post_logout_redirect_uri: returnTo })
  }

  async #found(): Promise<Configuration> {
    try {
      return await this.#configuration()
    } catch (error) {
      this.#log.warn({ reason: describe(error) }, 'identity provider unavailable')
      throw new Refusal('sso_unavailable')
    }
  }
}

async function discover(settings: OidcSettings): Promise<Configuration> {
  const issuer = new URL(settings.issuer)
  const extensions = [
    // The library takes the word of the token endpoint for its TLS; here the signature counts too.
    enableNonRepudiationChecks,
    ...(issuer.protocol === 'http:' ? [allowInsecureRequests] : []),
  ]
  const config = await discovery(
    issuer,
    settings.clientId,
    { client_secret: settings.clientSecret },
    clientAuthentication,
    { timeout: TIMEOUT, execute: extensions },
  )
  // The library makes an exception for two big providers whose issuer is a pattern: many offices
  // behind one name. Here the issuer is one.
  if (new URL(config.serverMetadata().issuer).href !== issuer.href) {
    throw new ClientError('the issuer is another')
  }
  return config
}

/** Basic is what everyone must understand (RFC 6749, 2.3.1); a provider may list others alone. */
const clientAuthentication: ClientAuth = (as, client, body, headers) => {
  const listed = as.token_endpoint_auth_methods_supported
  const post =
    listed !== undefined &&
    !listed.includes('client_secret_basic') &&
    listed.includes('client_secret_post')
  const authenticate = post ? ClientSecretPost() : ClientSecretBasic()
  authenticate(as, client, body, headers)
}

/** One request at a time, none soon after one that failed; what was found is kept for a while. */
function keepFresh<T>(find: () => Promise<T>, now: () => number): () => Promise<T> {
  let kept: { value: Promise<T>; until: number } | null = null
  return () => {
    if (kept !== null && now() < kept.until) return kept.value
    const entry = { value: find(), until: now() + KEPT }
    entry.value.catch(() => {
      entry.until = now() + PAUSE
    })
    kept = entry
    return entry.value
  }
}

/** Nobody is at fault whose browser came back while the provider was not to be reached. */
const isOutage = (error: unknown): boolean =>
  (error instanceof TypeError && error.message === 'fetch failed') ||
  (error instanceof ClientError && error.code === 'OAUTH_TIMEOUT')

/** For the log: the kind of fault in fixed words, never a token or what a browser has sent. */
function describe(error: unknown): string {
  if (error instanceof ResponseBodyError || error instanceof AuthorizationResponseError) {
    return /^[a-z_]{1,60}$/.test(error.error) ? error.error : error.code
  }
  if (error instanceof ClientError) {
    return error.code === undefined ? error.message : `${error.message} (${error.code})`
  }
  return error instanceof TypeError ? 'it cannot be reached' : 'unknown'
}
