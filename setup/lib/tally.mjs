// Adds up the line-by-line reports of both test runners (tally-reporter.mjs, tally-playwright.mjs):
//   { planned, name }              a test was declared; `planned` is its key
//   { done, outcome, ms, file?, why? }
//                                  one has ended: passed, failed, skipped on purpose, lost, or a suite
//   { end: true }                  the runner finished
import { readFileSync, rmSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'

export const NOTHING = { passed: 0, failed: 0, lost: [], broken: [] }

/**
 * `failed` counts everything that did not pass; `broken` describes the tests that failed, a line
 * each; `lost` names those that were declared but never ended because of a limit, a crash or an
 * early exit. A report without an end has at least one.
 */
export function tallyOf(entries) {
  const owed = new Map()
  const names = new Map()
  const count = { passed: 0, failed: 0, skipped: 0, lost: 0, suite: 0 }
  const [lost, broken] = [[], []]
  let ended = false
  for (const { planned, name, done, outcome, why, end } of entries) {
    if (planned !== undefined) {
      owed.set(planned, (owed.get(planned) ?? 0) + 1)
      names.set(planned, name)
    }
    if (done !== undefined) {
      count[outcome] += 1
      owed.set(done, (owed.get(done) ?? 0) - 1)
      if (outcome === 'lost') lost.push(names.get(done) ?? done)
      if (outcome === 'failed') broken.push(`${names.get(done) ?? done}: ${inShort(why)}`)
    }
    if (end) ended = true
  }
  for (const [key, times] of owed) for (let i = 0; i < times; i += 1) lost.push(names.get(key))
  if (!ended && lost.length === 0) lost.push('tests that never started')
  return { passed: count.passed, failed: count.failed + lost.length, lost, broken }
}

/** The first two lines of an error: the second often has the values. */
function inShort(why = 'no reason given') {
  const lines = stripVTControlCharacters(why)
    .split('\n')
    .filter((line) => line.trim() !== '')
  return lines.slice(0, 2).join(' ').slice(0, 300)
}

export function sum(tallies) {
  return tallies.reduce(
    (total, { passed, failed, lost, broken }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      lost: [...total.lost, ...lost],
      broken: [...total.broken, ...broken],
    }),
    NOTHING,
  )
}

/** A run that ended badly without a failed test (a crash, a bad configuration) is a failure. */
export function checked(tally, exitCode) {
  return exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally
}

/**
 * Reads a report and deletes it. A missing report or a cut-off last line means that the runner
 * died.
 */
export function readReport(file) {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line.endsWith('}'))
      .map((line) => JSON.parse(line))
  } catch {
    return []
  } finally {
    rmSync(file, { force: true })
  }
}

/** The longest first; `timed` are tests or files with their seconds. */
export function slowest(timed, most = 10) {
  return timed.toSorted((a, b) => b.seconds - a.seconds).slice(0, most)
}

export function totalLine({ passed, failed }) {
  return `${passed} passed, ${failed} failed`
}

/** Zero tests is not success. */
export function exitCodeOf({ passed, failed }) {
  return failed > 0 || passed === 0 ? 1 : 0
}
