// The parts of npm test as jobs: one per node:test file, and the browser suite.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { filesBelow } from './files.mjs'
import { ROOT, cacheFolder } from './paths.mjs'
import { runWatched } from './pool.mjs'
import { say } from './say.mjs'
import { checked, readReport, tallyOf, totalLine } from './tally.mjs'

/** The slow ones first, so that the run does not end by waiting for one of them. */
const FOLDERS = {
  hostile: ['e2e/faults', 'e2e/hostile'],
  unit: [
    'protocol',
    'server',
    'sfu',
    'setup',
    'client/build',
    'client/offline',
    'client/src',
    'deploy',
  ],
}

/**
 * Time limits: for a test, or a suite with all its tests; and for a file without any test starting
 * or ending. A machine ten times slower than ours needs half of this.
 */
const TEST_LIMIT_MS = 30 * 60_000
const STILL_MS = 20 * 60_000

/** About five hundred processes load the same files; this strips their types only once. */
const COMPILED = { NODE_COMPILE_CACHE: join(cacheFolder(), 'compiled') }

const REPORTER = join(ROOT, 'setup', 'lib', 'tally-reporter.mjs')
/** See e2e/playwright.config.ts. */
const PLAYWRIGHT = join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js')
const PLAYWRIGHT_REPORTER = join(ROOT, 'setup', 'lib', 'tally-playwright.mjs')

/** Returns jobs that each run one file; `name` filters by path. */
export function nodeJobs(part, { node, env }, name = '') {
  return FOLDERS[part]
    .flatMap((folder) => filesBelow(ROOT, folder))
    .filter((file) => /\.test\.(ts|mjs)$/.test(file) && file.includes(name))
    .map((file) => async () => {
      const options = [
        '--test',
        '--test-isolation=none',
        `--test-timeout=${TEST_LIMIT_MS}`,
        '--test-reporter=spec',
        '--test-reporter-destination=stdout',
        `--test-reporter=${REPORTER}`,
      ]
      return inFolder(async (folder) => {
        const [log, sign] = [join(folder, 'log'), join(folder, 'tally')]
        const args = [...options, `--test-reporter-destination=${sign}`, file]
        const ran = await runWatched(node, args, {
          cwd: ROOT,
          env: { ...env, ...COMPILED },
          log,
          sign,
          stillMs: STILL_MS,
        })
        const result = judged(part, file, ran, readReport(sign))
        say(`\n== ${file}: ${totalLine(result)}, ${ran.seconds.toFixed(1)} s`)
        process.stdout.write(readFileSync(log))
        return result
      })
    })
}

/** The browser suite: one job, because three people with video keep two cores busy. */
export function browserJobs({ node, env, browsers }, name) {
  const args = [PLAYWRIGHT, 'test', '-c', 'e2e/playwright.config.ts', ...(name ? [name] : [])]
  return [
    () =>
      inFolder(async (folder) => {
        const sign = join(folder, 'tally')
        const ran = await runWatched(node, [...args, `--reporter=list,${PLAYWRIGHT_REPORTER}`], {
          cwd: ROOT,
          env: { ...env, ...COMPILED, ...browsers, TALLY_FILE: sign },
          log: null,
          sign,
          stillMs: STILL_MS,
        })
        return judged('browser', 'the browser suite', ran, readReport(sign))
      }),
  ]
}

/** Returns the tally with timings, and reports what did not run. */
function judged(part, file, { code, cut, seconds }, entries) {
  const tally = checked(tallyOf(entries), code)
  if (cut) say(`${file} stopped making progress and was killed.`)
  for (const name of tally.lost) say(`Did not finish, counts as failed: ${file}: ${name}`)
  const silent = tally.failed > tally.lost.length + tally.broken.length
  const broken = silent ? [...tally.broken, `ended with code ${code}`] : tally.broken
  return {
    ...tally,
    part,
    file,
    broken,
    timed: part === 'browser' ? specs(entries) : [{ name: file, seconds }],
  }
}

/** Playwright's times, summed per file. */
function specs(entries) {
  const seconds = new Map()
  for (const { file, ms } of entries) {
    if (file) seconds.set(file, (seconds.get(file) ?? 0) + ms / 1000)
  }
  return [...seconds].map(([file, sum]) => ({ name: relative(ROOT, file), seconds: sum }))
}

async function inFolder(run) {
  const folder = mkdtempSync(join(tmpdir(), 'anhop-test-'))
  try {
    return await run(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
