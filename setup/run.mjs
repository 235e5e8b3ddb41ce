// Runs a file of the project under Node 24: node setup/run.mjs FILE.ts [arguments]
//   --bin-dir   prints the folder of that Node, for PATH
import { dirname, resolve } from 'node:path'
import { runShown } from './lib/exec.mjs'
import { ensureNode } from './lib/node24.mjs'
import { prepare } from './lib/prepare.mjs'
import { Trouble, entry, speakOn } from './lib/say.mjs'

// Keeps stdout for the file's own output.
speakOn(process.stderr)

await entry(async () => {
  const [file, ...args] = process.argv.slice(2)
  if (!file) throw new Trouble('Usage: node setup/run.mjs FILE.ts [arguments]')
  if (file === '--bin-dir') {
    process.stdout.write(`${dirname(await ensureNode())}\n`)
    return 0
  }
  const { node, env } = await prepare({ worker: false, client: false })
  return runShown(node, [resolve(file), ...args], { env })
})
