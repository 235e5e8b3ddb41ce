import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import type { DecipherGCM, ScryptOptions } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { canonicalPassword } from '../../policy/proposal.ts'

/**
 * The backup file format, version 1; everything is authenticated:
 *
 *     8 bytes   "ANHOPBAK"
 *     1 byte    version, 1
 *     16 bytes  salt
 *     12 bytes  nonce
 *     …         AES-256-GCM of the content; the preceding 37 bytes are associated data
 *     16 bytes  tag
 *
 * The key is scrypt (RFC 7914) of the passphrase in NFC, with N = 2^17, r = 8, p = 1 (OWASP
 * Password Storage Cheat Sheet). The version implies these parameters: a file that set its own
 * could demand a weak key or exhaust memory. One key encrypts one file; GCM allows 64 GiB.
 */
const MAGIC = Buffer.from('ANHOPBAK', 'latin1')
const VERSION = 1
const SALT = 16
const NONCE = 12
const TAG = 16
const HEADER = MAGIC.length + 1 + SALT + NONCE
const SCRYPT: ScryptOptions = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 2 ** 20 }
const CHUNK = 2 ** 20

/**
 * Not a backup, an altered one, or a wrong passphrase. The message is a sentence for the operator.
 */
export class SealError extends Error {
  override readonly name = 'SealError'
}

/** Yields the bytes of the backup file. */
export async function* seal(
  content: AsyncIterable<Buffer>,
  passphrase: string,
): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT)
  const nonce = randomBytes(NONCE)
  const header = Buffer.concat([MAGIC, Buffer.from([VERSION]), salt, nonce])
  const key = await keyOf(passphrase, salt)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(header)
  yield header
  for await (const chunk of content) yield cipher.update(chunk)
  yield Buffer.concat([cipher.final(), cipher.getAuthTag()])
}

/**
 * Verifies the whole file before returning any content, so that no byte of an altered file is ever
 * used.
 * @returns an iterable that reads the content
 * @throws SealError
 */
export async function unseal(path: string, passphrase: string): Promise<AsyncIterable<Buffer>> {
  const file = await open(path)
  try {
    const header = await headerOf(file)
    const salt = header.subarray(MAGIC.length + 1, MAGIC.length + 1 + SALT)
    const key = await keyOf(passphrase, salt)
    for await (const _ of decrypted(file, header, key)) void _
    return contentOf(path, header, key)
  } finally {
    await file.close()
  }
}

/** Verified again at the end, because the file may have changed since. */
async function* contentOf(path: string, header: Buffer, key: Buffer): AsyncGenerator<Buffer> {
  const file = await open(path)
  try {
    yield* decrypted(file, header, key)
  } finally {
    await file.close()
  }
}

async function headerOf(file: FileHandle): Promise<Buffer> {
  const header = Buffer.alloc(HEADER)
  const { bytesRead } = await file.read(header, 0, HEADER, 0)
  if (bytesRead < HEADER || !header.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new SealError('The file is not an An Họp backup.')
  }
  if (header[MAGIC.length] !== VERSION) {
    throw new SealError('A newer version of An Họp made this backup. Restore it with that version.')
  }
  return header
}

async function* decrypted(file: FileHandle, header: Buffer, key: Buffer): AsyncGenerator<Buffer> {
  const { size } = await file.stat()
  const end = size - TAG
  if (end < HEADER) throw new SealError('The backup is truncated.')
  const decipher = createDecipheriv('aes-256-gcm', key, header.subarray(-NONCE), {
    authTagLength: TAG,
  }).setAAD(header)
  for (let at = HEADER; at < end;) {
    const chunk = await readAt(file, at, Math.min(CHUNK, end - at))
    at += chunk.length
    yield decipher.update(chunk)
  }
  decipher.setAuthTag(await readAt(file, end, TAG))
  finish(decipher)
}

function finish(decipher: DecipherGCM): void {
  try {
    decipher.final()
  } catch {
    throw new SealError('The passphrase is wrong, or the backup was altered.')
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read(buffer, 0, length, position)
  if (bytesRead === 0) throw new SealError('The backup is truncated.')
  return buffer.subarray(0, bytesRead)
}

/** Deliberately expensive: 128 MiB and some hundred milliseconds. */
function keyOf(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(canonicalPassword(passphrase), salt, 32, SCRYPT, (error, key) =>
      error === null ? resolve(key) : reject(error),
    )
  })
}
