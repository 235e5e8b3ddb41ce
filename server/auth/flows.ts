import { sameText, sha256, token256 } from './tokens.ts'

/** Milliseconds allowed for signing in at the provider. */
export const FLOW_LIFE = 10 * 60_000
/** Maximum number of pending flows. The oldest is dropped first. */
const FLOWS_MAX = 10_000

/** A pending single sign-on. Its secrets are sent only to the provider. */
export type Flow = {
  /** Binds the response to this browser (RFC 6749, 10.12). */
  state: string
  /** Binds the ID token to this flow (OpenID Connect Core, 3.1.2.1). */
  nonce: string
  /** Binds the code to this flow (RFC 7636). */
  verifier: string
  returnTo: string
  /** The previous session of the browser. It ends when the new one is opened. */
  replaces: string | null
}

/** Kept in memory: a person who is at the provider while the server restarts has to start over. */
export class Flows {
  /** Oldest first. */
  readonly #flows = new Map<string, { flow: Flow; expiresAt: number }>()

  /** Creates a flow, and the token that identifies the browser it belongs to. */
  begin(returnTo: string, replaces: string | null, now: number): { flow: Flow; token: string } {
    this.#drop(now)
    const token = token256()
    const secrets = { state: token256(), nonce: token256(), verifier: token256() }
    const flow = { ...secrets, returnTo, replaces }
    this.#flows.set(sha256(token), { flow, expiresAt: now + FLOW_LIFE })
    return { flow, token }
  }

  /**
   * [SES] Removes and returns the flow of this browser. Null if it is unknown, expired, already
   * taken, or has another state. A mismatched state does not consume the flow, because a forged
   * response could otherwise abort a valid one.
   */
  take(token: string | null, state: string | undefined, now: number): Flow | null {
    if (token === null || state === undefined) return null
    const key = sha256(token)
    const entry = this.#flows.get(key)
    if (entry === undefined || !sameText(entry.flow.state, state)) return null
    this.#flows.delete(key)
    return entry.expiresAt > now ? entry.flow : null
  }

  #drop(now: number): void {
    for (const [key, { expiresAt }] of this.#flows) {
      if (expiresAt > now && this.#flows.size < FLOWS_MAX) return
      this.#flows.delete(key)
    }
  }
}
