// A reporter for node:test that yields one line of JSON at the end: passed and failed.
import { resolve } from 'node:path'

/** A file without any test is reported as a test with the file's name; it proves nothing. */
function isEmptyFile({ name, file, nesting }) {
  return nesting === 0 && file !== undefined && resolve(name) === file
}

export default async function* tallyReporter(events) {
  const tally = { passed: 0, failed: 0 }
  for await (const { type, data } of events) {
    if (data?.details?.type === 'suite' || data?.skip || data?.todo) continue
    if (type === 'test:fail') tally.failed += 1
    if (type === 'test:pass' && !isEmptyFile(data)) tally.passed += 1
  }
  yield `${JSON.stringify(tally)}\n`
}
