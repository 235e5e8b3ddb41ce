import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser'
import type { NewPasskey } from '#protocol/factors.ts'
import { api } from '../../http/api.ts'
import { accountApi } from '../../http/accounts.ts'
import type { Answer } from '../../http/api.ts'

/** Passkeys are bound to a domain name, so a server reached by IP address cannot use them. */
export const passkeysWork = (): boolean =>
  browserSupportsWebAuthn() && !/^[\d.]+$|:/.test(location.hostname)

const REFUSED = { ok: false, error: { code: 'passkey_refused' } } as const

/**
 * Gets options from the server, runs the authenticator, and sends its result. Canceling counts as a
 * refusal.
 */
async function exchange<R, T>(
  begin: () => Promise<Answer<NewPasskey>>,
  ask: (options: never) => Promise<R>,
  finish: (challenge: string, passkey: R) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const begun = await begin()
  if (!begun.ok) return begun
  let passkey: R
  try {
    passkey = await ask(begun.result.options as never)
  } catch {
    return REFUSED
  }
  return finish(begun.result.challenge, passkey)
}

const authenticate = (optionsJSON: never) => startAuthentication({ optionsJSON })

export const provePasskey = () =>
  exchange(api.askPasskey, authenticate, (challenge, passkey) => api.prove({ challenge, passkey }))

export const signInByPasskey = () =>
  exchange(api.askAnyPasskey, authenticate, (challenge, passkey) =>
    api.signInPasskey({ challenge, passkey }),
  )

export const createPasskey = (name: string) =>
  exchange(
    accountApi.newPasskey,
    (optionsJSON: never) => startRegistration({ optionsJSON }),
    (challenge, passkey) => accountApi.addPasskey({ challenge, name, passkey }),
  )
