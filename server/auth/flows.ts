import { sameText, sha256, token256 } from './tokens.ts'

/** Milliseconds that a person has to sign in at the provider. */
export const FLOW_LIFE = 10 * 60_000
/** Begun and not ended at once; the oldest goes first. */
const FLOWS_MAX = 10_000

/** One sign-in under way. What is secret in it never leaves the server but towards the provider. */
export type Flow = {
  /** RFC 6749, 10.12: the answer belongs to this browser. */
  state: string
  /** OpenID Connect Core, 3.1.2.1: the ID token belongs to this flow. */
  nonce: string
  /** RFC 7636: the code belongs to this flow. */
  verifier: string
  returnTo: string
  /** The session that the browser had; it ends when the new one begins. */
  replaces: string | null
}

/** In memory: who was at the provider while the server started again begins anew. */
export class Flows {
  /** In the order of their beginning. */
  readonly #flows = new Map<string, { flow: Flow; expiresAt: number }>()

  /** A new flow, and the token by which the browser that began it is known. */
  begin(returnTo: string, replaces: string | null, now: number): { flow: Flow; token: string } {
    this.#drop(now)
    const token = token256()
    const secrets = { state: token256(), nonce: token256(), verifier: token256() }
    const flow = { ...secrets, returnTo, replaces }
    this.#flows.set(sha256(token), { flow, expiresAt: now + FLOW_LIFE })
    return { flow, token }
  }

  /**
   * [SES] The flow of this browser, once: null when unknown, too old, ended before or of another
   * state. A state that does not fit ends nothing, or a forged answer would end a good flow.
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
