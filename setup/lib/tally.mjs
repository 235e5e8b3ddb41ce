// Adding up what the two test runners report.
import { readFileSync, rmSync } from 'node:fs'

export const NOTHING = { passed: 0, failed: 0 }

export function sum(tallies) {
  return tallies.reduce(
    (total, { passed, failed }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
    }),
    NOTHING,
  )
}

/** A run that ended badly without a failed test (a crash, a bad configuration) is a failure. */
export function checked(tally, exitCode) {
  return exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally
}

/** From Playwright's JSON report; one that passed only when repeated has passed. */
export function fromPlaywright({ stats, errors = [] }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + (stats.unexpected === 0 ? errors.length : 0),
  }
}

/** Reads a report and removes it; none means that the runner died. */
export function readReport(file, parse) {
  try {
    return parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return NOTHING
  } finally {
    rmSync(file, { force: true })
  }
}

export function totalLine({ passed, failed }) {
  return `${passed} passed, ${failed} failed`
}

/** Zero tests is not success. */
export function exitCodeOf({ passed, failed }) {
  return failed > 0 || passed === 0 ? 1 : 0
}
