import assert from 'node:assert/strict'
import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addressKey, byRegion, createAddressReader, isLoopback, isRange } from './address.ts'

function request(remote: string, forwarded?: string): IncomingMessage {
  const socket = new Socket()
  Object.defineProperty(socket, 'remoteAddress', { value: remote })
  const message = new IncomingMessage(socket)
  if (forwarded !== undefined) message.headers['x-forwarded-for'] = forwarded
  return message
}

const groups = (n: number) =>
  fc.array(fc.integer({ min: 1, max: 0xffff }), { minLength: n, maxLength: n })

describe('[PWD4] client address', () => {
  it('trusts forwarded headers only from a trusted proxy', () => {
    const none = createAddressReader([])
    assert.equal(none(request('203.0.113.9', '198.51.100.1')), '203.0.113.9')
    const proxied = createAddressReader(['10.0.0.0/8', '::1'])
    assert.equal(proxied(request('203.0.113.9', '198.51.100.1')), '203.0.113.9')
    assert.equal(proxied(request('10.1.2.3', '198.51.100.1')), '198.51.100.1')
    assert.equal(proxied(request('::ffff:10.1.2.3', '198.51.100.1')), '198.51.100.1')
    assert.equal(proxied(request('::1', '2001:db8::5')), '2001:db8::5')
  })

  it('never trusts entries written by the client', () => {
    const read = createAddressReader(['10.0.0.0/8'])
    assert.equal(read(request('10.0.0.1', '1.1.1.1, 198.51.100.7')), '198.51.100.7')
    assert.equal(read(request('10.0.0.1', '1.1.1.1, 198.51.100.7, 10.0.0.2')), '198.51.100.7')
    assert.equal(read(request('10.0.0.1', 'rubbish')), '10.0.0.1')
    assert.equal(read(request('10.0.0.1', '8.8.8.8, rubbish, 10.0.0.2')), '10.0.0.2')
    assert.equal(read(request('10.0.0.1')), '10.0.0.1')
    assert.equal(read(request('10.0.0.1', `${'10.0.0.3,'.repeat(5000)}10.0.0.2`)), '10.0.0.3')
  })

  it('counts an IPv6 address by its /64, in any notation', () => {
    for (const text of [
      '2001:db8:1:2::1',
      '2001:DB8:1:2:ffff:ffff:ffff:ffff',
      '2001:0db8:0001:0002::',
    ]) {
      assert.equal(addressKey(text), '2001:db8:1:2::/64')
    }
    assert.equal(addressKey('::1'), '0:0:0:0::/64')
    assert.equal(addressKey('fe80::1%eth0'), 'fe80:0:0:0::/64')
    for (const text of [
      '::ffff:192.0.2.1',
      '::FFFF:c000:201',
      '192.0.2.1',
      '0:0:0:0:0:ffff:c000:0201',
    ]) {
      assert.equal(addressKey(text), '192.0.2.1')
    }
    assert.equal(addressKey('nonsense'), '0.0.0.0')
  })

  it('gives every address of a /64 the same key', () => {
    fc.assert(
      fc.property(groups(4), groups(4), groups(4), (network, a, b) => {
        const write = (host: number[]) => [...network, ...host].map((g) => g.toString(16)).join(':')
        assert.equal(addressKey(write(a)), addressKey(write(b)))
      }),
    )
  })

  it('recognizes ranges and loopback', () => {
    for (const good of ['10.0.0.1', '10.0.0.0/8', '::1', 'fd00::/8', '0.0.0.0/0'])
      assert.ok(isRange(good))
    for (const bad of ['', 'a', '10.0.0.0/33', '10.0.0.0/8/8', '::/129', '10.0.0.0/', '1.2.3']) {
      assert.ok(!isRange(bad), bad)
    }
    for (const local of ['127.0.0.1', '127.9.9.9', '::1', '[::1]', 'localhost'])
      assert.ok(isLoopback(local))
    for (const far of ['0.0.0.0', '::', '128.0.0.1', '127.evil.example', 'localhost.evil']) {
      assert.ok(!isLoopback(far), far)
    }
  })
})

describe('the media node of a region', () => {
  it('is that of the first range in which an address is, IPv4 or IPv6', () => {
    const nodeFor = byRegion(
      [
        { range: '10.2.3.4', node: 'a' },
        { range: '10.2.0.0/16', node: 'b' },
        { range: '2001:db8:2::/48', node: 'c' },
      ],
      createAddressReader([]),
    )
    const at = (address: string) => nodeFor(request(address))
    assert.deepEqual(['10.2.3.4', '10.2.9.9', '2001:db8:2::7'].map(at), ['a', 'b', 'c'])
    assert.deepEqual(['10.3.0.1', '2001:db8:3::7'].map(at), [undefined, undefined])
  })
})
