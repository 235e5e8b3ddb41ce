import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { describe, it } from 'node:test'
import { iceServers } from './turn.ts'

const turn = { urls: ['turn:turn.example.vn'], secret: 'shared' }
const NOW = 1_700_000_000_000

describe('[ADM6] TURN credentials', () => {
  it('expire ten minutes after they were issued', () => {
    const [server] = iceServers(turn, 'an', NOW)
    assert.equal(server?.username, `${NOW / 1000 + 600}:an`)
  })

  it('match what coturn computes from the shared secret', () => {
    const [server] = iceServers(turn, 'an', NOW)
    const mac = createHmac('sha1', 'shared').update(server?.username ?? '')
    assert.equal(server?.credential, mac.digest('base64'))
  })

  it('depend on person and time', () => {
    const users = [
      iceServers(turn, 'an', NOW),
      iceServers(turn, 'binh', NOW),
      iceServers(turn, 'an', NOW + 60_000),
    ].map(([server]) => server?.username)
    assert.equal(new Set(users).size, 3)
  })

  it('are absent without a TURN server', () => {
    assert.deepEqual(iceServers(null, 'an', NOW), [])
  })
})
