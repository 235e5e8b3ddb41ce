import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, describe, it } from 'node:test'
import { loadEvidenceKey } from '../../auth/evidence-key.ts'
import { loadSecret } from '../../auth/secret.ts'
import {
  invite,
  inviteId,
  meetingId,
  seat,
  seedAccount,
  seedMeeting,
} from '../../store/fixtures.ts'
import type { PostgresPlace } from '../../store/postgres-url.ts'
import { openStore } from '../../store/store.ts'
import { asked, hasPostgres, startPostgres } from '../../store/testing/postgres.ts'
import type { TestPostgres } from '../../store/testing/postgres.ts'
import { makeBackup } from './make.ts'
import { restoreBackup } from './restore.ts'

const PASSPHRASE = 'năm con ngựa ăn cỏ bên sông Đáy'
const ABOUT = { server: '0.1.0', now: Date.parse('2026-11-22T08:00:00Z') }
const folder = mkdtempSync(join(tmpdir(), 'anhop-backup-'))
after(() => rmSync(folder, { recursive: true }))
const fresh = (name: string) => mkdtempSync(join(folder, name))

/** A data folder with content, as a server leaves it. */
async function office() {
  const data = fresh('data-')
  loadSecret(data)
  loadEvidenceKey(data)
  const store = await openStore(data)
  const { id } = await seedAccount(store, 'lan', { role: 'operator' })
  await seedMeeting(store, 'a', id)
  return { data, store }
}
const entry = (at: number) =>
  ({ at, meetingId: null, action: 'setup.link', by: 'system', target: null, details: {} }) as const

async function backupOf(data: string, database: PostgresPlace | null = null): Promise<Buffer> {
  const parts: Buffer[] = []
  await makeBackup({ data, database }, PASSPHRASE, ABOUT, async (chunk) => void parts.push(chunk))
  return Buffer.concat(parts)
}

const auditOf = (data: string) => {
  const file = new DatabaseSync(join(data, 'anhop.db'), { readOnly: true })
  const rows = file.prepare('select seq, prev, hash, event from audit order by seq').all()
  file.close()
  return rows
}

async function contentOf(place: PostgresPlace | string) {
  const store = await openStore(place)
  const { entries } = await store.audit.page({ meetingId: null, limit: 5000 })
  const seats = await store.meetings.allSeats(meetingId('a'))
  const accounts = await store.accounts.list()
  await store.close()
  return { entries, seats, accounts }
}

const refused = async (bytes: Buffer, passphrase: string, why: RegExp, into = 'nothing') => {
  const path = join(folder, 'bad.anhop')
  writeFileSync(path, bytes)
  const above = fresh('above-')
  await assert.rejects(restoreBackup(path, passphrase, join(above, into)), why)
  assert.deepEqual(readdirSync(above), [])
}

describe('a backup', () => {
  it('[AUD] of a store in use is a consistent snapshot', async () => {
    const { data, store } = await office()
    await store.audit.append(entry(1))
    const stop = new AbortController()
    let written = 1
    const writer = (async () => {
      while (!stop.signal.aborted) {
        await store.audit.append(entry((written += 1)))
        await new Promise((resolve) => setImmediate(resolve))
      }
    })()
    const path = join(folder, 'loaded.anhop')
    writeFileSync(path, await backupOf(data))
    stop.abort()
    await writer

    const target = join(folder, 'restored')
    const manifest = await restoreBackup(path, PASSPHRASE, target)
    const restored = auditOf(target)
    assert.ok(manifest.audit.ok && manifest.audit.entries === restored.length)
    assert.ok(restored.length >= 1 && restored.length <= written)
    assert.deepEqual(restored, auditOf(data).slice(0, restored.length))
    assert.deepEqual(readdirSync(target).sort(), ['anhop.db', 'evidence.key', 'secret.key'])
    for (const name of ['secret.key', 'evidence.key']) {
      assert.deepEqual(readFileSync(join(target, name)), readFileSync(join(data, name)))
    }
    assert.equal(statSync(target).mode & 0o777, 0o700)
    for (const name of readdirSync(target)) {
      assert.equal(statSync(join(target, name)).mode & 0o777, 0o600, name)
    }
    await store.close()
    const again = await openStore(target)
    assert.equal((await again.accounts.byUsername('lan'))?.role, 'operator')
    assert.equal(manifest.rows['meeting'], 1)
    await again.close()
    assert.deepEqual(
      readdirSync(data).filter((name) => name.startsWith('backup-')),
      [],
    )
  })

  it('keeps a corrupted log as it is, and reports it', async () => {
    const { data, store } = await office()
    for (const at of [1, 2, 3]) await store.audit.append(entry(at))
    await store.close()
    const byHand = new DatabaseSync(join(data, 'anhop.db'))
    byHand.exec('delete from audit where seq = 2')
    byHand.close()
    const path = join(folder, 'broken.anhop')
    writeFileSync(path, await backupOf(data))
    const { audit } = await restoreBackup(path, PASSPHRASE, join(folder, 'broken'))
    assert.deepEqual(audit, { ok: false, seq: 2, fault: 'missing' })
  })
})

describe('a restore that fails leaves nothing behind', () => {
  let whole: Buffer
  before(async () => {
    const { data, store } = await office()
    await store.audit.append(entry(1))
    await store.close()
    whole = await backupOf(data)
  })
  it('a backup contains nothing readable', () => {
    for (const word of ['SQLite', 'PRIVATE KEY', 'operator', 'argon2']) {
      assert.ok(!whole.includes(word), word)
    }
  })

  it('[SES] with a wrong passphrase', () =>
    refused(whole, 'another passphrase', /passphrase is wrong/))

  it('[SES] with any single bit changed', async () => {
    for (const at of [
      9,
      24,
      25,
      36,
      37,
      41,
      whole.length >> 1,
      whole.length - 17,
      whole.length - 1,
    ]) {
      const altered = Buffer.from(whole)
      altered.writeUInt8(altered.readUInt8(at) ^ 1, at)
      await refused(altered, PASSPHRASE, /was altered/)
    }
  })

  it('of a file that is truncated, extended, of another type or of a later version', async () => {
    await refused(whole.subarray(0, -1), PASSPHRASE, /was altered/)
    await refused(whole.subarray(0, 40), PASSPHRASE, /truncated/)
    await refused(Buffer.concat([whole, Buffer.alloc(1)]), PASSPHRASE, /was altered/)
    await refused(Buffer.from('PK'), PASSPHRASE, /not an An Họp backup/)
    await refused(
      Buffer.concat([whole.subarray(0, 8), Buffer.of(2), whole.subarray(9)]),
      PASSPHRASE,
      /newer/,
    )
  })

  it('into a folder that is not empty', async () => {
    const path = join(folder, 'good.anhop')
    writeFileSync(path, whole)
    const full = fresh('full-')
    writeFileSync(join(full, 'anhop.db'), 'mine')
    await assert.rejects(restoreBackup(path, PASSPHRASE, full), /not empty/)
    assert.equal(readFileSync(join(full, 'anhop.db'), 'utf8'), 'mine')
  })

  it('of a store from a newer server', async () => {
    const { data, store } = await office()
    await store.close()
    const newer = new DatabaseSync(join(data, 'anhop.db'))
    newer.exec(`insert into kysely_migration values ('9999_later', '2030-01-01')`)
    newer.close()
    await assert.rejects(openStore(data), /newer version of An Họp .*9999_later/)
    await refused(await backupOf(data), PASSPHRASE, /newer version of An Họp/)
  })
})

if (hasPostgres()) {
  describe('a backup of a store in PostgreSQL', () => {
    let server: TestPostgres
    before(async () => {
      server = await startPostgres()
    })
    after(() => server[Symbol.asyncDispose]())

    /** The keys are in a folder. */
    async function province() {
      const data = fresh('keys-')
      loadSecret(data)
      loadEvidenceKey(data)
      const database = await server.database()
      const store = await openStore(database)
      const { id } = await seedAccount(store, 'lan', { role: 'operator' })
      const m = await seedMeeting(store, 'a', id)
      await store.invites.create([invite('an', m.id)])
      await store.meetings.createSeat(
        seat('an', m.id, { kind: 'invited', inviteId: inviteId('an') }),
      )
      await store.transaction(async (tx) => {
        for (let at = 1; at <= 1200; at += 1) await tx.audit.append(entry(at))
      })
      return { data, database, store }
    }
    it('[AUD] is a consistent snapshot, and can be restored to PostgreSQL or a folder', async () => {
      const { data, database, store } = await province()
      const stop = new AbortController()
      const writer = (async () => {
        for (let at = 2000; !stop.signal.aborted; at += 1) await store.audit.append(entry(at))
      })()
      const path = join(folder, 'province.anhop')
      writeFileSync(path, await backupOf(data, database))
      stop.abort()
      await writer
      await store.close()

      const elsewhere = await server.database()
      const keys = join(folder, 'province-keys')
      const manifest = await restoreBackup(path, PASSPHRASE, keys, elsewhere)
      assert.ok(manifest.audit.ok && manifest.audit.entries >= 1200)
      assert.deepEqual(readdirSync(keys).sort(), ['evidence.key', 'secret.key'])
      const original = await contentOf(database)
      const restored = await contentOf(elsewhere)
      const kept = manifest.audit.entries
      assert.deepEqual(restored.entries, original.entries.slice(-kept))
      assert.deepEqual([restored.seats, restored.accounts], [original.seats, original.accounts])

      const moved = join(folder, 'province-moved')
      await restoreBackup(path, PASSPHRASE, moved)
      assert.deepEqual(await contentOf(moved), restored)
    })

    it('is not restored over a database with content', async () => {
      const { data, database, store } = await province()
      await store.close()
      const path = join(folder, 'refused.anhop')
      writeFileSync(path, await backupOf(data, database))
      const into = join(folder, 'refused')
      await assert.rejects(restoreBackup(path, PASSPHRASE, into, database), /is not empty/)
      assert.equal((await contentOf(database)).accounts.length, 1)

      const others = await server.database()
      await asked(others, 'create table seat (mine text)')
      await assert.rejects(restoreBackup(path, PASSPHRASE, into, others), /is not empty/)
      assert.deepEqual(readdirSync(folder).includes('refused'), false)
    })
  })
}
