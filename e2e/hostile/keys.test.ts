import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { MLS_LIMITS } from '#protocol/mls-limits.ts'
import { ServerHarness, codeOf } from '../support/harness.ts'
import type { Visitor } from '../support/visitor.ts'

describe('what is too large for a message of keys', () => {
  const harness = new ServerHarness()
  const put = async (who: Visitor, path: string, bytes: number) => {
    const headers = {
      origin: harness.server.url,
      cookie: who.cookieHeader(),
      'content-type': 'application/octet-stream',
    }
    const body = new Uint8Array(bytes).fill(7)
    const response = await fetch(harness.server.url + path, { method: 'POST', headers, body })
    return { status: response.status, body: (await response.json()) as { hash?: string } }
  }

  it('[E2E8] is put by moderators inside, read inside, and by nobody else', async () => {
    const sitting = await harness.sitting()
    const path = `/api/meetings/${sitting.id}/keys`
    const waiting = await sitting.knock('Người Chờ')
    const guest = await sitting.guest('Người Dự')
    const { status, body } = await put(harness.host, path, MLS_LIMITS.blobBytes)
    assert.equal(status, 200)
    const read = await harness.host.send('GET', `${path}/${body.hash}`)
    assert.equal(read.status, 200)
    assert.equal(read.headers.get('cache-control'), 'no-store')
    // Nothing names it yet: it is its owner's alone.
    assert.equal(codeOf(await guest.visitor.send('GET', `${path}/${body.hash}`)), 'not_found')
    assert.equal(codeOf(await harness.host.send('GET', `${path}/x`)), 'not_found')
    assert.equal((await put(guest.visitor, path, 9)).status, 403)
    for (const outside of [waiting.visitor, harness.visitor()]) {
      assert.equal((await put(outside, path, 9)).status, 404)
      assert.equal(codeOf(await outside.send('GET', `${path}/${body.hash}`)), 'not_found')
    }
    assert.equal((await put(harness.host, path, MLS_LIMITS.blobBytes + 1)).status, 413)
    const other = await harness.sitting()
    const elsewhere = `/api/meetings/${other.id}/keys/${body.hash}`
    assert.equal(codeOf(await harness.host.send('GET', elsewhere)), 'not_found')
    await sitting.unharmed('participant', 'lobby')
  })
})
