import { type KeyPackage, type PrivateKeyPackage, generateKeyPackageWithKey } from 'ts-mls'
import { makeKeyPackageRef, verifyKeyPackage } from 'ts-mls/keyPackage.js'
import { type Bytes, copyOf } from '../bytes.ts'
import { type KeyPair, generateKeyPair } from '../p256.ts'
import { type Member, MlsFailure } from './change.ts'
import { SUITE, suite } from './suite.ts'
import { guarded, read, wire } from './wire.ts'

/** The extension of GroupContext and leaves that is ours, from RFC 9420's range for private use. */
export const CONTEXT = 0xf0a1

const CAPABILITIES = {
  versions: ['mls10' as const],
  ciphersuites: [SUITE as typeof SUITE],
  extensions: [CONTEXT],
  proposals: [],
  credentials: ['basic' as const],
}
/** Whether a leaf understands our extension (section 13.4). */
export const carries = ({ capabilities }: { capabilities: { extensions: number[] } }): boolean =>
  capabilities.extensions.includes(CONTEXT)
/** Clocks of office computers are wrong by hours; a KeyPackage lives as long as its page anyway. */
const LIFETIME = { notBefore: 0n, notAfter: 2n ** 64n - 1n }

/** A key pair that a leaf signs with, fresh for each load of the page. */
export const leafKeys = (): Promise<KeyPair> => generateKeyPair()

/** What somebody knocks with; the secret part stays in {@link SECRETS}. */
export type Own = { keyPackage: Bytes; reference: Bytes; key: Bytes }
const SECRETS = new WeakMap<Own, { open: KeyPackage; secret: PrivateKeyPackage }>()
export const secretsOf = (own: Own) => {
  const secrets = SECRETS.get(own)
  if (!secrets) throw new MlsFailure('invalid', 'not made here')
  return secrets
}

export const createKeyPackage = (keys: KeyPair, credential: Bytes): Promise<Own> =>
  guarded(async () => {
    const cs = await suite()
    const { publicPackage: open, privatePackage: secret } = await generateKeyPackageWithKey(
      { credentialType: 'basic', identity: credential },
      CAPABILITIES,
      LIFETIME,
      [],
      { signKey: keys.secretKey, publicKey: keys.publicKey },
      cs,
    )
    const own = {
      keyPackage: wire({ wireformat: 'mls_key_package', keyPackage: open }),
      reference: copyOf(await makeKeyPackageRef(open, cs.hash)),
      key: keys.publicKey,
    }
    SECRETS.set(own, { open, secret })
    return own
  })

/** Reads a KeyPackage that somebody else made. Whether to add it is for others to say. */
export const readKeyPackage = (
  bytes: Bytes,
): Promise<Omit<Member, 'leaf'> & { reference: Bytes }> =>
  guarded(async () => {
    const cs = await suite()
    const { keyPackage } = read(bytes, 'mls_key_package')
    const { credential, signaturePublicKey } = keyPackage.leafNode
    if (keyPackage.cipherSuite !== SUITE || !('identity' in credential))
      throw new MlsFailure('malformed', 'key package')
    if (!(await verifyKeyPackage(keyPackage, cs.signature)))
      throw new MlsFailure('invalid', 'key package')
    return {
      credential: copyOf(credential.identity),
      key: copyOf(signaturePublicKey),
      reference: copyOf(await makeKeyPackageRef(keyPackage, cs.hash)),
    }
  })
