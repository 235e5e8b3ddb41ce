import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { parse } from 'yaml'
import { z } from 'zod'
import { createMetrics } from '#server/app/metrics/metrics.ts'
import { ERROR_CODES } from '#protocol/errors.ts'

const read = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8')

const metrics = createMetrics()
metrics.watch({
  totals: () => ({ meetings: 0, participants: 0, waiting: 0 }),
  sockets: () => 0,
  workers: () => [],
  passwords: () => ({ running: 0, waiting: 0 }),
  turn: () => [],
})
const known = new Set((await metrics.registry.getMetricsAsJSON()).map(({ name }) => name))

function checkExpressions(expressions: string[]): void {
  for (const expression of expressions) {
    for (const [name] of expression.matchAll(/\b(?:anhop|nodejs|process)_\w+/g)) {
      assert.ok(known.has(name), name)
    }
    for (const [, , codes = ''] of expression.matchAll(/code(=~?)"([^"]+)"/g)) {
      for (const code of codes.split('|')) {
        assert.ok((ERROR_CODES as readonly string[]).includes(code), code)
      }
    }
  }
}

describe('what is offered to monitoring', () => {
  it('has alerts on figures that there are, and each says what it means', () => {
    const Rules = z.object({
      groups: z.tuple([
        z.object({
          rules: z.array(
            z.object({
              alert: z.string(),
              expr: z.string(),
              labels: z.object({ severity: z.enum(['warning', 'critical']) }),
              annotations: z.object({ summary: z.string().min(20) }),
            }),
          ),
        }),
      ]),
    })
    const [{ rules }] = Rules.parse(parse(read('rules.yml'))).groups
    assert.ok(rules.length > 5)
    checkExpressions(rules.map(({ expr }) => expr))
  })

  it('has a dashboard of figures that there are', () => {
    const Dashboard = z.object({
      panels: z.array(z.object({ targets: z.array(z.object({ expr: z.string() })) })),
    })
    const { panels } = Dashboard.parse(JSON.parse(read('dashboard.json')))
    assert.ok(panels.length > 5)
    checkExpressions(panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)))
  })

  it('asks where the servers answer', () => {
    const targets = /targets: \[(.*)\]/.exec(read('prometheus.yml'))?.[1] ?? ''
    const compose = readFileSync(join(import.meta.dirname, '../../docker-compose.yml'), 'utf8')
    assert.deepEqual(
      [...targets.matchAll(/'(.*?)'/g)].map(([, target]) => target),
      [...compose.matchAll(/ANHOP_METRICS: (\S+)/g)].map(([, target]) => target),
    )
  })
})
