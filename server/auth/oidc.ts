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

/** How to reach the operator's identity provider, and how to interpret its claims. */
export type OidcSettings = {
  /** Exactly as the provider writes it; https, or http on loopback. */
  issuer: string
  clientId: string
  clientSecret: string
  /** Shown on the sign-in button. */
  name: string
  /** Space-separated; includes `openid`. */
  scope: string
  roles: RoleRules
  /** Values of `acr` that stand for two-factor authentication. */
  twoFactorContexts: readonly string[]
}

/** OpenID Connect: authorization code flow with PKCE, state, and nonce. */
export interface IdentityProvider {
  /**
   * The URL to send the browser to.
   * @param again whether the provider must authenticate again if its own session is older than a
   *   fresh proof
   * @throws Refusal `sso_unavailable`
   */
  authorize(redirectUri: string, flow: Flow, again: boolean): Promise<URL>
  /**
   * The claims about the person who came back. The signature, issuer, audience, nonce, and times of
   * the ID token have been verified.
   * @throws Refusal `sso_unavailable`, `sso_failed`
   */
  redeem(redirectUri: string, answer: Record<string, string>, flow: Flow): Promise<Claims>
  /** The URL at which a browser ends its session at the provider; null if there is none. */
  endSession(returnTo: string): Promise<URL | null>
}

type Log = { warn(fields: object, message: string): void }

/** Seconds to wait for one response of the provider. */
const TIMEOUT = 10
/** Milliseconds after which the provider's metadata is read again. */
const KEPT = 60 * 60_000
/** Milliseconds to wait before calling a provider that failed again. */
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
    // By default the library trusts the token endpoint because of TLS. This also checks the
    // signature.
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
  // For two large multi-tenant providers the library accepts an issuer that is a pattern. Require
  // an exact match.
  if (new URL(config.serverMetadata().issuer).href !== issuer.href) {
    throw new ClientError('the issuer is another')
  }
  return config
}

/** Every provider must support Basic (RFC 6749, 2.3.1), but some advertise only other methods. */
const clientAuthentication: ClientAuth = (as, client, body, headers) => {
  const listed = as.token_endpoint_auth_methods_supported
  const post =
    listed !== undefined &&
    !listed.includes('client_secret_basic') &&
    listed.includes('client_secret_post')
  const authenticate = post ? ClientSecretPost() : ClientSecretBasic()
  authenticate(as, client, body, headers)
}

/** Shares one request at a time, waits before retrying a failed one, and caches the result. */
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

/**
 * Whether the provider was unreachable when the browser came back, which is not the person's fault.
 */
const isOutage = (error: unknown): boolean =>
  (error instanceof TypeError && error.message === 'fetch failed') ||
  (error instanceof ClientError && error.code === 'OAUTH_TIMEOUT')

/** Describes the error for the log in fixed words, without tokens or data sent by the browser. */
function describe(error: unknown): string {
  if (error instanceof ResponseBodyError || error instanceof AuthorizationResponseError) {
    return /^[a-z_]{1,60}$/.test(error.error) ? error.error : error.code
  }
  if (error instanceof ClientError) {
    return error.code === undefined ? error.message : `${error.message} (${error.code})`
  }
  return error instanceof TypeError ? 'it cannot be reached' : 'unknown'
}
