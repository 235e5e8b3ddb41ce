// npm run dev: the server, restarted by every change, and the pages, changed in place, on one port.
//   -- --people N   an address with a room of N made-up people, for work on what a room shows
//   -- --new        throws away what the last runs left in data/dev
import { join } from 'node:path'
import { runShown } from './lib/exec.mjs'
import { ROOT } from './lib/paths.mjs'
import { prepare } from './lib/prepare.mjs'
import { entry } from './lib/say.mjs'

await entry(async () => {
  const { node, env } = await prepare({ client: false })
  const main = join(ROOT, 'setup', 'dev', 'main.ts')
  return runShown(node, [main, ...process.argv.slice(2)], { cwd: ROOT, env })
})
