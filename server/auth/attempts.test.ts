import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { Refusal } from '#protocol/errors.ts'
import { meetingId } from '../store/fixtures.ts'
import type { Attempts } from '../store/attempts.ts'
import { openStore } from '../store/store.ts'
import { AttemptLimiter } from './attempts.ts'
import { RULES } from './decide.ts'
import { WORK } from './work-pace.ts'
import type { Outcome, Try } from './attempts.ts'

const T = 1_000_000_000_000
const subject = { scope: 'meeting', id: meetingId('m') } as const
const at = (addressHash: string, deviceHash: string | null = null): Try => ({
  subject,
  secret: 'now',
  addressHash,
  deviceHash,
})
/** Makes a successful try and marks the device as trusted. */
async function come(attempts: AttemptLimiter, what: Try, now = T): Promise<void> {
  assert.deepEqual(await attempts.attempt(what, now, right), { ok: true })
  await attempts.trust(what, now)
}
const wrong = async () => false
const right = async () => true
const refused = (code: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code

async function limiter(): Promise<AttemptLimiter> {
  return new AttemptLimiter((await openStore(':memory:')).attempts)
}

/** Reports each bucket that is read. */
function watching(store: Attempts, looks: (bucket: string) => void): Attempts {
  const since =
    (within: Pick<Attempts, 'since'>): Attempts['since'] =>
    (...what) => {
      looks(what[0])
      return within.since(...what)
    }
  return {
    ...store,
    since: since(store),
    exclusive: (work) => store.exclusive((within) => work({ ...within, since: since(within) })),
  }
}

/** Makes five failed tries, each as soon as allowed. Returns the time of the last. */
async function fail5(attempts: AttemptLimiter, what: Try, start = T): Promise<number> {
  let now = start
  for (const wait of [0, 0, 0, 2000, 4000]) {
    now += wait
    await attempts.attempt(what, now, wrong)
  }
  return now
}

/** Starts `count` tries at other meetings, each from its own address, and leaves them pending. */
async function underWay(attempts: AttemptLimiter, count: number, verify: () => Promise<boolean>) {
  const tries: Promise<Outcome>[] = []
  for (let i = 0; i < count; i += 1) {
    const started = Promise.withResolvers<void>()
    const what = { ...at(`a${i}`), subject: { scope: 'meeting', id: meetingId(`m${i}`) } as const }
    tries.push(
      attempts.attempt(what, T, () => {
        started.resolve()
        return verify()
      }),
    )
    await started.promise
  }
  return tries
}

const account = (address: string, deviceHash: string | null): Try => ({
  subject: { scope: 'account', usernameHash: 'u' },
  secret: 'now',
  addressHash: address,
  deviceHash,
})

describe('[PWD4] failed tries', () => {
  it('slow down, then lock out, and report the wait', async () => {
    const attempts = await limiter()
    await attempts.attempt(at('a'), T, wrong)
    await attempts.attempt(at('a'), T, wrong)
    await attempts.attempt(at('a'), T, wrong)
    await assert.rejects(attempts.attempt(at('a'), T + 1000, right), (error) => {
      assert.ok(error instanceof Refusal)
      assert.deepEqual(error.toWire(), { code: 'rate_limited', retryAfter: 1 })
      return true
    })
    await attempts.attempt(at('a'), T + 2000, wrong)
    await attempts.attempt(at('a'), T + 6000, wrong)
    await assert.rejects(attempts.attempt(at('a'), T + 10_000, right), (error) => {
      assert.ok(error instanceof Refusal)
      assert.deepEqual(error.toWire(), { code: 'locked_out', retryAfter: 50 })
      return true
    })
    assert.deepEqual(await attempts.attempt(at('b'), T + 10_000, right), { ok: true })
    assert.deepEqual(await attempts.attempt(at('a'), T + 62_000, right), { ok: true })
  })

  it('a refused try never reaches verification', async () => {
    const attempts = await limiter()
    const now = await fail5(attempts, at('a'))
    await assert.rejects(
      attempts.attempt(at('a'), now, () => assert.fail('verified')),
      refused('locked_out'),
    )
  })

  it('concurrent tries are bounded like sequential ones', async () => {
    const attempts = await limiter()
    let verified = 0
    const gate = Promise.withResolvers<void>()
    const tries = Array.from({ length: 40 }, () =>
      attempts.attempt(at('a'), T, async () => {
        verified += 1
        if (verified === 5) gate.resolve()
        await gate.promise
        return false
      }),
    )
    const results = await Promise.allSettled(tries)
    assert.equal(verified, 5)
    assert.equal(results.filter((r) => r.status === 'rejected').length, 35)
  })

  it('a whole office can enter the right password at the same time', async () => {
    const attempts = await limiter()
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        attempts.attempt(at('office', `device${i}`), T, async () => {
          await Promise.resolve()
          return true
        }),
      ),
    )
    assert.ok(outcomes.every((outcome) => outcome.ok))
  })

  it('one person failing in an office locks out newcomers, not devices that entered before', async () => {
    const attempts = await limiter()
    await come(attempts, at('office', 'colleague'))
    const now = await fail5(attempts, at('office', 'fool'))
    await assert.rejects(attempts.attempt(at('office', 'new'), now, right), refused('locked_out'))
    await assert.rejects(attempts.attempt(at('office'), now, right), refused('locked_out'))
    assert.deepEqual(await attempts.attempt(at('office', 'colleague'), now, right), { ok: true })
  })

  it('a known device has its own limits and is known at that meeting only', async () => {
    const attempts = await limiter()
    await come(attempts, at('a', 'known'))
    const now = await fail5(attempts, at('a', 'known'))
    await assert.rejects(attempts.attempt(at('b', 'known'), now, right), refused('locked_out'))
    assert.deepEqual(await attempts.attempt(at('a', 'other'), now, right), { ok: true })
    const elsewhere = {
      ...at('a', 'known'),
      subject: { scope: 'meeting', id: meetingId('n') } as const,
    }
    await fail5(attempts, { ...elsewhere, deviceHash: null })
    await assert.rejects(attempts.attempt(elsewhere, now, right), refused('locked_out'))
  })

  it('are bounded per meeting, across all addresses', async () => {
    const attempts = await limiter()
    for (let i = 0; i < 30; i += 1) await attempts.attempt(at(`a${i}`), T, wrong)
    await assert.rejects(attempts.attempt(at('fresh'), T, right), refused('locked_out'))
    assert.deepEqual(await attempts.attempt(at('fresh'), T + 60_000, right), { ok: true })
  })

  it('are bounded per address, across all meetings', async () => {
    const attempts = await limiter()
    const guess = (i: number) =>
      attempts.attempt(
        { ...at('a'), subject: { scope: 'meeting', id: meetingId(`m${i}`) } },
        T,
        wrong,
      )
    for (let i = 0; i < 20; i += 1) await guess(i)
    await assert.rejects(guess(21), refused('locked_out'))
  })

  it('are not forgiven by a restart or by another cookie', async () => {
    const path = mkdtempSync(join(tmpdir(), 'anhop-attempts-'))
    const store = await openStore(path)
    const now = await fail5(new AttemptLimiter(store.attempts), at('a', 'one'))
    await store.close()
    const again = await openStore(path)
    const attempts = new AttemptLimiter(again.attempts)
    for (const device of ['one', 'two', null]) {
      await assert.rejects(attempts.attempt(at('a', device), now, right), refused('locked_out'))
    }
    await again.close()
    rmSync(path, { recursive: true })
  })

  it('pending when the server is killed count as failed', async () => {
    const { attempts: store } = await openStore(':memory:')
    const killed = new AttemptLimiter(store)
    for (let i = 0; i < 5; i += 1) {
      const started = Promise.withResolvers<void>()
      void killed.attempt(at('a'), T, () => {
        started.resolve()
        return new Promise(() => undefined)
      })
      await started.promise
    }
    const again = new AttemptLimiter(store)
    await assert.rejects(again.attempt(at('a'), T, right), refused('locked_out'))
  })

  it('do not count if verification could not run', async () => {
    const attempts = await limiter()
    for (let i = 0; i < 8; i += 1) {
      await assert.rejects(
        attempts.attempt(at('a'), T, async () => {
          throw new Refusal('busy')
        }),
        refused('busy'),
      )
    }
    assert.deepEqual(await attempts.attempt(at('a'), T, right), { ok: true })
  })

  it('report the recent number of failures, so that the host can be warned', async () => {
    const attempts = await limiter()
    await come(attempts, at('x', 'known'))
    const outcomes: Outcome[] = []
    for (const [address, device] of [
      ['a', null],
      ['b', null],
      ['x', 'known'],
    ] as const) {
      outcomes.push(await attempts.attempt(at(address, device), T, wrong))
    }
    assert.deepEqual(
      outcomes,
      [1, 2, 3].map((failures) => ({ ok: false, failures })),
    )
    assert.deepEqual(await attempts.attempt(at('c'), T + 300_000, wrong), {
      ok: false,
      failures: 1,
    })
  })

  it('beyond the pending limit cost nothing and do not block known devices', async () => {
    const { attempts: store } = await openStore(':memory:')
    let looks = 0
    const attempts = new AttemptLimiter(watching(store, () => (looks += 1)))
    await come(attempts, at('mine', 'known'))
    const gate = Promise.withResolvers<boolean>()
    const flood = await underWay(attempts, 120, () => gate.promise)
    looks = 0
    await assert.rejects(attempts.attempt(at('z', 'new'), T, right), refused('busy'))
    assert.equal(looks, 0)
    assert.deepEqual(await attempts.attempt(at('mine', 'known'), T, right), { ok: true })
    gate.resolve(false)
    await Promise.all(flood)
    const elsewhere = { scope: 'meeting', id: meetingId('n') } as const
    assert.deepEqual(await attempts.attempt({ ...at('z'), subject: elsewhere }, T, right), {
      ok: true,
    })
  })

  it('waiting for others are rechecked once each, not every time another try ends', async () => {
    const { attempts: store } = await openStore(':memory:')
    let looks = 0
    const attempts = new AttemptLimiter(
      watching(store, (bucket) => {
        if (bucket === `meeting/${subject.id}`) looks += 1
      }),
    )
    const ends: ((right: boolean) => void)[] = []
    const crowd = Array.from({ length: 60 }, (_, i) =>
      attempts.attempt(at(`a${i}`, `d${i}`), T, () => new Promise((end) => ends.push(end))),
    )
    const over = Promise.allSettled(crowd)
    for (let ended = 0; ended < 30; ended += 1) {
      while (ends.length === 0) await new Promise((next) => setImmediate(next))
      ends.shift()?.(false)
    }
    const results = await over
    assert.equal(results.filter((r) => r.status === 'fulfilled').length, 30)
    // At least one check each, plus one each time a pending try ends: at worst 30 calls and 30
    // refusals. Rechecking all of them every time would make 900.
    assert.ok(looks >= 60 && looks <= 60 + 30 + 30, String(looks))
  })

  it('at a locked bucket are refused from memory, until the exact second it reopens', async () => {
    const { attempts: store } = await openStore(':memory:')
    let looks = 0
    const attempts = new AttemptLimiter(watching(store, () => (looks += 1)))
    for (let i = 0; i < 30; i += 1) await attempts.attempt(at(`a${i}`), T, wrong)
    await assert.rejects(attempts.attempt(at('z'), T + 1000, right), refused('locked_out'))
    looks = 0
    for (let i = 0; i < 100; i += 1) {
      await assert.rejects(attempts.attempt(at(`z${i}`), T + 59_999, right), (error) => {
        assert.ok(error instanceof Refusal)
        assert.deepEqual(error.toWire(), { code: 'locked_out', retryAfter: 1 })
        return true
      })
    }
    assert.equal(looks, 0)
    assert.deepEqual(await attempts.attempt(at('z'), T + 60_000, right), { ok: true })
  })

  it('at an account lock out strangers, not devices that signed in before', async () => {
    const attempts = await limiter()
    await attempts.trust(account('z', 'mine'), T)
    for (let i = 0; i < 30; i += 1) await attempts.attempt(account(`a${i}`, null), T, wrong)
    await assert.rejects(attempts.attempt(account('z', 'theirs'), T, right), refused('locked_out'))
    assert.deepEqual(await attempts.attempt(account('z', 'mine'), T, right), { ok: true })
  })

  it('from known devices: a device is not known once the password has changed', async () => {
    const attempts = await limiter()
    const devices = Array.from({ length: 60 }, (_, i) => `d${i}`)
    for (const device of devices) await come(attempts, at(`home-${device}`, device))
    let verified = 0
    const guess = async () => {
      verified += 1
      return false
    }
    for (const device of devices) {
      const what = { ...at('attacker', device), secret: 'renewed' }
      await attempts.attempt(what, T + 1000, guess).catch(() => undefined)
    }
    // The same number as for a stranger.
    assert.equal(verified, 3)
  })

  it('from known devices: all of them share one allowance, then count as strangers', async () => {
    const attempts = await limiter()
    const devices = Array.from({ length: 60 }, (_, i) => `d${i}`)
    for (const device of devices) await come(attempts, at(`home-${device}`, device))
    let verified = 0
    const guess = async () => {
      verified += 1
      return false
    }
    for (const device of [...devices, ...devices]) {
      await attempts.attempt(at('attacker', device), T + 1000, guess).catch(() => undefined)
    }
    assert.equal(verified, RULES.allKnown[0].max + 3)
    // An unrelated user is not locked out.
    assert.deepEqual(await attempts.attempt(at('home', 'd0'), T + 1000, right), { ok: true })
  })

  it('from devices: the number known per subject is limited, the least recent is dropped first', async () => {
    const store = (await openStore(':memory:')).attempts
    const attempts = new AttemptLimiter(store)
    for (let i = 0; i < 25; i += 1) await attempts.trust(account('a', `d${i}`), T + i)
    const known = await Promise.all(
      Array.from({ length: 25 }, (_, i) => store.knowsDevice(`d${i}`, 'account/u', 'now')),
    )
    assert.deepEqual(known.indexOf(true), 5)
    assert.equal(known.filter(Boolean).length, 20)
  })

  it('from devices: a correct password without entering does not make a device known', async () => {
    const attempts = await limiter()
    await attempts.attempt(at('a', 'turned away'), T, right)
    const now = await fail5(attempts, at('a'))
    await assert.rejects(
      attempts.attempt(at('a', 'turned away'), now, right),
      refused('locked_out'),
    )
  })
})

describe('[PWD4] cost of verification', () => {
  it('is rate limited per browser and per address, even for correct passwords', async () => {
    const attempts = await limiter()
    const many = async (what: (i: number) => Try, tries: number, now = T) => {
      let verified = 0
      for (let i = 0; i < tries; i += 1) {
        const run = attempts.attempt(what(i), now, async () => {
          verified += 1
          return true
        })
        await run.catch((error: unknown) => assert.ok(refused('rate_limited')(error)))
      }
      return verified
    }
    assert.equal(await many(() => at('home', 'one'), 20), WORK.device.burst)
    // The browser shared its cookie or never kept one.
    assert.equal(await many((i) => at('den', `new${i}`), 200), WORK.address.burst)
    // Tries at another meeting still count for the same address.
    const elsewhere = { scope: 'meeting', id: meetingId('other') } as const
    assert.equal(await many((i) => ({ ...at('den', `n${i}`), subject: elsewhere }), 10), 0)
    assert.equal(await many((i) => at('den', `later${i}`), 200, T + 10_000), 20)
  })

  it('an office behind one address can join at nine o’clock', async () => {
    const attempts = await limiter()
    const office = Array.from({ length: 50 }, (_, i) => at('office', `service${i}`))
    const first = await Promise.all(office.map((what) => attempts.attempt(what, T, right)))
    assert.ok(first.every(({ ok }) => ok))
    for (const what of office) await attempts.trust(what, T)
    // And again after a break, now as known devices.
    const again = office.map((what) => attempts.attempt(what, T + 60_000, right))
    assert.ok((await Promise.all(again)).every(({ ok }) => ok))
  })

  it('refused tries cost nothing', async () => {
    const attempts = await limiter()
    const now = await fail5(attempts, at('a', 'one'))
    for (let i = 0; i < 20; i += 1) {
      await assert.rejects(attempts.attempt(at('a', 'one'), now, right), refused('locked_out'))
    }
    assert.deepEqual(await attempts.attempt(at('b', 'one'), now + 1000, right), { ok: true })
  })

  it('one busy address leaves capacity for the others', async () => {
    const attempts = await limiter()
    const gate = Promise.withResolvers<boolean>()
    const meetings = Array.from({ length: 300 }, (_, i) => meetingId(`m${i}`))
    const flood = meetings.map((id) =>
      attempts.attempt({ ...at('den'), subject: { scope: 'meeting', id } }, T, () => gate.promise),
    )
    const settled = Promise.allSettled(flood)
    assert.deepEqual(await attempts.attempt(at('home'), T, right), { ok: true })
    gate.resolve(true)
    await settled
  })
})
