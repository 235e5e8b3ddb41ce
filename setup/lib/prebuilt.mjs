// mediasoup's prebuilt worker, downloaded by mediasoup's own install script.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runQuiet } from './exec.mjs'
import { environment } from './npm.mjs'
import { say, step } from './say.mjs'

const PROBE_MS = 8000
const DOWNLOAD_MS = 120_000

/** The site the install script will use, determined in the same way. */
export function downloadSite(manifest, env = process.env) {
  const base = manifest.repository.url.replace(/^git\+/, '')
  return new URL(env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL || base)
}

/** On a closed network, the install script itself could hang for minutes. */
async function isReachable(site) {
  try {
    await fetch(site, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(PROBE_MS) })
    return true
  } catch {
    return false
  }
}

/** Returns the path that `keep` gives the binary, or undefined. */
export async function fetchPrebuilt(node, mediasoup, keep) {
  const binary = join(mediasoup, 'worker', 'out', 'Release', 'mediasoup-worker')
  if (existsSync(binary)) return keep(binary)
  if (process.env.MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD) return undefined

  const manifest = JSON.parse(readFileSync(join(mediasoup, 'package.json'), 'utf8'))
  const site = downloadSite(manifest)
  const result = await step(
    `Looking for mediasoup's prebuilt worker at ${site.host}, once, up to 2 minutes`,
    async () => ((await isReachable(site)) ? download(node, mediasoup) : undefined),
  )
  if (existsSync(binary)) return keep(binary)
  say(
    result
      ? `No prebuilt worker is available for this machine (details: ${result.log}).`
      : `${site.host} is unreachable, so no prebuilt worker is available.`,
  )
  return undefined
}

function download(node, mediasoup) {
  const env = environment(node, {
    // If the download fails, the script would build with tools from PyPI; without Python it stops
    // there, and our own build takes over.
    PYTHON: '/bin/false',
  })
  delete env.MEDIASOUP_WORKER_BIN
  delete env.MEDIASOUP_LOCAL_DEV
  const args = ['npm-scripts.mjs', 'postinstall']
  return runQuiet('prebuilt', node, args, { cwd: mediasoup, env, limitMs: DOWNLOAD_MS })
}
