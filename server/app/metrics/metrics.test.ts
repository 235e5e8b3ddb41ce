import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { createMetrics, metricsListener } from './metrics.ts'

describe('/metrics', () => {
  const metrics = createMetrics()
  const workers = [
    {
      index: 0,
      pid: 11,
      rooms: 1,
      peers: 2,
      transports: 7,
      producers: 2,
      consumers: 3,
      bitrate: { in: 1, out: 2 },
    },
    {
      index: 1,
      pid: 12,
      rooms: 4,
      peers: 5,
      transports: 8,
      producers: 5,
      consumers: 6,
      bitrate: { in: 3, out: 4 },
    },
  ]
  metrics.watch({
    totals: () => ({ meetings: 7, participants: 8, waiting: 9 }),
    sockets: () => 10,
    workers: () => workers,
    passwords: () => ({ running: 2, waiting: 1 }),
    turn: () => [{ ok: true }, { ok: false }],
  })
  const server = metricsListener(metrics.registry)
  let url = ''
  before(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  after(() => {
    server.close()
    server.closeAllConnections()
  })
  const scrape = async () => (await fetch(`${url}/metrics`)).text()

  it('reports current meetings, people, sockets, passwords, and workers', async () => {
    metrics.refused('http', 'wrong_password')
    metrics.refused('http', 'wrong_password')
    metrics.refused('socket', 'rate_limited')
    const text = await scrape()
    for (const line of [
      'anhop_meetings 7',
      'anhop_participants 8',
      'anhop_waiting 9',
      'anhop_sockets 10',
      'anhop_workers 2',
      'anhop_worker_rooms{worker="1"} 4',
      'anhop_worker_transports{worker="1"} 8',
      'anhop_worker_producers{worker="0"} 2',
      'anhop_worker_consumers{worker="1"} 6',
      'anhop_worker_participants{worker="1"} 5',
      'anhop_worker_bits_in{worker="0"} 1',
      'anhop_worker_bits_out{worker="1"} 4',
      'anhop_turn_up{address="0"} 1',
      'anhop_turn_up{address="1"} 0',
      'anhop_passwords_waiting 1',
      'anhop_refused_total{way="http",code="wrong_password"} 2',
      'anhop_refused_total{way="socket",code="rate_limited"} 1',
    ]) {
      assert.ok(text.split('\n').includes(line), line)
    }
    assert.match(text, /^nodejs_eventloop_lag_p99_seconds /m)
    assert.match(text, /^process_resident_memory_bytes /m)
  })

  it('drops a worker that has died', async () => {
    workers.pop()
    const text = await scrape()
    assert.doesNotMatch(text, /worker="1"/)
    assert.match(text, /^anhop_workers 1$/m)
  })

  it('labels our metrics only by worker, way, code, and TURN address index', async () => {
    const lines = (await scrape()).split('\n').filter((line) => line.startsWith('anhop_'))
    const labels = lines.flatMap((line) => [...line.matchAll(/(\w+)="([^"]*)"/g)])
    assert.ok(labels.length > 0)
    for (const [, name, value] of labels) {
      assert.match(name ?? '', /^(worker|way|code|address)$/)
      assert.match(value ?? '', /^(\d{1,3}|[a-z_]{1,30})$/)
    }
  })

  it('serves one path and one method', async () => {
    assert.equal((await fetch(`${url}/`)).status, 404)
    assert.equal((await fetch(`${url}/metrics?x`)).status, 404)
    assert.equal((await fetch(`${url}/metrics`, { method: 'POST' })).status, 404)
  })
})
