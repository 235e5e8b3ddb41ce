// Calls npm: the one that called us, otherwise the one on PATH.
import { dirname } from 'node:path'
import { runQuiet } from './exec.mjs'

/** The environment for children: Node 24 first on PATH, and nothing of our own npm run. */
export function environment(node, extra = {}, env = process.env) {
  const ours = /^npm_(package|lifecycle|command|node_execpath|config_local_prefix)|^INIT_CWD$/
  const clean = Object.fromEntries(Object.entries(env).filter(([name]) => !ours.test(name)))
  return { ...clean, PATH: `${dirname(node)}:${env.PATH ?? ''}`, ...extra }
}

/** `npm ci` in a folder. A closed network is noticed within half a minute. */
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
  // Set to anything, it keeps mediasoup from downloading or building a worker in the
  // middle of this; that is a step of its own.
  const env = environment(node, { MEDIASOUP_WORKER_BIN: '/set-up/comes/later' })
  return runQuiet('npm', command, args, { cwd: folder, env })
}

/** The most telling line of a failed npm. */
export function npmReason({ lines, error }) {
  const said = lines
    .filter((line) => line.startsWith('npm error'))
    .map((line) => line.replace(/^npm error\s*/, ''))
    .find((line) => line && !/^(code|errno|syscall|path|A complete log) /.test(line))
  return said ?? error ?? 'it gave no reason'
}
