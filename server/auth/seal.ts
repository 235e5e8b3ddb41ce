import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const NONCE = 12
const TAG = 16

/**
 * Keeps what must be read again from whoever has the database alone: AES-256-GCM with a key derived
 * (HKDF, RFC 5869) from the server's own, and a random nonce. That is good for far more values than
 * there will ever be accounts (NIST SP 800-38D, 8.3).
 */
export class Sealer {
  readonly #key: Buffer

  constructor(serverKey: Buffer) {
    this.#key = Buffer.from(hkdfSync('sha256', serverKey, '', 'anhop seal', 32))
  }

  /** @param about whose it is: opens for the same only */
  seal(text: string, about: string): string {
    const nonce = randomBytes(NONCE)
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(Buffer.from(about))
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url')
  }

  /** Null when it was sealed with another key, about something else, or changed. */
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
