// npm test: sets up what is missing, then runs all tests and prints one total line.
//   npm test -- unit | hostile | browser [NAME]    runs one part, or only its files with NAME in their path
import { availableParallelism } from 'node:os'
import { ensureBrowsers } from './lib/browsers.mjs'
import { browserJobs, nodeJobs } from './lib/parts.mjs'
import { runPool } from './lib/pool.mjs'
import { prepare } from './lib/prepare.mjs'
import { Trouble, entry, say } from './lib/say.mjs'
import { ensureCluster, ensureLab, ensurePostgres } from './lib/services.mjs'
import { exitCodeOf, slowest, sum, totalLine } from './lib/tally.mjs'

const PARTS = {
  browser: (ready, name) => browserJobs(ready, name),
  hostile: (ready, name) => nodeJobs('hostile', ready, name),
  unit: (ready, name) => nodeJobs('unit', ready, name),
}

/**
 * The browser suite takes one lane, and would starve with a second. Most other files wait for two
 * thirds of their time.
 */
const lanesFor = (parts) => availableParallelism() + (parts.includes('browser') ? 0 : 1)

function asked(words) {
  const parts = words.filter((word) => word in PARTS)
  const [name, ...rest] = words.filter((word) => !(word in PARTS))
  if (rest.length > 0 || (name !== undefined && (parts.length !== 1 || name.startsWith('-')))) {
    throw new Trouble(`Usage: npm test -- [${Object.keys(PARTS).join(' | ')} [NAME]]`)
  }
  return { parts: parts.length > 0 ? parts : Object.keys(PARTS), name }
}

function saySlowest(results) {
  say('\nSlowest, in seconds:')
  for (const { name, seconds } of slowest(results.flatMap(({ timed }) => timed))) {
    say(`${seconds.toFixed(1).padStart(8)}  ${name}`)
  }
}

/** Again at the end, because a log of thousands of lines is read from there. */
function sayFailed(results) {
  for (const { file, lost, broken } of results) {
    for (const name of lost) say(`Failed: ${file}: ${name}: did not finish`)
    for (const test of broken) say(`Failed: ${file}: ${test}`)
  }
}

await entry(async () => {
  const { parts, name } = asked(process.argv.slice(2))
  const ready = await prepare({ client: parts.some((part) => part !== 'unit') })
  // Check first, so that missing programs are not noticed only after ten minutes.
  if (parts.includes('browser')) {
    ready.browsers = await ensureBrowsers(ready.node)
    await ensureLab()
  }
  if (parts.includes('unit') || parts.includes('hostile')) await ensurePostgres()
  if (parts.includes('hostile')) await ensureCluster()
  const jobs = parts.flatMap((part) => PARTS[part](ready, name))
  const results = await runPool(jobs, Math.max(2, lanesFor(parts)))
  saySlowest(results)
  say('')
  sayFailed(results)
  for (const part of parts) {
    say(`${part}: ${totalLine(sum(results.filter((result) => result.part === part)))}`)
  }
  const total = sum(results)
  say(totalLine(total))
  return exitCodeOf(total)
})
