import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ask, say, statusOf } from '../support/raw-http.ts'
import { ServerHarness, codeOf } from '../support/harness.ts'

const JSON_TYPE = { 'content-type': 'application/json' }
const POSTS = [
  '/api/setup',
  '/api/activate',
  '/api/activate/account',
  '/api/session',
  '/api/accounts',
  '/api/meetings',
  '/api/password-check',
]

describe('HTTP', () => {
  const harness = new ServerHarness()
  const between = () => harness.goesOn()

  it('[NET] paths that climb out of the public folder lead nowhere', async () => {
    for (const path of [
      '/../../etc/passwd',
      '/..%2f..%2fetc%2fpasswd',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/assets/../../package.json',
      '/assets/..%5c..%5cpackage.json',
      '/assets/%252e%252e/package.json',
      '//etc/passwd',
      '/./package.json',
      '/assets/....//package.json',
      '/assets\\..\\..\\package.json',
      '/%c0%ae%c0%ae/etc/passwd',
      '/index.html%00.png',
      '/assets/%00',
      'file:///etc/passwd',
    ]) {
      // prettier-ignore
      const answer = await ask(harness.server.url, 'GET', path)
      assert.ok([400, 404].includes(statusOf(answer)), `${path}: ${answer.slice(0, 40)}`)
      assert.doesNotMatch(answer, /root:|"dependencies"/)
    }
    await between()
  })

  it('[NET] sources, data and hidden files are not served', async () => {
    for (const path of [
      '/.env',
      '/.git/config',
      '/package.json',
      '/server/app/main.ts',
      '/data/anhop.db',
      '/anhop.db',
      '/secret',
      '/node_modules/zod/package.json',
      '/src/main.tsx',
      '/assets/',
      '/assets',
      '/metrics',
      '/admin',
      '/debug',
      '/api',
      '/api/',
    ]) {
      // prettier-ignore
      const { status } = await harness.visitor().send('GET', path)
      assert.equal(status, 404, path)
    }
    await between()
  })

  it('[NET] a cross-site post with a host’s cookies is refused', async () => {
    const sitting = await harness.sitting()
    const origins = [
      'https://evil.example',
      'null',
      `${harness.server.url}.evil.example`,
      '',
      'file://',
    ]
    const acts: [string, string][] = [
      ...POSTS.map((path): [string, string] => ['POST', path]),
      ['POST', `/api/meetings/${sitting.id}/end`],
      ['POST', `/api/meetings/${sitting.id}/password`],
      ['POST', `/api/meetings/${sitting.id}/enter`],
      ['DELETE', '/api/session'],
      ['DELETE', '/api/sessions'],
    ]
    for (const [method, path] of acts) {
      for (const origin of origins) {
        const answer = await harness.host.send(method, path, {}, { origin })
        assert.deepEqual([answer.status, codeOf(answer)], [403, 'forbidden'], `${path} ${origin}`)
      }
    }
    assert.equal((await harness.host.send('GET', '/api/accounts')).status, 200, 'still signed in')
    await sitting.unharmed()
  })

  it('[NET] a CORS preflight grants nothing to any origin', async () => {
    for (const origin of ['https://evil.example', harness.server.url]) {
      const answer = await harness.host.send('OPTIONS', '/api/meetings', undefined, {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      })
      assert.ok(answer.status >= 400)
      for (const [name] of answer.headers) assert.ok(!name.startsWith('access-control'), name)
    }
    const read = await harness.host.send('GET', '/api/me', undefined, {
      origin: 'https://evil.example',
    })
    assert.equal(read.headers.get('access-control-allow-origin'), null)
    assert.equal(read.headers.get('cross-origin-resource-policy'), 'same-origin')
    await between()
  })

  it('[NET] a body not declared as JSON is not read', async () => {
    const body = JSON.stringify({ title: 'Lạ', mode: 'discussion' })
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/xml',
      'text/json',
      'application/json+x',
      'application/octet-stream',
      '',
    ]) {
      // prettier-ignore
      const answer = await harness.host.send('POST', '/api/meetings', body, { 'content-type': type })
      assert.ok([400, 415].includes(answer.status), `${type}: ${answer.status}`)
    }
    const none = await say(
      harness.server.url,
      `POST /api/meetings HTTP/1.1\r\nHost: localhost\r\nOrigin: ${harness.server.url}\r\nCookie: ${harness.host.cookieHeader()}\r\nConnection: close\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    )
    assert.ok([400, 415].includes(statusOf(none)), none.slice(0, 40))
    const { body: list } = await harness.host.send('GET', '/api/meetings')
    assert.ok((list as { title: string }[]).every(({ title }) => title !== 'Lạ'))
    await between()
  })

  it('a body over 64 kB, or one that only claims to be, is refused', async () => {
    const big = JSON.stringify({ title: 'x'.repeat(70_000), mode: 'discussion' })
    assert.equal((await harness.host.send('POST', '/api/meetings', big)).status, 413)
    const claimed = await say(
      harness.server.url,
      `POST /api/session HTTP/1.1\r\nHost: localhost\r\nOrigin: ${harness.server.url}\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\nConnection: close\r\n\r\n{`,
    )
    assert.ok([400, 413].includes(statusOf(claimed)), claimed.slice(0, 40))
    await between()
  })

  it('JSON that is not an object, too deep, truncated or poisoned is refused without a server error', async () => {
    for (const body of [
      '',
      '{',
      'null',
      '[]',
      '"x"',
      '1',
      '{"username":"a","password":"b"',
      '\ufeff{}',
      '{"__proto__":{"role":"operator"}}',
      '{"username":"a","password":"b","constructor":{"prototype":{"role":"operator"}}}',
      `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
      `${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}`,
      '{"username":1e999,"password":"x"}',
      '{"username":"\\ud800","password":"\\ud800"}',
    ]) {
      // prettier-ignore
      const answer = await harness.visitor().send('POST', '/api/session', body, JSON_TYPE)
      assert.ok(
        answer.status >= 400 && answer.status < 500,
        `${body.slice(0, 60)}: ${answer.status}`,
      )
    }
    await between()
  })

  it('unsupported methods do nothing, whatever their name', async () => {
    const sitting = await harness.sitting()
    for (const path of [
      'session',
      'setup',
      'activate',
      'password-check',
      `meetings/${sitting.id}/end`,
      `meetings/${sitting.id}/enter`,
    ]) {
      for (const method of ['GET', 'HEAD', 'PUT', 'PATCH']) {
        const body = method === 'GET' || method === 'HEAD' ? undefined : {}
        const { status } = await harness.host.send(method, `/api/${path}`, body)
        assert.equal(status, 404, `${method} ${path}`)
      }
    }
    for (const method of ['TRACE', 'CONNECT', 'PROPFIND', 'LINK']) {
      const answer = await ask(harness.server.url, method, `/api/meetings/${sitting.id}/end`)
      assert.notEqual(statusOf(answer), 200, method)
    }
    await sitting.unharmed()
  })

  it('a method in a header, in the query or in the body overrides nothing', async () => {
    const sitting = await harness.sitting()
    const path = `/api/meetings/${sitting.id}/end`
    const headers = {
      'x-http-method-override': 'POST',
      'x-http-method': 'POST',
      'x-method-override': 'POST',
    }
    assert.equal((await harness.host.send('GET', path, undefined, headers)).status, 404)
    assert.equal((await harness.host.send('GET', `${path}?_method=POST`)).status, 404)
    await sitting.unharmed()
  })

  it('[PWD3] a password in the URL is ignored', async () => {
    const sitting = await harness.sitting()
    const query = `?name=A&password=${encodeURIComponent(sitting.password)}`
    const path = `/api/meetings/${sitting.id}/enter${query}`
    assert.equal((await harness.visitor().send('GET', path)).status, 404)
    assert.equal(codeOf(await harness.visitor().send('POST', path, {})), 'invalid_input')
    assert.equal(
      codeOf(await harness.visitor().send('POST', path, { name: 'A' })),
      'wrong_password',
    )
    assert.ok(harness.server.output.every((line) => !line.includes(sitting.password)))
    await sitting.unharmed()
  })

  it('ambiguous requests (smuggling) are refused', async () => {
    const { url } = harness.server
    const head = `POST /api/session HTTP/1.1\r\nHost: localhost\r\nOrigin: ${url}\r\nContent-Type: application/json\r\n`
    for (const bytes of [
      `${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /health/live HTTP/1.1\r\n\r\n`,
      `${head}Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}`,
      `${head}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
      `${head}Transfer-Encoding: xchunked\r\nContent-Length: 2\r\n\r\n{}`,
      `${head}Content-Length : 2\r\n\r\n{}`,
      `${head}Content-Length: -1\r\n\r\n`,
      `${head}Content-Length: 2\r\nX: a\rb\r\n\r\n{}`,
      'GET / HTTP/9.9\r\n\r\n',
      'GET\r\n\r\n',
      '\x16\x03\x01\x02\x00\x01\x00\x01\xfc',
    ]) {
      const answer = await say(url, bytes)
      assert.ok(!answer.includes('"live"'), 'no second request is found inside')
      assert.ok(
        statusOf(answer) >= 400 || answer === '',
        `${bytes.slice(-60)}: ${answer.slice(0, 40)}`,
      )
    }
    await between()
  })

  it('endless headers are refused', async () => {
    const answer = await ask(harness.server.url, 'GET', '/api/me', [
      `Cookie: ${'x=y; '.repeat(10_000)}`,
    ])
    assert.equal(statusOf(answer), 431)
    await between()
  })

  it('[NET] every answer, errors included, has the security headers and names no server software', async () => {
    for (const path of ['/', '/api/me', '/nowhere', '/%zz', `/m/${harness.elsewhere.id}`]) {
      const { headers } = await harness.visitor().send('GET', path)
      assert.equal(headers.get('x-powered-by'), null)
      assert.equal(headers.get('server'), null)
      assert.match(headers.get('content-security-policy') ?? '', /default-src '(self|none)'/, path)
      assert.equal(headers.get('x-content-type-options'), 'nosniff', path)
    }
    await between()
  })

  it('[NET] no URL redirects a browser to another site', async () => {
    for (const path of [
      '//evil.example',
      '//evil.example/..',
      '/\\evil.example',
      '/sign-in?next=//evil.example',
      '/%2f%2fevil.example',
    ]) {
      const answer = await ask(harness.server.url, 'GET', path)
      const status = statusOf(answer)
      assert.ok(status < 300 || status >= 400, `${path}: ${status}`)
      assert.doesNotMatch(answer, /^location:/im)
    }
    await between()
  })

  it('[PWD4] a meeting’s page is identical whether or not the meeting exists', async () => {
    const page = async (id: string) => (await harness.visitor().send('GET', `/m/${id}`)).body
    assert.equal(await page(harness.elsewhere.id), await page('A'.repeat(22)))
    await between()
  })

  it('health answers reveal nothing about meetings or people', async () => {
    for (const path of ['/health/live', '/health/ready']) {
      const { body } = await harness.visitor().send('GET', path)
      assert.match(JSON.stringify(body), /^\{"(live|ready)":true(,"turn":"none")?\}$/)
    }
    await between()
  })

  it('[SES] user-specific answers are not cacheable', async () => {
    for (const path of [
      '/api/me',
      '/api/meetings',
      '/api/accounts',
      `/api/meetings/${harness.elsewhere.id}/blocks`,
    ]) {
      assert.equal(
        (await harness.host.send('GET', path)).headers.get('cache-control'),
        'no-store',
        path,
      )
    }
    await between()
  })
})
