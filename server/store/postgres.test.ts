import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { inspect } from 'node:util'
import { sql } from 'kysely'
import { NewerStore, openReadOnly } from './database.ts'
import { DatabaseInUse, holdDatabase } from './database-lock.ts'
import { seedAccount } from './fixtures.ts'
import type { PostgresPlace } from './postgres-url.ts'
import { UnfitDatabase, connect } from './postgres.ts'
import { openStore } from './store.ts'
import { asked, hasPostgres, startPostgres } from './testing/postgres.ts'
import type { TestPostgres } from './testing/postgres.ts'
import { StoreUnavailable } from './unavailable.ts'

/** Polls until the condition is true. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await wait(20)
}

function postgres(): void {
  let server: TestPostgres
  before(async () => {
    server = await startPostgres()
  })
  after(() => server[Symbol.asyncDispose]())

  it('refuses a store written by a newer server', async () => {
    const place = await server.database()
    await (await openStore(place)).close()
    await asked(place, `insert into kysely_migration values ('9999_later', '2030')`)
    await assert.rejects(openStore(place), NewerStore)
  })

  it('is migrated by one of several servers that start at once', async () => {
    const place = await server.database()
    const stores = await Promise.all([1, 2, 3].map(() => openStore(place)))
    await seedAccount(stores[0] ?? assert.fail(), 'lan')
    assert.equal((await stores[2]?.accounts.list())?.length, 1)
    await Promise.all(stores.map((store) => store.close()))
  })

  it('refuses a database with a language collation', async () => {
    const { user, ...place } = await server.database()
    const made = `create database sorted template template0 locale_provider icu icu_locale 'vi'`
    await asked({ ...place, user }, made)
    const error = await openStore({ ...place, user, database: 'sorted' }).then(
      () => assert.fail('opened'),
      (reason: unknown) => reason,
    )
    assert.ok(error instanceof UnfitDatabase)
    assert.match(error.message, /locale "C.UTF-8"/)
  })

  it('is not changed by read-only tools', async () => {
    const place = await server.database()
    await (await openStore(place)).close()
    const db = openReadOnly(place)
    assert.deepEqual(await db.selectFrom('account').selectAll().execute(), [])
    await assert.rejects(db.deleteFrom('account').execute(), /read-only/)
    await db.destroy()
  })

  it('errors name the violated constraint but no data, because they are logged', async () => {
    const place = await server.database()
    const store = await openStore(place)
    await seedAccount(store, 'lan', { name: 'Trần Thị Lan' })
    const error = await seedAccount(store, 'lan', { username: 'other', name: 'Trần Thị Lan' }).then(
      () => assert.fail('two of one id'),
      (reason: unknown) => reason,
    )
    assert.match(inspect(error), /account_pkey/)
    assert.doesNotMatch(inspect(error), /lan0|Trần/)
    await store.close()
  })

  it('may go away and return: callers are told, nothing is half written, no restart is needed', async () => {
    const place = await server.database()
    const store = await openStore(place)
    await seedAccount(store, 'before')
    const entered = Promise.withResolvers<void>()
    const gone = Promise.withResolvers<void>()
    const half = store.transaction(async (tx) => {
      await seedAccount(tx, 'half')
      entered.resolve()
      await gone.promise
      await seedAccount(tx, 'other half')
    })
    await entered.promise
    await server.stop('immediate')
    gone.resolve()
    await assert.rejects(half, StoreUnavailable)
    await assert.rejects(store.accounts.list(), StoreUnavailable)
    await assert.rejects(store.ping(), StoreUnavailable)
    await server.start()
    await until(() =>
      store.ping().then(
        () => true,
        () => false,
      ),
    )
    const names = (await store.accounts.list()).map(({ username }) => username)
    assert.deepEqual(names, ['before'])
    await store.close()
  })

  it('is not considered gone by calls that wait long for a slot', async () => {
    const db = connect(await server.database(), 'work')
    const busy = Array.from({ length: 8 }, () => sql`select pg_sleep(4)`.execute(db))
    const { rows } = await sql<{ one: number }>`select 1 as one`.execute(db)
    assert.deepEqual(rows, [{ one: 1 }])
    await Promise.all(busy)
    await db.destroy()
  })

  it('treats one broken connection as just that', async () => {
    const place = await server.database()
    const store = await openStore(place)
    await store.ping()
    const others = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`
    await asked(place, others)
    await until(() =>
      store.ping().then(
        () => true,
        () => false,
      ),
    )
    await store.close()
  })

  it('allows one server at a time', async () => {
    const place = await server.database()
    const lost: Error[] = []
    const hold = (where: PostgresPlace) => holdDatabase(where, (why) => lost.push(why))
    const first = await hold(place)
    await assert.rejects(hold(place), DatabaseInUse)
    await first.release()
    const second = await hold(place)
    await second.release()
    assert.deepEqual(lost, [])
  })

  it('is locked again after an outage', async () => {
    const place = await server.database()
    const held = await holdDatabase(place, () => assert.fail('lost'))
    await server.stop('fast')
    await server.start()
    await until(async () => (await holders(place)).length === 1)
    await assert.rejects(
      holdDatabase(place, () => undefined),
      DatabaseInUse,
    )
    await held.release()
  })

  it('is lost to a faster server while the connection is broken', async () => {
    const place = await server.database()
    const lost = Promise.withResolvers<Error>()
    const slow = await holdDatabase(place, lost.resolve)
    const locked = 'select pg_advisory_lock(1634625647, 3)'
    const [holder] = await holders(place)
    // Already queued, so it gets the lock the moment the first server loses it.
    const taken = asked(place, `${locked}; select pg_sleep(30)`).catch(() => [])
    await until(async () => (await holders(place, false)).length === 1)
    await asked(place, `select pg_terminate_backend(${String(holder)})`)
    assert.ok((await lost.promise) instanceof DatabaseInUse)
    await slow.release()
    for (const pid of await holders(place)) {
      await asked(place, `select pg_terminate_backend(${String(pid)})`)
    }
    await taken
  })
}

function postgresElsewhere(): void {
  const folder = mkdtempSync(join(tmpdir(), 'anhop-pg-tls-'))
  after(() => rmSync(folder, { recursive: true }))

  /** A self-signed certificate. */
  function certificateOf(name: string) {
    const cert = join(folder, `${name}.cert`)
    const key = join(folder, `${name}.key`)
    const make = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2'.split(' ')
    const about = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`]
    const files = ['-out', cert, '-keyout', key]
    execFileSync('openssl', [...make, ...about, ...files], { stdio: 'ignore' })
    return { ca: cert, pem: { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') } }
  }

  it('[NET] is used over TLS after its name is verified', async () => {
    const { ca, pem } = certificateOf('localhost')
    await using server = await startPostgres(pem)
    const place = { ...(await server.database()), host: 'localhost', tls: { ca } }
    const store = await openStore(place)
    await seedAccount(store, 'lan')
    await using db = openReadOnly(place)
    const how = sql<{ ssl: boolean }>`select ssl from pg_stat_ssl where pid = pg_backend_pid()`
    assert.deepEqual((await how.execute(db)).rows, [{ ssl: true }])
    await store.close()
    // Signed by no CA known to this machine.
    await assert.rejects(openStore({ ...place, tls: { ca: null } }), /self-signed certificate/)
  })

  it('[NET] receives nothing if its certificate has another name', async () => {
    const { ca, pem } = certificateOf('db.example.vn')
    await using server = await startPostgres(pem)
    const place = { ...(await server.database()), host: 'localhost', tls: { ca } }
    await assert.rejects(openStore(place), /does not match certificate/)
  })
}

/** Connections that hold the server lock, or wait for it. */
async function holders(place: PostgresPlace, granted = true): Promise<unknown[]> {
  const rows = await asked(
    place,
    `select l.pid from pg_locks l join pg_database d on d.oid = l.database
      where locktype = 'advisory' and classid = 1634625647 and objid = 3
        and d.datname = current_database() and granted = ${granted}`,
  )
  return rows.map(({ pid }) => pid)
}

if (hasPostgres()) {
  describe('PostgreSQL', postgres)
  describe('PostgreSQL elsewhere', postgresElsewhere)
}
