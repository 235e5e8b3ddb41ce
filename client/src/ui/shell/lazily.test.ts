import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, it } from 'node:test'

const ROOT = join(import.meta.dirname, '..', '..')
const read = (path: string) => readFileSync(path, 'utf8')
const namesIn = (list: string) => [...list.matchAll(/'(\w+)'/g)].map(([, name = '']) => name)

/** All modules that load with a module: its static imports, transitively. */
function comesWith(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen
  seen.add(path)
  const imports = /^(?:import |(?:(?:im|ex)port (?!type)[^'=\n]*|} )from )'(\.[^']+\.tsx?)'/gm
  for (const [, from = ''] of read(path).matchAll(imports))
    if (join(path, '..', from).startsWith(ROOT)) comesWith(join(path, '..', from), seen)
  return seen
}

/** The catalog parts that these modules use, besides the main one. */
const shownBy = (modules: Iterable<string>) =>
  new Set(
    [...modules].flatMap((path) =>
      [...read(path).matchAll(/useTexts?\(([^()]*)\)/g)].flatMap(([, list = '']) => namesIn(list)),
    ),
  )

type Lazily = { from: string; path: string; asks: string[] }

/** Every `lazily(…)` call in a file, with the module it loads and the parts it requests. */
function lazilyIn(file: string): Lazily[] {
  const code = read(file)
  const lists = /^(?:export )?const (\w+) = (?:\[([^\]]*)\]|.*(import\(.*))/gm
  const constants = new Map(
    [...code.matchAll(lists)].map(([, name, list, load]) => [name, list ?? load ?? '']),
  )
  const whole = (text: string) => text.replaceAll(/\w+/g, (word) => constants.get(word) ?? word)
  const calls = /^(?:export )?const \w+ = (?:lazily|late)\(([^]*?)\)\n/gm
  return [...code.matchAll(calls)].map(([, call = '']) => {
    const [load = '', ...rest] = call.split(/,\s*/)
    const path = /import\('([^']+)'\)/.exec(whole(load))?.[1]
    assert.ok(path, `${file}: ${call}`)
    return { from: file, path: join(dirname(file), path), asks: namesIn(whole(rest.join())) }
  })
}

describe('lazily loaded components', () => {
  const all = globSync(join(ROOT, 'ui/**/*.{ts,tsx}'))
    .filter((file) => !/lazily|shell\/late/.test(file))
    .flatMap(lazilyIn)
    .map((one) => ({ ...one, modules: comesWith(one.path) }))
  const first = comesWith(join(ROOT, 'main.tsx'))
  /** Whether everything that loads this file has already requested this part. */
  const isBefore = (file: string, part: string) =>
    !first.has(file) &&
    all.filter(({ modules }) => modules.has(file)).every(({ asks }) => asks.includes(part))

  it('request exactly the texts they use, along with their script', () => {
    assert.ok(all.length > 25, String(all.length))
    for (const { from, path, asks, modules } of all) {
      const shown = shownBy(modules)
      const where = `${relative(ROOT, from)} fetches ${relative(ROOT, path)}`
      const missing = [...shown].filter((part) => !asks.includes(part) && !isBefore(from, part))
      assert.deepEqual(missing, [], `${where} without these`)
      assert.deepEqual(
        asks.filter((part) => !shown.has(part)),
        [],
        `${where}, idly with these`,
      )
    }
  })

  it('are the only code that uses texts beyond the main part', () => {
    assert.deepEqual([...shownBy(first)], [])
  })
})
