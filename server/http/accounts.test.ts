import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { LINK_LIFETIME } from '../auth/accounts.ts'
import { SESSION_AGE, SESSION_IDLE } from '../auth/sessions.ts'
import { sha256 } from '../auth/tokens.ts'
import { PASSWORD, testServer } from './testing.ts'

const setup = (token: string | null, username = 'lan') => ({
  token,
  username,
  name: 'Lan',
  password: PASSWORD,
})

describe('[SES] the setup link', () => {
  it('creates the first operator, once', async () => {
    await using server = await testServer()
    const tab = server.browser()
    const { office: _, ...first } = (await tab.get('/api/me')).json()
    assert.deepEqual(first, {
      setupNeeded: true,
      recording: false,
      me: null,
      pending: null,
      sso: null,
    })
    const token = await server.service.setupToken(server.clock.now)
    const made = await tab.post('/api/setup', setup(token))
    assert.equal(made.statusCode, 200)
    assert.deepEqual([made.json().me, made.json().pending.wants], [null, 'enrol'])
    await server.enrol(tab, 'lan')
    assert.equal((await tab.get('/api/me')).json().me.role, 'operator')
    assert.equal((await tab.get('/api/me')).json().me.username, 'lan')

    const again = await server.browser().post('/api/setup', setup(token, 'mallory'))
    assert.deepEqual([again.statusCode, again.json()], [410, { code: 'link_invalid' }])
    assert.equal((await server.browser().get('/api/me')).json().setupNeeded, false)
    assert.equal(await server.service.setupToken(server.clock.now), null)
  })

  it('creates one operator if two people use it at once', async () => {
    await using server = await testServer()
    const token = await server.service.setupToken(server.clock.now)
    const answers = await Promise.all(
      ['a1', 'b2', 'c3'].map((name) => server.browser().post('/api/setup', setup(token, name))),
    )
    assert.deepEqual(
      answers.map((a) => a.statusCode).toSorted((a, b) => a - b),
      [200, 410, 410],
    )
    assert.equal((await server.store.accounts.list()).length, 1)
  })

  it('expires, and a new start voids the old one', async () => {
    await using server = await testServer()
    const first = await server.service.setupToken(server.clock.now)
    const second = await server.service.setupToken(server.clock.now)
    assert.equal((await server.browser().post('/api/setup', setup(first))).statusCode, 410)
    server.clock.now += LINK_LIFETIME
    assert.equal((await server.browser().post('/api/setup', setup(second))).statusCode, 410)
  })

  it('is not consumed by a password that is too weak', async () => {
    await using server = await testServer()
    const token = await server.service.setupToken(server.clock.now)
    const weak = await server
      .browser()
      .post('/api/setup', { ...setup(token), password: 'lan12345678901234' })
    assert.equal(weak.statusCode, 422)
    assert.equal((await server.browser().post('/api/setup', setup(token))).statusCode, 200)
  })

  it('cannot be guessed all day: the work behind it is limited', async () => {
    await using server = await testServer()
    const codes = []
    for (let i = 0; i < 22; i += 1) {
      const answer = await server.browser().post('/api/setup', setup('x'.repeat(43)))
      codes.push(answer.json().code)
    }
    assert.equal(codes.filter((code) => code === 'link_invalid').length, 20)
    assert.equal(codes.at(-1), 'locked_out')
  })
})

describe('[SES] signing in', () => {
  it('issues a new token each time; a planted one is worthless', async () => {
    await using server = await testServer()
    const first = await server.signedIn('lan', 'operator')
    const old = first.cookies.get('anhop_session')
    const planted = server.browser()
    planted.cookies.set('anhop_session', 'A'.repeat(43))
    await planted.post('/api/session', { username: 'lan', password: PASSWORD })
    assert.notEqual(planted.cookies.get('anhop_session'), 'A'.repeat(43))

    await first.post('/api/session', { username: 'LAN ', password: PASSWORD })
    assert.notEqual(first.cookies.get('anhop_session'), old)
    const thief = server.browser()
    thief.cookies.set('anhop_session', old ?? '')
    assert.equal((await thief.get('/api/me')).json().me, null)
  })

  it('gives the same answer for unknown, wrong, disabled, and not yet active', async () => {
    await using server = await testServer()
    const operator = await server.signedIn('lan', 'operator')
    await operator.post('/api/accounts', { username: 'new', name: 'New', role: 'host' })
    const off = await operator.post('/api/accounts', { username: 'off', name: 'Off', role: 'host' })
    await operator.post(`/api/accounts/${off.json().account.id}/disable`)
    const answers = []
    for (const username of ['nobody', 'lan', 'new', 'off', '__proto__', 'x'.repeat(64)]) {
      const answer = await server
        .browser('192.0.2.1')
        .post('/api/session', { username, password: 'wrong' })
      answers.push([answer.statusCode, answer.body, Object.keys(answer.headers).join()])
      server.clock.now += 60_000
    }
    for (const answer of answers) assert.deepEqual(answer, answers[0])
    assert.deepEqual(answers[0]?.slice(0, 2), [401, '{"code":"bad_credentials"}'])
  })

  it('stores only the hash; the cookie is httpOnly, SameSite=Strict, and __Host- under https', async () => {
    await using server = await testServer({ secure: true })
    const tab = server.browser()
    const token = await server.service.setupToken(server.clock.now)
    const answer = await tab.post('/api/setup', setup(token))
    for (const name of ['__Host-anhop_session', '__Host-anhop_device']) {
      const cookie = answer.cookies.find((c) => c.name === name)
      assert.deepEqual(
        [cookie?.httpOnly, cookie?.sameSite, cookie?.secure, cookie?.path, cookie?.domain],
        [true, 'Strict', true, '/', undefined],
      )
    }
    const session = tab.cookies.get('__Host-anhop_session') ?? ''
    assert.ok((await server.store.sessions.find(sha256(session))) !== null)
    assert.ok((await server.store.sessions.find(session)) === null)
  })

  it('ends when idle, when old, when signed out, everywhere at once', async () => {
    await using server = await testServer()
    await server.signedIn('minh', 'operator')
    const tab = await server.signedIn('lan', 'host')
    const who = async () => (await tab.get('/api/me')).json().me?.username ?? null
    const signIn = () => tab.post('/api/session', { username: 'lan', password: PASSWORD })
    server.clock.now += SESSION_IDLE - 1000
    assert.equal(await who(), 'lan')
    server.clock.now += SESSION_IDLE + 1000
    assert.equal(await who(), null)

    await signIn()
    for (let at = 0; at < SESSION_AGE; at += SESSION_IDLE) {
      assert.equal(await who(), 'lan')
      server.clock.now += SESSION_IDLE
    }
    server.clock.now += 1
    assert.equal(await who(), null)

    await signIn()
    const kept = tab.cookies.get('anhop_session') ?? ''
    await tab.delete('/api/session')
    assert.equal(tab.cookies.has('anhop_session'), false)
    tab.cookies.set('anhop_session', kept)
    assert.equal(await who(), null)

    await signIn()
    const other = server.browser()
    await other.post('/api/session', { username: 'lan', password: PASSWORD })
    await other.delete('/api/sessions')
    assert.equal(await who(), null)
    assert.equal((await other.delete('/api/sessions')).statusCode, 401)
  })

  it('[PWD4] is locked after wrong tries, except for the device that signed in before', async () => {
    await using server = await testServer()
    const known = await server.signedIn('lan', 'operator')
    await known.delete('/api/session')
    const tries = []
    for (let i = 0; i < 6; i += 1) {
      tries.push(
        await server.browser().post('/api/session', { username: 'lan', password: `wrong ${i}` }),
      )
      server.clock.now += 5000
    }
    assert.deepEqual(
      tries.map((t) => t.statusCode),
      [401, 401, 401, 401, 401, 429],
    )
    const last = tries.at(-1)
    assert.equal(last?.json().code, 'locked_out')
    assert.equal(last?.headers['retry-after'], String(last?.json().retryAfter))
    const right = { username: 'lan', password: PASSWORD }
    assert.equal((await server.browser().post('/api/session', right)).statusCode, 429)
    assert.equal((await known.post('/api/session', right)).statusCode, 200)
    const events = await server.store.audit.latest(10)
    const burst = events.find((event) => event.action === 'session.failed')
    assert.deepEqual(burst?.details, { count: 5 })
  })
})

describe('accounts', () => {
  it('are created by the operator and activated once, with a password chosen by the user', async () => {
    await using server = await testServer()
    const operator = await server.signedIn('lan', 'operator')
    const made = await operator.post('/api/accounts', {
      username: 'minh',
      name: 'Minh',
      role: 'host',
    })
    const { account, link } = made.json()
    assert.deepEqual([account.active, account.disabled], [false, false])
    assert.match(link, /^http:\/\/localhost:8080\/activate#[\w-]{43}$/)
    const token = link.split('#')[1]
    const host = server.browser()
    // Says whose it is as long as it is good, and does not use it up.
    const asked = () => host.post('/api/activate/account', { token })
    assert.deepEqual((await asked()).json(), { username: 'minh', name: 'Minh' })
    assert.equal((await host.post('/api/activate/account', { token: 'short' })).statusCode, 400)
    const none = await host.post('/api/activate/account', { token: 'x'.repeat(43) })
    assert.deepEqual([none.statusCode, none.json()], [410, { code: 'link_invalid' }])
    assert.equal(
      (await host.post('/api/activate', { token, password: 'quá ngắn' })).json().code,
      'password_too_short',
    )
    assert.equal(
      (await host.post('/api/activate', { token, password: PASSWORD })).json().me.role,
      'host',
    )
    assert.equal((await host.post('/api/activate', { token, password: PASSWORD })).statusCode, 410)
    assert.equal((await asked()).statusCode, 410)
    const taken = await operator.post('/api/accounts', {
      username: 'minh',
      name: 'M',
      role: 'host',
    })
    assert.deepEqual([taken.statusCode, taken.json().code], [409, 'username_taken'])
    const list = (await operator.get('/api/accounts')).json()
    assert.deepEqual(
      list.map((a: { username: string; active: boolean }) => [a.username, a.active]),
      [
        ['lan', true],
        ['minh', true],
      ],
    )
    assert.ok(!JSON.stringify(list).includes('argon2id'))
  })

  it('a new link removes the password and ends all sessions; the older link is void', async () => {
    await using server = await testServer()
    const operator = await server.signedIn('lan', 'operator')
    const host = await server.signedIn('minh', 'host')
    const { id } = (await host.get('/api/me')).json().me
    const one = (await operator.post(`/api/accounts/${id}/link`)).json()
    const two = (await operator.post(`/api/accounts/${id}/link`)).json()
    assert.equal(one.account.active, false)
    assert.equal((await host.get('/api/me')).json().me, null)
    assert.equal(
      (await host.post('/api/session', { username: 'minh', password: PASSWORD })).statusCode,
      401,
    )
    const activate = (link: string) =>
      host.post('/api/activate', { token: link.split('#')[1], password: PASSWORD })
    assert.equal((await activate(one.link)).statusCode, 410)
    assert.equal((await activate(two.link)).statusCode, 200)
  })

  it('a disabled account is signed out, cannot sign in or activate, and can be enabled again', async () => {
    await using server = await testServer()
    const operator = await server.signedIn('lan', 'operator')
    const host = await server.signedIn('minh', 'host')
    const { id } = (await host.get('/api/me')).json().me
    const { link } = (await operator.post(`/api/accounts/${id}/link`)).json()
    await operator.post(`/api/accounts/${id}/disable`)
    const token = link.split('#')[1]
    assert.equal((await host.post('/api/activate', { token, password: PASSWORD })).statusCode, 410)
    await operator.post(`/api/accounts/${id}/enable`)
    const fresh = (await operator.post(`/api/accounts/${id}/link`)).json()
    const again = { token: fresh.link.split('#')[1], password: PASSWORD }
    assert.equal((await host.post('/api/activate', again)).statusCode, 200)
  })

  it('[SES] users change their password with the current one, and other browsers are signed out', async () => {
    await using server = await testServer()
    const here = await server.signedIn('minh', 'host')
    const there = server.browser()
    await there.post('/api/session', { username: 'minh', password: PASSWORD })
    const password = 'thuyen-giay-qua-deo-2077'
    const wrong = { current: 'khong-phai-mat-khau', password }
    assert.equal((await here.post('/api/me/password', wrong)).json().code, 'bad_credentials')
    const weak = { current: PASSWORD, password: 'minhminhminhminh' }
    assert.equal((await here.post('/api/me/password', weak)).statusCode, 422)
    const right = { current: PASSWORD, password }
    assert.equal((await here.post('/api/me/password', right)).statusCode, 200)
    assert.equal((await here.get('/api/me')).json().me.username, 'minh')
    assert.equal((await there.get('/api/me')).json().me, null)
    const again = await there.post('/api/session', { username: 'minh', password: PASSWORD })
    assert.equal(again.json().code, 'bad_credentials')
    const anonymous = await server.browser().post('/api/me/password', right)
    assert.equal(anonymous.json().code, 'unauthenticated')
  })

  it('operators cannot lock themselves out', async () => {
    await using server = await testServer()
    const operator = await server.signedIn('lan', 'operator')
    const { id } = (await operator.get('/api/me')).json().me
    assert.equal((await operator.post(`/api/accounts/${id}/disable`)).json().code, 'own_account')
    assert.equal((await operator.post(`/api/accounts/${id}/link`)).json().code, 'own_account')
    assert.equal(
      (await operator.post(`/api/accounts/${'x'.repeat(22)}/disable`)).json().code,
      'not_found',
    )
    assert.equal((await operator.post('/api/accounts/x/disable')).json().code, 'not_found')
  })

  it('an operator signs an account out everywhere; the password stays', async () => {
    await using server = await testServer()
    const operator = await server.signedIn('lan', 'operator')
    const host = await server.signedIn('minh', 'host')
    const { id } = (await host.get('/api/me')).json().me
    const second = server.browser()
    const signIn = { username: 'minh', password: PASSWORD }
    assert.equal((await second.post('/api/session', signIn)).statusCode, 200)
    assert.equal((await host.post(`/api/accounts/${id}/sign-out`)).statusCode, 403)
    assert.equal((await operator.post(`/api/accounts/${id}/sign-out`)).statusCode, 200)
    for (const tab of [host, second]) assert.equal((await tab.get('/api/me')).json().me, null)
    assert.equal((await operator.get('/api/me')).json().me.username, 'lan')
    assert.equal((await second.post('/api/session', signIn)).statusCode, 200)
    const [entry] = (
      await server.store.audit.page({ meetingId: null, action: 'account', limit: 1 })
    ).entries
    assert.deepEqual([entry?.event.action, entry?.event.target], ['account.signed_out', id])
    const nobody = `/api/accounts/${'x'.repeat(22)}/sign-out`
    assert.equal((await operator.post(nobody)).json().code, 'not_found')
  })

  it('[AUD] every change is audited, chained, and without secrets', async () => {
    await using server = await testServer()
    const operator = await server.signedIn('lan', 'operator')
    const host = await server.signedIn('minh', 'host')
    const { id } = (await host.get('/api/me')).json().me
    await operator.post(`/api/accounts/${id}/disable`)
    await operator.post(`/api/accounts/${id}/enable`)
    const { link } = (await operator.post(`/api/accounts/${id}/link`)).json()
    await operator.delete('/api/session')
    const events = await server.store.audit.latest(50)
    assert.deepEqual(
      events.map((event) => event.action),
      [
        'setup.link',
        'setup.done',
        'session.half',
        'factor.added',
        'session.opened',
        'account.created',
        'account.activated',
        'session.opened',
        'account.disabled',
        'account.enabled',
        'account.link',
        'session.closed',
      ],
    )
    const text = JSON.stringify(events)
    for (const secret of [
      PASSWORD,
      link.split('#')[1],
      operator.cookies.get('anhop_device'),
      'argon2id',
    ]) {
      assert.ok(!text.includes(secret ?? 'undefined'))
    }
    assert.equal((await server.store.audit.verify()).ok, true)
  })
})
