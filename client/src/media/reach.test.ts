import assert from 'node:assert/strict'
import { it } from 'node:test'
import { answerOf } from './reach.ts'

const OFFER = {
  id: 'x',
  iceParameters: { usernameFragment: 'fragment', password: 'password', iceLite: true },
  iceCandidates: [
    { foundation: 'u', priority: 2, address: '192.0.2.1', protocol: 'udp', port: 44400 },
    {
      foundation: 't',
      priority: 1,
      ip: '192.0.2.1',
      protocol: 'tcp',
      port: 44400,
      tcpType: 'passive',
    },
  ],
  dtlsParameters: { fingerprints: [{ algorithm: 'sha-256', value: 'AB:CD' }] },
}

const candidates = (protocol: 'udp' | 'tcp') =>
  answerOf(OFFER, protocol)
    .match(/a=candidate:.*$/gm)
    ?.map((line) => line.trim())

it('names the server’s addresses for one protocol alone', () => {
  assert.deepEqual(candidates('udp'), ['a=candidate:u 1 udp 2 192.0.2.1 44400 typ host'])
  assert.deepEqual(candidates('tcp'), [
    'a=candidate:t 1 tcp 1 192.0.2.1 44400 typ host tcptype passive',
  ])
})
