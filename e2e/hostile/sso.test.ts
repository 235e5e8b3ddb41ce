import assert from 'node:assert/strict'
import { readFile, readdir } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { FakeProvider } from '../support/fake-provider.ts'
import type { Asked, Misdeed } from '../support/fake-provider.ts'
import { oidcEnv } from '../support/provider.ts'
import { ACCOUNT_PASSWORD, ServerHarness, codeOf } from '../support/harness.ts'
import { OPERATOR_PASSWORD } from '../support/visitor.ts'
import type { Visitor } from '../support/visitor.ts'

const fake = await FakeProvider.start()
/** The callback's parameters; `iss` is correct unless given. */
type AuthAnswer = Record<string, string>

const HOST = { sub: 'nv-001', name: 'Trần Thị Hòa', preferred_username: 'hoa', roles: ['chu-tri'] }
const SESSION = 'anhop_session'
const FLOW = 'anhop_flow'

const locationOf = ({ headers }: { headers: Headers }) => headers.get('location') ?? ''
const me = async (visitor: Visitor) =>
  ((await visitor.send('GET', '/api/me')).body as { me: { id: string; role: string } | null }).me

describe('single sign-on', () => {
  const harness = new ServerHarness({
    ...oidcEnv(fake.issuer, fake.clientId, fake.clientSecret),
    ANHOP_LOG_LEVEL: 'trace',
  })
  after(() => fake.down())

  async function begin(visitor: Visitor, page = '/meetings'): Promise<Asked> {
    const answer = await visitor.send('GET', `/api/oidc/start?return=${page}`)
    assert.equal(answer.status, 303)
    const { origin, searchParams } = new URL(locationOf(answer))
    assert.equal(origin, fake.issuer)
    assert.equal(searchParams.get('code_challenge_method'), 'S256')
    const part = (name: string) => searchParams.get(name) ?? assert.fail(name)
    return { state: part('state'), nonce: part('nonce'), challenge: part('code_challenge') }
  }

  /** Where the callback redirects to. */
  async function back(visitor: Visitor, answer: AuthAnswer): Promise<string> {
    const query = new URLSearchParams({ iss: fake.issuer, ...answer })
    return locationOf(await visitor.send('GET', `/api/oidc/callback?${query}`))
  }

  async function whole(visitor: Visitor, claims: object = HOST, page?: string): Promise<string> {
    const asked = await begin(visitor, page)
    return back(visitor, { code: fake.code(asked, { ...claims }), state: asked.state })
  }

  const accounts = async () => (await harness.host.send('GET', '/api/accounts')).body as object[]

  /** Refused: nobody is signed in, no account is created, and the other meeting continues. */
  async function refused(visitor: Visitor, where: string, code: string, before: number) {
    assert.equal(where, `/sign-in#${code}`)
    assert.equal(await me(visitor), null)
    assert.equal(visitor.cookies.get(SESSION) ?? '', '')
    assert.equal((await accounts()).length, before)
    await harness.goesOn()
  }

  async function lies(misdeed: Misdeed, claims: object = HOST): Promise<void> {
    const before = (await accounts()).length
    fake.misdeed = misdeed
    const visitor = harness.visitor()
    const where = await whole(visitor, { ...claims, sub: 'nv-never' })
    fake.misdeed = {}
    await refused(visitor, where, 'sso_failed', before)
  }

  it('[SES] a callback with a forged or missing state neither ends nor starts a flow', async () => {
    const before = (await accounts()).length
    const visitor = harness.visitor()
    const asked = await begin(visitor)
    const code = fake.code(asked, { ...HOST, sub: 'nv-forged' })
    const forged: AuthAnswer[] = [{ code, state: 'A'.repeat(43) }, { code, state: '' }, { code }]
    for (const answer of forged) {
      await refused(visitor, await back(visitor, answer), 'sso_expired', before)
    }
    // They did not end the legitimate flow.
    assert.equal(await back(visitor, { code, state: asked.state }), '/meetings')
    assert.notEqual(await me(visitor), null)
  })

  it('[SES] a replayed callback signs nobody in a second time', async () => {
    const visitor = harness.visitor()
    const asked = await begin(visitor)
    const answer = { code: fake.code(asked, HOST), state: asked.state }
    const flow = visitor.cookies.get(FLOW) ?? ''
    assert.equal(await back(visitor, answer), '/meetings')
    const before = (await accounts()).length
    const thief = harness.visitor()
    thief.cookies.set(FLOW, flow)
    await refused(thief, await back(thief, answer), 'sso_expired', before)
  })

  it('[SES] a callback is useless in another browser', async () => {
    const before = (await accounts()).length
    const asked = await begin(harness.visitor())
    const answer = { code: fake.code(asked, { ...HOST, sub: 'nv-other' }), state: asked.state }
    const victim = harness.visitor()
    await refused(victim, await back(victim, answer), 'sso_expired', before)
    await begin(victim)
    await refused(victim, await back(victim, answer), 'sso_expired', before)
    victim.cookies.set(FLOW, 'Z'.repeat(43))
    await refused(victim, await back(victim, answer), 'sso_expired', before)
  })

  it('[SES] a code from another flow is refused by its verifier and by the ID token’s nonce', async () => {
    const before = (await accounts()).length
    for (const checksVerifier of [true, false]) {
      fake.checksVerifier = checksVerifier
      const theirs = await begin(harness.visitor())
      const victim = harness.visitor()
      const { state } = await begin(victim)
      const code = fake.code(theirs, { ...HOST, sub: 'nv-injected' })
      await refused(victim, await back(victim, { code, state }), 'sso_failed', before)
    }
    fake.checksVerifier = true
  })

  it('[SES] an ID token with a wrong or missing nonce is refused', async () => {
    await lies({ claims: { nonce: 'A'.repeat(43) } })
    await lies({ claims: { nonce: undefined } })
    await lies({ claims: { nonce: ['x'] } })
  })

  it('[SES] an ID token not signed by the provider is refused', async () => {
    await lies({ foreignKey: true })
    await lies({ header: { alg: 'none' }, unsigned: true })
    await lies({ header: { alg: 'HS256' }, hmac: fake.clientSecret })
    await lies({ header: { alg: 'HS256' }, hmac: fake.publicKey })
    await lies({ altered: { roles: ['van-hanh'] } })
    await lies({ unsigned: true })
  })

  it('[SES] an ID token for another client is refused', async () => {
    await lies({ claims: { aud: 'another' } })
    await lies({ claims: { aud: [fake.clientId, 'another'], azp: 'another' } })
    await lies({ claims: { aud: undefined } })
  })

  it('[SES] an ID token or callback from another issuer is refused', async () => {
    await lies({ claims: { iss: 'https://evil.example' } })
    const before = (await accounts()).length
    for (const iss of ['https://evil.example', `${fake.issuer}/`, '']) {
      const visitor = harness.visitor()
      const asked = await begin(visitor)
      const code = fake.code(asked, { ...HOST, sub: 'nv-mixed' })
      const where = await back(visitor, { code, state: asked.state, iss })
      await refused(visitor, where, 'sso_failed', before)
    }
  })

  it('[SES] an ID token that has expired or has no subject is refused', async () => {
    await lies({ claims: { exp: 1_000_000_000 } })
    await lies({ claims: { exp: undefined } })
    for (const sub of ['', undefined, 7, ['nv-001'], null]) await lies({ claims: { sub } })
  })

  it('[SES] a provider error or malformed callback signs nobody in', async () => {
    const before = (await accounts()).length
    const answers: AuthAnswer[] = [{ error: 'access_denied' }, { code: 'made-up' }, {}]
    for (const answer of answers) {
      const visitor = harness.visitor()
      const { state } = await begin(visitor)
      await refused(visitor, await back(visitor, { ...answer, state }), 'sso_failed', before)
    }
    const visitor = harness.visitor()
    const { state } = await begin(visitor)
    for (const query of [
      `state=${state}&state=${state}&code=x`,
      `code[]=x&state=${'s'.repeat(999)}`,
    ]) {
      assert.equal(
        codeOf(await visitor.send('GET', `/api/oidc/callback?${query}`)),
        'invalid_input',
      )
    }
    assert.equal(await me(visitor), null)
  })

  it('[NET] nobody is redirected to a page of another server', async () => {
    for (const page of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '/%2f/evil.example',
      '/%09/evil.example',
      '\\\\evil.example',
      'javascript:alert(1)',
      '/meetings?next=//evil.example',
      '/meetings#//evil.example',
      '/../evil',
      '/m/..;/',
      'meetings',
      '/api/oidc/start',
      '/api',
      ' /meetings',
      `/${'a'.repeat(300)}`,
    ]) {
      const path = `/api/oidc/start?return=${encodeURIComponent(page)}`
      const answer = await harness.visitor().send('GET', path)
      assert.deepEqual([answer.status, codeOf(answer)], [400, 'invalid_input'], page)
      assert.equal(answer.headers.get('location'), null)
      assert.equal(answer.headers.get('set-cookie'), null)
    }
    const visitor = harness.visitor()
    for (const extra of ['redirect_uri=https://evil.example', 'scope=all', 'prompt=none']) {
      assert.equal(codeOf(await visitor.send('GET', `/api/oidc/start?${extra}`)), 'invalid_input')
    }
    const page = `/m/${'A'.repeat(22)}`
    assert.equal(await whole(harness.visitor(), HOST, page), page)
    await harness.goesOn()
  })

  it('[NET] the redirect URI uses our own address, whatever the Host header says', async () => {
    const { headers } = await harness.visitor().send('GET', '/api/oidc/start', undefined, {
      'x-forwarded-host': 'evil.example',
      forwarded: 'host=evil.example',
    })
    const url = new URL(headers.get('location') ?? '')
    assert.equal(url.searchParams.get('redirect_uri'), `${harness.server.url}/api/oidc/callback`)
    await harness.goesOn()
  })

  it('[SES] having the operator’s name and email links nobody to the operator’s account', async () => {
    const operator = await me(harness.host)
    const visitor = harness.visitor()
    const claims = {
      sub: operator?.id,
      name: 'Trần Chủ Tọa',
      preferred_username: 'chutoa',
      email: 'chutoa@so.example.vn',
      email_verified: true,
      roles: ['chu-tri'],
    }
    assert.equal(await whole(visitor, claims), '/meetings')
    const newcomer = await me(visitor)
    assert.notEqual(newcomer?.id, operator?.id)
    assert.equal(newcomer?.role, 'host')
    assert.equal((await visitor.send('GET', '/api/accounts')).status, 403)
    assert.deepEqual((await visitor.send('GET', '/api/meetings')).body, [])
    const again = { username: 'chutoa', password: OPERATOR_PASSWORD }
    assert.equal((await harness.visitor().send('POST', '/api/session', again)).status, 200)
    await harness.goesOn()
  })

  it('[SES] a role claim of the wrong type, case or location gives no role', async () => {
    const before = (await accounts()).length
    for (const claims of [
      {},
      { roles: { 'van-hanh': true } },
      { roles: [['van-hanh']] },
      { roles: 'van-hanh,chu-tri' },
      { roles: ['VAN-HANH', 'operator', 'host', '*'] },
      { roles: null },
      { Roles: ['van-hanh'] },
      { role: 'van-hanh' },
      { groups: ['van-hanh'] },
      { roles: '__proto__' },
    ]) {
      const visitor = harness.visitor()
      const where = await whole(visitor, { sub: 'nv-norole', ...claims })
      await refused(visitor, where, 'sso_not_allowed', before)
    }
  })

  it('[SES] a second factor the provider has not clearly asserted does not count', async () => {
    for (const claims of [{}, { amr: 'mfa' }, { amr: [['mfa']] }, { acr: ['hai-lop'] }]) {
      const visitor = harness.visitor()
      const person = { sub: 'nv-operator', name: 'Lê Văn Vận', roles: ['van-hanh'] }
      await whole(visitor, { ...person, ...claims })
      assert.equal(await me(visitor), null)
      for (const path of ['/api/accounts', '/api/meetings', '/api/audit']) {
        assert.equal(codeOf(await visitor.send('GET', path)), 'factor_needed')
      }
    }
    await harness.goesOn()
  })

  it('[SES] a role revoked at the provider ends here in every browser', async () => {
    const person = { sub: 'nv-fallen', name: 'Lê Văn Vận' }
    const office = harness.visitor()
    await whole(office, { ...person, roles: ['van-hanh'], amr: ['mfa'] })
    assert.equal((await me(office))?.role, 'operator')
    const home = harness.visitor()
    await whole(home, { ...person, roles: ['chu-tri'] })
    assert.equal((await me(home))?.role, 'host')
    assert.equal((await office.send('GET', '/api/accounts')).status, 401)
    const where = await whole(harness.visitor(), { ...person, roles: [] })
    assert.equal(where, '/sign-in#sso_not_allowed')
    assert.equal(await me(home), null)
    await harness.goesOn()
  })

  it('[SES] a disabled account stays out, whatever the provider says', async () => {
    const visitor = harness.visitor()
    const person = { ...HOST, sub: 'nv-disabled', roles: ['chu-tri'] }
    await whole(visitor, person)
    const { id } = (await me(visitor)) ?? assert.fail('not signed in')
    await harness.host.post(`/api/accounts/${id}/disable`)
    const before = (await accounts()).length
    visitor.cookies.clear()
    await refused(visitor, await whole(visitor, person), 'sso_not_allowed', before)
  })

  it('[SES] a provider account has no password and cannot get one', async () => {
    const visitor = harness.visitor()
    await whole(visitor, { ...HOST, sub: 'nv-nopass', preferred_username: 'khongmatkhau' })
    const { id } = (await me(visitor)) ?? assert.fail('not signed in')
    assert.equal(codeOf(await harness.host.send('POST', `/api/accounts/${id}/link`)), 'sso_account')
    const change = { current: '', password: ACCOUNT_PASSWORD }
    assert.notEqual(codeOf(await visitor.send('POST', '/api/me/password', change)), 'ok')
    const bodies = ['khongmatkhau', 'khongco'].map((username) =>
      harness.visitor().send('POST', '/api/session', { username, password: ACCOUNT_PASSWORD }),
    )
    const [known, absent] = await Promise.all(bodies)
    assert.deepEqual([known?.status, known?.body], [401, { code: 'bad_credentials' }])
    assert.deepEqual(absent?.body, known?.body)
    await harness.goesOn()
  })

  it('[SES] a planted session and duplicate flow cookies are useless', async () => {
    const visitor = harness.visitor()
    const planted = 'P'.repeat(43)
    visitor.cookies.set(SESSION, planted)
    await whole(visitor)
    assert.notEqual(visitor.cookies.get(SESSION), planted)
    const thief = harness.visitor()
    thief.cookies.set(SESSION, planted)
    assert.equal(await me(thief), null)

    const asked = await begin(thief)
    const query = new URLSearchParams({ code: fake.code(asked, HOST), state: asked.state })
    const flow = thief.cookies.get(FLOW) ?? ''
    for (const cookie of [`${FLOW}=${flow}; ${FLOW}=${'Q'.repeat(43)}`, `${SESSION}=${flow}`]) {
      const answer = await thief.send('GET', `/api/oidc/callback?${query}`, undefined, { cookie })
      assert.equal(locationOf(answer), '/sign-in#sso_expired')
    }
    await harness.goesOn()
  })

  it('[NET] a provider that is down or returns garbage affects nobody already signed in', async () => {
    const before = (await accounts()).length
    const answers: ((response: ServerResponse) => void)[] = [
      (response) => void response.destroy(),
      (response) => void response.writeHead(500).end('<html>'),
      (response) => void response.writeHead(302, { location: harness.server.url }).end(),
      (response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{'),
      (response) =>
        void response
          .writeHead(200, { 'content-type': 'application/json' })
          .end('{"access_token":"x","token_type":"Bearer"}'),
    ]
    for (const answer of answers) {
      fake.answer = answer
      const visitor = harness.visitor()
      const where = await whole(visitor, { ...HOST, sub: 'nv-nonsense' })
      assert.match(where, /^\/sign-in#sso_(failed|unavailable)$/)
      await refused(visitor, where, where.slice('/sign-in#'.length), before)
    }
    fake.answer = null
    const visitor = harness.visitor()
    const asked = await begin(visitor)
    const code = fake.code(asked, { ...HOST, sub: 'nv-down' })
    await fake.down()
    const where = await back(visitor, { code, state: asked.state })
    await refused(visitor, where, 'sso_unavailable', before)
    const sitting = await harness.sitting()
    await sitting.unharmed()
    await fake.up()
    assert.equal(await whole(harness.visitor()), '/meetings')
  })

  it('[AUD] no code, token or secret of a sign-in is in the log or the data', async () => {
    assert.ok(fake.secrets.length > 50)
    const log = harness.server.output.join('\n')
    const files = await readdir(harness.server.data)
    const data = await Promise.all(
      files.map((file) => readFile(join(harness.server.data, file), 'latin1')),
    )
    for (const secret of fake.secrets.filter((text) => text.length >= 16)) {
      assert.ok(!log.includes(secret), `log: ${secret.slice(0, 6)}`)
      assert.ok(!data.some((text) => text.includes(secret)), `data: ${secret.slice(0, 6)}`)
    }
    await harness.goesOn()
  })
})
