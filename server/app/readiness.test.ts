import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sql } from 'kysely'
import { createReadiness } from './readiness.ts'
import { openDatabase } from '../store/database.ts'
import { openStore, storeOver } from '../store/store.ts'

const answering = { answers: async () => true }

describe('readiness', () => {
  it('is true while the store accepts writes, and leaves no data behind', async () => {
    const db = await openDatabase(':memory:')
    const store = storeOver(db)
    assert.equal(await createReadiness(store, answering, () => 0)(), true)
    assert.equal((await store.attempts.since('probe', -1, 10)).length, 0)
    // Reads work but writes fail, as with a full disk or one mounted read-only after a fault.
    await sql`PRAGMA query_only = 1`.execute(db)
    assert.equal(await createReadiness(store, answering, () => 0)(), false)
    await store.close()
    assert.equal(await createReadiness(store, answering, () => 0)(), false)
  })

  it('is false if the media workers do not answer', async () => {
    await using store = closing(await openStore(':memory:'))
    const ready = (answers: () => Promise<boolean>) =>
      createReadiness(store, { answers }, () => 0)()
    assert.equal(await ready(async () => false), false)
    assert.equal(await ready(() => Promise.reject(new Error('gone'))), false)
  })

  it('is checked once for all requests within two seconds', async () => {
    let now = 0
    let looks = 0
    const store = { ping: async () => void (looks += 1) }
    const ready = createReadiness(store, answering, () => now)
    await Promise.all([ready(), ready(), ready()])
    now = 1999
    await ready()
    assert.equal(looks, 1)
    now = 2000
    await ready()
    assert.equal(looks, 2)
  })
})

const closing = <T extends { close(): Promise<void> }>(what: T) =>
  Object.assign(what, { [Symbol.asyncDispose]: () => what.close() })
