/**
 * For a release: signs the list of the client's files and adds its hash to docs/client-versions.md.
 * npm run release:manifest -- --key FILE [--out FOLDER]
 */
import { createPublicKey } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { CLIENT_MANIFEST } from '#protocol/client-manifest.ts'
import {
  OWN_MANIFEST,
  RELEASE_KEY,
  VERSIONS,
  privateKeyIn,
  publicKeyIn,
  readManifest,
  signatureOf,
  signed,
} from '#server/cli/client/manifest.ts'
import type { ReadManifest } from '#server/cli/client/manifest.ts'

/** A line of docs/client-versions.md: version, contract, hash of the manifest. */
export const LINE = /^- (\d+\.\d+\.\d+(?:-[\w.]+)?), contract (\d+): `(sha256-[A-Za-z0-9+/]{43}=)`$/

/**
 * The list of versions with this one at its end. A version that is there already stays.
 * @throws if it is there with other files: what was released is never replaced
 */
export function appended(list: string, { manifest, hash }: ReadManifest): string {
  const { version, contract } = manifest
  const before = list.split('\n').find((line) => LINE.exec(line)?.[1] === version)
  const line = `- ${version}, contract ${contract}: \`${hash}\``
  if (before === line) return list
  if (before !== undefined) throw new Error(`${version} has been released with other files`)
  return `${list.trimEnd()}\n${LINE.test(lastLine(list)) ? '' : '\n'}${line}\n`
}
const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? ''

/**
 * Whether this key signs releases, as far as the repository says. The first release decides.
 * @param publicFile the public key of releases
 */
export function isReleaseKey(key: KeyObject, publicFile: string): boolean {
  if (!existsSync(publicFile)) return true
  return createPublicKey(key).equals(publicKeyIn(publicFile))
}

function release(keyFile: string, out: string): string[] {
  const ours = readManifest(OWN_MANIFEST)
  const key = privateKeyIn(keyFile)
  if (!isReleaseKey(key, RELEASE_KEY)) throw new Error(`${keyFile} is not the key of releases`)
  writeFileSync(VERSIONS, appended(readFileSync(VERSIONS, 'utf8'), ours))
  mkdirSync(out, { recursive: true })
  const copy = join(out, CLIENT_MANIFEST)
  writeFileSync(copy, ours.bytes)
  writeFileSync(signatureOf(copy), signed(ours.bytes, key))
  return [
    `Version ${ours.manifest.version}: ${ours.hash}, now in docs/client-versions.md.`,
    `Publish ${copy} and ${signatureOf(copy)} with the release.`,
    ...(existsSync(RELEASE_KEY)
      ? []
      : [`Put the public key into docs/release-key.pub; CONTRIBUTING.md says how.`]),
  ]
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { key: { type: 'string' }, out: { type: 'string', default: 'release' } },
  })
  if (values.key === undefined) throw new Error('Usage: npm run release:manifest -- --key FILE')
  console.info(release(values.key, resolve(values.out)).join('\n'))
}
