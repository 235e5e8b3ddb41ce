import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { rmSync } from 'node:fs'
import { runPool, runWatched } from './pool.mjs'
import TallyForPlaywright from './tally-playwright.mjs'
import { checked, exitCodeOf, readReport, slowest, sum, tallyOf, totalLine } from './tally.mjs'

const folder = mkdtempSync(join(tmpdir(), 'tally-'))
after(() => rmSync(folder, { recursive: true }))

const REPORTER = join(import.meta.dirname, 'tally-reporter.mjs')
const counts = ({ passed, failed, lost }) => ({ passed, failed, lost: lost.length })

/** Really runs a test file, as npm test does. */
async function ran(name, source, stillMs = 60_000) {
  const [file, sign, log] = ['.test.mjs', '.tally', '.log'].map((end) => join(folder, name + end))
  const imports = `import { describe, it, test } from 'node:test'\n`
  writeFileSync(file, imports + source)
  const options = ['--test', '--test-isolation=none', '--test-timeout=60000']
  const report = [`--test-reporter=${REPORTER}`, `--test-reporter-destination=${sign}`]
  // With this variable set, node:test would not run nested tests.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const args = [...options, ...report, file]
  const { code, cut } = await runWatched(process.execPath, args, { log, sign, stillMs, env })
  const tally = checked(tallyOf(readReport(sign)), code)
  return { cut, ...counts(tally), broken: tally.broken }
}

const TESTS = `
  test('one', () => {})
  test.skip('not here', () => {})
  test.todo('not yet')
  describe('two of them', () => {
    it('holds', () => {})
    it('does not', () => { throw new Error('no') })
  })
`

test('the total counts tests that ran, not suites, skipped or todo tests', async () => {
  const { broken, ...rest } = await ran('plain', TESTS)
  assert.deepEqual(rest, { cut: false, passed: 2, failed: 1, lost: 0 })
  assert.deepEqual(broken, ['does not: no'])
})

test('a file that cannot be loaded is a failure', async () => {
  const { passed, failed } = await ran('broken', `import './there-is-none.mjs'\n${TESTS}`)
  assert.deepEqual({ passed, failed }, { passed: 0, failed: 1 })
})

test('a declared test that did not run has failed, even if the process exited normally', async () => {
  const { passed, failed } = await ran(
    'early',
    `test('goes', () => process.exit(0))\ntest('never', () => {})\n${TESTS}`,
  )
  assert.equal(passed, 0)
  assert.ok(failed >= 1)
})

test('a file that was killed has failed, and tests that ended before still count', async () => {
  const open = `import { createServer } from 'node:net'\ncreateServer().listen(0)\n${TESTS}`
  const { cut, passed, failed, lost } = await ran('open', open, 3000)
  assert.deepEqual({ cut, passed, failed, lost }, { cut: true, passed: 2, failed: 2, lost: 1 })
  const stuck = `import { createServer } from 'node:net'
    createServer().listen(0)
    test('one', () => {})
    test('stands still', () => new Promise(() => {}))
    test('never', () => {})`
  const { broken: _, ...cutOff } = await ran('stuck', stuck, 3000)
  assert.deepEqual(cutOff, { cut: true, passed: 1, failed: 2, lost: 2 })
})

/** Simulates Playwright's calls to its reporter; tests missing in `ends` never ended. */
function playwright(tests, ends, { finishes = true } = {}) {
  const file = join(folder, 'playwright.tally')
  const reporter = new TallyForPlaywright({ file })
  const all = tests.map((id) => ({
    id,
    expectedStatus: 'passed',
    location: { file: '/a.spec.ts' },
    titlePath: () => ['', 'chromium', id],
  }))
  reporter.onBegin({}, { allTests: () => all })
  for (const [id, status, expectedStatus = 'passed'] of ends) {
    const found = all.find((one) => one.id === id)
    const error = status === expectedStatus ? undefined : { message: 'Not\u001b[31m seen\n\n1' }
    reporter.onTestEnd({ ...found, expectedStatus }, { status, duration: 10, error })
  }
  if (finishes) reporter.onEnd()
  return tallyOf(readReport(file))
}

test('browser tests that were interrupted, timed out or never started have failed', () => {
  const ends = [
    ['a', 'passed'],
    ['b', 'timedOut'],
    ['c', 'interrupted'],
    ['d', 'skipped'],
    ['e', 'skipped', 'skipped'],
    ['f', 'failed', 'failed'],
  ]
  const tally = playwright(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], ends)
  assert.deepEqual(counts(tally), { passed: 2, failed: 5, lost: 3 })
  assert.deepEqual(tally.lost, ['chromium › d', 'chromium › g', 'chromium › h'])
  assert.deepEqual(tally.broken, ['chromium › b: Not seen 1', 'chromium › c: Not seen 1'])
})

test('a browser suite that died is a failure, including all tests it did not run', () => {
  const tally = playwright(['a', 'b', 'c'], [['a', 'passed']], { finishes: false })
  assert.deepEqual(counts(tally), { passed: 1, failed: 2, lost: 2 })
  const last = playwright(['a'], [['a', 'passed']], { finishes: false })
  assert.deepEqual(counts(last), { passed: 1, failed: 1, lost: 1 })
})

test('a runner that died is a failure even with nothing reported', () => {
  const tally = tallyOf(readReport('/there/is/no/report'))
  assert.deepEqual(counts(tally), { passed: 0, failed: 1, lost: 1 })
  const cut = join(folder, 'cut.tally')
  writeFileSync(cut, '{"planned":"a","name":"a"}\n{"planned":"b","name":"b"}\n{"done":"a","outco')
  assert.deepEqual(counts(tallyOf(readReport(cut))), { passed: 0, failed: 2, lost: 2 })
})

test('a run that ended badly without a failed test is a failure', () => {
  assert.equal(checked(tallyOf([{ end: true }]), 1).failed, 1)
  assert.equal(checked(tallyOf([{ end: true }]), 0).failed, 0)
})

test('zero tests are not a success', () => {
  assert.equal(exitCodeOf(sum([])), 1)
  assert.equal(exitCodeOf({ passed: 1, failed: 0 }), 0)
  assert.equal(exitCodeOf({ passed: 9, failed: 1 }), 1)
})

test('the total line has the format that checks parse', () => {
  const total = sum([
    { passed: 2, failed: 0, lost: [], broken: [] },
    { passed: 3, failed: 1, lost: ['a'], broken: [] },
  ])
  assert.equal(totalLine(total), '5 passed, 1 failed')
})

test('the slowest come first', () => {
  const timed = [1, 3, 2].map((seconds) => ({ name: String(seconds), seconds }))
  assert.deepEqual(
    slowest(timed, 2).map(({ name }) => name),
    ['3', '2'],
  )
})

test('jobs run as many at a time as there are lanes, and return results in order', async () => {
  let [now, most] = [0, 0]
  const jobs = Array.from({ length: 7 }, (_, at) => async () => {
    now += 1
    most = Math.max(most, now)
    await new Promise((resolve) => setImmediate(resolve))
    now -= 1
    return at
  })
  assert.deepEqual(await runPool(jobs, 3), [0, 1, 2, 3, 4, 5, 6])
  assert.equal(most, 3)
})
