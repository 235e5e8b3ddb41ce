import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { Assertion, Attestation } from '#protocol/factors.ts'
import type { AccountRecord } from '../store/rows.ts'
import type { PasskeyRecord } from '../store/factors.ts'

/** Lifetime of a challenge, and the browser's timeout, in milliseconds. */
export const CHALLENGE_LIFE = 5 * 60_000

/**
 * EdDSA, ES256, RS256: the algorithms that authenticators offer and that Node supports without
 * experimental features (RFC 9053).
 */
const ALGORITHMS = [-8, -7, -257]

type Options = { challenge: string }
export type NewCredential = Pick<
  PasskeyRecord,
  'credentialId' | 'publicKey' | 'counter' | 'transports'
>

/** [SES] WebAuthn for this server's own name. User verification is always required. */
export class Passkeys {
  readonly #publicUrl: () => string

  /** @param publicUrl evaluated late, because the port may be chosen by the system */
  constructor(publicUrl: () => string) {
    this.#publicUrl = publicUrl
  }

  registration(account: AccountRecord, known: readonly PasskeyRecord[]): Promise<Options> {
    return generateRegistrationOptions({
      rpName: 'An Họp',
      rpID: this.#expected().expectedRPID,
      userID: new TextEncoder().encode(account.id),
      userName: account.username,
      userDisplayName: account.name,
      timeout: CHALLENGE_LIFE,
      supportedAlgorithmIDs: ALGORITHMS,
      attestationType: 'none',
      excludeCredentials: known.map(describe),
      // A discoverable credential, so that it can also be used to sign in without a username.
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
  }

  /** The new credential; null if any check fails. */
  async register(response: Attestation, challenge: string): Promise<NewCredential | null> {
    const result = await orNull(
      verifyRegistrationResponse({
        response: response,
        expectedChallenge: challenge,
        supportedAlgorithmIDs: ALGORITHMS,
        ...this.#expected(),
      }),
    )
    if (result === null || !result.verified) return null
    const { id, publicKey, counter } = result.registrationInfo.credential
    return {
      credentialId: id,
      publicKey: Buffer.from(publicKey).toString('base64url'),
      counter,
      transports: response.response.transports,
    }
  }

  /** @param allowed the account's passkeys, or null to let the person pick any */
  authentication(allowed: readonly PasskeyRecord[] | null): Promise<Options> {
    return generateAuthenticationOptions({
      rpID: this.#expected().expectedRPID,
      timeout: CHALLENGE_LIFE,
      userVerification: 'required',
      ...(allowed === null ? {} : { allowCredentials: allowed.map(describe) }),
    })
  }

  /** The authenticator's new counter; null if any check fails. */
  async verify(
    response: Assertion,
    challenge: string,
    passkey: PasskeyRecord,
  ): Promise<number | null> {
    const result = await orNull(
      verifyAuthenticationResponse({
        response: response,
        expectedChallenge: challenge,
        credential: {
          id: passkey.credentialId,
          publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
          counter: passkey.counter,
        },
        ...this.#expected(),
      }),
    )
    return result?.verified ? result.authenticationInfo.newCounter : null
  }

  #expected() {
    return {
      expectedOrigin: this.#publicUrl(),
      expectedRPID: new URL(this.#publicUrl()).hostname,
      requireUserVerification: true,
    }
  }
}

// Browsers skip transports that they do not know.
const describe = ({ credentialId, transports }: PasskeyRecord) => ({ id: credentialId, transports })

/**
 * The library throws on any failure, including a counter that went back. Callers are not told
 * which.
 */
const orNull = <T>(work: Promise<T>): Promise<T | null> => work.catch(() => null)
