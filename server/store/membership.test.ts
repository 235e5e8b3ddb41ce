import assert from 'node:assert/strict'
import { join as path } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { SilentLine } from '#e2e/support/silence.ts'
import { DatabaseInUse, holdDatabase } from './database-lock.ts'
import { OtherKeys, SILENCE, addressOf, join, nodeName } from './membership.ts'
import type { Membership } from './membership.ts'
import type { PostgresPlace } from './postgres-url.ts'
import { createRoomNodes } from './room-nodes.ts'
import { connect } from './postgres.ts'
import { hasPostgres, startPostgres } from './testing/postgres.ts'
import type { TestPostgres } from './testing/postgres.ts'

const KEYS = 4711n

/** Records what a node was told, in order. */
function recorder() {
  const told: string[] = []
  const standing = {
    regained: async () => void told.push('regained'),
    silent: () => void told.push('silent'),
    ousted: (why: Error) => void told.push(why.name),
  }
  return { told, standing: () => standing }
}

async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await done())) await wait(20)
}

describe('the name of a node', () => {
  it('fits into the name of a connection, even with an IPv6 address', () => {
    for (const address of ['10.0.0.2:8080', `[${'ffff:'.repeat(7)}ffff]:65535`]) {
      assert.ok(nodeName(address).length <= 63)
      assert.equal(addressOf(nodeName(address)), address)
    }
    assert.notEqual(nodeName('10.0.0.2:8080'), nodeName('10.0.0.2:8080'))
  })
})

async function present(place: PostgresPlace): Promise<ReadonlySet<string>> {
  const db = connect(place, 'look')
  const { nodes } = await createRoomNodes(db).present()
  await db.destroy()
  return nodes
}

if (hasPostgres()) {
  describe('nodes on one database', () => {
    let server: TestPostgres
    before(async () => {
      server = await startPostgres()
    })
    after(() => server[Symbol.asyncDispose]())

    it('are listed by name until they leave', async () => {
      const place = await server.database()
      const one = await join(place, '127.0.0.1:1', KEYS, recorder().standing)
      const other = await join(place, '127.0.0.1:2', KEYS, recorder().standing)
      assert.deepEqual(await present(place), new Set([one.node, other.node]))
      await one.leave()
      await until(async () => (await present(place)).size === 1)
      assert.deepEqual(await present(place), new Set([other.node]))
      await other.leave()
    })

    it('cannot run beside a standalone server, whichever came first', async () => {
      const place = await server.database()
      const node = await join(place, '127.0.0.1:1', KEYS, recorder().standing)
      await assert.rejects(
        holdDatabase(place, () => undefined),
        DatabaseInUse,
      )
      await node.leave()
      const alone = await holdDatabase(place, () => undefined)
      await assert.rejects(join(place, '127.0.0.1:1', KEYS, recorder().standing), DatabaseInUse)
      await alone.release()
    })

    it('[PWD4] must have the same keys', async () => {
      const place = await server.database()
      const one = await join(place, '127.0.0.1:1', KEYS, recorder().standing)
      await assert.rejects(join(place, '127.0.0.1:2', KEYS + 1n, recorder().standing), OtherKeys)
      assert.deepEqual(await present(place), new Set([one.node]))
      await one.leave()
      // No other node is left to conflict with.
      const other = await join(place, '127.0.0.1:2', KEYS + 1n, recorder().standing)
      await other.leave()
    })

    it('stay sure while the database is down, and are asked to confirm when it is back', async () => {
      const place = await server.database()
      const { told, standing } = recorder()
      const node = await join(place, '127.0.0.1:1', KEYS, standing)
      await server.stop('immediate')
      await wait(SILENCE + 1500)
      assert.deepEqual([node.sure, told], [true, []])
      await server.start()
      await until(() => told.length > 0)
      assert.deepEqual([node.sure, node.session, told], [true, 2, ['regained']])
      await node.leave()
    })

    it('go silent in time when their connection is cut, and confirm before they count again', async () => {
      const place = await server.database()
      const line = await SilentLine.open('.s.PGSQL.5432', () => path(place.host, '.s.PGSQL.5432'))
      const { told, standing } = recorder()
      const begun = performance.now()
      const node: Membership = await join(
        { ...place, host: line.folder },
        '127.0.0.1:1',
        KEYS,
        standing,
      )
      line.fallSilent()
      await until(() => told.length > 0)
      const took = performance.now() - begun
      assert.deepEqual([told, node.sure], [['silent'], false])
      assert.ok(took >= SILENCE && took < SILENCE + 1000, `${took}`)
      line.speak()
      await until(() => node.sure)
      assert.deepEqual(told, ['silent', 'regained'])
      assert.deepEqual(await present(place), new Set([node.node]))
      await node.leave()
      await line.close()
    })
  })
}
