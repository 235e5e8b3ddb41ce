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

export interface Flows {
  /** A new flow, and the token by which the browser that began it is known. */
  begin(returnTo: string, replaces: string | null, now: number): { flow: Flow; token: string }
  /**
   * [SES] The flow of this browser, once: null when unknown, too old, ended before or of another
   * state. A state that does not fit ends nothing, or a forged answer would end a good flow.
   */
  take(token: string | null, state: string | undefined, now: number): Flow | null
}

/** In memory: who was at the provider while the server started again begins anew. */
export function createFlows(): Flows {
  /** In the order of their beginning. */
  const flows = new Map<string, { flow: Flow; expiresAt: number }>()

  function drop(now: number): void {
    for (const [key, { expiresAt }] of flows) {
      if (expiresAt > now && flows.size < FLOWS_MAX) return
      flows.delete(key)
    }
  }

  return {
    begin(returnTo, replaces, now) {
      drop(now)
      const token = token256()
      const secrets = { state: token256(), nonce: token256(), verifier: token256() }
      const flow = { ...secrets, returnTo, replaces }
      flows.set(sha256(token), { flow, expiresAt: now + FLOW_LIFE })
      return { flow, token }
    },
    take(token, state, now) {
      if (token === null || state === undefined) return null
      const key = sha256(token)
      const entry = flows.get(key)
      if (entry === undefined || !sameText(entry.flow.state, state)) return null
      flows.delete(key)
      return entry.expiresAt > now ? entry.flow : null
    },
  }
}
