// A Playwright reporter: writes the same lines as tally-reporter.mjs, to the file in TALLY_FILE.
import { appendFileSync, writeFileSync } from 'node:fs'

/** Relative to the expectation: an expected failure counts as passed. */
function outcomeOf(test, { status }) {
  if (status === 'skipped') return test.expectedStatus === 'skipped' ? 'skipped' : 'lost'
  return status === test.expectedStatus ? 'passed' : 'failed'
}

export default class TallyReporter {
  #file
  constructor({ file = process.env.TALLY_FILE } = {}) {
    this.#file = file
    writeFileSync(file, '')
  }

  printsToStdio() {
    return false
  }

  onBegin(config, suite) {
    for (const test of suite.allTests()) {
      this.#tell({ planned: test.id, name: test.titlePath().filter(Boolean).join(' › ') })
    }
  }

  onTestEnd(test, result) {
    const { id, location } = test
    const outcome = outcomeOf(test, result)
    const why = result.error?.message
    this.#tell({ done: id, outcome, ms: result.duration, file: location.file, why })
  }

  onEnd() {
    this.#tell({ end: true })
  }

  #tell(entry) {
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`)
  }
}
