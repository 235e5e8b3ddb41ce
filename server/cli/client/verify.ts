import { existsSync } from 'node:fs'
import { Misuse } from '../command.ts'
import type { Args, Command } from '../command.ts'
import { compare } from './compare.ts'
import type { Comparison } from './compare.ts'
import {
  OWN_MANIFEST,
  RELEASE_KEY,
  checkSignature,
  isListed,
  publicKeyIn,
  readManifest,
} from './manifest.ts'
import type { ReadManifest } from './manifest.ts'

const USAGE = 'URL [--manifest FILE] [--key FILE]'
/** Longer lists are cut for people; programs get all. */
const SHOWN = 20

/** Meant for another machine than the server: an altered one would vouch for itself. */
export const clientVerify: Command = {
  usage: USAGE,
  about: 'compares the pages that a server serves with those built here, file by file',
  options: { manifest: { type: 'string' }, key: { type: 'string' } },
  words: [1, 1],
  async run(args) {
    const origin = originOf(args.positionals[0] ?? '')
    const file = args.text('manifest') ?? OWN_MANIFEST
    const ours = readManifest(file)
    const signature = signatureIn(args, file, ours)
    const found = await compare(origin, ours.manifest)
    const ok = faults(found) === 0
    return {
      ok,
      lines: [...about(ours, signature), ...outcome(found, origin, ok)],
      facts: { ...factsOf(ours), signed: signature, listed: isListed(ours.hash), ...found },
    }
  },
}

function originOf(text: string): string {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new Misuse(`Usage: anhop client verify ${USAGE}`)
  }
  return url.origin
}

/**
 * Whether the manifest is signed; null if it was not asked. A key that is named, or a manifest from
 * elsewhere where the repository has the key of releases, makes a signature necessary.
 */
function signatureIn(args: Args, file: string, { bytes }: ReadManifest): true | null {
  const given = args.text('key')
  const ofReleases = file !== OWN_MANIFEST && existsSync(RELEASE_KEY) ? RELEASE_KEY : undefined
  const key = given ?? ofReleases
  if (key === undefined) return null
  checkSignature(file, bytes, publicKeyIn(key))
  return true
}

const faults = ({ differs, missing, extra }: Comparison): number =>
  differs.length + missing.length + extra.length

const factsOf = ({ manifest: { version, contract }, hash }: ReadManifest) => ({
  version,
  contract,
  manifest: hash,
})

function listedLine(ours: ReadManifest): string[] {
  const is = isListed(ours.hash)
  return is === null
    ? []
    : [`It is ${is ? 'one' : 'none'} of the releases in docs/client-versions.md.`]
}

function about(ours: ReadManifest, signature: true | null): string[] {
  const { version, contract, manifest } = factsOf(ours)
  return [
    `Compared with version ${version}, contract ${contract}; its list of files is ${manifest}.`,
    ...listedLine(ours),
    signature ? 'The signature of the list is right.' : 'No signature of the list was checked.',
  ]
}

function outcome(found: Comparison, origin: string, ok: boolean): string[] {
  const { same, differs, missing, extra, strangers, says } = found
  return [
    ...(says === null
      ? ['The server has no list of its own, so files that it has in addition are not seen.']
      : [`The server says that it has version ${says.version}, contract ${says.contract}.`]),
    `Same: ${same.files} files, ${same.pages} pages.`,
    ...listed('Differs', differs),
    ...listed('An altered page loads', strangers),
    ...listed('Missing', missing),
    ...listed('In addition', extra),
    ok
      ? `${origin} serves exactly these pages.`
      : `${origin} serves other pages than these: ${faults(found)} differences.`,
    ...(origin.startsWith('http:') ? ['Without TLS, anyone on the way could have answered.'] : []),
  ]
}

function listed(what: string, all: readonly string[]): string[] {
  const more = all.length - SHOWN
  return [
    ...all.slice(0, SHOWN).map((one) => `${what}: ${one}`),
    ...(more > 0 ? [`${what}: ${more} more.`] : []),
  ]
}
