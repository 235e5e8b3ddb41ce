// npm run check: the checks a change must pass before its tests are worth running. All of them run,
// even after one has failed.
import { endIfStopped, runShown } from './lib/exec.mjs'
import { ROOT } from './lib/paths.mjs'
import { prepare } from './lib/prepare.mjs'
import { entry, say } from './lib/say.mjs'
import { exitCodeOf, totalLine } from './lib/tally.mjs'

const scripted = (name) => ['npm', 'run', '--silent', name]

/** Checks of the project itself: imports, packages, rules and generated pages. */
const WALLS = ['walls', 'client-walls', 'dependencies', 'rules', 'configuration', 'contributing']

const checksWith = (node) => ({
  types: scripted('typecheck'),
  lint: scripted('lint'),
  format: scripted('format:check'),
  walls: [node, '--test', '--test-reporter=dot', ...WALLS.map((name) => `setup/${name}.test.ts`)],
})

await entry(async () => {
  const { node, env } = await prepare({ worker: false, client: false })
  const total = { passed: 0, failed: 0 }
  for (const [name, [command, ...args]] of Object.entries(checksWith(node))) {
    say(`\n== ${name}`)
    const code = await runShown(command, args, { cwd: ROOT, env })
    endIfStopped()
    total[code === 0 ? 'passed' : 'failed'] += 1
  }
  say(`\n${totalLine(total)}`)
  return exitCodeOf(total)
})
