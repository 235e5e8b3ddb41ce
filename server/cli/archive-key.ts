import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import type { Command } from './command.ts'

/** [REC5] Reads and writes no files, so it can run on an offline machine. */
export const archiveKey: Command = {
  usage: '',
  about:
    'creates the key pair for an archive of recordings; the secret key is printed and stored nowhere',
  words: [0, 0],
  async run() {
    const secret = await generateX25519Identity()
    const recipient = await identityToRecipient(secret)
    return {
      ok: true,
      lines: [
        `Public key, for ANHOP_RECORDING_ARCHIVE_KEY: ${recipient}`,
        `Secret key, for the safe: ${secret}`,
        'The secret key opens every recording and cannot be shown again.',
      ],
      facts: { recipient, secret },
    }
  },
}
