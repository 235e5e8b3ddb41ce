import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { iceServers } from '../turn.ts'
import { decodeAnswer, isSigned } from './message.ts'
import { placeOf, probeTurn } from './probe.ts'
import { FakeTurn } from './testing.ts'
import { stateOf, watchTurn } from './watch.ts'

const SECRET = '8f1d0c7a9b3e5f2460718293a4b5c6d7'
const folder = mkdtempSync(join(tmpdir(), 'anhop-turn-'))
after(() => rmSync(folder, { recursive: true }))

describe('probing the TURN server', () => {
  let turn: FakeTurn
  before(async () => {
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
    const make = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
    const about = ['-days', '30', '-subj', '/CN=localhost', '-keyout', key, '-out', cert]
    execFileSync('openssl', [...make, ...about], { stdio: 'ignore' })
    turn = await FakeTurn.start(SECRET, { cert: readFileSync(cert), key: readFileSync(key) })
  })
  after(() => turn.stop())

  const urls = () => [
    `turn:127.0.0.1:${turn.ports.udp}?transport=udp`,
    `turn:127.0.0.1:${turn.ports.tcp}?transport=tcp`,
    `turns:127.0.0.1:${turn.ports.tls}`,
  ]
  const servers = (secret = SECRET, at = Date.now()) =>
    iceServers({ urls: urls(), secret }, 'probe', at)

  it('allocates over UDP, TCP, and TLS, reports relay address and duration, and releases the allocation', async () => {
    turn.manner = 'allocates'
    const probes = await probeTurn(servers())
    assert.deepEqual(
      probes.map((one) => [one.url, one.ok, one.ok && one.relay]),
      urls().map((url) => [url, true, '203.0.113.7']),
    )
    assert.ok(probes.every((one) => one.ok && one.ms >= 0 && one.ms < 5000))
    assert.equal(turn.open, 0)
    const [udp, tcp, tls] = probes
    assert.deepEqual([udp?.certificate, tcp?.certificate], [null, null])
    assert.equal(tls?.certificate?.trusted, false)
    const days = ((tls?.certificate?.ends ?? 0) - Date.now()) / 86_400_000
    assert.ok(days > 29 && days < 31, String(days))
  })

  it('detects a different secret, a full server, and a missing server', async () => {
    const reasons = async (of = servers()) =>
      new Set((await probeTurn(of)).map((one) => (one.ok ? 'ok' : one.reason)))
    assert.deepEqual(await reasons(servers('another-secret')), new Set(['no allocation: 441']))
    turn.manner = 'full'
    assert.deepEqual(await reasons(), new Set(['no allocation: 486']))
    const nowhere = { urls: ['turn:127.0.0.1:1?transport=tcp', 'turns:nowhere.invalid:5349'] }
    for (const one of await probeTurn([{ ...nowhere, username: 'u', credential: 'c' }])) {
      assert.equal(one.ok, false)
    }
  })

  it('rejects silence, garbage, and a success from a server without the secret', async () => {
    const manners = ['silent', 'garbage', 'forged'] as const
    await Promise.all(
      manners.map(async (manner) => {
        const liar = await FakeTurn.start(SECRET)
        liar.manner = manner
        const urls = [
          `turn:127.0.0.1:${liar.ports.udp}`,
          `turn:127.0.0.1:${liar.ports.tcp}?transport=tcp`,
        ]
        const probes = await probeTurn(iceServers({ urls, secret: SECRET }, 'probe', Date.now()))
        for (const one of probes) assert.equal(one.ok ? 'ok' : one.reason, NO_ANSWER, one.url)
        liar.stop()
      }),
    )
  })

  it('parses addresses like browsers do', () => {
    assert.deepEqual(placeOf('turn:a.vn'), { host: 'a.vn', port: 3478, transport: 'udp' })
    assert.deepEqual(placeOf('turns:a.vn'), { host: 'a.vn', port: 5349, transport: 'tls' })
    const six = { host: '2001:db8::1', port: 443, transport: 'tcp' }
    assert.deepEqual(placeOf('turn:[2001:db8::1]:443?transport=tcp'), six)
    assert.equal(placeOf('turns:a.vn?transport=udp'), null)
    assert.equal(placeOf('stun:a.vn'), null)
  })

  it('survives any bytes from the network', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.uint8Array({ minLength: 12, maxLength: 12 }),
        (bytes, id) => {
          const data = Buffer.from(bytes)
          decodeAnswer(data, Buffer.from(id))
          assert.equal(isSigned(data, Buffer.from('key')), false)
        },
      ),
    )
  })

  it('runs in the background: the report is available at once, and changes are logged once', async () => {
    turn.manner = 'allocates'
    const lines: string[] = []
    const heard = Promise.withResolvers<void>()
    const note = (_fields: object, message: string) => {
      lines.push(message)
      heard.resolve()
    }
    const watch = watchTurn((at) => servers(SECRET, at), Date.now, { info: note, warn: note })
    assert.deepEqual(watch.report, { state: 'unknown', at: null, probes: [] })
    await heard.promise
    await new Promise(setImmediate)
    assert.equal(watch.report.state, 'ok')
    assert.ok(watch.report.at !== null)
    assert.deepEqual(lines, ['TURN server works'])
    watch.close()
    const without = watchTurn(() => [], Date.now, { info: note, warn: note })
    assert.equal(without.report.state, 'none')
    const one = { url: 'turn:x', certificate: null }
    const good = { ...one, ok: true, ms: 1, relay: 'r' } as const
    const bad = { ...one, ok: false, reason: 'x' } as const
    assert.deepEqual(
      [stateOf([good, bad]), stateOf([bad]), stateOf([good])],
      ['partly', 'failing', 'ok'],
    )
  })
})

const NO_ANSWER = 'the TURN server does not answer'
