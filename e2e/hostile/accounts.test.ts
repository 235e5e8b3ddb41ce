import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { AuditPage } from '#protocol/audit.ts'
import type { Contained, ServerMeeting } from '#protocol/http.ts'
import { ACCOUNT_PASSWORD, ServerHarness, codeOf } from '../support/harness.ts'
import { OPERATOR_PASSWORD } from '../support/visitor.ts'

const tokenIn = (link: string) => link.split('#')[1] ?? assert.fail('no token')
const SESSION = 'anhop_session'
const actsOn = (id: string): [string, string, object?][] => [
  ['POST', `/api/meetings/${id}/password`, {}],
  ['POST', `/api/meetings/${id}/end`, {}],
  ['GET', `/api/meetings/${id}/blocks`],
  ['GET', `/api/meetings/${id}/attendance`],
  ['GET', `/api/meetings/${id}/audit`],
  ['POST', `/api/meetings/${id}/contain`, { remove: [] }],
  ['GET', `/api/meetings/${id}/evidence`],
  ['DELETE', `/api/meetings/${id}/blocks/${'b'.repeat(22)}`],
]

describe('accounts, sessions and links', () => {
  const harness = new ServerHarness({ ANHOP_TRUSTED_PROXY: '127.0.0.1,::1' })
  const between = () => harness.goesOn()
  const signIn = (username: string, password: string, address: string | null = null) =>
    harness.visitor(address).send('POST', '/api/session', { username, password })

  it('[SES] the setup link creates one operator, and no second one', async () => {
    const token = await harness.server.setupToken()
    const body = { token, username: 'kecuop', name: 'Kẻ Cướp', password: ACCOUNT_PASSWORD }
    assert.equal(codeOf(await harness.visitor().send('POST', '/api/setup', body)), 'link_invalid')
    const as = { ...body, role: 'operator' }
    assert.equal(codeOf(await harness.visitor().send('POST', '/api/setup', as)), 'invalid_input')
    assert.equal(codeOf(await signIn('kecuop', ACCOUNT_PASSWORD, '203.0.113.1')), 'bad_credentials')
    await between()
  })

  it('[SES] a one-time link works once, and not for another purpose', async () => {
    const { link } = await harness.account('motlan', 'Một Lần')
    const token = tokenIn(link)
    const again = { token, password: 'mat-khau-cua-ke-cuop-99' }
    assert.equal(
      codeOf(await harness.visitor().send('POST', '/api/activate', again)),
      'link_invalid',
    )
    const setup = { ...again, username: 'khac', name: 'Khác' }
    assert.equal(codeOf(await harness.visitor().send('POST', '/api/setup', setup)), 'link_invalid')
    assert.equal(codeOf(await signIn('motlan', ACCOUNT_PASSWORD)), 'ok')
    await between()
  })

  it('[SES] a newer link invalidates the older one, the password and every session', async () => {
    const { visitor, id } = await harness.account('linkmoi', 'Link Mới')
    const one = await harness.host.post<{ link: string }>(`/api/accounts/${id}/link`)
    const two = await harness.host.post<{ link: string }>(`/api/accounts/${id}/link`)
    const use = (link: string) =>
      harness
        .visitor()
        .send('POST', '/api/activate', { token: tokenIn(link), password: ACCOUNT_PASSWORD })
    assert.equal(codeOf(await use(one.link)), 'link_invalid')
    assert.equal((await visitor.send('GET', '/api/meetings')).status, 401)
    assert.equal(
      codeOf(await signIn('linkmoi', ACCOUNT_PASSWORD, '203.0.113.2')),
      'bad_credentials',
    )
    assert.equal(codeOf(await use(two.link)), 'ok')
    await between()
  })

  it('[SES] a link used many times at once yields one account and one session', async () => {
    const { link } = await harness.host.post<{ link: string }>('/api/accounts', {
      username: 'cungluc',
      name: 'Cùng Lúc',
      role: 'host',
    })
    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        harness
          .visitor('203.0.113.3')
          .send('POST', '/api/activate', { token: tokenIn(link), password: ACCOUNT_PASSWORD }),
      ),
    )
    assert.equal(answers.filter(({ status }) => status === 200).length, 1)
    await between()
  })

  it('[SES] a session cookie planted before sign-in is not used afterward', async () => {
    await harness.account('cogai', 'Cố Gài')
    const victim = harness.visitor()
    const planted = 'P'.repeat(43)
    victim.cookies.set(SESSION, planted)
    await victim.post('/api/session', { username: 'cogai', password: ACCOUNT_PASSWORD })
    assert.notEqual(victim.cookies.get(SESSION), planted)
    const thief = harness.visitor()
    thief.cookies.set(SESSION, planted)
    assert.equal((await thief.send('GET', '/api/meetings')).status, 401)
    await between()
  })

  it('[SES] signing in again ends the previous session', async () => {
    const { visitor } = await harness.account('xoayvong', 'Xoay Vòng')
    const old = visitor.cookies.get(SESSION) ?? assert.fail('no session')
    await visitor.post('/api/session', { username: 'xoayvong', password: ACCOUNT_PASSWORD })
    const thief = harness.visitor()
    thief.cookies.set(SESSION, old)
    assert.equal((await thief.send('GET', '/api/meetings')).status, 401)
    assert.equal((await visitor.send('GET', '/api/meetings')).status, 200)
    await between()
  })

  it('[SES] a session that was signed out, or ended everywhere, no longer works', async () => {
    const { visitor } = await harness.account('dangxuat', 'Đăng Xuất')
    const stolen = harness.visitor()
    stolen.cookies.set(SESSION, visitor.cookies.get(SESSION) ?? '')
    assert.equal((await stolen.send('GET', '/api/meetings')).status, 200)
    const home = harness.visitor()
    await home.post('/api/session', { username: 'dangxuat', password: ACCOUNT_PASSWORD })
    await home.send('DELETE', '/api/sessions')
    for (const one of [visitor, stolen, home]) {
      assert.equal((await one.send('GET', '/api/meetings')).status, 401)
    }
    await between()
  })

  it('[SES] two session cookies count as none; tickets and sessions are not interchangeable', async () => {
    const own = harness.host.cookies.get(SESSION) ?? assert.fail('not signed in')
    const ticket =
      harness.host.cookies.get(`anhop_ticket_${harness.elsewhere.id}`) ?? assert.fail('no ticket')
    for (const cookie of [
      `${SESSION}=${own}; ${SESSION}=${'Q'.repeat(43)}`,
      `${SESSION}=${'Q'.repeat(43)}; ${SESSION}=${own}`,
      `${SESSION}=${ticket}`,
      `${SESSION}="${own}"`,
      `${SESSION}=${own.toLowerCase()}`,
      `anhop_session2=${own}`,
    ]) {
      const { status } = await harness.visitor().send('GET', '/api/meetings', undefined, { cookie })
      assert.equal(status, 401, cookie.replaceAll(own, '…'))
    }
    assert.equal((await harness.host.send('GET', '/api/meetings')).status, 200)
    await between()
  })

  it('[SES] a host and a guest are refused every operator route', async () => {
    const host = await harness.account('chithuong', 'Chỉ Chủ Trì')
    const { me } = (await harness.host.send('GET', '/api/me')).body as { me: { id: string } }
    const acts: [string, string, object?][] = [
      ['GET', '/api/accounts'],
      ['GET', '/api/server/meetings'],
      ['GET', '/api/server/health'],
      ['GET', '/api/server/history?span=hour'],
      ['POST', '/api/accounts', { username: 'taosan', name: 'Tạo', role: 'operator' }],
      ['POST', `/api/accounts/${host.id}/link`, {}],
      ['POST', `/api/accounts/${me.id}/link`, {}],
      ['POST', `/api/accounts/${me.id}/disable`, {}],
      ['POST', `/api/accounts/${host.id}/enable`, {}],
    ]
    for (const [method, path, body] of acts) {
      assert.equal((await host.visitor.send(method, path, body)).status, 403, path)
      assert.equal((await harness.visitor().send(method, path, body)).status, 401, path)
    }
    assert.equal((await harness.host.send('GET', '/api/accounts')).status, 200)
    await between()
  })

  it('[AUD] an operator can contain any meeting, but learns nothing that admits them', async () => {
    const { visitor } = await harness.account('vanhanh', 'Người Vận Hành', 'operator')
    const sitting = await harness.sitting()
    const listed = (await visitor.send('GET', '/api/server/meetings')).body as ServerMeeting[]
    const one = listed.find(({ id }) => id === sitting.id)
    assert.deepEqual(one?.live, { participants: 2, waiting: 0 })
    assert.ok(!JSON.stringify(listed).includes(sitting.password))
    assert.ok(!JSON.stringify(listed).includes('Lê Ngồi Yên'), 'who is inside is not told')

    const path = `/api/meetings/${sitting.id}/contain`
    const done = await visitor.post<Contained>(path, { remove: [] })
    assert.deepEqual([done.password, done.removed], [null, 0])
    assert.equal((await sitting.bystander.socket.next('meeting')).locked, true)
    assert.equal(codeOf(await visitor.enter(sitting.id, {})), 'wrong_password')
    const old = { name: 'Vận Hành', password: sitting.password }
    assert.equal(codeOf(await visitor.enter(sitting.id, old)), 'wrong_password')
    await sitting.unharmed('meeting')
  })

  it('[AUD] an operator can end any meeting, logged by name, without entering it', async () => {
    const { visitor } = await harness.account('ketthuc', 'Người Kết Thúc', 'operator')
    const sitting = await harness.sitting()
    const path = `/api/meetings/${sitting.id}/end`
    assert.equal(codeOf(await harness.visitor().send('POST', path)), 'unauthenticated')
    assert.equal((await visitor.send('POST', path)).status, 200)
    assert.equal((await sitting.bystander.socket.next('closed')).reason, 'ended')
    const right = { name: 'Người Kết Thúc', password: sitting.password }
    assert.equal(codeOf(await visitor.enter(sitting.id, right)), 'wrong_password')
    const { entries } = (await visitor.send('GET', '/api/audit?action=meeting.ended&limit=1'))
      .body as AuditPage
    assert.deepEqual(entries[0]?.by, { kind: 'account', name: 'Người Kết Thúc' })
    await harness.goesOn()
  })

  it('[SES] another host’s meeting answers like one that never existed', async () => {
    const thief = await harness.account('hangxom', 'Hàng Xóm')
    const sitting = await harness.sitting()
    for (const [n, [method, path, body]] of actsOn(sitting.id).entries()) {
      const real = await thief.visitor.send(method, path, body)
      const [, absentPath = ''] = actsOn('Z'.repeat(22))[n] ?? []
      const absent = await thief.visitor.send(method, absentPath, body)
      assert.deepEqual([real.status, real.body], [404, { code: 'not_found' }], path)
      assert.deepEqual([absent.status, absent.body], [real.status, real.body])
    }
    assert.deepEqual((await thief.visitor.send('GET', '/api/meetings')).body, [])
    await sitting.unharmed()
  })

  it('[ADM6] only the meeting’s own host can lift a block', async () => {
    const sitting = await harness.sitting()
    const { visitor, id } = await sitting.knock('Kẻ Bị Chặn')
    await sitting.host.ok('lobby.refuse', { id, block: true })
    const blocks = (await harness.host.send('GET', `/api/meetings/${sitting.id}/blocks`)).body as {
      id: string
    }[]
    const [block] = blocks
    const other = await harness.host.createMeeting()
    for (const meeting of [other.meeting.id, harness.elsewhere.id]) {
      const path = `/api/meetings/${meeting}/blocks/${block?.id}`
      assert.equal((await harness.host.send('DELETE', path)).status, 404)
    }
    assert.equal(
      (await visitor.send('DELETE', `/api/meetings/${sitting.id}/blocks/${block?.id}`)).status,
      401,
    )
    const again = await visitor.enter(sitting.id, {
      name: 'Lại Là Tôi',
      password: sitting.password,
    })
    assert.equal(codeOf(again), 'blocked')
    await sitting.unharmed()
  })

  it('[SES] a disabled account loses its sessions, its sign-in and its place in the room', async () => {
    const { visitor, id } = await harness.account('bikhoa', 'Bị Khóa')
    const sitting = await harness.sitting()
    const guest = await sitting.guest('Bị Khóa', visitor)
    await harness.host.post(`/api/accounts/${id}/disable`)
    await guest.socket.cut()
    assert.deepEqual(await sitting.connect(visitor).refused(), { code: 'ticket_invalid' })
    assert.equal((await visitor.send('GET', '/api/meetings')).status, 401)
    assert.equal(codeOf(await signIn('bikhoa', ACCOUNT_PASSWORD, '203.0.113.4')), 'bad_credentials')
    await sitting.unharmed('participant', 'participantLeft')
  })

  it('[PWD4] unknown, wrong and odd user names get the same answer', async () => {
    const answers = []
    for (const [n, username] of [
      'khongco',
      'chutoa',
      'CHUTOA',
      '__proto__',
      'constructor',
      "' OR 1=1 --",
      '',
      'x'.repeat(64),
      '\ud800',
    ].entries()) {
      const { status, body } = await signIn(username, 'sai-mat-khau', `203.0.113.${20 + n}`)
      answers.push(JSON.stringify([status, body]))
    }
    assert.deepEqual([...new Set(answers)], ['[401,{"code":"bad_credentials"}]'])
    await between()
  })

  it('[PWD4] guessing at an account locks out the address, but not the owner', async () => {
    const { visitor } = await harness.account('muctieu', 'Mục Tiêu')
    const codes = []
    for (let n = 0; n < 8; n++)
      codes.push(codeOf(await signIn('muctieu', `doan-${n}`, '203.0.113.50')))
    assert.ok(codes.filter((code) => code === 'bad_credentials').length <= 5, codes.join(' '))
    assert.ok(['locked_out', 'rate_limited'].includes(codes.at(-1) ?? ''))
    const owner = await visitor.send('POST', '/api/session', {
      username: 'muctieu',
      password: ACCOUNT_PASSWORD,
    })
    assert.equal(owner.status, 200)
    await between()
  })

  it('[PWD4] guessing at an account from many addresses hits the account’s limit', async () => {
    await harness.account('nhieunoi', 'Nhiều Nơi')
    const codes = await Promise.all(
      Array.from({ length: 50 }, async (_, n) =>
        codeOf(await signIn('nhieunoi', 'doan', `198.18.0.${n}`)),
      ),
    )
    assert.ok(codes.filter((code) => code === 'bad_credentials').length <= 30)
    assert.equal((await harness.host.send('GET', '/api/meetings')).status, 200)
    await between()
  })

  it('[SES] an account cannot be created with fields beyond the contract', async () => {
    const good = { username: 'tronghop', name: 'Trong Hợp', role: 'host' }
    for (const body of [
      { ...good, role: 'admin' },
      { ...good, role: ['operator'] },
      { ...good, password: ACCOUNT_PASSWORD },
      { ...good, disabled: false },
      { ...good, username: 'Trong Hợp' },
      { ...good, username: '../x' },
      { ...good, name: '\u202eopposite' },
    ]) {
      assert.equal(codeOf(await harness.host.send('POST', '/api/accounts', body)), 'invalid_input')
    }
    await between()
  })

  it('[SES] a link uses our own address, whatever the Host header says', async () => {
    const made = await harness.host.send(
      'POST',
      '/api/accounts',
      { username: 'tentruc', name: 'Tên Trúc', role: 'host' },
      {
        'x-forwarded-host': 'evil.example',
        forwarded: 'host=evil.example',
        'x-original-url': '//evil.example',
      },
    )
    const { link } = made.body as { link: string }
    assert.ok(link.startsWith(`${harness.server.url}/activate#`), link)
    await between()
  })

  it('[SES] an operator cannot be tricked into locking themselves out', async () => {
    const { me } = (await harness.host.send('GET', '/api/me')).body as { me: { id: string } }
    for (const act of ['disable', 'link']) {
      assert.equal(
        codeOf(await harness.host.send('POST', `/api/accounts/${me.id}/${act}`, {})),
        'own_account',
      )
    }
    for (const id of ['x', '..', '%00', `${me.id}'--`, '__proto__']) {
      const answer = await harness.host.send('POST', `/api/accounts/${id}/disable`, {})
      assert.equal(answer.status, 404, id)
    }
    assert.equal(codeOf(await signIn('chutoa', OPERATOR_PASSWORD)), 'ok')
    await between()
  })

  it('[PWD2] a weak password is rejected and does not use up the link', async () => {
    const { link } = await harness.host.post<{ link: string }>('/api/accounts', {
      username: 'matkhauyeu',
      name: 'Mật Khẩu Yếu',
      role: 'host',
    })
    const token = tokenIn(link)
    for (const password of ['123456', 'matkhauyeu12345', 'anhopanhopanhop1', 'qwertyuiopasdfgh']) {
      const answer = await harness
        .visitor('203.0.113.60')
        .send('POST', '/api/activate', { token, password })
      assert.equal(answer.status, 422, password)
    }
    const good = await harness
      .visitor('203.0.113.60')
      .send('POST', '/api/activate', { token, password: ACCOUNT_PASSWORD })
    assert.equal(good.status, 200)
    await between()
  })
})
