import assert from 'node:assert/strict'
import { it } from 'node:test'
import { AttemptLimiter } from '../auth/attempts.ts'
import { Refusal } from '#protocol/errors.ts'
import { FactorId, SessionId } from '#protocol/ids.ts'
import { accountId, meetingId, seedAccount } from './fixtures.ts'
import type { Store } from './store.ts'
import { onEachEngine } from './testing/engines.ts'
import type { StoreHarness } from './testing/engines.ts'

const lan = accountId('lan')

/** Two servers on PostgreSQL; on SQLite, the same server twice. */
async function servers(own: StoreHarness): Promise<readonly [Store, Store]> {
  const one = await own.open()
  await seedAccount(one, 'lan')
  return [one, own.engine === 'postgres' ? await own.open() : one]
}

/** Runs the work `times` times on both servers concurrently, and returns the results. */
const atOnce = <T>(
  stores: readonly Store[],
  times: number,
  work: (store: Store, i: number) => Promise<T>,
): Promise<T[]> =>
  Promise.all(stores.flatMap((store) => Array.from({ length: times }, (_, i) => work(store, i))))

const successes = (answers: readonly (boolean | string | null)[]) => answers.filter(Boolean).length

onEachEngine('concurrent servers on one store', (harness) => {
  it('[AUD] write a single chain', async () => {
    await using own = await harness()
    const stores = await servers(own)
    const event = { meetingId: null, action: 'session.opened', by: lan, target: lan } as const
    await atOnce(stores, 30, async (store, at) => {
      if (at % 2 === 0) return store.audit.append({ ...event, at, details: {} })
      await store.transaction(async (tx) => {
        await tx.settings.set('hostsNeedFactor', 'on')
        await tx.audit.append({ ...event, at, details: {} })
      })
    })
    const verdict = await stores[0].audit.verify()
    assert.equal(verdict.ok && verdict.entries, 60)
  })

  it('[SES] let only one caller use what works once', async () => {
    await using own = await harness()
    const stores = await servers(own)
    const [one] = stores
    const purpose = { type: 'activate', accountId: lan } as const
    await one.links.create({ tokenHash: 'link', purpose, createdAt: 1, expiresAt: 9 })
    assert.equal(successes(await atOnce(stores, 5, (store) => store.links.use('link', 2))), 1)

    await one.factors.replaceCodes(lan, ['code'])
    assert.equal(
      successes(await atOnce(stores, 5, (store) => store.factors.useCode(lan, 'code'))),
      1,
    )
    assert.equal(successes(await atOnce(stores, 5, (store) => store.factors.takeStep(lan, 7))), 1)

    const key = { id: 'c', purpose: 'sign-in', sessionId: null } as const
    await one.challenges.create({ ...key, addressHash: 'a', value: 'v', createdAt: 5 }, 0, 3)
    assert.equal(successes(await atOnce(stores, 5, (store) => store.challenges.take(key, 0))), 1)

    const session = {
      id: SessionId.parse('s'.repeat(22)),
      tokenHash: 'old',
      accountId: lan,
      browser: '',
      createdAt: 1,
      seenAt: 1,
      firstAt: 1,
      secondAt: null,
    }
    await one.sessions.create(session)
    const rotated = await atOnce(stores, 5, (store, i) => store.sessions.rotate('old', `n${i}`, {}))
    assert.equal(successes(rotated), 1)
  })

  it('[SES] leave an account its last factor when two are removed at once', async () => {
    await using own = await harness()
    const stores = await servers(own)
    const ids = ['a', 'b'].map((name) => FactorId.parse(name.repeat(22)))
    for (const id of ids) {
      const factor = { id, accountId: lan, name: 'App', createdAt: 1, usedAt: null } as const
      await stores[0].factors.add({ ...factor, kind: 'totp', secret: 'sealed' })
    }
    const removed = await atOnce(stores, 4, (store, i) =>
      store.transaction(async (tx) => {
        if ((await tx.factors.ofAccount(lan)).length === 1) return false
        return tx.factors.remove(lan, ids[i % 2] ?? assert.fail())
      }),
    )
    assert.equal(successes(removed), 1)
    assert.equal((await stores[0].factors.ofAccount(lan)).length, 1)
  })

  it('[SES] create one account per name, and one first operator', async () => {
    await using own = await harness()
    const stores = await servers(own)
    const made = await atOnce(stores, 4, (store, i) =>
      store.transaction(async (tx) => {
        if (await tx.accounts.hasOperator()) return false
        await seedAccount(tx, `op${i}`, { role: 'operator' })
        return true
      }),
    )
    assert.equal(successes(made), 1)
  })

  it('[PWD4] count attempts together', async () => {
    await using own = await harness()
    const stores = await servers(own)
    const limiters = stores.map((store) => new AttemptLimiter(store.attempts))
    const what = {
      subject: { scope: 'meeting', id: meetingId('m') },
      secret: 's',
      addressHash: 'a',
      deviceHash: null,
    } as const
    let verified = 0
    const tries = limiters.flatMap((limiter) =>
      Array.from({ length: 20 }, () =>
        limiter.attempt(what, 1_000_000, async () => {
          verified += 1
          return false
        }),
      ),
    )
    for (const outcome of await Promise.allSettled(tries)) {
      assert.ok(outcome.status === 'fulfilled' || outcome.reason instanceof Refusal)
    }
    // As few as sequentially: the third attempt delays the next.
    assert.ok(verified >= 1 && verified <= 5, String(verified))
  })
})
