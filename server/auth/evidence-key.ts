import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { join } from 'node:path'
import { SecretError, privateFile } from './private-file.ts'

/**
 * [SES] Loads `evidence.key` from the data folder, the Ed25519 key that signs evidence bundles, or
 * creates it on the first start. It is not derived from the server key, because that one may be
 * replaced.
 * @throws SecretError if the file is not such a key or other users can read it
 */
export function loadEvidenceKey(folder: string): KeyObject {
  const path = join(folder, 'evidence.key')
  const pem = privateFile(path, () => {
    const { privateKey } = generateKeyPairSync('ed25519')
    return Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' }))
  })
  const key = parse(pem)
  if (key?.asymmetricKeyType !== 'ed25519') {
    throw new SecretError(
      `${path} is not an Ed25519 key. Restore it from a backup, or delete it: later bundles will be signed with a new one.`,
    )
  }
  return key
}

function parse(pem: Buffer): KeyObject | null {
  try {
    return createPrivateKey(pem)
  } catch {
    return null
  }
}
