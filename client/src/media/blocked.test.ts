import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { describe, it, mock } from 'node:test'
import type { types } from 'mediasoup-client'
import { BlockedWatch, turnTlsOf } from './blocked.ts'
import type { Blocked } from './blocked.ts'

const SERVERS = [{ urls: ['turn:meet.example.vn:3478', 'turns:meet.example.vn:443?transport=tcp'] }]

function watched() {
  const told: (Blocked | null)[] = []
  const watch = new BlockedWatch((blocked) => told.push(blocked))
  const add = (direction: 'send' | 'recv', servers = SERVERS) => {
    const transport = Object.assign(new EventEmitter(), { observer: new EventEmitter() })
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the part that is used
    watch.add(direction, transport as unknown as types.Transport, servers)
    return (state: types.ConnectionState) => transport.emit('connectionstatechange', state)
  }
  return { told, add }
}

describe('a network that lets no media through', () => {
  it('is told where a firewall answers nothing', () => {
    mock.timers.enable({ apis: ['setTimeout'] })
    const { told, add } = watched()
    add('recv')('connecting')
    const sending = add('send')
    sending('connecting')
    sending('connected')
    mock.timers.tick(14_999)
    assert.deepEqual(told, [])
    mock.timers.tick(1)
    assert.deepEqual(told, [{ turnTls: 'meet.example.vn:443' }])
    mock.timers.reset()
  })

  it('is told once a transport has tried everything, and no more when one way opens', () => {
    const { told, add } = watched()
    const becomes = add('recv')
    for (const state of ['connecting', 'failed', 'connecting', 'failed'] as const) becomes(state)
    assert.deepEqual(told, [{ turnTls: 'meet.example.vn:443' }])
    becomes('connected')
    assert.deepEqual(told.at(-1), null)
  })

  it('is not the reason where media once got through', () => {
    const { told, add } = watched()
    const becomes = add('send')
    becomes('connected')
    becomes('failed')
    assert.deepEqual(told, [])
  })

  it('holds until every transport has its way', () => {
    const { told, add } = watched()
    const [sending, receiving] = [add('send'), add('recv', [])]
    receiving('failed')
    sending('failed')
    receiving('connected')
    assert.deepEqual(told, [
      { turnTls: null },
      { turnTls: null },
      { turnTls: 'meet.example.vn:443' },
    ])
  })

  it('names the server’s TURN over TLS', () => {
    assert.equal(turnTlsOf([{ urls: ['turn:a:1', 'turns:b'] }]), 'b:5349')
    assert.equal(
      turnTlsOf([{ urls: ['turns:[2001:db8::1]:443?transport=tcp'] }]),
      '[2001:db8::1]:443',
    )
    assert.equal(turnTlsOf([{ urls: ['turn:a:1'] }]), null)
    assert.equal(turnTlsOf([]), null)
  })
})
