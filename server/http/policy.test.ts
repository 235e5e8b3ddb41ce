import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Policy, PolicyView } from '#protocol/policy.ts'
import { FLOOR } from '../policy/tighten.ts'
import { testServer } from './testing.ts'

const MINUTE = 60_000

describe('the operators’ policy', () => {
  it('[POL1] applies at once, within the floor and the environment, and can be reset to them', async () => {
    await using server = await testServer({ policy: { keepDays: 90 } })
    const operator = await server.signedIn('anh', 'operator')
    const host = await server.signedIn('chi', 'host')
    const loosest: Policy = { ...FLOOR, keepDays: 90 }
    const before: PolicyView = (await operator.get('/api/policy')).json()
    assert.deepEqual(before, { policy: loosest, loosest, hostsNeedFactor: false })

    const tight = { passwordMin: 20, lobby: 30, guests: 'invited', keepDays: 7, recordingDays: 0 }
    assert.deepEqual((await operator.post('/api/policy', tight)).json(), {
      policy: tight,
      loosest,
      hostsNeedFactor: false,
    })
    assert.deepEqual((await host.get('/api/rules')).json(), { passwordMin: 20, guests: 'invited' })
    const back = await operator.post('/api/policy', loosest)
    assert.deepEqual(back.json().policy, loosest)
    assert.equal((await host.get('/api/rules')).json().passwordMin, 15)
  })

  it('[PWD2] a longer minimum length applies to meetings and accounts, and is reported', async () => {
    await using server = await testServer()
    const operator = await server.signedIn('anh', 'operator')
    const host = await server.signedIn('chi', 'host')
    await operator.post('/api/policy', { passwordMin: 26 })
    const password = 'vịt xanh ăn bánh mì lá cờ' // 25 characters
    const body = { title: 'Giao ban', mode: 'discussion', password }
    const refused = { code: 'password_too_short', atLeast: 26 }
    assert.deepEqual((await host.post('/api/meetings', body)).json(), refused)
    const check = await host.post('/api/password-check', { password, context: [] })
    assert.deepEqual(check.json(), { ok: false, ...refused })
    const { link } = (
      await operator.post('/api/accounts', { username: 'moi', name: 'Mới', role: 'host' })
    ).json()
    const token = link.split('#')[1]
    assert.deepEqual(
      (await server.browser().post('/api/activate', { token, password })).json(),
      refused,
    )
    assert.equal(
      (await host.post('/api/meetings', { ...body, password: `${password}!` })).statusCode,
      200,
    )
    const proposed = await host.post('/api/meetings', { title: 'Giao ban', mode: 'discussion' })
    assert.equal(proposed.statusCode, 200)
  })

  it('[POL2] each change is audited with the old and new value; unchanged settings are not', async () => {
    await using server = await testServer()
    const operator = await server.signedIn('anh', 'operator')
    await operator.post('/api/policy', { passwordMin: 20, lobby: 200, hostsNeedFactor: true })
    await operator.post('/api/policy', { passwordMin: 20, guests: 'none' })
    const entries = (await server.store.audit.latest(20)).filter(({ action }) =>
      action.startsWith('policy.'),
    )
    assert.deepEqual(
      entries.map(({ action, details }) => ({ action, details })),
      [
        { action: 'policy.changed', details: { setting: 'passwordMin', before: 15, after: 20 } },
        { action: 'policy.hosts_need_factor', details: { on: true } },
        {
          action: 'policy.changed',
          details: { setting: 'guests', before: 'named', after: 'none' },
        },
      ],
    )
  })

  it('[POL2] requires an operator with a fresh proof', async () => {
    await using server = await testServer()
    const operator = await server.signedIn('anh', 'operator')
    const host = await server.signedIn('chi', 'host')
    const tight = { lobby: 10 }
    assert.equal((await server.browser().post('/api/policy', tight)).json().code, 'unauthenticated')
    assert.equal((await host.post('/api/policy', tight)).json().code, 'forbidden')
    assert.equal((await host.get('/api/policy')).json().code, 'forbidden')
    assert.equal((await operator.post('/api/policy', tight)).statusCode, 200)
    server.clock.now += 6 * MINUTE
    assert.equal((await operator.post('/api/policy', tight)).json().code, 'proof_needed')
    assert.equal((await operator.get('/api/policy')).json().policy.lobby, 10)
    await server.prove(operator, 'anh')
    assert.equal((await operator.post('/api/policy', tight)).statusCode, 200)
  })

  it('[POL1] refuses looser values with their rule, and applies nothing of that change', async () => {
    await using server = await testServer({ policy: { keepDays: 90 } })
    const operator = await server.signedIn('anh', 'operator')
    for (const [change, rule] of [
      [{ passwordMin: 14, guests: 'none' }, 'PWD2'],
      [{ lobby: 201, hostsNeedFactor: true }, 'ADM7'],
      [{ keepDays: 91, passwordMin: 20 }, 'POL1'],
    ] as const) {
      const answer = await operator.post('/api/policy', change)
      assert.deepEqual([answer.statusCode, answer.json()], [422, { code: 'too_loose', rule }])
    }
    for (const change of [
      {},
      { passwordMin: 65 },
      { lobby: 0 },
      { lobby: '10' },
      { guests: 'all' },
      { recording: true },
    ]) {
      assert.equal((await operator.post('/api/policy', change)).json().code, 'invalid_input')
    }
    const { policy, loosest, hostsNeedFactor } = (await operator.get('/api/policy')).json()
    assert.deepEqual([policy, hostsNeedFactor], [loosest, false])
  })

  it('[POL1] a row written into the store by hand lowers nothing', async () => {
    await using server = await testServer({ policy: { keepDays: 90 } })
    const operator = await server.signedIn('anh', 'operator')
    await server.store.settings.set('passwordMin', '1')
    await server.store.settings.set('lobby', '100000')
    await server.store.settings.set('keepDays', '3650')
    const { policy, loosest } = (await operator.get('/api/policy')).json()
    assert.deepEqual(policy, loosest)
    const weak = { title: 'Giao ban', mode: 'discussion', password: 'kX9#vT2!mQ7$zL' }
    assert.equal((await operator.post('/api/meetings', weak)).json().code, 'password_too_short')
  })

  it('[POL1] personal links are not issued if guests are not allowed', async () => {
    await using server = await testServer()
    const operator = await server.signedIn('anh', 'operator')
    const { meeting } = (
      await operator.post('/api/meetings', { title: 'Giao ban', mode: 'discussion' })
    ).json()
    await operator.post('/api/policy', { guests: 'none' })
    const path = `/api/meetings/${meeting.id}/invites`
    assert.equal((await operator.post(path, { names: ['Bình'] })).json().code, 'accounts_only')
    await operator.post('/api/policy', { guests: 'invited' })
    assert.equal((await operator.post(path, { names: ['Bình'] })).statusCode, 200)
  })
})
