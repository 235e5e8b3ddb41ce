// A reporter for node:test: one line of JSON for each test that is declared and each that has ended,
// as it happens, so that a run that is cut off still says what it owes. See tally.mjs.

/** Where a test stands: two of a name may stand in one file. */
const keyOf = ({ file = '', line = 0, column = 0, nesting, name }) =>
  `${file}:${line}:${column}:${nesting} ${name}`

function outcomeOf(type, data) {
  if (data.skip || data.todo) return 'skipped'
  return type === 'test:pass' ? 'passed' : 'failed'
}

export default async function* tallyReporter(events) {
  for await (const { type, data } of events) {
    const suite = data?.details?.type === 'suite'
    if (type === 'test:enqueue') yield entry({ planned: keyOf(data), name: data.name })
    if (type === 'test:pass' || type === 'test:fail') {
      const { duration_ms: ms } = data.details ?? {}
      const outcome = suite ? 'suite' : outcomeOf(type, data)
      yield entry({ done: keyOf(data), outcome, ms })
    }
  }
  yield entry({ end: true })
}

const entry = (value) => `${JSON.stringify(value)}\n`
