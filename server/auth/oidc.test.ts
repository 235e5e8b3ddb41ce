import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { FakeProvider } from '#e2e/support/fake-provider.ts'
import { Flows } from './flows.ts'
import { OidcProvider } from './oidc.ts'

const CALLBACK = 'http://localhost:8080/api/oidc/callback'

async function client() {
  const fake = await FakeProvider.start()
  const clock = { now: 0 }
  const log: string[] = []
  const settings = {
    issuer: fake.issuer,
    clientId: fake.clientId,
    clientSecret: fake.clientSecret,
    name: 'Cổng',
    scope: 'openid profile',
    roles: { claim: 'roles', host: [], operator: [] },
    twoFactorContexts: [],
  }
  const warn = (fields: object) => void log.push(JSON.stringify(fields))
  const provider = new OidcProvider(settings, { warn }, () => clock.now)
  return { fake, clock, log, provider, [Symbol.asyncDispose]: () => fake.down() }
}
const flow = () => new Flows().begin('/meetings', null, 0).flow
const UNAVAILABLE = { code: 'sso_unavailable' }

describe('the identity provider', () => {
  it('is called with PKCE, state, nonce, and the scope', async () => {
    await using setting = await client()
    const one = flow()
    const { searchParams: asked } = await setting.provider.authorize(CALLBACK, one, false)
    assert.deepEqual(Object.fromEntries(asked), {
      client_id: 'an-hop',
      response_type: 'code',
      redirect_uri: CALLBACK,
      scope: 'openid profile',
      state: one.state,
      nonce: one.nonce,
      code_challenge: asked.get('code_challenge'),
      code_challenge_method: 'S256',
    })
    assert.notEqual(asked.get('code_challenge'), one.verifier)
    const again = await setting.provider.authorize(CALLBACK, one, true)
    assert.equal(again.searchParams.get('max_age'), '300')
  })

  it('[SES] is rejected if its metadata names another issuer', async () => {
    await using setting = await client()
    setting.fake.metadata = { issuer: 'https://evil.example' }
    await assert.rejects(setting.provider.authorize(CALLBACK, flow(), false), UNAVAILABLE)
  })

  it('[NET] is not called on every click while it is down, and is found again when it is back', async () => {
    await using setting = await client()
    const { fake, clock, provider, log } = setting
    await fake.down()
    await assert.rejects(provider.authorize(CALLBACK, flow(), false), UNAVAILABLE)
    await fake.up()
    clock.now += 2000
    await assert.rejects(provider.authorize(CALLBACK, flow(), false), UNAVAILABLE)
    clock.now += 2000
    assert.equal((await provider.authorize(CALLBACK, flow(), false)).origin, fake.issuer)
    assert.deepEqual(log, Array(2).fill('{"reason":"it cannot be reached"}'))
    // Metadata is cached for an hour.
    await fake.down()
    await provider.authorize(CALLBACK, flow(), false)
    await fake.up()
  })

  it('ends its session at the endpoint it advertises', async () => {
    await using setting = await client()
    assert.equal(await setting.provider.endSession('http://localhost:8080/sign-in'), null)
    setting.clock.now += 2 * 60 * 60_000
    setting.fake.metadata = { end_session_endpoint: `${setting.fake.issuer}/end` }
    const url = await setting.provider.endSession('http://localhost:8080/sign-in')
    assert.equal(url?.pathname, '/end')
    assert.equal(url?.searchParams.get('client_id'), 'an-hop')
  })
})
