import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { FRESH, HALF_LIFE } from '../policy/factors.ts'
import { CHALLENGE_LIFE } from '../auth/passkeys.ts'
import { SESSION_IDLE } from '../auth/sessions.ts'
import type { SessionView } from '#protocol/factors.ts'
import { PASSWORD, testServer, totpCode } from './testing.ts'
import type { Browser, TestServer } from './testing.ts'

const signIn = (tab: Browser, username: string) =>
  tab.post('/api/session', { username, password: PASSWORD })

/** A host with an authenticator app, and a browser where only the password was given. */
async function half(server: TestServer) {
  await server.signedIn('lan', 'operator')
  const owner = await server.signedIn('minh', 'host')
  const codes = await server.enrol(owner, 'minh')
  const tab = server.browser()
  await signIn(tab, 'minh')
  return { owner, tab, codes }
}

describe('[SES] a half session', () => {
  it('is refused by every route that does not explicitly allow it', async () => {
    await using server = await testServer()
    const { tab } = await half(server)
    const open: string[] = []
    for (const { method, path, access } of server.routes) {
      // Guests have no session, so these routes treat a half session like none.
      if (access === 'anyone' || access === 'inside' || access === 'presenting') continue
      const url = path.replaceAll(/:\w+/g, 'x'.repeat(22))
      const answer = await tab.send({ method, url, payload: { rubbish: true } })
      if (answer.json().code !== 'factor_needed') open.push(path)
    }
    assert.deepEqual(open, ['/api/session/proof', '/api/session/passkey'])
  })

  it('lives ten minutes, and becomes full with a new token', async () => {
    await using server = await testServer()
    const { tab } = await half(server)
    server.clock.now += HALF_LIFE - 60_000
    const token = tab.cookies.get('anhop_session')
    const answer = await server.prove(tab, 'minh')
    assert.deepEqual([answer.json().me.username, answer.json().pending], ['minh', null])
    assert.notEqual(tab.cookies.get('anhop_session'), token)
    server.clock.now += SESSION_IDLE - 1000
    assert.equal((await tab.get('/api/meetings')).statusCode, 200)

    const late = server.browser()
    await signIn(late, 'minh')
    server.clock.now += HALF_LIFE
    assert.equal((await late.get('/api/me')).json().pending.wants, 'prove')
    server.clock.now += 1
    assert.equal((await server.prove(late, 'minh')).json().code, 'unauthenticated')
  })

  it('signs out, and is audited differently from a full one', async () => {
    await using server = await testServer()
    const { tab } = await half(server)
    assert.equal((await tab.delete('/api/session')).statusCode, 200)
    const actions = (await server.store.audit.latest(2)).map((event) => event.action)
    assert.deepEqual(actions, ['session.half', 'session.closed'])
  })
})

describe('[SES] second factors', () => {
  it('the first ends the other sessions and creates the codes; the second does neither', async () => {
    await using server = await testServer()
    await server.signedIn('lan', 'operator')
    const here = await server.signedIn('minh', 'host')
    const there = server.browser()
    await signIn(there, 'minh')
    assert.equal((await there.get('/api/meetings')).statusCode, 200)
    assert.equal((await server.enrol(here, 'minh')).length, 10)
    assert.equal((await there.get('/api/meetings')).statusCode, 401)
    server.clock.now += 30_000
    assert.equal(await server.enrol(here, 'minh'), null)
    const list = (await here.get('/api/me/factors')).json()
    assert.deepEqual([list.factors.length, list.codesLeft, list.required], [2, 10, false])
    assert.ok(!JSON.stringify(list).includes('secret'))
  })

  it('can be changed only with a proof from the last five minutes', async () => {
    await using server = await testServer()
    const { owner, codes } = await half(server)
    const [factor] = (await owner.get('/api/me/factors')).json().factors
    const path = `/api/me/factors/${factor.id}`
    server.clock.now += FRESH + 1
    const changes = [
      () => owner.post('/api/me/totp/new'),
      () => owner.post('/api/me/passkeys/new'),
      () => owner.post('/api/me/recovery-codes'),
      () => owner.post(path, { name: 'Mới' }),
      () => owner.delete(path),
    ]
    for (const change of changes) assert.equal((await change()).json().code, 'proof_needed')
    // The password is not a sufficient proof for an account with a factor.
    const password = await owner.post('/api/session/proof', { password: PASSWORD })
    assert.equal(password.json().code, 'factor_needed')
    await owner.post('/api/session/proof', { recovery: codes[0] })
    for (const change of changes) assert.equal((await change()).statusCode, 200)
    assert.deepEqual((await owner.get('/api/me/factors')).json().factors, [])
    assert.equal((await signIn(server.browser(), 'minh')).json().me.username, 'minh')
  })

  it('an account without one proves the password before adding one', async () => {
    await using server = await testServer()
    await server.signedIn('lan', 'operator')
    const host = await server.signedIn('minh', 'host')
    server.clock.now += FRESH + 1
    assert.equal((await host.post('/api/me/totp/new')).json().code, 'proof_needed')
    const wrong = await host.post('/api/session/proof', { password: 'sai' })
    assert.equal(wrong.json().code, 'bad_credentials')
    assert.equal((await host.post('/api/session/proof', { password: PASSWORD })).statusCode, 200)
    assert.equal((await server.enrol(host, 'minh')).length, 10)
  })

  it('an app must be enrolled within five minutes, with its own secret, in its own session', async () => {
    await using server = await testServer()
    await server.signedIn('lan', 'operator')
    const host = await server.signedIn('minh', 'host')
    const begin = async () => (await host.post('/api/me/totp/new')).json()
    const add = (challenge: string, secret: string, tab = host) =>
      tab.post('/api/me/totp', { challenge, name: 'App', code: totpCode(secret, server.clock.now) })
    const one = await begin()
    const two = await begin()
    assert.equal((await add(one.challenge, two.secret)).json().code, 'bad_code')
    const other = await server.signedIn('hoa', 'host')
    assert.equal((await add(one.challenge, one.secret, other)).json().code, 'link_invalid')
    assert.equal((await add(one.challenge, one.secret)).statusCode, 200)
    server.clock.now += 30_000
    assert.equal((await add(one.challenge, one.secret)).json().code, 'link_invalid')
    server.clock.now += CHALLENGE_LIFE - 60_000
    await server.prove(host, 'minh')
    assert.equal((await add(two.challenge, two.secret)).json().code, 'link_invalid')
  })

  it('a new link keeps them, a reset removes them; activating with a factor gives a half session', async () => {
    await using server = await testServer()
    const operator = await server.signedIn('lan', 'operator')
    const host = await server.signedIn('minh', 'host')
    await server.enrol(host, 'minh')
    const { id } = (await host.get('/api/me')).json().me
    const activate = async (how: 'link' | 'reset') => {
      const { account, link } = (await operator.post(`/api/accounts/${id}/${how}`)).json()
      const body = { token: link.split('#')[1], password: PASSWORD }
      const { pending } = (await server.browser().post('/api/activate', body)).json()
      return [account.factor, pending?.wants ?? null]
    }
    assert.deepEqual(await activate('link'), [true, 'prove'])
    assert.deepEqual(await activate('reset'), [false, null])
  })

  it('are required of hosts from their next request once an operator says so', async () => {
    await using server = await testServer()
    const operator = await server.signedIn('lan', 'operator')
    const host = await server.signedIn('minh', 'host')
    const old = await server.signedIn('hoa', 'host')
    server.clock.now += HALF_LIFE + 1
    await signIn(host, 'minh')
    await server.prove(operator, 'lan')
    await operator.post('/api/policy', { hostsNeedFactor: true })
    assert.equal((await host.get('/api/meetings')).json().code, 'factor_needed')
    assert.equal((await host.get('/api/me')).json().pending.wants, 'enrol')
    // After an old password proof, prove it again first.
    assert.equal((await old.get('/api/meetings')).json().code, 'unauthenticated')
    await server.enrol(host, 'minh')
    const { factors, required } = (await host.get('/api/me/factors')).json()
    assert.equal(required, true)
    const last = await host.delete(`/api/me/factors/${factors[0].id}`)
    assert.equal(last.json().code, 'factor_required')
    const [entry] = (await server.store.audit.page({ meetingId: null, action: 'policy', limit: 1 }))
      .entries
    assert.deepEqual(entry?.event.details, { on: true })
  })

  it('the secret of an app is not stored in plain text', async () => {
    await using server = await testServer()
    await server.signedIn('lan', 'operator')
    const host = await server.signedIn('minh', 'host')
    const { challenge, secret } = (await host.post('/api/me/totp/new')).json()
    const code = totpCode(secret, server.clock.now)
    await host.post('/api/me/totp', { challenge, name: 'App', code })
    const { id } = (await host.get('/api/me')).json().me
    const [factor] = await server.store.factors.ofAccount(id)
    assert.ok(factor?.kind === 'totp' && !factor.secret.includes(secret))
  })
})

describe('[SES] a user’s own sessions', () => {
  it('are listed with browser and times, and can be ended one by one or all others at once', async () => {
    await using server = await testServer()
    await server.signedIn('lan', 'operator')
    const here = await server.signedIn('minh', 'host')
    const agent = 'Mozilla/5.0 (Windows NT 10.0; rv:132.0) Gecko/20100101 Firefox/132.0'
    const [one, two] = [server.browser(), server.browser()]
    for (const tab of [one, two]) {
      server.clock.now += 60_000
      const payload = { username: 'minh', password: PASSWORD }
      const headers = { 'user-agent': agent }
      await tab.send({ method: 'POST', url: '/api/session', payload, headers })
    }
    const list = async (): Promise<SessionView[]> => (await here.get('/api/me/sessions')).json()
    const all = await list()
    assert.deepEqual(
      all.map(({ browser, current }) => [browser, current]),
      [
        ['', true],
        ['Firefox · Windows', false],
        ['Firefox · Windows', false],
      ],
    )
    const newest = all.find(({ createdAt }) => createdAt === server.clock.now)
    assert.ok(!JSON.stringify(await list()).includes('oken'))
    await here.delete(`/api/me/sessions/${newest?.id}`)
    assert.equal((await two.get('/api/meetings')).statusCode, 401)
    assert.equal((await one.get('/api/meetings')).statusCode, 200)
    await here.delete('/api/me/sessions')
    assert.equal((await one.get('/api/meetings')).statusCode, 401)
    assert.equal((await list()).length, 1)
  })
})
