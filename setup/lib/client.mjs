// Builds the client if its sources have changed.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runQuiet } from './exec.mjs'
import { hashTree } from './hash.mjs'
import { onceOnly } from './lock.mjs'
import { environment } from './npm.mjs'
import { ROOT } from './paths.mjs'
import { Trouble, step } from './say.mjs'
import { isStamped, stamp } from './stamp.mjs'

/** Vite prints "error during build:", the number of errors, and then the first error. */
function viteReason(lines) {
  const heading = lines.findIndex((line) => line.includes('error during build'))
  if (heading === -1) return undefined
  return lines.slice(heading + 1).find((line) => line.trim() && !line.endsWith(':'))
}

/** All that a build of the client takes, besides packages. */
export const SOURCES = {
  // Word lists, in which people compare keys.
  folders: ['client', 'protocol', 'server/policy/words'],
  files: ['package.json', 'package-lock.json', 'tsconfig.json'],
}

/** Builds the client of the project in `root` into its `client/dist`. */
export async function buildClient(node, root = ROOT) {
  const built = join(root, 'client', 'dist', 'index.html')
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const env = environment(node, { NODE_ENV: 'production' })
  const result = await runQuiet('client', node, [vite, 'build', 'client'], { cwd: root, env })
  if (!result.ok || !existsSync(built)) {
    const reason = viteReason(result.lines) ?? result.error
    throw new Trouble(`Building the client failed: ${reason} (details: ${result.log})`)
  }
}

export async function ensureClient(node) {
  const sources = hashTree(ROOT, SOURCES)
  const built = join(ROOT, 'client', 'dist', 'index.html')
  await onceOnly(
    () => existsSync(built) && isStamped('client', sources),
    () =>
      step('Building the client, about 10 seconds', async () => {
        await buildClient(node)
        stamp('client', sources)
      }),
  )
}
