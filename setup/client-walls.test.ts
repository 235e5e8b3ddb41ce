import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { parseAst } from 'vite'

/** Patterns that must not occur anywhere in the client's own code. */
const FILES = globSync('client/src/**/*.{ts,tsx}').filter((file) => !/\.test\.tsx?$/.test(file))

type Node = { type: string; start: number; [key: string]: unknown }
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

function* walk(node: Node): Generator<Node> {
  yield node
  for (const value of Object.values(node))
    for (const inner of Array.isArray(value) ? value : [value])
      if (isNode(inner)) yield* walk(inner)
}

const parsed = (code: string, lang: 'ts' | 'tsx'): Node => {
  const program: unknown = parseAst(code, { lang })
  assert.ok(isNode(program))
  return program
}
const named = (node: unknown, name: string) =>
  isNode(node) && node.type === 'Identifier' && node['name'] === name
const bare = (node: Node) => Array.isArray(node['arguments']) && node['arguments'].length === 0

/** Whether the node reads the local clock: any use of `Date.now`, `new Date()` or `Date()`. */
function asksTheClock(node: Node): boolean {
  if (node.type === 'MemberExpression') {
    return named(node['object'], 'Date') && named(node['property'], 'now')
  }
  if (node.type === 'NewExpression') return named(node['callee'], 'Date') && bare(node)
  if (node.type !== 'CallExpression') return false
  const { callee } = node
  if (named(callee, 'Date')) return true
  // Intl's `format()` without an argument formats the current time.
  return (
    isNode(callee) &&
    callee.type === 'MemberExpression' &&
    bare(node) &&
    ['format', 'formatToParts'].some((name) => named(callee['property'], name))
  )
}
const clocks = (code: string, file = '.ts') =>
  [...walk(parsed(code, file.endsWith('x') ? 'tsx' : 'ts'))].filter(asksTheClock).length

/**
 * Members of web APIs that Chromium 109 or Firefox 128 lacks and no feature test guards. What the
 * language's own library has is checked by its types, in floor.test.ts.
 */
const TOO_NEW = new Set(['any', 'canParse', 'fetchLater', 'moveBefore', 'setHTML'])
const newerIn = (code: string, file = '.ts') =>
  [...walk(parsed(code, file.endsWith('x') ? 'tsx' : 'ts'))].flatMap((node) => {
    const { property } = node
    if (node.type !== 'MemberExpression' || !isNode(property)) return []
    const name = String(property['name'])
    return TOO_NEW.has(name) ? [name] : []
  })

describe('support for older browsers', () => {
  it('our own code uses no web API that they lack', () => {
    const newer = FILES.flatMap((file) =>
      newerIn(readFileSync(file, 'utf8'), file).map((name) => `${file}: ${name}`),
    )
    assert.deepEqual(newer, [])
  })

  it('a newer API would be found', () =>
    assert.deepEqual(newerIn('AbortSignal.any([]); URL.canParse(x)'), ['any', 'canParse']))
})

describe('the displayed time', () => {
  it('[INP3] is the server’s: only one place reads the local clock', () => {
    const asking = FILES.filter((file) => clocks(readFileSync(file, 'utf8'), file) > 0)
    assert.deepEqual(asking, ['client/src/clock.ts'])
  })

  it('[INP3] every way to read the local clock would be found', () => {
    for (const code of [
      'Date.now()',
      'useState(Date.now)',
      'new Date()',
      'new Date().getHours()',
      'Date()',
      'new Intl.DateTimeFormat("vi").format()',
    ])
      assert.ok(clocks(code) > 0, code)
    for (const code of ['new Date(at)', 'Date.parse(x)', 'time.format(at)', 'performance.now()'])
      assert.equal(clocks(code), 0, code)
  })
})

/**
 * What the MLS library offers for trying out: whoever uses one of these accepts every credential or
 * message, or joins a group uninvited.
 */
const CARELESS =
  /acceptAll|joinGroupExternal|default(?:AuthenticationService|ClientConfig|KeyPackageEqualityConfig|CryptoProvider|Capabilities)|proposeAddExternal/

describe('end-to-end keys', () => {
  it('use nothing of the MLS library that is only for trying out', () => {
    const careless = FILES.filter((file) => CARELESS.test(readFileSync(file, 'utf8')))
    assert.deepEqual(careless, [])
  })
  it('leave no configuration to the library: it would accept everybody', () => {
    const file = FILES.find((name) => name.endsWith('mls/wrap/membership.ts'))
    assert.ok(file)
    const calls = [...walk(parsed(readFileSync(file, 'utf8'), 'ts'))].filter(
      ({ type, callee }) => type === 'CallExpression' && named(callee, 'createGroup'),
    )
    assert.equal(calls.length, 1)
    for (const { arguments: given } of calls) assert.equal(Array.isArray(given) && given.length, 6)
  })
  it('careless words would be found', () => {
    assert.match("import { acceptAll } from 'x'", CARELESS)
    assert.match('const config = defaultClientConfig', CARELESS)
  })
})
