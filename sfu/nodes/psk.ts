import { hkdfSync } from 'node:crypto'
import { Agent } from 'node:https'
import type { ServerOptions } from 'node:https'

/**
 * TLS by a key that both ends have (RFC 4279, with ECDHE by RFC 7905): each proves to the other that
 * it belongs here, recorded traffic stays secret even if the key becomes known, and no certificate
 * expires. OpenSSL takes a key that is set by hand only up to TLS 1.2.
 */
const TLS = {
  ciphers: 'ECDHE-PSK-CHACHA20-POLY1305',
  minVersion: 'TLSv1.2',
  maxVersion: 'TLSv1.2',
} as const
const IDENTITY = 'anhop-media'

const keyOf = (secret: string) => Buffer.from(hkdfSync('sha256', secret, '', IDENTITY, 32))

export function serverTls(secret: string): ServerOptions {
  const key = keyOf(secret)
  return { ...TLS, pskCallback: (_, identity) => (identity === IDENTITY ? key : null) }
}

export function clientAgent(secret: string): Agent {
  const psk = keyOf(secret)
  return new Agent({
    ...TLS,
    pskCallback: () => ({ psk, identity: IDENTITY }),
    // There is no certificate whose name could be compared.
    checkServerIdentity: () => undefined,
  })
}
