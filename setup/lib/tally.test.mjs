import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checked, exitCodeOf, fromPlaywright, readReport, sum, totalLine } from './tally.mjs'
import tallyReporter from './tally-reporter.mjs'

async function report(events) {
  async function* stream() {
    yield* events
  }
  const parts = []
  for await (const part of tallyReporter(stream())) parts.push(part)
  return JSON.parse(parts.join(''))
}

function event(type, data) {
  return { type: `test:${type}`, data: { nesting: 0, file: '/a.test.ts', ...data } }
}

test('the total counts tests, not suites, skipped tests or files without a test', async () => {
  const tally = await report([
    event('pass', { name: 'one' }),
    event('fail', { name: 'two' }),
    event('pass', { name: 'three', skip: true }),
    event('fail', { name: 'suite', details: { type: 'suite' } }),
    event('pass', { name: '/a.test.ts' }),
    event('diagnostic', { message: 'x' }),
  ])
  assert.deepEqual(tally, { passed: 1, failed: 1 })
})

test('a file that cannot be loaded is a failure', async () => {
  assert.deepEqual(await report([event('fail', { name: '/a.test.ts' })]), { passed: 0, failed: 1 })
})

test("Playwright's flaky tests passed and its global errors failed", () => {
  const stats = { expected: 3, flaky: 1, unexpected: 0, skipped: 2 }
  assert.deepEqual(fromPlaywright({ stats }), { passed: 4, failed: 0 })
  assert.deepEqual(fromPlaywright({ stats, errors: [{}] }), { passed: 4, failed: 1 })
})

test('a runner that died is a failure even with nothing reported', () => {
  const tally = readReport('/there/is/no/report', (x) => x)
  assert.deepEqual(checked(tally, 1), { passed: 0, failed: 1 })
})

test('zero tests are not a success', () => {
  assert.equal(exitCodeOf(sum([])), 1)
  assert.equal(exitCodeOf({ passed: 1, failed: 0 }), 0)
  assert.equal(exitCodeOf({ passed: 9, failed: 1 }), 1)
})

test('the total line is what the checks read', () => {
  const total = sum([
    { passed: 2, failed: 0 },
    { passed: 3, failed: 1 },
  ])
  assert.equal(totalLine(total), '5 passed, 1 failed')
})
