import { createHash, createPublicKey, sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { z } from 'zod'
import { auditHash } from '../../store/audit.ts'
import { ZipError, unzip, zip } from './zip.ts'

/**
 * [AUD] A bundle: files, a manifest with the SHA-256 of each, and an Ed25519 signature of the
 * manifest. `KEY` is included for convenience; verify its owner by the fingerprint.
 */
const MANIFEST = 'manifest.json'
const SIGNATURE = 'manifest.sig'
const KEY = 'public-key.pem'
export const AUDIT_FILE = 'audit.jsonl'

const Hash = z.string().regex(/^[0-9a-f]{64}$/)
const Manifest = z.strictObject({
  format: z.literal('anhop-evidence-1'),
  server: z.string(),
  meeting: z.string(),
  madeAt: z.iso.datetime(),
  madeBy: z.string(),
  /**
   * State of the whole log when the bundle was created, to compare with the auditor's own record.
   */
  log: z.strictObject({ entries: z.number().int(), head: Hash }),
  files: z.record(z.string(), Hash),
})
export type Manifest = z.infer<typeof Manifest>

const Entry = z.strictObject({
  seq: z.number().int().positive(),
  prev: Hash,
  hash: Hash,
  event: z.looseObject({ meetingId: z.string() }),
})

const sha256 = (data: Buffer): string => createHash('sha256').update(data).digest('hex')

/** SHA-256 of the public key as in `openssl pkey -outform DER`; accepts a private or public key. */
export const fingerprintOf = (key: KeyObject): string =>
  sha256(
    (key.type === 'public' ? key : createPublicKey(key)).export({ type: 'spki', format: 'der' }),
  )

const signatureFile = (signature: Buffer): Buffer =>
  Buffer.from(`${signature.toString('base64')}\n`, 'ascii')
const keyFile = (key: KeyObject): Buffer =>
  Buffer.from(key.export({ type: 'spki', format: 'pem' }) as string, 'ascii')

export function makeBundle(
  contents: ReadonlyMap<string, string>,
  about: Omit<Manifest, 'format' | 'files'>,
  key: KeyObject,
): Buffer {
  const files = new Map<string, Buffer>(
    [...contents].map(([name, text]) => [name, Buffer.from(text, 'utf8')]),
  )
  const manifest: Manifest = {
    format: 'anhop-evidence-1',
    ...about,
    files: Object.fromEntries([...files].map(([name, data]) => [name, sha256(data)])),
  }
  const signed = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`, 'utf8')
  files.set(MANIFEST, signed)
  files.set(SIGNATURE, signatureFile(sign(null, signed, key)))
  files.set(KEY, keyFile(createPublicKey(key)))
  return zip(files, Date.parse(about.madeAt))
}

export type BundleVerdict =
  | { ok: true; manifest: Manifest; fingerprint: string; entries: number }
  | { ok: false; fault: string }

/** Needs only the archive. Never throws, even on forged input. */
export function checkBundle(archive: Buffer): BundleVerdict {
  try {
    return check(archive)
  } catch (error) {
    if (error instanceof ZipError) return { ok: false, fault: error.message }
    return { ok: false, fault: 'A file in it cannot be read.' }
  }
}

function check(archive: Buffer): BundleVerdict {
  const files = unzip(archive)
  const [signed, signature, pem] = [MANIFEST, SIGNATURE, KEY].map((name) => files.get(name))
  if (!signed || !signature || !pem) return { ok: false, fault: 'It has no signed manifest.' }
  const key = createPublicKey(pem)
  const given = Buffer.from(signature.toString('ascii'), 'base64')
  const exact = signatureFile(given).equals(signature) && keyFile(key).equals(pem)
  if (!exact || key.asymmetricKeyType !== 'ed25519' || !verify(null, signed, key, given)) {
    return { ok: false, fault: 'The signature is not right: the manifest was changed.' }
  }
  const manifest = Manifest.parse(JSON.parse(signed.toString('utf8')))
  const listed = [...Object.keys(manifest.files), MANIFEST, SIGNATURE, KEY].toSorted()
  if (listed.join('/') !== [...files.keys()].toSorted().join('/')) {
    return {
      ok: false,
      fault: 'A file is missing, or one is there that the manifest does not name.',
    }
  }
  for (const [name, hash] of Object.entries(manifest.files)) {
    const data = files.get(name)
    if (!data || sha256(data) !== hash) return { ok: false, fault: `${name} was changed.` }
  }
  // Rebuilds the archive from the verified files: every byte must match, so nothing can hide in
  // between.
  if (!zip(files, Date.parse(manifest.madeAt)).equals(archive)) {
    return { ok: false, fault: 'The archive was repacked.' }
  }
  const entries = checkEntries(files.get(AUDIT_FILE)?.toString('utf8') ?? '', manifest)
  if (typeof entries === 'string') return { ok: false, fault: entries }
  return { ok: true, manifest, fingerprint: fingerprintOf(key), entries }
}

/** Verifies the excerpt of the chain: each entry by its own hash, adjacent ones by their link. */
function checkEntries(text: string, manifest: Manifest): number | string {
  const lines = text.split('\n').filter((line) => line !== '')
  let before: z.infer<typeof Entry> | null = null
  for (const line of lines) {
    const entry = Entry.parse(JSON.parse(line))
    const { seq, prev, hash, event } = entry
    const inOrder = before === null || seq > before.seq
    const linked = before?.seq !== seq - 1 || before.hash === prev
    if (!inOrder || !linked || event.meetingId !== manifest.meeting) {
      return `Entry ${seq} of the log does not belong where it is.`
    }
    if (auditHash(seq, prev, event) !== hash) return `Entry ${seq} of the log was changed.`
    before = entry
  }
  return lines.length
}
