import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { IdentityProvider } from '../auth/oidc.ts'
import { SESSION_AGE, SSO_SESSION_AGE } from '../auth/sessions.ts'
import type { Claims } from '../policy/sso.ts'
import { Refusal } from '#protocol/errors.ts'
import type { AccountView } from '#protocol/http.ts'
import { AccountId } from '#protocol/ids.ts'
import { ORIGIN, PASSWORD, testServer } from './testing.ts'
import type { Browser, TestServer } from './testing.ts'

const ISSUER = 'https://id.example.vn'
/** Added by a provider that required two factors. */
const MFA = { amr: ['pwd', 'otp', 'mfa'] }
const HOA = { iss: ISSUER, sub: 'nv-001', name: 'Trần Thị Hòa', preferred_username: 'hoa' }

/** A provider that returns preset claims. Token handling is tested in another file. */
class StubProvider implements IdentityProvider {
  says: Claims | Refusal = new Refusal('sso_failed')
  authorize: IdentityProvider['authorize'] = async (redirectUri, { state }) =>
    new URL(`${ISSUER}/auth?${new URLSearchParams({ state, redirect_uri: redirectUri })}`)
  endSession = async () => null
  async redeem() {
    if (this.says instanceof Refusal) throw this.says
    return this.says
  }
}

async function withProvider() {
  const provider = new StubProvider()
  const roles = { claim: 'roles', host: ['chu-tri'], operator: ['van-hanh'] }
  const settings = { name: 'Cổng', roles, twoFactorContexts: ['hai-lop'] }
  return { provider, server: await testServer({ oidc: { provider, settings } }) }
}

async function comeBack(tab: Browser, page = '/meetings') {
  const start = await tab.get(`/api/oidc/start?return=${page}`)
  assert.equal(start.statusCode, 303)
  const state = new URL(String(start.headers.location)).searchParams.get('state') ?? ''
  return tab.get(`/api/oidc/callback?code=c&state=${state}&session_state=x`)
}
const reset = (who: Browser, whose: string) => who.post(`/api/accounts/${whose}/reset-factors`)
const me = async (tab: Browser) => (await tab.get('/api/me')).json().me
const actions = async (server: TestServer) =>
  (await server.store.audit.latest(20)).map(({ action }) => action)

describe('single sign-on', () => {
  it('does not exist unless it is configured', async () => {
    await using server = await testServer()
    const tab = server.browser()
    assert.equal((await tab.get('/api/me')).json().sso, null)
    for (const path of ['start', 'callback', 'end'])
      assert.equal((await tab.get(`/api/oidc/${path}`)).statusCode, 404)
  })

  it('[SES] creates an account for the issuer and subject, and matches it by nothing else', async () => {
    const { provider, server } = await withProvider()
    await using _ = server
    const tab = server.browser()
    provider.says = { ...HOA, roles: ['chu-tri'] }
    const back = await comeBack(tab, '/audit')
    assert.deepEqual([back.statusCode, back.headers.location], [303, '/audit'])
    assert.equal(back.headers['cache-control'], 'no-store')
    const first = await me(tab)
    assert.deepEqual(
      { ...first, id: '' },
      { id: '', username: 'hoa', name: 'Trần Thị Hòa', role: 'host', sso: true },
    )
    assert.deepEqual(await actions(server), ['account.created', 'session.opened'])

    const again = server.browser()
    provider.says = { ...HOA, name: 'Tên Khác', preferred_username: 'khac', roles: ['chu-tri'] }
    await comeBack(again)
    assert.equal((await me(again)).id, first.id)
    for (const other of [{ sub: 'nv-002' }, { iss: 'https://other.example.vn' }]) {
      provider.says = { ...HOA, ...other, roles: ['chu-tri'] }
      const stranger = server.browser()
      await comeBack(stranger)
      assert.notEqual((await me(stranger)).id, first.id)
    }
  })

  it('[SES] creates one account for a person who signs in twice at once', async () => {
    const { provider, server } = await withProvider()
    await using _ = server
    provider.says = { ...HOA, roles: ['chu-tri'] }
    const tabs = [server.browser(), server.browser()]
    await Promise.all(tabs.map((tab) => comeBack(tab)))
    const [one, two] = await Promise.all(tabs.map(me))
    assert.deepEqual([one.id, one.username], [two.id, 'hoa'])
    assert.equal((await server.store.accounts.list()).length, 1)
  })

  it('starts no more than three hundred flows per address in a minute', async () => {
    const { server } = await withProvider()
    await using _ = server
    const start = async (address: string) =>
      String((await server.browser(address).get('/api/oidc/start')).headers.location)
    for (let n = 0; n < 300; n++) assert.ok((await start('198.51.100.1')).startsWith(ISSUER))
    assert.equal(await start('198.51.100.1'), '/sign-in#rate_limited')
    assert.ok((await start('198.51.100.2')).startsWith(ISSUER))
  })

  it('[SES] never takes over an account with the same name', async () => {
    const { provider, server } = await withProvider()
    await using _ = server
    const operator = await server.signedIn('hoa', 'operator')
    const tab = server.browser()
    provider.says = { ...HOA, email: 'hoa@so.example.vn', email_verified: true, roles: ['chu-tri'] }
    await comeBack(tab)
    const newcomer = await me(tab)
    assert.deepEqual([newcomer.username, newcomer.role], ['hoa-2', 'host'])
    assert.notEqual(newcomer.id, (await me(operator)).id)
  })

  it('[SES] a role withdrawn at the provider ends the sessions opened with it', async () => {
    const { provider, server } = await withProvider()
    await using _ = server
    const office = server.browser()
    provider.says = { ...HOA, ...MFA, roles: ['van-hanh'] }
    await comeBack(office)
    assert.equal((await office.get('/api/accounts')).statusCode, 200)

    const home = server.browser()
    provider.says = { ...HOA, roles: ['chu-tri'] }
    await comeBack(home)
    assert.equal((await me(home)).role, 'host')
    assert.equal((await office.get('/api/accounts')).statusCode, 401)

    provider.says = { ...HOA, roles: [] }
    const refused = await comeBack(server.browser())
    assert.equal(refused.headers.location, '/sign-in#sso_not_allowed')
    assert.equal(await me(home), null)
    assert.deepEqual((await actions(server)).slice(-3), [
      'account.role',
      'session.opened',
      'session.sso_refused',
    ])
  })

  it('[SES] a person without a role gets no account, and one who lost the role cannot sign in', async () => {
    const { provider, server } = await withProvider()
    await using _ = server
    for (const roles of [undefined, [], ['ke-toan'], { 'van-hanh': true }, 1]) {
      provider.says = { ...HOA, roles }
      const tab = server.browser()
      const { headers } = await comeBack(tab)
      assert.equal(headers.location, '/sign-in#sso_not_allowed')
      assert.equal(await me(tab), null)
    }
    assert.deepEqual(await server.store.accounts.list(), [])
    assert.deepEqual(await actions(server), [])
  })

  it('[SES] a disabled account stays disabled, whatever the provider says', async () => {
    const { provider, server } = await withProvider()
    await using _ = server
    const operator = await server.signedIn('lan', 'operator')
    const tab = server.browser()
    provider.says = { ...HOA, ...MFA, roles: ['van-hanh'] }
    await comeBack(tab)
    const { id } = await me(tab)
    await operator.post(`/api/accounts/${id}/disable`)
    assert.equal(await me(tab), null)
    const refused = await comeBack(tab)
    assert.equal(refused.headers.location, '/sign-in#sso_not_allowed')
    assert.equal(await me(tab), null)
    await operator.post(`/api/accounts/${id}/enable`)
    await comeBack(tab)
    assert.equal((await me(tab)).id, id)
    await operator.post(`/api/accounts/${id}/sign-out`)
    assert.equal(await me(tab), null)
  })

  it('[SES] an account from the provider has no other way to sign in', async () => {
    const { provider, server } = await withProvider()
    await using _ = server
    const operator = await server.signedIn('lan', 'operator')
    const tab = server.browser()
    provider.says = { ...HOA, roles: ['chu-tri'] }
    await comeBack(tab)
    const id = AccountId.parse((await me(tab)).id)

    const link = await operator.post(`/api/accounts/${id}/link`)
    assert.deepEqual(link.json(), { code: 'sso_account' })
    const body = { current: PASSWORD, password: `${PASSWORD} mới` }
    assert.deepEqual((await tab.post('/api/me/password', body)).json(), { code: 'sso_account' })
    const signIn = (username: string) =>
      server.browser('203.0.113.7').post('/api/session', { username, password: PASSWORD })
    const [known, absent] = [await signIn('hoa'), await signIn('khongco')]
    assert.deepEqual([known.statusCode, known.body], [absent.statusCode, absent.body])
    // The database enforces it too.
    await assert.rejects(server.store.accounts.setPassword(id, '$argon2id$v=19$anything'))
    const views: AccountView[] = (await operator.get('/api/accounts')).json()
    const view = views.find((account) => account.id === id)
    assert.deepEqual([view?.active, view?.sso], [true, true])
  })

  it('[SES] an operator from the provider does not void the setup link', async () => {
    const { provider, server } = await withProvider()
    await using _ = server
    provider.says = { ...HOA, roles: ['van-hanh'] }
    await comeBack(server.browser())
    assert.notEqual(await server.service.setupToken(server.clock.now), null)
  })

  it('[SES] two factors at the provider count as two; after one an operator gives our second', async () => {
    const { provider, server } = await withProvider()
    await using _ = server
    const tab = server.browser()
    const stands = async () => {
      const { me: whole, pending } = (await tab.get('/api/me')).json()
      return [whole?.username ?? null, pending?.wants ?? null]
    }
    const operator = { ...HOA, roles: ['van-hanh'] }
    provider.says = { ...operator, amr: ['pwd'] }
    await comeBack(tab)
    assert.deepEqual(await stands(), [null, 'enrol'])
    assert.equal((await tab.get('/api/accounts')).statusCode, 403)
    await server.enrol(tab, 'hoa')
    assert.deepEqual(await stands(), ['hoa', null])

    await comeBack(tab)
    assert.deepEqual(await stands(), [null, 'prove'])
    await server.prove(tab, 'hoa')
    assert.deepEqual(await stands(), ['hoa', null])

    provider.says = { ...operator, ...MFA }
    await comeBack(tab)
    assert.deepEqual(await stands(), ['hoa', null])
    provider.says = { ...operator, acr: 'hai-lop' }
    await comeBack(tab)
    assert.deepEqual(await stands(), ['hoa', null])
  })

  it("[SES] a sign-in through yesterday's session at the provider is not a fresh proof", async () => {
    const { provider, server } = await withProvider()
    await using _ = server
    const tab = server.browser()
    provider.says = { ...HOA, roles: ['chu-tri'] }
    await comeBack(tab)
    assert.notEqual(await me(tab), null)
    assert.deepEqual((await tab.post('/api/me/totp/new')).json(), { code: 'proof_needed' })
    provider.says = { ...provider.says, auth_time: server.clock.now / 1000 }
    await comeBack(tab)
    assert.equal((await tab.post('/api/me/totp/new')).statusCode, 200)
  })

  it('[SES] an operator lets a colleague enroll again who lost the second factor', async () => {
    const { provider, server } = await withProvider()
    await using _ = server
    const operator = await server.signedIn('lan', 'operator')
    const local = (await me(operator)).id
    const tab = server.browser()
    provider.says = { ...HOA, roles: ['van-hanh'] }
    await comeBack(tab)
    await server.enrol(tab, 'hoa')
    const { id } = await me(tab)
    assert.equal((await reset(server.browser(), id)).statusCode, 401)
    // Not for one's own account, and not for one whose password would then be enough.
    assert.deepEqual((await reset(tab, id)).json(), { code: 'own_account' })
    assert.deepEqual((await reset(tab, local)).json(), { code: 'not_sso' })
    assert.equal((await reset(operator, id)).statusCode, 200)
    assert.equal(await me(tab), null)
    await comeBack(tab)
    assert.equal((await tab.get('/api/me')).json().pending.wants, 'enrol')
  })

  it('[SES] a session from the provider lasts a working day, and replaces the previous one', async () => {
    const { provider, server } = await withProvider()
    await using _ = server
    const tab = server.browser()
    provider.says = { ...HOA, roles: ['chu-tri'] }
    await comeBack(tab)
    const before = tab.cookies.get('anhop_session') ?? ''
    await comeBack(tab)
    const thief = server.browser()
    thief.cookies.set('anhop_session', before)
    assert.equal(await me(thief), null)
    server.clock.now += SSO_SESSION_AGE - 1000
    assert.notEqual(await me(tab), null)
    server.clock.now += 2000
    assert.equal(await me(tab), null)
    assert.ok(SSO_SESSION_AGE < SESSION_AGE)
  })

  it('[SES] the cookie of a flow is Lax, bound to this browser and host, and used once', async () => {
    const { provider, server } = await withProvider()
    await using _ = server
    provider.says = { ...HOA, roles: ['chu-tri'] }
    const tab = server.browser()
    const start = await tab.get('/api/oidc/start')
    const [flow] = start.cookies
    assert.deepEqual(
      { ...flow, value: flow?.value.length },
      { name: 'anhop_flow', value: 43, maxAge: 600, path: '/', httpOnly: true, sameSite: 'Lax' },
    )
    const url = new URL(String(start.headers.location))
    assert.equal(url.searchParams.get('redirect_uri'), `${ORIGIN}/api/oidc/callback`)
    const back = `/api/oidc/callback?code=c&state=${url.searchParams.get('state')}`
    const done = await tab.get(back)
    assert.deepEqual(
      done.cookies.map(({ name, value, sameSite }) => [name, value.length, sameSite]),
      [
        ['anhop_flow', 0, 'Strict'],
        ['anhop_session', 43, 'Strict'],
      ],
    )
    assert.equal((await tab.get(back)).headers.location, '/sign-in#sso_expired')
  })

  it('reports errors on the sign-in page, and keeps the existing session', async () => {
    const { provider, server } = await withProvider()
    await using _ = server
    const tab = await server.signedIn('lan', 'operator')
    for (const code of ['sso_failed', 'sso_unavailable'] as const) {
      provider.says = new Refusal(code)
      assert.equal((await comeBack(tab)).headers.location, `/sign-in#${code}`)
      assert.equal((await me(tab)).username, 'lan')
    }
    provider.authorize = async () => {
      throw new Refusal('sso_unavailable')
    }
    const start = await tab.get('/api/oidc/start')
    assert.deepEqual([start.statusCode, start.headers.location], [303, '/sign-in#sso_unavailable'])
    assert.deepEqual(start.cookies, [])
  })
})
