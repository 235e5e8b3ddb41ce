// npm test: sets up what is missing, then runs every test and prints one total line.
//   npm test -- unit | hostile | browser    runs one part
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBrowsers } from './lib/browsers.mjs'
import { ensureCluster } from './lib/cluster.mjs'
import { runShown } from './lib/exec.mjs'
import { filesBelow } from './lib/files.mjs'
import { ROOT } from './lib/paths.mjs'
import { ensurePostgres } from './lib/postgres.mjs'
import { prepare } from './lib/prepare.mjs'
import { Trouble, entry, say } from './lib/say.mjs'
import {
  checked,
  exitCodeOf,
  fromPlaywright,
  NOTHING,
  readReport,
  sum,
  totalLine,
} from './lib/tally.mjs'

const FOLDERS = {
  unit: ['setup', 'server', 'sfu', 'client/src', 'deploy'],
  hostile: ['e2e/hostile', 'e2e/faults'],
}

/**
 * A file that leaves a socket open never ends; node:test then names it. (Its own
 * --test-force-exit would end it, but loses results that are still on their way.)
 */
const LIMIT_MS = 30 * 60_000

function reportFile(part) {
  return join(tmpdir(), `anhop-${part}-${process.pid}.json`)
}

async function runNodeTests(part, { node, env }) {
  const files = FOLDERS[part]
    .flatMap((folder) => filesBelow(ROOT, folder))
    .filter((file) => /\.test\.(ts|mjs)$/.test(file))
  if (files.length === 0) {
    say(`There are no ${part} tests.`)
    return NOTHING
  }
  const report = reportFile(part)
  const options = [
    '--test',
    '--test-timeout=120000',
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    `--test-reporter=${join(ROOT, 'setup', 'lib', 'tally-reporter.mjs')}`,
    `--test-reporter-destination=${report}`,
  ]
  const code = await runShown(node, [...options, ...files], { cwd: ROOT, env, limitMs: LIMIT_MS })
  return checked(
    readReport(report, (tally) => tally),
    code,
  )
}

async function runBrowserTests({ node, env, browsers }) {
  const report = reportFile('browser')
  const cli = join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js')
  const config = ['-c', 'e2e/playwright.config.ts', `--global-timeout=${LIMIT_MS}`]
  const args = [cli, 'test', ...config, '--reporter=list,json']
  const code = await runShown(node, args, {
    cwd: ROOT,
    env: { ...env, ...browsers, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  })
  return checked(readReport(report, fromPlaywright), code)
}

const PARTS = {
  unit: (ready) => runNodeTests('unit', ready),
  hostile: (ready) => runNodeTests('hostile', ready),
  browser: runBrowserTests,
}

await entry(async () => {
  const wanted = process.argv.slice(2)
  const unknown = wanted.find((part) => !(part in PARTS))
  if (unknown) throw new Trouble(`Usage: npm test -- [${Object.keys(PARTS).join(' | ')}]`)
  const parts = wanted.length > 0 ? wanted : Object.keys(PARTS)

  const ready = await prepare({ client: parts.some((part) => part !== 'unit') })
  // Before any test runs: what is missing should not show after ten minutes.
  if (parts.includes('browser')) ready.browsers = await ensureBrowsers(ready.node)
  if (parts.includes('unit') || parts.includes('hostile')) await ensurePostgres()
  if (parts.includes('hostile')) await ensureCluster()
  const tallies = []
  for (const part of parts) {
    say(`\n== ${part} tests`)
    tallies.push(await PARTS[part](ready))
  }
  const total = sum(tallies)
  for (const [i, part] of parts.entries()) say(`${part}: ${totalLine(tallies[i])}`)
  say(totalLine(total))
  return exitCodeOf(total)
})
