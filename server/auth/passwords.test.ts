import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Refusal } from '../protocol/errors.ts'
import { createHasher, createLimiter } from './passwords.ts'

describe('[PWD3] hashing', async () => {
  const hasher = await createHasher()

  it('is argon2id with at least 19 MiB and 2 passes', async () => {
    const hash = await hasher.hash('một mật khẩu rất dài')
    assert.match(hash, /^\$argon2id\$v=19\$m=19456,(t=2,p=1|p=1,t=2)\$/)
    assert.equal(await hasher.verify(hash, 'một mật khẩu rất dài'), true)
    assert.equal(await hasher.verify(hash, 'một mật khẩu rất dài '), false)
  })

  it('takes composed and decomposed letters as one password', async () => {
    const hash = await hasher.hash('họp giao ban thứ hai'.normalize('NFD'))
    assert.equal(await hasher.verify(hash, 'họp giao ban thứ hai'.normalize('NFC')), true)
  })

  it('[PWD4] answers no where there is no hash, after the same work', async () => {
    const hash = await hasher.hash('x')
    const time = async (known: string | null) => {
      const start = performance.now()
      for (let i = 0; i < 5; i += 1) assert.equal(await hasher.verify(known, 'y'), false)
      return performance.now() - start
    }
    await time(hash)
    const ratio = (await time(null)) / (await time(hash))
    assert.ok(ratio > 0.4 && ratio < 2.5, `ratio ${ratio}`)
  })

  it('runs two at a time; the queue is bounded', async () => {
    const limited = createLimiter(2, 3)
    let running = 0
    let most = 0
    const release: (() => void)[] = []
    const task = () =>
      limited(async () => {
        running += 1
        most = Math.max(most, running)
        await new Promise<void>((resolve) => release.push(resolve))
        running -= 1
      })
    const accepted = [task(), task(), task(), task(), task()]
    await assert.rejects(task(), (error) => error instanceof Refusal && error.code === 'busy')
    while (release.length > 0) {
      release.shift()?.()
      await new Promise((resolve) => setImmediate(resolve))
    }
    await Promise.all(accepted)
    assert.equal(most, 2)
    const again = task()
    await new Promise((resolve) => setImmediate(resolve))
    release.shift()?.()
    await again
  })
})
