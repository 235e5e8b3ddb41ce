import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { Assertion, Attestation } from '#protocol/factors.ts'
import type { AccountRecord } from '../store/rows.ts'
import type { PasskeyRecord } from '../store/factors.ts'

/** How long a browser is given, and a challenge kept, in milliseconds. */
export const CHALLENGE_LIFE = 5 * 60_000

/** EdDSA, ES256, RS256: what authenticators have, and Node does without an experiment (RFC 9053). */
const ALGORITHMS = [-8, -7, -257]

/** [SES] WebAuthn for this server's own name. User verification is required, always. */
export interface Passkeys {
  registration(account: AccountRecord, known: readonly PasskeyRecord[]): Promise<Options>
  /** The new credential; null when anything about it is wrong. */
  register(response: Attestation, challenge: string): Promise<NewCredential | null>
  /** @param allowed the account's own, or null: whichever the person picks */
  authentication(allowed: readonly PasskeyRecord[] | null): Promise<Options>
  /** The authenticator's new counter; null when anything about the answer is wrong. */
  verify(response: Assertion, challenge: string, passkey: PasskeyRecord): Promise<number | null>
}
type Options = { challenge: string }
export type NewCredential = Pick<
  PasskeyRecord,
  'credentialId' | 'publicKey' | 'counter' | 'transports'
>

/** @param publicUrl asked late: the port may be the system's choice */
export function createPasskeys(publicUrl: () => string): Passkeys {
  const expected = () => ({
    expectedOrigin: publicUrl(),
    expectedRPID: new URL(publicUrl()).hostname,
    requireUserVerification: true,
  })
  return {
    registration: (account, known) =>
      generateRegistrationOptions({
        rpName: 'An Họp',
        rpID: expected().expectedRPID,
        userID: new TextEncoder().encode(account.id),
        userName: account.username,
        userDisplayName: account.name,
        timeout: CHALLENGE_LIFE,
        supportedAlgorithmIDs: ALGORITHMS,
        attestationType: 'none',
        excludeCredentials: known.map(describe),
        // Discoverable, so that it can also be the whole sign-in.
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      }),
    async register(response, challenge) {
      const result = await orNull(
        verifyRegistrationResponse({
          response: response,
          expectedChallenge: challenge,
          supportedAlgorithmIDs: ALGORITHMS,
          ...expected(),
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
    },
    authentication: (allowed) =>
      generateAuthenticationOptions({
        rpID: expected().expectedRPID,
        timeout: CHALLENGE_LIFE,
        userVerification: 'required',
        ...(allowed === null ? {} : { allowCredentials: allowed.map(describe) }),
      }),
    async verify(response, challenge, passkey) {
      const result = await orNull(
        verifyAuthenticationResponse({
          response: response,
          expectedChallenge: challenge,
          credential: {
            id: passkey.credentialId,
            publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
            counter: passkey.counter,
          },
          ...expected(),
        }),
      )
      return result?.verified ? result.authenticationInfo.newCounter : null
    },
  }
}

// Browsers leave out the transports that they do not know.
const describe = ({ credentialId, transports }: PasskeyRecord) => ({ id: credentialId, transports })

/** The library throws for whatever is wrong, a lower counter included; nobody is told which. */
const orNull = <T>(work: Promise<T>): Promise<T | null> => work.catch(() => null)
