import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { it } from 'node:test'
import { z } from 'zod'
import { CONTRACT } from './contract.ts'
import { REQUESTS } from './messages.ts'

/**
 * The contract number and what it stands for. Whoever changes a message raises CONTRACT, and both
 * values here.
 */
const STORED = { contract: 9, shapes: '29cd1da26bc6f9ed' }

/** Files that declare events and results, which are types and not schemas. */
const EVENTS = [
  'media',
  'messages',
  'mls',
  'model',
  'presentation',
  'questions',
  'recording',
  'snapshot',
  'speakers',
  'votes',
]

/** A file without comments and layout. */
const declared = (name: string): string =>
  readFileSync(new URL(`${name}.ts`, import.meta.url), 'utf8')
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/^\s*\/\/.*$/gm, '')
    .replaceAll(/[\s;,]+/g, ' ')

function shapes(): string {
  const requests = Object.entries(REQUESTS).map(([name, schema]) => [
    name,
    z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }),
  ])
  const whole = JSON.stringify([requests, EVENTS.map(declared)])
  return createHash('sha256').update(whole).digest('hex').slice(0, 16)
}

it('the contract number changes with the messages', () => {
  assert.equal(STORED.contract, CONTRACT, 'store the fingerprint of the new contract here')
  assert.equal(
    shapes(),
    STORED.shapes,
    'The messages have changed: raise CONTRACT in contract.ts, so that open pages of the old build reload, and store number and fingerprint here.',
  )
})
