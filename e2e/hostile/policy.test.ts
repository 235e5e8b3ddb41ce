import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { InviteLink } from '#protocol/http.ts'
import type { PolicyView } from '#protocol/policy.ts'
import { ACCOUNT_PASSWORD, ServerHarness, codeOf } from '../support/harness.ts'
import { OPERATOR_PASSWORD } from '../support/visitor.ts'

/** Changes below the floor with the rule each would break; then malformed policies. */
const LOOSE: [change: object, rule: string][] = [
  [{ passwordMin: 14 }, 'PWD2'],
  [{ passwordMin: 0 }, 'PWD2'],
  [{ lobby: 201 }, 'ADM7'],
  [{ lobby: 1_000_000 }, 'ADM7'],
  [{ keepDays: 31 }, 'POL1'],
  // There is no recording without an archive key in the environment.
  [{ recordingDays: 1 }, 'REC6'],
  [{ guests: 'none', keepDays: 3650 }, 'POL1'],
]
const MALFORMED: unknown[] = [
  { passwordMin: -1 },
  { passwordMin: 15.5 },
  { passwordMin: '8' },
  { passwordMin: null },
  { lobby: 1e300 },
  { guests: 'everyone' },
  { guests: ['named'] },
  { lobbyOff: true },
  { record: true },
  {},
  [],
  'named',
]

describe('[POL1] weakening the server’s rules', () => {
  const harness = new ServerHarness({ ANHOP_TRUSTED_PROXY: '127.0.0.1,::1', ANHOP_KEEP_DAYS: '30' })
  const policy = async () => (await harness.host.send('GET', '/api/policy')).body as PolicyView

  it('[POL2] neither a stranger, a host nor a half-authenticated operator can change anything', async () => {
    const before = await policy()
    const { visitor: host } = await harness.account('chuhop', 'Chủ Họp')
    const operator = await harness.account('vanhanh', 'Vận Hành', 'operator')
    const half = harness.visitor()
    await half.post('/api/session', { username: operator.username, password: ACCOUNT_PASSWORD })
    const changes = [...LOOSE.map(([change]) => change), { lobby: 1 }, { guests: 'none' }]
    for (const change of changes) {
      for (const [who, code] of [
        [harness.visitor(), 'unauthenticated'],
        [host, 'forbidden'],
        [half, 'factor_needed'],
      ] as const) {
        assert.equal(codeOf(await who.send('POST', '/api/policy', change)), code)
      }
    }
    assert.deepEqual(await policy(), before)
    await harness.goesOn()
  })

  it('an operator cannot go below the floor or the environment, and is told the rule', async () => {
    const before = await policy()
    assert.equal(before.policy.keepDays, 30)
    for (const [change, rule] of LOOSE) {
      const answer = await harness.host.send('POST', '/api/policy', change)
      assert.deepEqual([answer.status, answer.body], [422, { code: 'too_loose', rule }])
    }
    for (const change of MALFORMED) {
      assert.equal(codeOf(await harness.host.send('POST', '/api/policy', change)), 'invalid_input')
    }
    assert.deepEqual(await policy(), before)
    await harness.goesOn()
  })

  it('an operator’s request from another site, or without an origin, changes nothing', async () => {
    for (const origin of ['https://evil.example', 'null', '']) {
      const answer = await harness.host.send('POST', '/api/policy', { lobby: 5 }, { origin })
      assert.equal(codeOf(answer), 'forbidden')
    }
    assert.equal((await policy()).policy.lobby, 200)
    await harness.goesOn()
  })

  it('[PWD4] a person without the password learns neither the rule nor whether the meeting exists', async () => {
    const sitting = await harness.sitting()
    const { invite, link } =
      (
        await harness.host.post<InviteLink[]>(`/api/meetings/${sitting.id}/invites`, {
          names: ['Phạm Khách Mời'],
        })
      )[0] ?? assert.fail('no invite')
    const token = /#i=([^&]+)/.exec(link)?.[1] ?? assert.fail('no token')
    await harness.host.post('/api/policy', { guests: 'none' })
    const wrong = { name: 'Kẻ Dò', password: 'khong-phai-mat-khau-nay-dau' }
    const absent = 'Z'.repeat(22) as typeof sitting.id
    const there = await harness.visitor('203.0.113.1').enter(sitting.id, wrong)
    const nowhere = await harness.visitor('203.0.113.2').enter(absent, wrong)
    assert.deepEqual([there.status, there.body], [nowhere.status, nowhere.body])
    assert.equal(codeOf(there), 'wrong_password')

    const right = { name: 'Khách Thật', password: sitting.password }
    assert.equal(codeOf(await harness.visitor().enter(sitting.id, right)), 'accounts_only')
    const invited = { invite: token, password: sitting.password }
    assert.equal(codeOf(await harness.visitor().enter(sitting.id, invited)), 'accounts_only')
    const { visitor } = await harness.account('taikhoan', 'Có Tài Khoản')
    assert.equal((await visitor.enter(sitting.id, { password: sitting.password })).status, 200)

    await harness.host.post('/api/policy', { guests: 'invited' })
    assert.equal(codeOf(await harness.visitor().enter(sitting.id, right)), 'invite_needed')
    assert.equal((await harness.visitor().enter(sitting.id, invited)).status, 200, invite.id)
    await harness.host.post('/api/policy', { guests: 'named' })
    await sitting.unharmed('lobby', 'notice')
  })

  it('[ADM1] when guests are excluded, those waiting cannot be admitted and those inside stay', async () => {
    const sitting = await harness.sitting()
    const { id } = await sitting.knock('Đang Chờ')
    await harness.host.post('/api/policy', { guests: 'none' })
    assert.equal(await sitting.host.code('lobby.admit', { ids: [id] }), 'accounts_only')
    await harness.host.post('/api/policy', { guests: 'named' })
    await sitting.unharmed('lobby')
  })

  it('[ADM7] a smaller lobby limit applies from the next knock', async () => {
    const sitting = await harness.sitting()
    await harness.host.post('/api/policy', { lobby: 1 })
    await sitting.knock('Người Thứ Nhất')
    const second = { name: 'Người Thứ Hai', password: sitting.password }
    assert.equal(codeOf(await harness.visitor().enter(sitting.id, second)), 'lobby_full')
    await harness.host.post('/api/policy', { lobby: 200 })
    assert.equal((await harness.visitor().enter(sitting.id, second)).status, 200)
    await sitting.unharmed('lobby', 'notice')
  })

  it('[POL1] survives kill -9, and a row inserted into the store by hand weakens nothing', async () => {
    await harness.host.post('/api/policy', { passwordMin: 30, guests: 'invited' })
    await harness.server.kill9()
    const { DatabaseSync } = await import('node:sqlite')
    const db = new DatabaseSync(`${harness.server.data}/anhop.db`)
    db.prepare("update setting set value = '4' where name = 'passwordMin'").run()
    db.prepare("insert or replace into setting values ('lobby', '100000')").run()
    db.prepare("insert or replace into setting values ('keepDays', '3650')").run()
    db.close()
    await harness.server.up()
    const again = harness.visitor()
    await again.post('/api/session', { username: 'chutoa', password: OPERATOR_PASSWORD })
    await again.prove(harness.host.recoveryCodes.pop())
    const view = (await again.send('GET', '/api/policy')).body as PolicyView
    assert.deepEqual(view.policy, { ...view.loosest, guests: 'invited' })
    assert.equal(view.policy.keepDays, 30)
  })
})
