import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { jpegOf, pdfOf, pngOf, webpOf } from '#server/files/documents/testing.ts'
import type { Session } from '#protocol/http.ts'
import { LIMITS } from '#protocol/limits.ts'
import { ACCOUNT_PASSWORD, ServerHarness, codeOf } from '../support/harness.ts'
import type { Visitor } from '../support/visitor.ts'

const harness = new ServerHarness()
const EMBLEM = '/api/office/emblem'
/** The declared type does not matter; the bytes go as they are. */
async function send(visitor: Visitor, path: string, bytes: Buffer) {
  const { url } = harness.server
  const headers = {
    origin: url,
    cookie: visitor.cookieHeader(),
    'content-type': 'application/octet-stream',
  }
  const body = new Uint8Array(bytes)
  const answer = await fetch(url + path, { method: 'POST', headers, body })
  return { status: answer.status, body: (await answer.json()) as unknown }
}
const text = (content: string) => Buffer.from(content, 'latin1')
const ZIP_END = Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex')

const office = async () => {
  const { body } = await harness.visitor().send('GET', '/api/me')
  return (body as Session).office
}

describe('[POL3] what the office shows of itself', () => {
  it('neither a stranger, a host nor a half-authenticated operator can change anything', async () => {
    const before = await office()
    const { visitor: host } = await harness.account('chuhop', 'Chủ Họp')
    const operator = await harness.account('vanhanh', 'Vận Hành', 'operator')
    const half = harness.visitor()
    await half.post('/api/session', { username: operator.username, password: ACCOUNT_PASSWORD })
    for (const [who, code] of [
      [harness.visitor(), 'unauthenticated'],
      [host, 'forbidden'],
      [half, 'factor_needed'],
    ] as const) {
      assert.equal(codeOf(await who.send('POST', '/api/office', { name: 'Giả danh' })), code)
      assert.equal(codeOf(await send(who, EMBLEM, pngOf())), code)
      assert.equal(codeOf(await who.send('DELETE', EMBLEM)), code)
    }
    for (const origin of ['https://evil.example', 'null', '']) {
      const answer = await harness.host.send('POST', '/api/office', { name: 'X' }, { origin })
      assert.equal(codeOf(answer), 'forbidden')
    }
    assert.deepEqual(await office(), before)
    await harness.goesOn()
  })

  it('nothing but one still picture becomes the emblem', async () => {
    const bad: [string, Buffer][] = [
      ['document_type', text('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')],
      ['document_type', text('<?xml version="1.0"?><!DOCTYPE svg><svg/>')],
      ['document_type', text('\xef\xbb\xbf<svg/>')],
      ['document_type', text('<!doctype html><script>alert(1)</script>')],
      ['document_type', text('GIF89a')],
      ['document_type', pdfOf('con dấu')],
      ['document_type', Buffer.alloc(0)],
      ['document_mixed', Buffer.concat([pngOf(), ZIP_END])],
      ['document_mixed', Buffer.concat([jpegOf(), text('<html><script>1</script>')])],
      ['document_broken', Buffer.concat([jpegOf(), jpegOf()])],
      ['document_broken', Buffer.concat([pngOf(), pngOf()])],
      ['document_broken', Buffer.concat([webpOf(), text('and more')])],
      ['document_broken', pngOf().subarray(0, -1)],
      ['document_too_large', pngOf(60_000, 60_000)],
      ['document_too_large', jpegOf(LIMITS.emblemSide + 1, 1)],
      ['document_too_large', webpOf(16_000, 16_000)],
      ['too_large', Buffer.alloc(LIMITS.emblemBytes + 1, 0x89)],
    ]
    for (const [code, bytes] of bad) {
      // An empty body is no upload at all.
      const expected = bytes.length === 0 ? ['invalid_input', code] : [code]
      const got = codeOf(await send(harness.host, EMBLEM, bytes))
      assert.ok(expected.includes(got), `${got}, not ${code}`)
    }
    assert.equal((await office()).emblem, null)
    await harness.goesOn()
  })

  it('the emblem is served as what it is, and no other path or method reaches it', async () => {
    assert.equal((await send(harness.host, EMBLEM, pngOf())).status, 200)
    const hash = (await office()).emblem ?? assert.fail('no emblem')
    const { status, headers } = await harness.visitor().send('GET', `${EMBLEM}/${hash}`)
    assert.equal(status, 200)
    assert.equal(headers.get('content-type'), 'image/png')
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.equal(headers.get('content-security-policy'), "default-src 'none'; sandbox")
    assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin')
    for (const path of [hash.toUpperCase(), `${hash}.svg`, `..%2f${hash}`, '%00', '__proto__'])
      assert.equal((await harness.visitor().send('GET', `${EMBLEM}/${path}`)).status, 404, path)
    assert.equal((await harness.visitor().send('POST', `${EMBLEM}/${hash}`, {})).status, 404)
    await harness.goesOn()
  })

  it('no text of the office can run, hide or lead to a script', async () => {
    const before = await office()
    for (const change of [
      { accent: 'red;background:url(https://evil.example)' },
      { accent: '#ffffff' },
      { accent: ['#000000'] },
      { helpAddress: 'javascript:alert(1)' },
      { helpAddress: 'data:text/html,<script>1</script>' },
      { helpAddress: 'https://gov.vn@evil.example' },
      { name: '\u202e\u2066' },
      { name: 'x'.repeat(10_000) },
      { emblem: '0'.repeat(32) },
      { __proto__: null, constructor: 'x' },
    ])
      assert.equal(codeOf(await harness.host.send('POST', '/api/office', change)), 'invalid_input')
    assert.deepEqual(await office(), before)
    // Markup is text: pages never put it into their HTML.
    const name = '<img src=x onerror=alert(1)>'
    await harness.host.post('/api/office', { name })
    assert.equal((await office()).name, name)
    const page = await harness.visitor().send('GET', '/')
    assert.ok(!String(page.body).includes('onerror'))
    await harness.goesOn()
  })
})
