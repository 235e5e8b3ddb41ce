import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Enrolled, FactorList, NewPasskey, NewTotp } from '#protocol/factors.ts'
import type { Session } from '#protocol/http.ts'
import { ACCOUNT_PASSWORD, ServerHarness, codeOf } from '../support/harness.ts'
import { SoftKey } from '../support/soft-key.ts'
import { OPERATOR_PASSWORD, totpCode } from '../support/visitor.ts'
import type { Visitor } from '../support/visitor.ts'

const SESSION = 'anhop_session'
const NOT_FOUND = 'x'.repeat(22)

/** Everything closed to a half-authenticated session, and the body a full session may send. */
const PROTECTED: [string, string, object?][] = [
  ['GET', '/api/meetings'],
  ['POST', '/api/meetings', { title: 'Họp', mode: 'discussion' }],
  ['GET', `/api/meetings/${NOT_FOUND}/audit`],
  ['GET', `/api/meetings/${NOT_FOUND}/invites`],
  ['GET', `/api/meetings/${NOT_FOUND}/evidence`],
  ['POST', `/api/meetings/${NOT_FOUND}/password`, {}],
  ['POST', `/api/meetings/${NOT_FOUND}/end`],
  ['GET', '/api/accounts'],
  ['POST', '/api/accounts', { username: 'lenlut', name: 'Lén', role: 'operator' }],
  ['POST', `/api/accounts/${NOT_FOUND}/reset`],
  ['GET', '/api/policy'],
  ['POST', '/api/policy', { hostsNeedFactor: false }],
  ['GET', '/api/audit'],
  ['GET', '/api/me/factors'],
  ['POST', `/api/me/factors/${NOT_FOUND}`, { name: 'Của tôi' }],
  ['DELETE', `/api/me/factors/${NOT_FOUND}`],
  ['POST', '/api/me/recovery-codes'],
  ['GET', '/api/me/sessions'],
  ['DELETE', '/api/me/sessions'],
  ['DELETE', '/api/sessions'],
  ['POST', '/api/me/password', { current: ACCOUNT_PASSWORD, password: 'con-vit-bay-qua-song-77' }],
]

const challengeIn = ({ options }: NewPasskey) => (options as { challenge: string }).challenge

const prove = (visitor: Visitor, body: object) => visitor.send('POST', '/api/session/proof', body)
const isFull = async (visitor: Visitor) =>
  ((await visitor.send('GET', '/api/me')).body as Session).me !== null
const handleOf = (account: string) => Buffer.from(account).toString('base64url')

describe('second factors', () => {
  const harness = new ServerHarness({ ANHOP_TRUSTED_PROXY: '127.0.0.1,::1' })
  const between = () => harness.goesOn()
  const origin = () => harness.server.url
  let people = 0

  /** A host with an authenticator app. */
  async function enrolled() {
    people += 1
    const made = await harness.account(`nguoi${people}`, `Người ${people}`)
    await made.visitor.enrol()
    return made
  }
  /** An attacker who has only the password. */
  async function thiefOf(username: string, address: string | null = null): Promise<Visitor> {
    const thief = harness.visitor(address)
    await thief.post('/api/session', { username, password: ACCOUNT_PASSWORD })
    return thief
  }
  async function withKey(visitor: Visitor): Promise<SoftKey> {
    const key = new SoftKey()
    const begun = await visitor.post<NewPasskey>('/api/me/passkeys/new')
    await visitor.post('/api/me/passkeys', {
      challenge: begun.challenge,
      name: 'Khóa',
      passkey: key.create(challengeIn(begun), origin()),
    })
    return key
  }
  async function unharmed(victim: Visitor): Promise<void> {
    assert.equal((await victim.send('GET', '/api/meetings')).status, 200)
    await between()
  }

  it('[SES] a stolen password alone opens no route', async () => {
    const { visitor, username } = await enrolled()
    const thief = await thiefOf(username)
    for (const [method, path, body] of PROTECTED) {
      const answer = await thief.send(method, path, body)
      assert.deepEqual([answer.status, codeOf(answer)], [403, 'factor_needed'], `${method} ${path}`)
    }
    const { me, pending } = (await thief.send('GET', '/api/me')).body as Session
    assert.deepEqual([me, pending?.wants], [null, 'prove'])
    await unharmed(visitor)
  })

  it('[SES] a half-authenticated session cannot enroll a factor next to the owner’s', async () => {
    const { visitor, username } = await enrolled()
    const thief = await thiefOf(username)
    for (const path of ['/api/me/totp/new', '/api/me/passkeys/new']) {
      assert.equal(codeOf(await thief.send('POST', path)), 'factor_needed')
    }
    const begun = await visitor.post<NewTotp>('/api/me/totp/new')
    const body = { challenge: begun.challenge, name: 'Kẻ gian', code: totpCode(begun.secret, 1) }
    assert.equal(codeOf(await thief.send('POST', '/api/me/totp', body)), 'factor_needed')
    const { factors } = (await visitor.send('GET', '/api/me/factors')).body as FactorList
    assert.equal(factors.length, 1)
    await unharmed(visitor)
  })

  it('[SES] a half-authenticated session is not treated as the host and opens no socket', async () => {
    const { visitor, username } = await enrolled()
    const { meeting } = await visitor.createMeeting('Của người bị hại')
    const thief = await thiefOf(username)
    assert.notEqual((await thief.enter(meeting.id, {})).status, 200)
    const named = await thief.enter(meeting.id, { name: 'Chủ Tọa' })
    assert.equal(codeOf(named), 'wrong_password')
    assert.equal((await thief.socket(meeting.id).refused()).code, 'ticket_invalid')
    assert.equal((await visitor.enter(meeting.id, {})).status, 200)
    await unharmed(visitor)
  })

  it('[SES] an app code works once, and no code from an earlier half-minute works after it', async () => {
    const { visitor, username } = await enrolled()
    const used = totpCode(visitor.totpSecret)
    const later = totpCode(visitor.totpSecret, 1)
    const thief = await thiefOf(username)
    assert.equal(codeOf(await prove(thief, { totp: used })), 'bad_code')
    await prove(visitor, { totp: later })
    assert.equal(codeOf(await prove(thief, { totp: later })), 'bad_code')
    assert.equal(await isFull(thief), false)
    await unharmed(visitor)
  })

  it('[SES] one code sent many times at once opens one session', async () => {
    const { visitor, username } = await enrolled()
    const code = totpCode(visitor.totpSecret, 1)
    const thieves = await Promise.all([0, 1, 2].map((i) => thiefOf(username, `203.0.113.${i + 1}`)))
    const answers = await Promise.all(thieves.map((thief) => prove(thief, { totp: code })))
    assert.equal(answers.filter(({ status }) => status === 200).length, 1)
    await unharmed(visitor)
  })

  it('[SES] a recovery code works once, even if sent twice at the same time', async () => {
    const { visitor, username } = await enrolled()
    const [code, other] = visitor.recoveryCodes
    const [one, two] = [await thiefOf(username), await thiefOf(username, '203.0.113.9')]
    const answers = await Promise.all([one, two].map((who) => prove(who, { recovery: code })))
    assert.equal(answers.filter(({ status }) => status === 200).length, 1)
    const again = await thiefOf(username, '203.0.113.10')
    assert.equal(codeOf(await prove(again, { recovery: code })), 'bad_code')
    assert.equal((await prove(again, { recovery: other })).status, 200)
    await unharmed(visitor)
  })

  it('[SES] new recovery codes invalidate the old ones; another account’s code opens nothing', async () => {
    const { visitor, username } = await enrolled()
    const stranger = await enrolled()
    const [old] = visitor.recoveryCodes
    await visitor.post<Enrolled>('/api/me/recovery-codes')
    const thief = await thiefOf(username)
    assert.equal(codeOf(await prove(thief, { recovery: old })), 'bad_code')
    const [foreign] = stranger.visitor.recoveryCodes
    assert.equal(codeOf(await prove(thief, { recovery: foreign })), 'bad_code')
    assert.equal(codeOf(await prove(thief, { password: ACCOUNT_PASSWORD })), 'factor_needed')
    await unharmed(visitor)
  })

  it('[PWD4] guessing codes is locked out from anywhere, but the owner can still sign in', async () => {
    const { visitor, username } = await enrolled()
    const codes: string[] = []
    for (let i = 0; i < 14; i += 1) {
      const thief = await thiefOf(username, `198.51.100.${i + 1}`)
      codes.push(codeOf(await prove(thief, { totp: String(i).padStart(6, '0') })))
    }
    assert.equal(codes[0], 'bad_code')
    assert.equal(codes.at(-1), 'locked_out')
    const thief = await thiefOf(username, '198.51.100.77')
    const refused = await prove(thief, { totp: totpCode(visitor.totpSecret, 1) })
    assert.ok((refused.body as { retryAfter: number }).retryAfter > 0)
    // The owner's device has proved itself before.
    assert.equal((await prove(visitor, { totp: totpCode(visitor.totpSecret, 1) })).status, 200)
    await unharmed(visitor)
  })

  it('[SES] a passkey assertion is valid once, and only for its challenge, origin and account', async () => {
    const { visitor, username } = await enrolled()
    const key = await withKey(visitor)
    const thief = await thiefOf(username)
    const begun = await thief.post<NewPasskey>('/api/session/passkey')
    const challenge = challengeIn(begun)
    const wrong = (passkey: object, name = begun.challenge) =>
      prove(thief, { challenge: name, passkey })
    const answers = [
      await wrong(key.get(challenge, 'https://anhop.example')),
      await wrong(key.get(challenge, origin())),
    ]
    // The first attempt used up the challenge, although it was wrong.
    assert.deepEqual(answers.map(codeOf), ['passkey_refused', 'passkey_refused'])
    const mine = await visitor.post<NewPasskey>('/api/session/passkey')
    const stolen = key.get(challengeIn(mine), origin())
    assert.equal(codeOf(await wrong(stolen, mine.challenge)), 'passkey_refused')
    assert.equal((await prove(visitor, { challenge: mine.challenge, passkey: stolen })).status, 200)
    const again = await prove(visitor, { challenge: mine.challenge, passkey: stolen })
    assert.equal(codeOf(again), 'passkey_refused')
    assert.equal(await isFull(thief), false)
    await unharmed(visitor)
  })

  it('[SES] no passkey of another account, without user verification, or for another user name', async () => {
    const { visitor, username } = await enrolled()
    const key = await withKey(visitor)
    const stranger = await enrolled()
    const foreign = await withKey(stranger.visitor)
    const attempt = async (address: string, answer: (challenge: string) => object) => {
      const thief = await thiefOf(username, address)
      const begun = await thief.post<NewPasskey>('/api/session/passkey')
      const passkey = answer(challengeIn(begun))
      return codeOf(await prove(thief, { challenge: begun.challenge, passkey }))
    }
    for (const [i, answer] of [
      (challenge: string) => foreign.get(challenge, origin()),
      (challenge: string) => key.get(challenge, origin(), { flags: 0x01 }),
      (challenge: string) => key.get(challenge, origin(), { rpId: 'anhop.example' }),
      (challenge: string) => ({ ...foreign.get(challenge, origin()), id: key.id, rawId: key.id }),
    ].entries()) {
      assert.equal(await attempt(`203.0.113.${i + 40}`, answer), 'passkey_refused', String(i))
    }
    await unharmed(visitor)
  })

  it('[SES] a cloned passkey is detected by its counter', async () => {
    const { visitor } = await enrolled()
    const key = await withKey(visitor)
    const use = async (counter: number) => {
      key.counter = counter
      const begun = await visitor.post<NewPasskey>('/api/session/passkey')
      const passkey = key.get(challengeIn(begun), origin())
      return codeOf(await prove(visitor, { challenge: begun.challenge, passkey }))
    }
    assert.equal(await use(7), 'ok')
    assert.equal(await use(7), 'passkey_refused')
    assert.equal(await use(3), 'passkey_refused')
    assert.equal(await use(8), 'ok')
    await unharmed(visitor)
  })

  it('[SES] passkey sign-in fails with another user’s handle, when replayed, and when disabled', async () => {
    const { visitor, id } = await enrolled()
    const key = await withKey(visitor)
    const stranger = await enrolled()
    const signIn = async (but: { handle?: string; origin?: string } = {}) => {
      const browser = harness.visitor()
      const begun = await browser.post<NewPasskey>('/api/passkey/new')
      const passkey = key.get(challengeIn(begun), but.origin ?? origin(), {
        handle: but.handle ?? handleOf(id),
      })
      const body = { challenge: begun.challenge, passkey }
      const first = codeOf(await browser.send('POST', '/api/passkey', body))
      const twice = codeOf(await harness.visitor().send('POST', '/api/passkey', body))
      assert.equal(twice, 'passkey_refused')
      return { first, browser }
    }
    assert.equal((await signIn({ handle: handleOf(stranger.id) })).first, 'passkey_refused')
    assert.equal((await signIn({ origin: 'https://anhop.example' })).first, 'passkey_refused')
    const good = await signIn()
    assert.equal(good.first, 'ok')
    assert.ok(await isFull(good.browser))
    await unharmed(visitor)
    await harness.host.post(`/api/accounts/${id}/disable`)
    assert.equal((await signIn()).first, 'passkey_refused')
    await between()
  })

  it('[SES] an operator cannot skip enrollment, at setup or later', async () => {
    const { link } = await harness.host.post<{ link: string }>('/api/accounts', {
      username: 'nuavoi',
      name: 'Nửa Vời',
      role: 'operator',
    })
    const half = harness.visitor()
    await half.post('/api/activate', { token: link.split('#')[1], password: ACCOUNT_PASSWORD })
    const { me, pending } = (await half.send('GET', '/api/me')).body as Session
    assert.deepEqual([me, pending?.wants], [null, 'enrol'])
    for (const [method, path, body] of PROTECTED) {
      assert.equal(codeOf(await half.send(method, path, body)), 'factor_needed', path)
    }
    for (const body of [
      { password: ACCOUNT_PASSWORD },
      { totp: '000000' },
      { recovery: 'a'.repeat(16) },
    ]) {
      await prove(half, body)
      assert.equal(await isFull(half), false)
    }
    await half.enrol()
    assert.ok(await isFull(half))
    await between()
  })

  it('[SES] the last required factor cannot be removed, not even by concurrent requests', async () => {
    const { factors } = (await harness.host.send('GET', '/api/me/factors')).body as FactorList
    const path = `/api/me/factors/${factors[0]?.id ?? ''}`
    await harness.host.prove()
    const answers = await Promise.all([1, 2, 3].map(() => harness.host.send('DELETE', path)))
    assert.deepEqual(answers.map(codeOf), ['factor_required', 'factor_required', 'factor_required'])
    const { visitor } = await enrolled()
    assert.equal(codeOf(await visitor.send('DELETE', path)), 'not_found')
    await unharmed(harness.host)
  })

  it('[SES] the rule for hosts applies to open sessions, and disturbs no other meeting', async () => {
    const { visitor } = await harness.account('chuaco', 'Chưa Có')
    const { visitor: has } = await enrolled()
    assert.equal(
      codeOf(await has.send('POST', '/api/policy', { hostsNeedFactor: true })),
      'forbidden',
    )
    await harness.host.post('/api/policy', { hostsNeedFactor: true })
    const refused = await visitor.send('GET', '/api/meetings')
    assert.equal(codeOf(refused), 'factor_needed')
    await unharmed(has)
    await visitor.enrol()
    await unharmed(visitor)
    await harness.host.post('/api/policy', { hostsNeedFactor: false })
  })

  it('[SES] the half-authenticated token is invalid once the session is complete', async () => {
    const { visitor, username } = await enrolled()
    const owner = await thiefOf(username)
    const planted = owner.cookies.get(SESSION) ?? assert.fail('no session')
    assert.equal((await prove(owner, { recovery: visitor.recoveryCodes.pop() })).status, 200)
    const thief = harness.visitor()
    thief.cookies.set(SESSION, planted)
    assert.equal((await thief.send('GET', '/api/meetings')).status, 401)
    await unharmed(owner)
  })

  it('[SES] only its owner can end a session, and its cookie no longer works afterward', async () => {
    const { visitor, username } = await harness.account('hainoi', 'Hai Nơi')
    const lost = await thiefOf(username)
    const list = (await visitor.send('GET', '/api/me/sessions')).body as {
      id: string
      current: boolean
    }[]
    const other = list.find(({ current }) => !current) ?? assert.fail('one session only')
    assert.equal(list.length, 2)
    const path = `/api/me/sessions/${other.id}`
    assert.equal(codeOf(await harness.host.send('DELETE', path)), 'not_found')
    assert.equal((await lost.send('GET', '/api/meetings')).status, 200)
    assert.equal((await visitor.send('DELETE', path)).status, 200)
    assert.equal((await lost.send('GET', '/api/meetings')).status, 401)
    assert.equal(codeOf(await visitor.send('DELETE', path)), 'not_found')
    await unharmed(visitor)
  })

  it('[SES] an operator can reset another’s factors, never their own, and it is logged', async () => {
    const { visitor, id, username } = await enrolled()
    const { me } = (await harness.host.send('GET', '/api/me')).body as Session
    const own = await harness.host.send('POST', `/api/accounts/${me?.id ?? ''}/reset`)
    assert.equal(codeOf(own), 'own_account')
    const { link } = await harness.host.post<{ link: string }>(`/api/accounts/${id}/reset`)
    assert.equal((await visitor.send('GET', '/api/meetings')).status, 401)
    const stolen = await harness
      .visitor('203.0.113.60')
      .send('POST', '/api/session', { username, password: ACCOUNT_PASSWORD })
    assert.equal(codeOf(stolen), 'bad_credentials')
    await visitor.post('/api/activate', { token: link.split('#')[1], password: OPERATOR_PASSWORD })
    assert.ok(await isFull(visitor))
    const log = await harness.host.send('GET', '/api/audit?action=factor.reset')
    assert.match(JSON.stringify(log.body), /factor\.reset/)
    await unharmed(visitor)
  })

  it('[SES] malformed codes, assertions and names are refused', async () => {
    const { visitor, username } = await enrolled()
    const thief = await thiefOf(username)
    for (const body of [
      {},
      { totp: 123456 },
      { totp: '12345' },
      { totp: '１２３４５６' },
      { totp: '000000', recovery: 'a'.repeat(16) },
      { recovery: '' },
      { challenge: 'x', passkey: {} },
      { passkey: null },
      { totp: '000000', second: true },
      { secondAt: 1 },
    ]) {
      assert.equal(codeOf(await prove(thief, body)), 'invalid_input', JSON.stringify(body))
    }
    assert.equal(await isFull(thief), false)
    await unharmed(visitor)
  })
})
