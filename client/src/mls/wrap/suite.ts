import type { CiphersuiteImpl, Hash, Hpke, Kdf, PrivateKey, PublicKey } from 'ts-mls'
import { getCiphersuiteFromName } from 'ts-mls'
import { makeGenericHpke } from 'ts-mls/crypto/implementation/hpke.js'
import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core'
import { expand, extract } from '@noble/hashes/hkdf.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { type Bytes, copyOf, equal } from '../bytes.ts'
import { type KeyPair, agreementKeys, deriveKeyPair, generateKeyPair } from '../p256.ts'
import { publicKeyOf, sign, verify } from '../p256.ts'

/**
 * The suite is the same for everybody, part of our protocol's version, and never negotiated:
 * P-256, AES-128-GCM, SHA-256 (RFC 9420, section 17.1, number 2). Chromium 109, the last for
 * Windows 7 and 8.1, has neither Ed25519 nor X25519 in WebCrypto; on P-256 every browser signs,
 * verifies and agrees on keys by its own code, so that a joiner checks a hundred signatures in
 * milliseconds even there. Suites with X-Wing, which would also withstand a future quantum
 * computer that reads what somebody recorded today, need all of it in JavaScript; a removal among
 * 100 people then takes too long on such machines. A later version of the protocol may choose
 * otherwise.
 */
export const SUITE = 'MLS_128_DHKEMP256_AES128GCM_SHA256_P256'

/**
 * The library's private keys are WebCrypto's; ours are pairs with the bytes beside them, so that
 * its HPKE never computes a public key itself: in Firefox it would guess the sign of y.
 */
type PairedKey = CryptoKeyPair & { secretKey: Bytes }
const bytesOf = (key: PrivateKey): Bytes => (key as unknown as PairedKey).secretKey.slice()
async function paired(keys: KeyPair): Promise<{ privateKey: PrivateKey; publicKey: PublicKey }> {
  const pair = await agreementKeys(keys)
  const privateKey: PairedKey = { ...pair, secretKey: keys.secretKey }
  return {
    privateKey: privateKey as unknown as PrivateKey,
    publicKey: pair.publicKey as PublicKey,
  }
}

const AES = new Aes128Gcm()
const plainAes: Parameters<typeof makeGenericHpke>[1] = {
  encrypt: async (key, nonce, aad, plain) => {
    const box = AES.createEncryptionContext(copyOf(key).buffer)
    return new Uint8Array(
      await box.seal(copyOf(nonce).buffer, copyOf(plain).buffer, copyOf(aad).buffer),
    )
  },
  decrypt: async (key, nonce, aad, sealed) => {
    const box = AES.createEncryptionContext(copyOf(key).buffer)
    return new Uint8Array(
      await box.open(copyOf(nonce).buffer, copyOf(sealed).buffer, copyOf(aad).buffer),
    )
  },
}

/**
 * HPKE (RFC 9180) by the library, with our keys. Its parts are named one by one, because ts-mls's
 * own choice by name brings those of every suite.
 */
async function pairedHpke(): Promise<Hpke> {
  const parts = new CipherSuite({
    kem: new DhkemP256HkdfSha256(),
    kdf: new HkdfSha256(),
    aead: AES,
  })
  const hpke = await makeGenericHpke(getCiphersuiteFromName(SUITE).hpke, plainAes, parts)
  return {
    ...hpke,
    importPrivateKey: async (bytes) => {
      const secretKey = copyOf(bytes)
      const { privateKey } = await paired({ secretKey, publicKey: await publicKeyOf(secretKey) })
      return privateKey
    },
    exportPrivateKey: (key) => Promise.resolve(bytesOf(key)),
    deriveKeyPair: async (seed) => paired(await deriveKeyPair(seed)),
    generateKeyPair: async () => paired(await generateKeyPair()),
  }
}

/**
 * Hashes and HKDF by @noble/hashes. An epoch of a hundred people takes about 2000 of them over a
 * few bytes each; asking WebCrypto for one takes longer than computing it.
 */
const HASH: Hash = {
  digest: (data) => Promise.resolve(sha256(data)),
  mac: (key, data) => Promise.resolve(hmac(sha256, key, data)),
  verifyMac: (key, mac, data) => Promise.resolve(equal(mac, hmac(sha256, key, data))),
}
const KDF: Kdf = {
  size: sha256.outputLen,
  extract: (salt, ikm) => Promise.resolve(extract(sha256, ikm, salt)),
  expand: (key, info, length) => Promise.resolve(expand(sha256, key, info, length)),
}

let made: Promise<CiphersuiteImpl> | undefined
/** The suite as ts-mls takes it. */
export const suite = (): Promise<CiphersuiteImpl> =>
  (made ??= (async () => ({
    name: SUITE,
    hash: HASH,
    kdf: KDF,
    hpke: await pairedHpke(),
    rng: { randomBytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) },
    signature: {
      sign,
      verify,
      keygen: async () => {
        const { secretKey, publicKey } = await generateKeyPair()
        return { signKey: secretKey, publicKey }
      },
    },
  }))())
