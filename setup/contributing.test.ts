import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'node:test'

const ROOT = join(import.meta.dirname, '..')
/** Example paths: the page that one recipe creates, and a language not translated yet. */
const EXAMPLES = /\/(keys\.tsx?|lo)$/

/** Readers of a recipe rely on its paths. */
it('the paths in the recipes of docs/CONTRIBUTING.md exist', () => {
  const page = readFileSync(join(ROOT, 'docs/CONTRIBUTING.md'), 'utf8')
  const named = [...page.matchAll(/`((?:protocol|server|client|e2e|setup)\/[\w./-]+)`/g)]
  const paths = named.map(([, path = '']) => path).filter((path) => !EXAMPLES.test(path))
  assert.ok(paths.length > 20, String(paths.length))
  assert.deepEqual(
    paths.filter((path) => !existsSync(join(ROOT, path))),
    [],
  )
})

it('the commands in docs/CONTRIBUTING.md are scripts', () => {
  const page = readFileSync(join(ROOT, 'docs/CONTRIBUTING.md'), 'utf8')
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  const named = [...page.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name)
  assert.ok(named.length > 5)
  assert.deepEqual(
    named.filter((name) => !(name in scripts)),
    [],
  )
})
