import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Refusal } from '#protocol/errors.ts'
import { PASSWORD, testServer } from './testing.ts'
import type { Browser, TestServer } from './testing.ts'

const OTHER = 'bảy con ngỗng tím hát ru'

/** Guesses from these browsers in turn. Returns how many guesses were verified. */
async function guesses(tabs: readonly Browser[], guess: (tab: Browser) => Promise<string>) {
  let verified = 0
  for (const tab of [...tabs, ...tabs]) {
    if (/^(wrong_password|bad_credentials)$/.test(await guess(tab))) verified += 1
  }
  return verified
}

const signIn = async (tab: Browser, username: string, password: string): Promise<string> =>
  (await tab.post('/api/session', { username, password })).json().code ?? 'ok'

async function meeting(server: TestServer) {
  const host = await server.signedIn('chi', 'operator')
  const made = (await host.post('/api/meetings', { title: 'Họp', mode: 'discussion' })).json()
  const id: string = made.meeting.id
  const enter = async (tab: Browser, password: string) =>
    (await tab.post(`/api/meetings/${id}/enter`, { name: 'Bình', password })).json().code ?? 'ok'
  return { host, id, password: String(made.password), enter }
}

describe('[PWD4] known browsers', () => {
  it('are strangers again after the password of a meeting changes', async () => {
    await using server = await testServer()
    const { host, id, password, enter } = await meeting(server)
    const tabs = Array.from({ length: 60 }, () => server.browser('203.0.113.7'))
    for (const tab of tabs) {
      assert.equal(await enter(tab, password), 'ok')
      server.clock.now += 1000
    }
    await host.post(`/api/meetings/${id}/password`, {})
    assert.equal(await guesses(tabs, (tab) => enter(tab, 'khong-phai-mat-khau-nay')), 3)
  })

  it('are strangers again after the password of an account changes', async () => {
    await using server = await testServer()
    await server.signedIn('chi', 'operator')
    const mine = await server.signedIn('lan', 'host')
    const tabs = Array.from({ length: 15 }, () => server.browser('203.0.113.7'))
    for (const tab of tabs) assert.equal(await signIn(tab, 'lan', PASSWORD), 'ok')
    const changed = await mine.post('/api/me/password', { current: PASSWORD, password: OTHER })
    assert.equal(changed.statusCode, 200)
    assert.equal(await guesses(tabs, (tab) => signIn(tab, 'lan', 'khong-phai-mat-khau-nay')), 3)
    // The browser in which it was changed is known for the new one.
    assert.equal(await signIn(mine, 'lan', OTHER), 'ok')
  })

  it('do not include those that had the right password but were refused entry', async () => {
    let code: 'blocked' | 'meeting_locked' | 'lobby_full' | null = null
    await using server = await testServer({
      wrapLive: (live) => ({
        ...live,
        async enter(entry) {
          if (code !== null) throw new Refusal(code)
          return live.enter(entry)
        },
      }),
    })
    const { password, enter } = await meeting(server)
    const address = '203.0.113.7'
    const tabs = []
    for (const why of ['blocked', 'meeting_locked', 'lobby_full'] as const) {
      const tab = server.browser(address)
      code = why
      assert.equal(await enter(tab, password), why)
      tabs.push(tab)
    }
    code = null
    const inside = server.browser(address)
    assert.equal(await enter(inside, password), 'ok')
    for (const wait of [0, 0, 0, 2000, 4000]) {
      server.clock.now += wait
      await enter(server.browser(address), 'khong-phai-mat-khau-nay')
    }
    for (const tab of tabs) assert.equal(await enter(tab, password), 'locked_out')
    assert.equal(await enter(inside, password), 'ok')
  })

  it('of an account must also have proved the second factor', async () => {
    await using server = await testServer()
    await server.signedIn('chi', 'operator')
    const half = server.browser('203.0.113.7')
    const whole = server.browser('203.0.113.7')
    assert.equal(await signIn(half, 'chi', PASSWORD), 'ok')
    assert.equal(await signIn(whole, 'chi', PASSWORD), 'ok')
    assert.equal((await server.prove(whole, 'chi')).statusCode, 200)
    for (const wait of [0, 0, 0, 2000, 4000]) {
      server.clock.now += wait
      await signIn(server.browser('203.0.113.7'), 'chi', 'khong-phai-mat-khau-nay')
    }
    assert.equal(await signIn(half, 'chi', PASSWORD), 'locked_out')
    assert.equal(await signIn(whole, 'chi', PASSWORD), 'ok')
  })
})

it('[PWD4] fifty people in one office join at nine o’clock with the right password', async () => {
  await using server = await testServer()
  const { password, enter } = await meeting(server)
  const office = Array.from({ length: 50 }, () => server.browser('203.0.113.7'))
  const answers = await Promise.all(office.map((tab) => enter(tab, password)))
  assert.deepEqual(new Set(answers), new Set(['ok']))
})
