import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { opaque } from '#protocol/testing.ts'
import { asked, hasPostgres, startPostgres } from '#server/store/testing/postgres.ts'
import { closeEndpoints } from '#sfu/testing/endpoint.ts'
import { Pump } from '#sfu/testing/pump.ts'
import { ServerHarness, codeOf } from '../support/harness.ts'
import type { Knocker } from '../support/harness.ts'
import { OPERATOR_PASSWORD } from '../support/visitor.ts'
import { Wire } from '../support/wire.ts'

const CLI = join(import.meta.dirname, '../../server/cli/main.ts')
const ROUNDS = 8

if (hasPostgres()) {
  const postgres = await startPostgres()
  const place = await postgres.database()
  const env = { ANHOP_DATABASE_URL: postgres.url(place) }
  after(() => postgres[Symbol.asyncDispose]())

  describe('PostgreSQL dying under meetings', () => {
    const harness = new ServerHarness(env)
    let pump: Pump
    before(() => (pump = new Pump()))
    after(() => {
      pump.close()
      closeEndpoints()
    })

    /** Asks like a monitor; the answer is cached for two seconds. */
    async function ready(yes: boolean): Promise<void> {
      for (;;) {
        const { status } = await harness.visitor().send('GET', '/health/ready')
        if ((status === 200) === yes) return
        await wait(50)
      }
    }

    /** The readiness answer may be stale; this asks the store itself. */
    async function back(): Promise<void> {
      while ((await harness.host.send('GET', '/api/meetings')).status !== 200) await wait(20)
    }

    async function auditIsWhole(): Promise<void> {
      const settings = { ...process.env, ...env, ANHOP_DATA: harness.server.data }
      const run = promisify(execFile)(process.execPath, [CLI, 'audit', 'verify'], { env: settings })
      assert.match((await run).stdout, /^The audit log is intact/)
    }

    it('audio and chat continue, requests that need the store say so, and everything recovers', async () => {
      const sitting = await harness.sitting()
      const { pid } = harness.server
      const witness = await sitting.guest('Người Làm Chứng')
      const knocker = await sitting.knock('Người Chờ')
      const speaker = await Wire.open(sitting.bystander.socket, pump)
      const listener = await Wire.open(witness.socket, pump)
      const heard = await listener.watch(await speaker.speak())

      await postgres.stop('immediate')
      await ready(false)
      await pump.more(heard, 50)
      await sitting.host.ok('chat.send', { sealed: opaque('vẫn nghe rõ') })
      const said = await sitting.bystander.socket.next('chat')
      assert.equal(said.sealed, opaque('vẫn nghe rõ'))

      const admitted = await sitting.host.code('lobby.admit', { ids: [knocker.id] })
      assert.equal(admitted, 'store_unavailable')
      // What was not stored did not happen: they are still waiting.
      assert.ok(knocker.socket.socket.connected)
      assert.deepEqual(
        knocker.socket.heard.filter(({ name }) => name === 'snapshot'),
        [],
      )
      assert.equal(await sitting.host.code('meeting.lock', { locked: true }), 'store_unavailable')
      const late = harness.visitor()
      const password = OPERATOR_PASSWORD
      const answers = [
        await late.enter(sitting.id, { name: 'Người Đến Trễ', password: sitting.password }),
        await late.send('POST', '/api/session', { username: 'chutoa', password }),
        await harness.host.send('GET', '/api/meetings'),
      ]
      for (const answer of answers) {
        assert.deepEqual([answer.status, codeOf(answer)], [503, 'store_unavailable'])
      }
      await pump.more(heard, 50)

      await postgres.start()
      await ready(true)
      assert.equal(harness.server.pid, pid)
      assert.ok(sitting.bystander.socket.socket.connected)
      await sitting.host.ok('meeting.lock', { locked: false })
      await sitting.host.ok('lobby.admit', { ids: [knocker.id] })
      await knocker.socket.entered()
      await sitting.guest('Người Đến Sau')
      await pump.more(heard, 50)
      await auditIsWhole()
      speaker.close()
      listener.close()
    })

    it('every decision acknowledged to a host is stored, whenever the database died', async () => {
      const sitting = await harness.sitting()
      const told: Knocker[] = []
      for (let round = 0; round < ROUNDS; round += 1) {
        const knockers = [
          await sitting.knock(`Khách ${round} một`),
          await sitting.knock(`Khách ${round} hai`),
        ]
        const verdicts = knockers.map(async (knocker) => {
          const code = await sitting.host.code('lobby.admit', { ids: [knocker.id] })
          if (code === 'ok') told.push(knocker)
          else assert.equal(code, 'store_unavailable')
        })
        // A little later each time: before, between and after the writes of a decision.
        for (let turns = 0; turns < round * 2; turns += 1) await new Promise(setImmediate)
        await postgres.stop('immediate')
        await Promise.all(verdicts)
        await postgres.start()
        await back()
      }
      const rows = await asked(place, `select id, state from seat where state = 'admitted'`)
      const admitted = new Set(rows.map(({ id }) => id))
      const log = await asked(place, `select event from audit where event like '%admitted%'`)
      for (const { id } of told) {
        assert.ok(admitted.has(id), 'a verdict is lost')
        assert.ok(
          log.some(({ event }) => String(event).includes(id)),
          'a log entry is missing',
        )
      }
      await auditIsWhole()

      await harness.server.kill9()
      await harness.server.up()
      for (const { visitor } of told.slice(-3)) {
        const returned = sitting.connect(visitor)
        assert.equal((await returned.entered()).meeting.id, sitting.id)
      }
    })
  })
}
