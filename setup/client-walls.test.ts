import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { parseAst } from 'vite'

/** What the client's own code does not do, wherever it stands. */
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

/** Asks this computer what time it is: `Date.now` in whatever way, `new Date()`, `Date()`. */
function asksTheClock(node: Node): boolean {
  if (node.type === 'MemberExpression') {
    return named(node['object'], 'Date') && named(node['property'], 'now')
  }
  if (node.type === 'NewExpression') return named(node['callee'], 'Date') && bare(node)
  if (node.type !== 'CallExpression') return false
  const { callee } = node
  if (named(callee, 'Date')) return true
  // Intl's `format()` without a moment writes now.
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
 * What browsers of offices may lack: newer than Chromium 109, the last one for Windows 7 and 8.1. A
 * call that meets one of these does not begin.
 */
const TOO_NEW = new Set(
  `withResolvers groupBy fromAsync canParse any getOrInsert getOrInsertComputed toSorted toReversed toSpliced
   isWellFormed toWellFormed union intersection difference symmetricDifference isSubsetOf isSupersetOf isDisjointFrom sumPrecise toBase64 fromBase64`.split(
    /\s+/,
  ),
)
const newerIn = (code: string, file = '.ts') =>
  [...walk(parsed(code, file.endsWith('x') ? 'tsx' : 'ts'))].flatMap((node) => {
    const { property } = node
    if (node.type !== 'MemberExpression' || !isNode(property)) return []
    const name = String(property['name'])
    return TOO_NEW.has(name) ? [name] : []
  })

describe('the browsers of offices', () => {
  it('meet nothing in our own code that came after Chromium 109', () => {
    const newer = FILES.flatMap((file) =>
      newerIn(readFileSync(file, 'utf8'), file).map((name) => `${file}: ${name}`),
    )
    assert.deepEqual(newer, [])
  })

  it('would be found if there were', () =>
    assert.deepEqual(newerIn('Promise.withResolvers(); list.toSorted(); Map.groupBy(x)'), [
      'withResolvers',
      'toSorted',
      'groupBy',
    ]))
})

describe('the time on screen', () => {
  it('[INP3] is the server’s: one place asks this computer', () => {
    const asking = FILES.filter((file) => clocks(readFileSync(file, 'utf8'), file) > 0)
    assert.deepEqual(asking, ['client/src/clock.ts'])
  })

  it('[INP3] would be found in every way to ask', () => {
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
