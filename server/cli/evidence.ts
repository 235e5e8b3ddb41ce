import { readFileSync } from 'node:fs'
import { checkBundle } from '../files/evidence/bundle.ts'
import { reason } from '../app/log.ts'
import { Trouble } from './command.ts'
import type { Command } from './command.ts'

/** Needs no network, server, or data folder. */
export const evidenceVerify: Command = {
  usage: 'FILE.zip [FINGERPRINT of the key]',
  about: 'checks that an evidence bundle is what its key signed',
  words: [1, 2],
  async run({ positionals: [file = '', expected] }) {
    const verdict = checkBundle(read(file))
    if (!verdict.ok) throw new Trouble(`The bundle is not intact. ${verdict.fault}`)
    const { manifest, fingerprint, entries } = verdict
    if (expected !== undefined && expected.toLowerCase() !== fingerprint) {
      throw new Trouble(`The bundle was signed with a different key: ${fingerprint}.`)
    }
    const { meeting, server, madeAt, madeBy, log } = manifest
    return {
      ok: true,
      lines: [
        `The bundle is intact: meeting ${meeting} of ${server}.`,
        `Made at ${madeAt} by ${madeBy}, with ${entries} log entries.`,
        `The log then had ${log.entries} entries; the hash of the last is ${log.head}.`,
        `Signed with the key that has the fingerprint ${fingerprint}.`,
        ...(expected === undefined
          ? ['Ask the operator for this fingerprint: anyone can create a key.']
          : []),
      ],
      facts: { meeting, server, madeAt, madeBy, entries, log, fingerprint },
    }
  },
}

function read(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new Trouble(`Cannot read the bundle (${reason(error)}).`)
  }
}
