import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CLIENT_MANIFEST, ClientManifest } from '#protocol/client-manifest.ts'
import type { FileHash } from '#protocol/client-manifest.ts'
import { reason } from '../../app/log.ts'
import { Trouble } from '../command.ts'

const ROOT = join(import.meta.dirname, '../../..')
/** The manifest of the client that was built here. */
export const OWN_MANIFEST = join(ROOT, 'client/dist', CLIENT_MANIFEST)
/** The public half of the key that signs releases; there is none before the first. */
export const RELEASE_KEY = join(ROOT, 'docs/release-key.pub')
/** The manifests of all releases; not in the container image. */
export const VERSIONS = join(ROOT, 'docs/client-versions.md')

export const hashOf = (data: Uint8Array): FileHash =>
  `sha256-${createHash('sha256').update(data).digest('base64')}`

/** Name of the file with a manifest's signature. */
export const signatureOf = (manifest: string): string => `${manifest}.sig`

export type ReadManifest = { manifest: ClientManifest; bytes: Buffer; hash: FileHash }

/** @throws Trouble if the bytes are not a manifest */
export function parseManifest(bytes: Buffer, name: string): ReadManifest {
  try {
    const manifest = ClientManifest.parse(JSON.parse(bytes.toString('utf8')))
    return { manifest, bytes, hash: hashOf(bytes) }
  } catch {
    throw new Trouble(`${name} is not a list of the client's files.`)
  }
}

/** @throws Trouble if the file cannot be read or is not a manifest */
export function readManifest(file: string): ReadManifest {
  if (file === OWN_MANIFEST && !existsSync(file)) {
    throw new Trouble(
      'There is no client here to compare with. Build it with "npm start -- --prepare", or name a list with --manifest FILE.',
    )
  }
  return parseManifest(read(file), file)
}

function read(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new Trouble(`Cannot read ${file} (${reason(error)}).`)
  }
}

function keyIn(file: string, parse: (pem: Buffer) => KeyObject): KeyObject {
  const pem = read(file)
  try {
    const key = parse(pem)
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // Said below.
  }
  throw new Trouble(`${file} has no Ed25519 key in PEM format of the right kind.`)
}
export const publicKeyIn = (file: string): KeyObject => {
  // A private key would be taken too, and be a sign of a mistake.
  if (read(file).includes('PRIVATE KEY')) throw new Trouble(`${file} is the secret key.`)
  return keyIn(file, createPublicKey)
}
export const privateKeyIn = (file: string): KeyObject => keyIn(file, createPrivateKey)

/** The content of a signature file: base64 of Ed25519 over the manifest's bytes. */
export const signed = (manifest: Buffer, key: KeyObject): string =>
  `${sign(null, manifest, key).toString('base64')}\n`

/** @throws Trouble if the signature is missing or not that of the key */
export function checkSignature(file: string, manifest: Buffer, key: KeyObject): void {
  const signature = Buffer.from(read(signatureOf(file)).toString('ascii'), 'base64')
  if (!verify(null, manifest, key, signature)) {
    throw new Trouble(`The signature in ${signatureOf(file)} is not right for ${file}.`)
  }
}

/** Whether this manifest is one of a release; null where the list of releases is not at hand. */
export const isListed = (hash: FileHash): boolean | null =>
  existsSync(VERSIONS) ? readFileSync(VERSIONS, 'utf8').includes(`\`${hash}\``) : null
