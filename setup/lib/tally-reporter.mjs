// A node:test reporter: writes one line of JSON as each test is declared and as it ends, so that a
// run that is cut off still shows what is missing. See tally.mjs.

/** The position identifies a test, because two in a file may have the same name. */
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
      const { message, cause } = data.details?.error ?? {}
      yield entry({ done: keyOf(data), outcome, ms, why: cause?.message ?? message })
    }
  }
  yield entry({ end: true })
}

const entry = (value) => `${JSON.stringify(value)}\n`
