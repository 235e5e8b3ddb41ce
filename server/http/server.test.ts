import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { ERROR_CODES } from '#protocol/errors.ts'
import { STATUS } from './errors.ts'
import { ORIGIN, PASSWORD, testServer } from './testing.ts'

describe('every request', () => {
  it('that changes something must come from our own pages', async () => {
    await using server = await testServer()
    const token = await server.service.setupToken(server.clock.now)
    const payload = { token, username: 'lan', name: 'Lan', password: PASSWORD }
    const origins = [
      undefined,
      'null',
      '',
      'https://evil.example',
      'http://localhost:8081',
      'https://localhost:8080',
      'http://localhost:8080.evil.example',
      'http://localhost',
    ]
    for (const origin of origins) {
      for (const method of ['POST', 'DELETE', 'PUT', 'PATCH', 'OPTIONS'] as const) {
        const headers = origin === undefined ? {} : { origin }
        const answer = await server.fastify.inject({ method, url: '/api/setup', payload, headers })
        assert.deepEqual(
          [answer.statusCode, answer.json().code],
          [403, 'forbidden'],
          `${method} ${origin}`,
        )
        assert.equal(answer.headers['access-control-allow-origin'], undefined)
      }
    }
    for (const origin of [ORIGIN, 'http://127.0.0.1:8080', 'http://[::1]:8080']) {
      const answer = await server.fastify.inject({
        method: 'POST',
        url: '/api/session',
        headers: { origin },
        payload: { username: 'a', password: 'b' },
      })
      assert.equal(answer.statusCode, 401)
    }
  })

  it('has a JSON body of limited size, without prototype keys or unknown keys', async () => {
    await using server = await testServer()
    const send = async (type: string, payload: string) => {
      const headers = { origin: ORIGIN, 'content-type': type }
      const answer = await server.fastify.inject({
        method: 'POST',
        url: '/api/session',
        headers,
        payload,
      })
      return [answer.statusCode, answer.json().code]
    }
    const good = '{"username":"a","password":"b"}'
    assert.deepEqual(await send('application/json', good), [401, 'bad_credentials'])
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'application/xml',
    ]) {
      assert.deepEqual(await send(type, good), [415, 'invalid_input'], type)
    }
    for (const bad of [
      '',
      '{',
      '[]',
      'null',
      '"x"',
      '{}',
      '{"username":"a","password":"b","role":"operator"}',
      '{"username":"a","password":"b","__proto__":{"role":"operator"}}',
      '{"username":"a","password":"b","constructor":{"prototype":{"x":1}}}',
      '{"username":{"$ne":""},"password":"b"}',
      '{"username":"a","password":["b"]}',
      '{"username":"a","password":"\\ud800"}',
    ]) {
      assert.deepEqual(await send('application/json', bad), [400, 'invalid_input'], bad)
    }
    const big = JSON.stringify({ username: 'a', password: 'b'.repeat(70_000) })
    assert.deepEqual(await send('application/json', big), [413, 'too_large'])
  })

  it('is refused before it is parsed if the caller may not make it', async () => {
    await using server = await testServer()
    await server.signedIn('lan', 'operator')
    const host = await server.signedIn('minh', 'host')
    const nobody = server.browser()
    for (const { method, path, access } of server.routes) {
      if (access === 'anyone') continue
      const url = path.replace(':id', 'x'.repeat(22)).replace(':blockId', 'x')
      const request = { method, url, payload: { rubbish: true } }
      const answer = await nobody.send(request)
      assert.deepEqual(
        [answer.statusCode, answer.json()],
        access === 'inside' || access === 'presenting'
          ? [404, { code: 'not_found' }]
          : [401, { code: 'unauthenticated' }],
        `${method} ${path}`,
      )
      if (access !== 'operator') continue
      const escalated = await host.send(request)
      assert.deepEqual(
        [escalated.statusCode, escalated.json()],
        [403, { code: 'forbidden' }],
        `${method} ${path}`,
      )
    }
    assert.ok(server.routes.filter((r) => r.access === 'operator').length >= 5)
  })

  it('gets headers that block foreign content', async () => {
    await using server = await testServer()
    for (const url of ['/api/me', '/nowhere', '/health/live']) {
      const { headers } = await server.fastify.inject({ method: 'GET', url })
      const csp = String(headers['content-security-policy'])
      assert.match(csp, /default-src 'self';script-src 'self' 'wasm-unsafe-eval';style-src 'self';/)
      assert.match(csp, /connect-src 'self' ws:\/\/localhost:8080 ws:\/\/127\.0\.0\.1:8080;/)
      assert.match(csp, /object-src 'none';base-uri 'none';.*frame-ancestors 'none'/)
      assert.doesNotMatch(csp.replace("'wasm-unsafe-eval'", ''), /unsafe|https?:|\*/)
      assert.equal(headers['cross-origin-opener-policy'], 'same-origin')
      assert.equal(headers['cross-origin-resource-policy'], 'same-origin')
      assert.equal(headers['referrer-policy'], 'no-referrer')
      assert.equal(headers['x-content-type-options'], 'nosniff')
      assert.match(String(headers['permissions-policy']), /camera=\(self\).*geolocation=\(\)/)
      assert.equal(headers['strict-transport-security'], undefined)
      assert.equal(headers['server'] ?? headers['x-powered-by'], undefined)
      if (url.startsWith('/api')) assert.equal(headers['cache-control'], 'no-store')
    }
    await using tls = await testServer({ secure: true })
    const { headers } = await tls.fastify.inject({ method: 'GET', url: '/api/me' })
    assert.match(String(headers['strict-transport-security']), /max-age=63072000/)
    assert.match(
      String(headers['content-security-policy']),
      /connect-src 'self' wss:\/\/meet\.example\.vn/,
    )
  })

  it('that fails does not reveal why; the log does, without secrets', async () => {
    await using server = await testServer()
    const answer = await server.fastify.inject({
      method: 'GET',
      url: '/fault?password=hunter2',
      headers: { cookie: 'anhop_session=abc', authorization: 'Bearer xyz' },
    })
    assert.deepEqual([answer.statusCode, answer.body], [500, '{"code":"internal"}'])
    const log = server.log.join()
    assert.match(log, /secret details/)
    assert.doesNotMatch(log, /hunter2|anhop_session|xyz/)
    server.fastify.log.info(
      { password: 'p1', req: { headers: { cookie: 'c1' } }, a: { token: 't1' } },
      'x',
    )
    assert.doesNotMatch(server.log.join(), /p1|c1|t1/)
  })

  it('to an unknown or malformed URL gets one of our codes', async () => {
    await using server = await testServer()
    for (const url of [
      '/api/nothing',
      '/recordings',
      '/api/meetings/x/record',
      '/%zz',
      '/m/short',
      '/../etc/passwd',
    ]) {
      const answer = await server.fastify.inject({ method: 'GET', url })
      assert.ok([400, 404].includes(answer.statusCode), url)
      assert.ok(ERROR_CODES.includes(answer.json().code))
    }
    for (const code of ERROR_CODES) assert.ok(STATUS[code] >= 400)
  })

  it('to health reveals little', async () => {
    await using server = await testServer()
    assert.deepEqual((await server.fastify.inject('/health/live')).json(), { live: true })
    assert.deepEqual((await server.fastify.inject('/health/ready')).json(), {
      ready: true,
      turn: 'none',
    })
  })

  it('[AUD] HEAD runs no handler: only the health routes support it', async () => {
    await using server = await testServer()
    const { fastify, routes, store } = server
    const heads = routes.filter(({ path: url }) => fastify.hasRoute({ method: 'HEAD', url }))
    assert.deepEqual(
      heads.map(({ path }) => path),
      ['/health/live', '/health/ready'],
    )
    const host = await server.signedIn('lan', 'host')
    const { meeting } = (
      await host.post('/api/meetings', { title: 'Giao ban', mode: 'discussion' })
    ).json()
    const before = await store.audit.head()
    for (const { method, path } of routes) {
      if (method !== 'GET') continue
      const url = path.replace(/:id|:meeting/, meeting.id).replace(/:\w+/g, 'x'.repeat(22))
      const answer = await host.send({ method: 'HEAD', url })
      if (!path.startsWith('/health/')) assert.equal(answer.statusCode, 404, path)
    }
    assert.deepEqual(await store.audit.head(), before)
  })

  it('[REC1] no route leads to a recording', async () => {
    await using server = await testServer()
    assert.ok(server.routes.every(({ path }) => !/record/i.test(path)))
  })

  it('[PWD4] is counted by the client’s address, as reported by a trusted proxy only', async () => {
    await using server = await testServer({ proxies: ['10.0.0.1'] })
    const post = (remote: string, forwarded: string) =>
      server.browser(remote).send({
        method: 'POST',
        url: '/api/session',
        payload: { username: 'x', password: 'y' },
        headers: { 'x-forwarded-for': forwarded },
      })
    const statuses = []
    for (let i = 0; i < 6; i += 1) {
      statuses.push((await post('198.51.100.1', `203.0.113.${i}`)).statusCode)
      server.clock.now += 5000
    }
    assert.equal(statuses.at(-1), 429)
    assert.equal((await post('10.0.0.1', '203.0.113.77')).statusCode, 401)
    assert.equal((await post('10.0.0.1', '198.51.100.1')).statusCode, 429)
  })
})

describe('the pages', () => {
  const folder = mkdtempSync(join(tmpdir(), 'anhop-client-'))
  mkdirSync(join(folder, 'assets'))
  const map = '{"integrity":{"/assets/main-abc123.js":"sha256-x"}}'
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><title>An Họp</title><script type="importmap">${map}</script><script>x</script>`,
  )
  writeFileSync(join(folder, 'assets', 'main-abc123.js'), 'export {}')
  writeFileSync(join(folder, 'sw.js'), 'self')
  writeFileSync(join(folder, 'manifest.webmanifest'), '{}')
  writeFileSync(join(folder, 'client-manifest.json'), '{}')
  writeFileSync(join(folder, '.secret'), 'no')
  after(() => rmSync(folder, { recursive: true }))

  it('are one document at every page URL, and nowhere else', async () => {
    await using server = await testServer({ clientFolder: folder })
    for (const url of [
      '/',
      '/setup',
      '/activate',
      '/sign-in',
      '/meetings',
      '/meetings/new',
      '/accounts',
      `/m/${'a'.repeat(22)}`,
    ]) {
      const page = await server.fastify.inject(url)
      assert.equal(page.statusCode, 200, url)
      assert.match(String(page.headers['content-type']), /text\/html/)
      assert.equal(page.headers['cache-control'], 'no-cache')
      assert.match(String(page.headers['content-security-policy']), /default-src 'self'/)
    }
    for (const url of [
      '/admin',
      '/m/',
      '/m/x',
      '/.secret',
      '/assets/',
      '/assets/none.js',
      '/assets/../.secret',
      '/%2e%2e/%2e%2e/etc/passwd',
    ]) {
      assert.ok([400, 404].includes((await server.fastify.inject(url)).statusCode), url)
    }
  })

  it('answer an unknown URL with a page for people and a code for programs', async () => {
    await using server = await testServer({ clientFolder: folder })
    const get = (url: string, accept: string) =>
      server.fastify.inject({ method: 'GET', url, headers: { accept } })
    for (const url of ['/nowhere', '/m/cut-off', '/meetings/x/audit', '/assets/none.js']) {
      const page = await get(url, 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8')
      assert.equal(page.statusCode, 404)
      assert.match(String(page.headers['content-type']), /text\/html/)
      assert.deepEqual((await get(url, '*/*')).json(), { code: 'not_found' })
    }
    assert.deepEqual((await get('/api/nothing', 'text/html')).json(), { code: 'not_found' })
  })

  it('[NET] may contain one inline script: the import map that they were built with', async () => {
    await using server = await testServer({ clientFolder: folder })
    const { headers } = await server.fastify.inject('/')
    const hash = createHash('sha256').update(map).digest('base64')
    assert.match(
      String(headers['content-security-policy']).replace(hash, 'HASH'),
      /script-src 'self' 'wasm-unsafe-eval' 'sha256-HASH';/,
    )
  })

  it('come with a list of their hashes that is revalidated each time', async () => {
    await using server = await testServer({ clientFolder: folder })
    const { headers } = await server.fastify.inject('/client-manifest.json')
    assert.equal(headers['cache-control'], 'no-cache')
    assert.match(String(headers['content-type']), /application\/json/)
  })

  it('include a service worker and a manifest that are revalidated each time', async () => {
    await using server = await testServer({ clientFolder: folder })
    const worker = await server.fastify.inject('/sw.js')
    assert.equal(worker.headers['cache-control'], 'no-cache')
    assert.match(String(worker.headers['content-type']), /javascript/)
    assert.match(String(worker.headers['content-security-policy']), /worker-src 'self'/)
    assert.equal(worker.headers['service-worker-allowed'], undefined)
    const manifest = await server.fastify.inject('/manifest.webmanifest')
    assert.equal(manifest.headers['cache-control'], 'no-cache')
    assert.match(String(manifest.headers['content-type']), /application\/manifest\+json/)
  })

  it('are built files with a hash in their name, cached indefinitely', async () => {
    await using server = await testServer({ clientFolder: folder })
    const script = await server.fastify.inject('/assets/main-abc123.js')
    assert.equal(script.statusCode, 200)
    assert.match(String(script.headers['cache-control']), /immutable/)
    assert.match(String(script.headers['content-type']), /javascript/)
  })
})
