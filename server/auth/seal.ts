import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const NONCE = 12
const TAG = 16

/**
 * Encrypts values that must be readable again, so that a stolen database alone does not reveal
 * them: AES-256-GCM with a key derived from the server key (HKDF, RFC 5869) and a random nonce.
 * That is safe for far more values than there will be accounts (NIST SP 800-38D, 8.3).
 */
export class Sealer {
  readonly #key: Buffer

  constructor(serverKey: Buffer) {
    this.#key = Buffer.from(hkdfSync('sha256', serverKey, '', 'anhop seal', 32))
  }

  /** @param about the owner; the value opens only with the same one */
  seal(text: string, about: string): string {
    const nonce = randomBytes(NONCE)
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(Buffer.from(about))
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url')
  }

  /** Null if the value was sealed with another key or for another owner, or was changed. */
  open(sealed: string, about: string): string | null {
    const bytes = Buffer.from(sealed, 'base64url')
    if (bytes.length < NONCE + TAG) return null
    const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, NONCE), {
      authTagLength: TAG,
    })
    decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(-TAG))
    try {
      const body = decipher.update(bytes.subarray(NONCE, -TAG))
      return Buffer.concat([body, decipher.final()]).toString('utf8')
    } catch {
      return null
    }
  }
}
