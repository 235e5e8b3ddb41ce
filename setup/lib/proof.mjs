// Records proven workers (sfu/worker/prove.ts) by their hash.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runQuiet } from './exec.mjs'
import { hashFile } from './hash.mjs'
import { environment } from './npm.mjs'
import { cacheFolder, ROOT } from './paths.mjs'
import { step } from './say.mjs'
import { writeWhole } from './stamp.mjs'

/** A different system release has different libraries, so the proof must be repeated there. */
export function systemName(osRelease) {
  const field = (name) => new RegExp(`^${name}="?([^"\\n]*)`, 'm').exec(osRelease)?.[1] ?? ''
  return `${field('ID') || 'system'}${field('VERSION_ID')}`
}

function stampFile(binary) {
  const release = '/etc/os-release'
  const system = systemName(existsSync(release) ? readFileSync(release, 'utf8') : '')
  return join(cacheFolder(), 'worker', 'proven', `${hashFile(binary)}-${system}`)
}

export function isProven(binary) {
  return existsSync(stampFile(binary))
}

/** Returns undefined if the worker works, otherwise the fault. */
export async function prove(node, binary) {
  if (isProven(binary)) return undefined
  const script = join(ROOT, 'sfu', 'worker', 'prove.ts')
  const env = environment(node, { MEDIASOUP_WORKER_BIN: binary })
  const title = 'Testing the media worker with a real DTLS handshake, about 1 second'
  const result = await step(title, () =>
    runQuiet('worker-proof', node, [script], { cwd: ROOT, env, limitMs: 90_000 }),
  )
  if (!result.ok) return result.lines.findLast(Boolean) ?? result.error
  writeWhole(stampFile(binary), `${binary}\n`)
  return undefined
}
