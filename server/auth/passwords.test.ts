import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { verify } from 'argon2'
import type { NewHash } from './passwords.ts'
import { openStore } from '../store/store.ts'
import { Refusal } from '#protocol/errors.ts'
import { createHasher, createLimiter } from './passwords.ts'

const ANY = { of: 'stranger', key: 'address' } as const

describe('[PWD3] hashing', async () => {
  const hasher = await createHasher()
  const store = await openStore(':memory:')
  const read = (made: NewHash) => store.transaction((tx) => made.within(tx, async () => undefined))

  it('is argon2id with at least 19 MiB and 2 passes', async () => {
    const hash = await read(await hasher.hash('một mật khẩu rất dài', ANY))
    assert.match(hash, /^\$argon2id\$v=19\$m=19456,(t=2,p=1|p=1,t=2)\$/)
    assert.equal(await hasher.verify(hash, 'một mật khẩu rất dài', ANY), true)
    assert.equal(await hasher.verify(hash, 'một mật khẩu rất dài ', ANY), false)
  })

  it('returns a hash only if what authorized the request still holds', async () => {
    const made = await hasher.hash('một mật khẩu rất dài', ANY)
    await assert.rejects(
      store.transaction((tx) =>
        made.within(tx, () => Promise.reject(new Refusal('unauthenticated'))),
      ),
      (error) => error instanceof Refusal && error.code === 'unauthenticated',
    )
  })

  it('treats composed and decomposed letters as the same password', async () => {
    const hash = await read(await hasher.hash('họp giao ban thứ hai'.normalize('NFD'), ANY))
    assert.equal(await hasher.verify(hash, 'họp giao ban thứ hai'.normalize('NFC'), ANY), true)
  })

  it('[PWD4] answers no if there is no hash, after the same work', async () => {
    const verified: string[] = []
    const watched = await createHasher({
      verify: (hash, password) => {
        verified.push(hash)
        return verify(hash, password)
      },
    })
    const real = await read(await watched.hash('x', ANY))
    assert.equal(await watched.verify(real, 'y', ANY), false)
    assert.equal(await watched.verify(null, 'y', ANY), false)
    const costs = verified.map((hash) => hash.split('$').slice(0, 4).join('$'))
    assert.equal(costs.length, 2)
    assert.equal(costs[0], costs[1])
  })

  it('runs two at a time, with a bounded queue', async () => {
    const limited = createLimiter(2, { account: 1, known: 1, stranger: 3 })
    let running = 0
    let most = 0
    const release: (() => void)[] = []
    const task = () =>
      limited(ANY, async () => {
        running += 1
        most = Math.max(most, running)
        await new Promise<void>((resolve) => release.push(resolve))
        running -= 1
      })
    const accepted = [task(), task(), task(), task(), task()]
    await assert.rejects(task(), (error) => error instanceof Refusal && error.code === 'busy')
    assert.deepEqual(limited.load(), { running: 2, waiting: 3 })
    while (release.length > 0) {
      release.shift()?.()
      await new Promise((resolve) => setImmediate(resolve))
    }
    await Promise.all(accepted)
    assert.equal(most, 2)
    assert.deepEqual(limited.load(), { running: 0, waiting: 0 })
    const again = task()
    await new Promise((resolve) => setImmediate(resolve))
    release.shift()?.()
    await again
  })
})
