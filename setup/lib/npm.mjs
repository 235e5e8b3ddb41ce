// Runs npm: the one that called us, otherwise the one on PATH.
import { dirname } from 'node:path'
import { runQuiet } from './exec.mjs'

/** Environment for child processes: Node 24 first on PATH, and no variables of our own npm run. */
export function environment(node, extra = {}, env = process.env) {
  const ours = /^npm_(package|lifecycle|command|node_execpath|config_local_prefix)|^INIT_CWD$/
  const clean = Object.fromEntries(Object.entries(env).filter(([name]) => !ours.test(name)))
  return { ...clean, PATH: `${dirname(node)}:${env.PATH ?? ''}`, ...extra }
}

/** Runs `npm ci` in a folder. Fails within half a minute on a closed network. */
export function npmCi(node, folder, options = []) {
  const caller = process.env.npm_execpath
  const [command, ...first] = caller?.endsWith('.js') ? [node, caller] : ['npm']
  const args = [
    ...first,
    'ci',
    '--prefix',
    folder,
    '--no-audit',
    '--no-fund',
    '--no-update-notifier',
    '--loglevel=error',
    '--fetch-retries=2',
    '--fetch-retry-mintimeout=1000',
    '--fetch-retry-maxtimeout=5000',
    ...options,
  ]
  // Any value keeps mediasoup from downloading or building a worker here; that is a separate step.
  const env = environment(node, { MEDIASOUP_WORKER_BIN: '/set-up/comes/later' })
  return runQuiet('npm', command, args, { cwd: folder, env })
}

/** The most informative line of a failed npm. */
export function npmReason({ lines, error }) {
  const said = lines
    .filter((line) => line.startsWith('npm error'))
    .map((line) => line.replace(/^npm error\s*/, ''))
    .find((line) => line && !/^(code|errno|syscall|path|A complete log) /.test(line))
  return said ?? error ?? 'it gave no reason'
}
