import { readFileSync } from 'node:fs'
import { checkBundle } from './evidence/bundle.ts'
import { complain, reason, say } from './log.ts'

/**
 * `npm run evidence:verify -- FILE.zip [FINGERPRINT]`: exit code 0 when the bundle is what its key
 * has signed. Needs no network, no server and no data folder.
 */
const [file, expected] = process.argv.slice(2)

function run(): boolean {
  if (file === undefined) {
    complain('Usage: npm run evidence:verify -- FILE.zip [FINGERPRINT of the key]')
    return false
  }
  const verdict = checkBundle(readFileSync(file))
  if (!verdict.ok) {
    complain(`The bundle is not whole. ${verdict.fault}`)
    return false
  }
  const { manifest, fingerprint, entries } = verdict
  if (expected !== undefined && expected.toLowerCase() !== fingerprint) {
    complain(`The bundle is signed with another key: ${fingerprint}.`)
    return false
  }
  say(`The bundle is whole: meeting ${manifest.meeting} of ${manifest.server}.`)
  say(`Made at ${manifest.madeAt} by ${manifest.madeBy}, with ${entries} entries of the log.`)
  say(`The log had ${manifest.log.entries} entries then, the last with hash ${manifest.log.head}.`)
  say(`Signed with the key of fingerprint ${fingerprint}.`)
  if (expected === undefined) say('Ask the operator for that fingerprint: anyone can make a key.')
  return true
}

try {
  process.exitCode = run() ? 0 : 1
} catch (error) {
  complain(`The bundle cannot be read (${reason(error)}).`)
  process.exitCode = 1
}
