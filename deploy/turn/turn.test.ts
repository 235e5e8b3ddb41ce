import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { BlockList, isIPv6 } from 'node:net'
import { join } from 'node:path'
import { describe, it } from 'node:test'

const read = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8')
const lines = read('turnserver.conf')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
const values = (key: string) =>
  lines.filter((line) => line.startsWith(`${key}=`)).map((line) => line.slice(key.length + 1))

describe('deploy/turn/turnserver.conf', () => {
  it('relays to the media workers and to nothing inside, be it written as it may', () => {
    assert.deepEqual(values('allowed-peer-ip'), ['@ADDRESS@'])
    const denied = new BlockList()
    for (const range of values('denied-peer-ip')) {
      const [first = '', last = ''] = range.split('-')
      denied.addRange(first, last, isIPv6(first) ? 'ipv6' : 'ipv4')
    }
    // Both ends of: this network, loopback, private, shared, link-local with the metadata services,
    // benchmarks, multicast, reserved.
    const inside = `
      0.0.0.0 0.255.255.255 127.0.0.0 127.255.255.255 10.0.0.0 10.255.255.255
      172.16.0.0 172.31.255.255 192.168.0.0 192.168.255.255 100.64.0.0 100.127.255.255
      169.254.0.0 169.254.255.255 198.18.0.0 198.19.255.255 224.0.0.0 239.255.255.255
      255.255.255.255 :: ::1 fc00:: fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff fe80::
      febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff ff00:: ff02::1 64:ff9b::7f00:1 2002:7f00:1::
      ::ffff:0:0 ::ffff:7f00:1 ::ffff:a9fe:a9fe ::ffff:c0a8:1`
    for (const address of inside.trim().split(/\s+/)) {
      assert.ok(denied.check(address, isIPv6(address) ? 'ipv6' : 'ipv4'), address)
    }
    assert.ok(lines.includes('no-multicast-peers'))
    assert.ok(lines.includes('no-tcp-relay'))
  })

  it('takes credentials that end, and no others', () => {
    assert.ok(lines.includes('use-auth-secret'))
    assert.deepEqual(values('static-auth-secret'), ['@SECRET@'])
    for (const never of ['no-auth', 'lt-cred-mech', 'allow-loopback-peers']) {
      assert.ok(!lines.includes(never), never)
    }
    assert.deepEqual(values('user'), [])
    assert.ok(lines.includes('no-cli'))
  })

  it('leaves TLS to the service in front, and learns from it who connects', () => {
    const front = readFileSync(join(import.meta.dirname, '../front/haproxy.cfg'), 'utf8')
    assert.match(front, /^\tserver turn 127\.0\.0\.1:3481 send-proxy-v2$/m)
    assert.deepEqual(values('tcp-proxy-port'), ['3481'])
    assert.ok(lines.includes('no-tls'))
    assert.ok(lines.includes('no-dtls'))
  })

  it('has its blanks filled in by the script that starts it', () => {
    const blanks = new Set(lines.join('\n').match(/@\w+@/g))
    const filled = new Set(read('turn.sh').match(/@\w+@/g))
    assert.deepEqual([...blanks].sort(), [...filled].sort())
  })
})
