import assert from 'node:assert/strict'
import { it } from 'node:test'
import { SOME_HASH, accountId, seedAccount } from './fixtures.ts'
import { onEachEngine } from './testing/engines.ts'

const HOA = { issuer: 'https://id.example.vn', subject: 'nv-001' }

onEachEngine('[SES] an account of an identity provider', (harness) => {
  it('is found by issuer and subject together, not by one of them', async () => {
    await using own = await harness()
    const store = await own.open()
    await seedAccount(store, 'hoa', { passwordHash: null, sso: HOA })
    await seedAccount(store, 'lan')
    assert.equal((await store.accounts.bySso(HOA))?.id, accountId('hoa'))
    for (const other of [{ issuer: 'https://other.example.vn' }, { subject: 'nv-002' }]) {
      assert.equal(await store.accounts.bySso({ ...HOA, ...other }), null)
    }
  })

  it('is unique and has no password, enforced by the database', async () => {
    await using own = await harness()
    const store = await own.open()
    await seedAccount(store, 'hoa', { passwordHash: null, sso: HOA })
    await assert.rejects(seedAccount(store, 'ban', { passwordHash: null, sso: HOA }))
    await assert.rejects(
      seedAccount(store, 'lan', { passwordHash: SOME_HASH, sso: { ...HOA, subject: 'x' } }),
    )
    await assert.rejects(store.accounts.setPassword(accountId('hoa'), SOME_HASH))
    assert.equal((await store.accounts.byId(accountId('hoa')))?.passwordHash, null)
  })

  it('does not count as the operator with a password', async () => {
    await using own = await harness()
    const store = await own.open()
    await seedAccount(store, 'hoa', { passwordHash: null, sso: HOA, role: 'operator' })
    assert.equal(await store.accounts.hasOperator(), false)
  })
})
