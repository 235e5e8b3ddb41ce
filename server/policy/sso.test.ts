import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Username } from '#protocol/http.ts'
import { isTwoFactor, personName, provedAt, roleOf, usernameBase } from './sso.ts'

const of = (preferred_username: unknown) => usernameBase({ preferred_username })
const RULES = { claim: 'roles', host: ['chu-tri'], operator: ['van-hanh', 'quan-tri'] }

describe('claims of an OpenID Connect provider', () => {
  it('[SES] give the highest of the mapped roles, and none for others', () => {
    assert.equal(roleOf({ roles: ['chu-tri'] }, RULES), 'host')
    assert.equal(roleOf({ roles: ['chu-tri', 'quan-tri'] }, RULES), 'operator')
    assert.equal(roleOf({ roles: 'van-hanh' }, RULES), 'operator')
    for (const roles of [[], ['Chu-Tri'], ['operator'], 'chu-tri van-hanh', undefined])
      assert.equal(roleOf({ roles }, RULES), null)
  })

  it('[SES] a role claim of an unexpected type gives no role', () => {
    for (const roles of [
      null,
      7,
      true,
      { 'van-hanh': true },
      [['van-hanh']],
      [{ toString: 'van-hanh' }],
      { 0: 'van-hanh', length: 1 },
    ]) {
      assert.equal(roleOf({ roles }, RULES), null, JSON.stringify(roles))
    }
    fc.assert(
      fc.property(fc.jsonValue(), (roles) => {
        const text = JSON.stringify(roles) ?? ''
        const role = roleOf({ roles }, RULES)
        assert.ok(role === null || text.includes('chu-tri') || text.includes('-'))
      }),
    )
  })

  it('are found by path or by a name with dots, and never on a prototype', () => {
    const nested = { ...RULES, claim: 'realm_access.roles' }
    assert.equal(roleOf({ realm_access: { roles: ['chu-tri'] } }, nested), 'host')
    const named = { ...RULES, claim: 'https://example.vn/roles' }
    assert.equal(roleOf({ 'https://example.vn/roles': ['chu-tri'] }, named), 'host')
    const inherited = { ...RULES, claim: 'constructor.name', operator: ['Object'] }
    assert.equal(roleOf({}, inherited), null)
    for (const realm of [null, 'roles', 3, []]) {
      assert.equal(roleOf({ realm_access: realm }, nested), null)
    }
  })

  it('[SES] prove two factors only by mfa or a configured context', () => {
    assert.ok(isTwoFactor({ amr: ['pwd', 'mfa'] }, []))
    assert.ok(isTwoFactor({ acr: 'gold' }, ['gold']))
    for (const claims of [
      {},
      { amr: 'mfa' },
      { amr: { mfa: true } },
      { amr: ['pwd', 'otp'] },
      { acr: 'silver' },
      { acr: ['gold'] },
      { acr: '' },
    ]) {
      assert.ok(!isTwoFactor(claims, ['gold']), JSON.stringify(claims))
    }
    assert.ok(!isTwoFactor({ acr: 'gold' }, []))
  })

  it('[SES] are fresh only if the provider says that sign-in was recent', () => {
    const now = 1_000_000_000_000
    const stale = now - 5 * 60_000 - 1
    assert.equal(provedAt({ auth_time: now / 1000 - 60 }, now), now - 60_000)
    assert.equal(provedAt({ auth_time: now / 1000 + 60 }, now), now)
    for (const auth_time of [undefined, null, '1000000000', Number.NaN, 0, -1, now / 1000 - 301])
      assert.equal(provedAt({ auth_time }, now), stale)
  })

  it('[ADM5] a name must follow the rules for names', () => {
    assert.equal(personName({ name: 'Trần Thị Hòa', preferred_username: 'hoa' }), 'Trần Thị Hòa')
    assert.equal(personName({ name: '\u202eaoH', preferred_username: 'hoa' }), 'hoa')
    for (const name of [undefined, '', 7, ['Hòa'], 'x'.repeat(61)])
      assert.equal(personName({ name }), null)
  })

  it('any claim can be turned into a user name', () => {
    assert.equal(of('Hoa.Tran@so.example.vn'), 'hoa.tran')
    assert.equal(of('Trần Đức'), 'tran-duc')
    for (const odd of [undefined, 7, '', '@', '..', 'a', '漢字']) assert.equal(of(odd), 'sso')
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const base = of(text)
        assert.ok(Username.safeParse(base).success && base.length <= 32, base)
      }),
    )
  })
})
