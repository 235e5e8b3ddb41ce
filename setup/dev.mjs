// npm run dev: the server, restarted on every change, and the pages, updated in place, on one port.
//   -- --people N   also prints a URL of a room with N simulated people, for work on the room view
//   -- --new        deletes the data of earlier runs in data/dev
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
