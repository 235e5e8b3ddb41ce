import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'node:test'

/** At the start of a test's name; several in one pair of brackets, or consecutive pairs. */
const NAMED = /(?<=['"`]|\] )\[((?:E2E|[A-Z]{3,4})\d*(?:, (?:E2E|[A-Z]{3,4})\d*)*)\](?= )/g

/** Checks the rules of docs/SPEC.md against the tests that quote them. */
const ROOT = join(import.meta.dirname, '..')
const FOLDERS = ['protocol', 'server', 'sfu', 'client', 'e2e', 'setup', 'deploy']

/** Rule numbers such as `ADM1`; just `AUD` for a section without numbers. */
function rules(): string[] {
  const spec = readFileSync(join(ROOT, 'docs/SPEC.md'), 'utf8')
  return spec.split(/^## /m).flatMap((section) => {
    const [, name] = /^(E2E|[A-Z]{3,4}) /.exec(section) ?? []
    if (name === undefined) return []
    const numbers = [...section.matchAll(/^(\d+)\. /gm)].map(([, number]) => `${name}${number}`)
    return numbers.length === 0 ? [name] : numbers
  })
}

/**
 * Every rule named in a test title, as in `[PWD1] [PWD2]` or `[DOC1, SHR3]`, with one of its files.
 */
function quoted(): Map<string, string> {
  const files = globSync(`{${FOLDERS.join()}}/**/*.{test,spec}.{ts,mjs}`, { cwd: ROOT })
  const found = new Map<string, string>()
  for (const file of files) {
    if (file.includes('node_modules')) continue
    const text = readFileSync(join(ROOT, file), 'utf8')
    for (const [, names = ''] of text.matchAll(NAMED)) {
      for (const rule of names.split(', ')) found.set(rule, file)
    }
  }
  return found
}

it('every rule is quoted by a test', () => {
  const tests = quoted()
  assert.ok(rules().length > 50)
  assert.deepEqual(
    rules().filter((rule) => !tests.has(rule)),
    [],
  )
})

it('every quoted rule exists', () => {
  const there = new Set(rules())
  assert.deepEqual(
    [...quoted()].filter(([rule]) => !there.has(rule)),
    [],
  )
})
