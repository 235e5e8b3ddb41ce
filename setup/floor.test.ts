import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'

/**
 * The client's own code uses nothing of the language's library that Chromium 109 or Firefox 128
 * lacks: it is type-checked against ES2022 and client/floor.d.ts. Chromium 109 is the last version
 * for Windows 7 and 8.1, which offices still use, and a call that needs something newer would not
 * start there. What packages use, and members of web APIs, this cannot see; the whole call in
 * Chromium 109 (e2e/browser/whole-call.spec.ts) can.
 */
const ROOT = join(import.meta.dirname, '..')
const TSC = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')

/** The errors in the client; what it shares with the server as types alone may use more. */
function errorsOf(project: string, ...places: string[]): string[] {
  const args = [TSC, '--noEmit', '--pretty', 'false', '-p', project]
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' })
  assert.equal(stderr, '')
  return stdout.split('\n').filter((line) => places.some((place) => line.startsWith(place)))
}

const NEWER = `
export const found = [
  Promise.withResolvers(), [2, 1].toSorted(), Map.groupBy([1], String), new Set([1]).union(new Set()),
  [1].values().map(String), Array.fromAsync([]), Promise.try(() => 1), 'a'.isWellFormed(),
  [1].with(0, 2), new Map().getOrInsert(1, 2),
]
export const fine = [[1].at(0), [1].findLast((n) => n > 0), Object.hasOwn({}, 'a'), structuredClone(1)]
`

describe('the oldest browsers', () => {
  it('the client uses nothing of the language that they lack', () => {
    const errors = errorsOf(join('client', 'tsconfig.floor.json'), 'client')
    assert.deepEqual(errors, [])
  })

  it('something newer would be found, and nothing else', () => {
    const place = join('node_modules', '.anhop')
    mkdirSync(join(ROOT, place), { recursive: true })
    const folder = mkdtempSync(join(ROOT, place, 'floor-'))
    try {
      writeFileSync(join(folder, 'newer.ts'), NEWER)
      const settings = { extends: '../../../client/tsconfig.floor.json', exclude: [] }
      const include = ['newer.ts', '../../../client/floor.d.ts']
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ ...settings, include }))
      const errors = errorsOf(folder, place).filter((line) => !/TS7006/.test(line))
      const names = errors.map((line) => /Property '(\w+)' does not exist/.exec(line)?.[1] ?? line)
      assert.deepEqual(names, [
        'withResolvers',
        'toSorted',
        'groupBy',
        'union',
        'map',
        'fromAsync',
        'try',
        'isWellFormed',
        'with',
        'getOrInsert',
      ])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
