// npm start: sets up what is missing, then runs the server.
//   --prepare   only sets up
import { join } from 'node:path'
import { runShown } from './lib/exec.mjs'
import { ROOT } from './lib/paths.mjs'
import { prepare } from './lib/prepare.mjs'
import { entry, say } from './lib/say.mjs'

await entry(async () => {
  const args = process.argv.slice(2)
  const { node, env } = await prepare()
  if (args.includes('--prepare')) {
    say('Set-up is complete; "npm start" starts the server.')
    return 0
  }
  return runShown(node, [join(ROOT, 'server', 'app', 'main.ts'), ...args], { cwd: ROOT, env })
})
