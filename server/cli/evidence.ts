import { readFileSync } from 'node:fs'
import { checkBundle } from '../files/evidence/bundle.ts'
import { reason } from '../app/log.ts'
import { Trouble } from './command.ts'
import type { Command } from './command.ts'

/** Needs no network, no server and no data folder. */
export const evidenceVerify: Command = {
  usage: 'FILE.zip [FINGERPRINT of the key]',
  about: 'whether a bundle of evidence is what its key has signed',
  words: [1, 2],
  async run({ positionals: [file = '', expected] }) {
    const verdict = checkBundle(read(file))
    if (!verdict.ok) throw new Trouble(`The bundle is not whole. ${verdict.fault}`)
    const { manifest, fingerprint, entries } = verdict
    if (expected !== undefined && expected.toLowerCase() !== fingerprint) {
      throw new Trouble(`The bundle is signed with another key: ${fingerprint}.`)
    }
    const { meeting, server, madeAt, madeBy, log } = manifest
    return {
      ok: true,
      lines: [
        `The bundle is whole: meeting ${meeting} of ${server}.`,
        `Made at ${madeAt} by ${madeBy}, with ${entries} entries of the log.`,
        `The log had ${log.entries} entries then, the last with hash ${log.head}.`,
        `Signed with the key of fingerprint ${fingerprint}.`,
        ...(expected === undefined
          ? ['Ask the operator for that fingerprint: anyone can make a key.']
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
    throw new Trouble(`The bundle cannot be read (${reason(error)}).`)
  }
}
