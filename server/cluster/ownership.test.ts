import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { MeetingId } from '#protocol/ids.ts'
import { meetingId, participantId, seat, seedAccount, seedMeeting } from '../store/fixtures.ts'
import { join } from '../store/membership.ts'
import type { Membership } from '../store/membership.ts'
import type { PostgresPlace } from '../store/postgres-url.ts'
import { openStore } from '../store/store.ts'
import type { Store } from '../store/store.ts'
import { hasPostgres, startPostgres } from '../store/testing/postgres.ts'
import type { TestPostgres } from '../store/testing/postgres.ts'
import { StoreUnavailable } from '../store/unavailable.ts'
import { Elsewhere, Ownership } from './ownership.ts'

const giaoban = meetingId('giaoban')
const STOPPED = 1200
const AWAY_AT = 9000

/** One process of a cluster without its rooms. `port` listens until it ends. */
type Node = {
  ownership: Ownership
  membership: Membership
  store: Store
  told: string[]
  /** Like kill -9. */
  die(): Promise<void>
  /** Like a cut connection: the database loses the node, but it keeps running. */
  cutOff(): Promise<void>
}

if (hasPostgres()) {
  describe('a room of a cluster', () => {
    let server: TestPostgres
    let place: PostgresPlace
    const nodes: Node[] = []
    before(async () => {
      server = await startPostgres()
      // The database has been up for long enough.
      await wait(5200)
    })
    after(() => server[Symbol.asyncDispose]())

    async function node(): Promise<Node> {
      const port = createServer()
      await once(port.listen(0, '127.0.0.1'), 'listening')
      const told: string[] = []
      const standing = {
        regained: async () => void told.push('regained'),
        silent: () => void told.push('silent'),
        ousted: () => void told.push('ousted'),
      }
      const address = `127.0.0.1:${(port.address() as AddressInfo).port}`
      const membership = await join(place, address, 1n, () => standing)
      const store = await openStore(place)
      const ownership = new Ownership({
        store,
        membership,
        log: { info: () => undefined },
        now: () => AWAY_AT,
        stopped: STOPPED,
      })
      const one: Node = {
        ownership,
        membership,
        store,
        told,
        async die() {
          await membership.leave()
          port.close()
        },
        cutOff: () => membership.leave(),
      }
      nodes.push({
        ...one,
        async die() {
          await one.die()
          await store.close()
        },
      })
      return one
    }

    async function two(): Promise<[Node, Node]> {
      place = await server.database()
      const both: [Node, Node] = [await node(), await node()]
      const [{ store }] = both
      const host = await seedAccount(store, 'host')
      await seedMeeting(store, 'giaoban', host.id, {})
      return both
    }
    const over = () => Promise.all(nodes.splice(0).map((one) => one.die()))

    const write = ({ store, ownership }: Node, id: MeetingId): Promise<void> =>
      store.transaction(async (tx) => {
        await ownership.mine(tx, id)
        await tx.meetings.updateMeeting(id, { locked: true })
      })

    it('is owned by one node, immediately if ownerless, and others learn which', async () => {
      const [one, other] = await two()
      const claims = await Promise.allSettled(
        [one, other].flatMap((each) => [
          each.ownership.claim(giaoban),
          each.ownership.claim(giaoban),
        ]),
      )
      const done = claims.map(({ status }) => status)
      const winner = done[0] === 'fulfilled' ? one : other
      const loser = winner === one ? other : one
      assert.equal(done.filter((status) => status === 'fulfilled').length, 2)
      await assert.rejects(
        loser.ownership.claim(giaoban),
        (error) =>
          error instanceof Elsewhere &&
          error.code === 'busy' &&
          error.node === winner.membership.node,
      )
      assert.deepEqual(await loser.ownership.owner(giaoban), {
        node: winner.membership.node,
        present: true,
      })
      await write(winner, giaoban)
      await assert.rejects(write(loser, giaoban), Elsewhere)
      assert.equal(await one.ownership.claim(meetingId('nirgends')), null)
      await over()
    })

    it('changes owner immediately when released', async () => {
      const [one, other] = await two()
      await one.ownership.claim(giaoban)
      await one.ownership.release(giaoban)
      const begun = performance.now()
      await other.ownership.claim(giaoban)
      assert.ok(performance.now() - begun < STOPPED)
      await over()
    })

    it('changes owner immediately if the old node is on this machine and its port is closed', async () => {
      const [one, other] = await two()
      await one.ownership.claim(giaoban)
      await one.die()
      const begun = performance.now()
      await other.ownership.claim(giaoban)
      assert.ok(performance.now() - begun < STOPPED)
      await over()
    })

    it('[ADM6] is opened by no other node before a disconnected owner has closed it', async () => {
      const [one, other] = await two()
      await one.ownership.claim(giaoban)
      await one.store.meetings.createSeat(
        seat('an', giaoban, { state: 'admitted', awaySince: null }),
      )
      await one.cutOff()
      const begun = performance.now()
      const claims = [other.ownership.claim(giaoban), other.ownership.claim(giaoban)]
      // Owned by the other node from this moment, so nothing of the old one is written any more.
      while ((await other.store.rooms.of(giaoban)) !== other.membership.node) await wait(5)
      await assert.rejects(write(one, giaoban), Elsewhere)
      assert.deepEqual(await one.ownership.lost([giaoban]), [giaoban])
      for (const claim of claims) (await claim)?.()
      assert.ok(performance.now() - begun >= STOPPED)
      const [an] = await other.store.meetings.openSeats(giaoban)
      assert.deepEqual([an?.id, an?.awaySince], [participantId('an'), AWAY_AT])
      await over()
    })

    it('is found even if nobody asks for it, released or not', async () => {
      const [one, other] = await two()
      await one.ownership.claim(giaoban)
      assert.deepEqual(await other.ownership.abandoned([]), [])
      assert.deepEqual(await one.ownership.abandoned([giaoban]), [])
      assert.deepEqual(await one.ownership.abandoned([]), [giaoban])
      await one.cutOff()
      while ((await other.store.rooms.present()).nodes.size > 1) await wait(5)
      assert.deepEqual(await other.ownership.abandoned([]), [giaoban])
      // A node that may still have a room must be asked too.
      assert.deepEqual(await other.ownership.others(), [one.membership.node])
      await over()
    })

    it('is not opened if the database goes away before it is loaded', async () => {
      const [one] = await two()
      const confirm = await one.ownership.claim(giaoban)
      await server.stop('fast')
      await server.start()
      while (one.told.length === 0) await wait(20)
      assert.throws(() => confirm?.(), StoreUnavailable)
      await over()
    })

    it('is taken from nobody right after the database has started', async () => {
      const [one, other] = await two()
      await one.ownership.claim(giaoban)
      await one.cutOff()
      while ((await other.store.rooms.present()).nodes.size > 1) await wait(5)
      // The previous test has just restarted it.
      await assert.rejects(other.ownership.claim(giaoban), Elsewhere)
      await over()
    })
  })
}
