// A reporter for Playwright: the lines of tally-reporter.mjs, to the file that TALLY_FILE names.
import { appendFileSync, writeFileSync } from 'node:fs'

/** As it was meant to: what is expected to fail and fails has passed. */
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
    this.#tell({ done: id, outcome, ms: result.duration, file: location.file })
  }

  onEnd() {
    this.#tell({ end: true })
  }

  #tell(entry) {
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`)
  }
}
