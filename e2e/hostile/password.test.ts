import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ServerHarness, codeOf } from '../support/harness.ts'
import type { Sitting } from '../support/harness.ts'
import type { Visitor } from '../support/visitor.ts'

const WRONG = 'mot-hai-ba-bon-nam-sau'
const SHUT = new Set(['locked_out', 'rate_limited'])

const guess = async (sitting: Sitting, visitor: Visitor, headers: Record<string, string> = {}) => {
  const path = `/api/meetings/${sitting.id}/enter`
  return codeOf(await visitor.send('POST', path, { name: 'Kẻ Đoán', password: WRONG }, headers))
}

const enters = async (sitting: Sitting, visitor: Visitor) =>
  codeOf(await visitor.enter(sitting.id, { name: 'Người Thật', password: sitting.password }))

/** Guesses from one place until locked out, which must happen before ten. */
async function untilShut(attempt: (n: number) => Promise<string>): Promise<number> {
  for (let n = 1; n < 10; n++) if (SHUT.has(await attempt(n))) return n
  return assert.fail('ten wrong passwords and no end')
}

describe('guessing a meeting password, without a proxy', () => {
  const harness = new ServerHarness()

  it('[PWD4] a forged X-Forwarded-For does not change the client’s address', async () => {
    const sitting = await harness.sitting()
    const attempt = (n: number) =>
      guess(sitting, harness.visitor(), {
        'x-forwarded-for': `203.0.113.${n}`,
        forwarded: `for=203.0.113.${n}`,
        'x-real-ip': `203.0.113.${n}`,
        'cf-connecting-ip': `203.0.113.${n}`,
      })
    assert.ok((await untilShut(attempt)) <= 6)
    await sitting.unharmed()
  })
})

describe('guessing a meeting password, behind a trusted proxy', () => {
  const harness = new ServerHarness({ ANHOP_TRUSTED_PROXY: '127.0.0.1,::1' })

  it('[PWD4] entries the client puts further left in X-Forwarded-For are ignored', async () => {
    const sitting = await harness.sitting()
    const attempt = (n: number) => guess(sitting, harness.visitor(`10.9.8.${n}, 198.51.100.1`))
    assert.ok((await untilShut(attempt)) <= 6)
    assert.equal(await enters(sitting, harness.visitor('198.51.100.2')), 'ok')
    await sitting.unharmed()
  })

  it('[PWD4] addresses of one IPv6 /64 count as one', async () => {
    const sitting = await harness.sitting()
    const attempt = (n: number) =>
      guess(sitting, harness.visitor(`2001:db8:1:2:${n}:${n}:${n}:${n}`))
    assert.ok((await untilShut(attempt)) <= 6)
    assert.equal(await enters(sitting, harness.visitor('2001:db8:1:3::1')), 'ok')
    await sitting.unharmed()
  })

  it('[PWD4] an IPv4-mapped IPv6 address counts as the IPv4 address', async () => {
    const sitting = await harness.sitting()
    const forms = ['198.51.100.77', '::ffff:198.51.100.77', '::ffff:c633:644d', '::FFFF:C633:644D']
    const attempt = (n: number) => guess(sitting, harness.visitor(forms[n % forms.length]))
    assert.ok((await untilShut(attempt)) <= 6)
    await sitting.unharmed()
  })

  it('[PWD4] dropping or forging the device cookie resets nothing', async () => {
    const sitting = await harness.sitting()
    const attempt = (n: number) => {
      const visitor = harness.visitor('198.51.100.3')
      if (n % 2 === 0) visitor.cookies.set('anhop_device', String(n).padEnd(43, 'x'))
      return guess(sitting, visitor)
    }
    assert.ok((await untilShut(attempt)) <= 6)
    await sitting.unharmed()
  })

  it('[PWD4] concurrent guesses are counted individually', async () => {
    const sitting = await harness.sitting()
    const codes = await Promise.all(
      Array.from({ length: 20 }, () => guess(sitting, harness.visitor('198.51.100.4'))),
    )
    assert.ok(codes.filter((code) => code === 'wrong_password').length <= 5, codes.join(' '))
    await sitting.unharmed()
  })

  it('[PWD4] many addresses share the meeting’s limit, and the host can still enter', async () => {
    const sitting = await harness.sitting()
    const codes = await Promise.all(
      Array.from({ length: 60 }, (_, n) => guess(sitting, harness.visitor(`203.0.113.${n}`))),
    )
    assert.equal(codes.filter((code) => code === 'wrong_password').length, 30)
    // From another device, to which their seat then moves.
    assert.equal((await harness.host.enter(sitting.id, { move: true })).status, 200)
    await sitting.look()
    await sitting.hears('participant', ({ id }) => id === sitting.hostId)
    await sitting.unharmed('participant', 'meeting')
  })

  it('[PWD4] one person’s wrong guesses do not lock out colleagues at the same address who were in before', async () => {
    const sitting = await harness.sitting()
    const colleague = harness.visitor('198.51.100.5')
    assert.equal(await enters(sitting, colleague), 'ok')
    await untilShut(() => guess(sitting, harness.visitor('198.51.100.5')))
    assert.equal(await enters(sitting, colleague), 'ok')
    await sitting.unharmed()
  })

  it('[PWD4] a known device gets no extra guesses at another meeting', async () => {
    const [known, victim] = [await harness.sitting(), await harness.sitting()]
    const visitor = harness.visitor('198.51.100.6')
    assert.equal(await enters(known, visitor), 'ok')
    assert.ok((await untilShut(() => guess(victim, visitor))) <= 6)
    assert.ok(SHUT.has(await guess(victim, harness.visitor('198.51.100.6'))))
    await victim.unharmed()
  })

  it('[PWD4] one address cannot try all meetings', async () => {
    const sittings = await Promise.all(Array.from({ length: 6 }, () => harness.sitting()))
    const codes = []
    for (const sitting of sittings) {
      for (let n = 0; n < 4; n++) codes.push(guess(sitting, harness.visitor('198.51.100.7')))
    }
    const wrong = (await Promise.all(codes)).filter((code) => code === 'wrong_password')
    assert.equal(wrong.length, 20)
    await sittings[0]?.unharmed()
  })

  it('[PWD4] only moderators are told of a burst of guesses', async () => {
    const sitting = await harness.sitting()
    const guesses = Array.from({ length: 5 }, (_, n) =>
      guess(sitting, harness.visitor(`192.0.2.${n}`)),
    )
    await Promise.all(guesses)
    assert.deepEqual(await sitting.host.next('notice'), { type: 'wrong_passwords', count: 5 })
    await sitting.unharmed()
  })

  it('[PWD3] the password is in the answer that created it and nowhere else', async () => {
    const sitting = await harness.sitting()
    const guest = await sitting.guest('Người Dự')
    const roster = await sitting.roster()
    assert.equal(roster.length, 3)
    const texts = [JSON.stringify([guest.snapshot, sitting.host.heard, guest.socket.heard])]
    for (const path of [
      '/api/me',
      '/api/meetings',
      `/api/meetings/${sitting.id}/blocks`,
      '/api/accounts',
    ]) {
      texts.push(JSON.stringify((await harness.host.send('GET', path)).body))
    }
    texts.push(JSON.stringify((await harness.host.send('GET', `/m/${sitting.id}`)).body))
    for (const text of texts) {
      assert.ok(!text.includes(sitting.password))
      assert.ok(!/argon2|password_?hash/i.test(text))
    }
    await sitting.unharmed('participant')
  })

  it('[PWD2] a weak custom password, or one based on the title, is rejected', async () => {
    const sitting = await harness.sitting()
    for (const password of [
      '123456',
      'Giao ban tuần Giao ban',
      'matkhau12345678',
      'aaaaaaaaaaaaaaaaaaaa',
    ]) {
      const made = await harness.host.send('POST', '/api/meetings', {
        title: 'Giao ban tuần',
        mode: 'discussion',
        password,
      })
      assert.equal(made.status, 422, password)
      const renewed = await harness.host.send('POST', `/api/meetings/${sitting.id}/password`, {
        password,
      })
      assert.equal(renewed.status, 422, password)
    }
    assert.equal(await enters(sitting, harness.visitor()), 'ok', 'the old one still holds')
    await sitting.unharmed()
  })

  it('[PWD1] no meeting without a password: null, empty and blank are refused', async () => {
    const sitting = await harness.sitting()
    for (const password of [null, '', 0, false, [], {}]) {
      const body = { title: 'Không Khóa', mode: 'discussion', password }
      assert.equal((await harness.host.send('POST', '/api/meetings', body)).status, 400)
    }
    for (const password of ['               ', '\u0000'.repeat(20)]) {
      const body = { title: 'Không Khóa', mode: 'discussion', password }
      assert.ok((await harness.host.send('POST', '/api/meetings', body)).status >= 400)
    }
    const list = (await harness.host.send('GET', '/api/meetings')).body as { title: string }[]
    assert.ok(list.every(({ title }) => title !== 'Không Khóa'))
    await sitting.unharmed()
  })

  it('[PWD1] a missing, empty or mistyped password opens nothing', async () => {
    const sitting = await harness.sitting()
    const name = 'Kẻ Lạ'
    for (const body of [
      { name },
      { name, password: '' },
      { name, password: null },
      { name, password: true },
      { name, password: { $ne: '' } },
      { name, password: [sitting.password] },
      null,
      [],
      'x',
    ]) {
      // prettier-ignore
      const answer = await harness.visitor().send('POST', `/api/meetings/${sitting.id}/enter`, JSON.stringify(body))
      assert.ok([400, 403].includes(answer.status), JSON.stringify(body))
      assert.equal(
        answer.headers.getSetCookie().some((line) => line.includes('ticket')),
        false,
      )
    }
    await sitting.unharmed()
  })

  it('[PWD3] an overlong or non-Unicode password is refused before hashing', async () => {
    const sitting = await harness.sitting()
    for (const password of ['x'.repeat(129), '\ud800'.repeat(20), 'x'.repeat(60_000)]) {
      const answer = await harness.visitor().enter(sitting.id, { name: 'A', password })
      assert.deepEqual([answer.status, codeOf(answer)], [400, 'invalid_input'])
    }
    assert.equal(await enters(sitting, harness.visitor()), 'ok')
    await sitting.unharmed()
  })

  it('[PWD5] the old password is invalid once there is a new one', async () => {
    const sitting = await harness.sitting()
    await harness.host.post(`/api/meetings/${sitting.id}/password`)
    assert.equal(await enters(sitting, harness.visitor('192.0.2.90')), 'wrong_password')
    await sitting.unharmed()
  })

  it('[ADM5] empty names and names with hidden or reordering characters are refused', async () => {
    const sitting = await harness.sitting()
    const names = ['\u202egnàv tấhN', 'Trần\u200bChủ', 'Trần\u2066Tọa', '\u3164', '\u2800', 'A\u034fB',
      'A\u115fB', '\u0000', 'A\nB', '   ', '', '\ud800', 'A\u00adB', '\ufeff', 'x'.repeat(61), '\u{e0041}A'] // prettier-ignore
    for (const name of names) {
      const answer = await harness.visitor().enter(sitting.id, { name, password: sitting.password })
      assert.deepEqual(
        [answer.status, codeOf(answer)],
        [400, 'invalid_input'],
        JSON.stringify(name),
      )
    }
    await sitting.unharmed()
  })

  it('[ADM5] ids and tickets are random: no duplicates, no order', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => harness.host.createMeeting()))
    const ids = made.map(({ meeting }) => meeting.id)
    const passwords = made.map(({ password }) => password)
    assert.equal(new Set(ids).size, 20)
    assert.equal(new Set(passwords).size, 20)
    for (const id of ids) assert.match(id, /^[A-Za-z0-9_-]{22}$/)
    assert.ok(new Set(ids.map((id) => id.slice(0, 3))).size > 15, 'no common beginning')
    assert.ok(new Set(ids.map((id) => id.slice(-3))).size > 10, 'no common end')
    assert.notDeepEqual(ids, ids.toSorted())
    assert.ok(passwords.every((password) => password.split(/[ -]/).length >= 6))
    await harness.goesOn()
  })
})
