import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { TestContext } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { opaque } from '#protocol/testing.ts'
import { asked } from '#server/store/testing/postgres.ts'
import { closeEndpoints } from '#sfu/testing/endpoint.ts'
import { Pump } from '#sfu/testing/pump.ts'
import { Cluster, hasCluster } from '../support/cluster.ts'
import { MediaMeeting } from '../support/media-meeting.ts'
import { RawSocket } from '../support/raw-socket.ts'
import type { TestServer } from '../support/server.ts'
import { SilentLine } from '../support/silence.ts'
import { ACCOUNT_PASSWORD, codeOf } from '../support/harness.ts'
import { Visitor } from '../support/visitor.ts'

/** Milliseconds after which a server that is told to stop is stopped (server/app/main.ts). */
const CLOSE_MAX = 9000
const CLI = join(import.meta.dirname, '../../server/cli/main.ts')

/** Retries as instructed when a node reports that the database did not answer in time. */
async function enter(visitor: Visitor, ...asked: Parameters<Visitor['enter']>) {
  for (;;) {
    const { status, body } = await visitor.enter(...asked)
    if (status === 200) return
    assert.equal(status, 503, JSON.stringify(body))
    await wait(200)
  }
}

/** Timestamps (epoch milliseconds) of a node's log lines about this meeting. */
const logged = (node: TestServer, id: string, message: string): number[] =>
  node.output
    .map((line) => (line.startsWith('{') ? (JSON.parse(line) as Record<string, unknown>) : {}))
    .filter(({ msg, meeting }) => msg === message && meeting === id)
    .map(({ time }) => Date.parse(String(time)))

if (hasCluster()) {
  describe('two servers, one store', () => {
    let cluster: Cluster
    let host: Visitor
    let pump: Pump
    const lines: SilentLine[] = []

    before(async () => {
      let folder = ''
      const line = await SilentLine.open('.s.PGSQL.5432', () => join(folder, '.s.PGSQL.5432'))
      lines.push(line)
      pump = new Pump()
      // The second node reaches its database through a connection that can be cut.
      cluster = await Cluster.start((url, node) => {
        folder = new URL(url).searchParams.get('host') ?? ''
        return node === 0 ? url : url.replace(folder, line.folder)
      })
      host = new Visitor(cluster)
      await host.setUp()
    })
    // One failed test must not take the next ones with it.
    beforeEach(async () => {
      for (const node of cluster.nodes) if (!node.running) await node.up()
    })
    after(async () => {
      pump.close()
      closeEndpoints()
      await cluster.stop()
      for (const line of lines) await line.close()
    })

    async function ownerOf(id: string): Promise<TestServer | null> {
      const rows = await asked(
        cluster.place,
        `select node from room_node where meeting_id = '${id}'`,
      )
      const [row] = rows
      return row === undefined ? null : cluster.nodeNamed(String(row['node']))
    }

    /** Bypasses the edge, signed in at both nodes. */
    async function at(node: TestServer, method: string, path: string, body?: unknown) {
      const direct = new Visitor(node)
      for (const [name, value] of host.cookies) direct.cookies.set(name, value)
      return direct.send(method, path, body, { origin: cluster.url })
    }

    /** A meeting whose room is on this node, with its host and a guest inside. */
    async function meetingAt(node: TestServer | null) {
      for (;;) {
        const { meeting, password } = await host.createMeeting()
        await enter(host, meeting.id, {})
        const chair = host.socket(meeting.id)
        await chair.entered()
        const owner = (await ownerOf(meeting.id)) ?? assert.fail('nobody has the room')
        if (node === null || owner === node) {
          return { id: meeting.id, password, chair, owner, other: cluster.other(owner) }
        }
        chair.close()
      }
    }
    type Meeting = Awaited<ReturnType<typeof meetingAt>>

    async function knock({ id, password, chair }: Meeting, visitor: Visitor, name: string) {
      await enter(visitor, id, { name, password })
      const socket = visitor.socket(id)
      await socket.next('waiting')
      const knocked = await chair.until(() =>
        chair.heard
          .flatMap((event) => (event.name === 'lobby' ? (event.data.knocks ?? []) : []))
          .findLast((one) => one.name === name),
      )
      return { socket, id: knocked.id }
    }

    async function admit(meeting: Meeting, visitor: Visitor, name: string) {
      const { socket, id } = await knock(meeting, visitor, name)
      await meeting.chair.ok('lobby.admit', { ids: [id] })
      await socket.entered()
      return { socket, id }
    }

    async function auditIsWhole(): Promise<void> {
      const url = cluster.postgres.url(cluster.place)
      const settings = { ...process.env, ANHOP_DATABASE_URL: url }
      const run = promisify(execFile)(process.execPath, [CLI, 'audit', 'verify'], { env: settings })
      assert.match((await run).stdout, /^The audit log is intact/)
    }

    it('everyone in a meeting is routed to the node that has its room', async () => {
      const used = new Set<TestServer>()
      while (used.size < 2) {
        const meeting = await meetingAt(null)
        const guests = await Promise.all(
          ['An', 'Bình', 'Châu'].map((name) => admit(meeting, new Visitor(cluster), name)),
        )
        const said = guests.map(({ socket }) => socket.next('chat'))
        await meeting.chair.ok('chat.send', { sealed: opaque('đủ mặt') })
        assert.equal((await Promise.all(said)).length, 3)
        assert.equal(await ownerOf(meeting.id), meeting.owner)
        used.add(meeting.owner)
        // Bypassing the edge: redirected, and refused if the edge was given another meeting.
        const { other, id } = meeting
        const past = { cookie: host.cookieHeader(), origin: cluster.url, auth: { meeting: id } }
        assert.equal((await new RawSocket(other.url, past).refused()).code, 'websocket error')
        const lying = new RawSocket(other.url, { ...past, query: { meeting: 'x'.repeat(22) } })
        assert.deepEqual(await lying.refused(), { code: 'busy', retryAfter: 1 })
        meeting.chair.close()
        for (const { socket } of guests) socket.close()
      }
    })

    it('each node reports its own name', async () => {
      for (const node of cluster.nodes) {
        const { body } = await at(node, 'GET', '/api/server/health')
        assert.equal((body as { address: string }).address, `127.0.0.1:${new URL(node.url).port}`)
      }
    })

    it('[ADM7] requests to the other node are carried out where the room is', async () => {
      const meeting = await meetingAt(null)
      const { other, id } = meeting
      const guest = await admit(meeting, new Visitor(cluster), 'Lê Bình')

      const lists = (await at(other, 'GET', '/api/server/meetings')).body as {
        id: string
        live: object | null
      }[]
      assert.deepEqual(lists.find((one) => one.id === id)?.live, { participants: 2, waiting: 0 })

      const visitor = new Visitor(other)
      const claim = { name: 'Qua Cửa Kia', password: meeting.password }
      const path = `/api/meetings/${id}/enter`
      const entered = await visitor.send('POST', path, claim, { origin: cluster.url })
      assert.equal(entered.status, 200, JSON.stringify(entered.body))

      const renewed = await at(other, 'POST', `/api/meetings/${id}/password`, {})
      assert.equal(renewed.status, 200)
      meeting.password = (renewed.body as { password: string }).password
      const account = await host.post<{ account: { id: string }; link: string }>('/api/accounts', {
        username: `binh${id
          .slice(0, 4)
          .toLowerCase()
          .replace(/[^a-z]/g, 'x')}`,
        name: 'Trần Bình',
        role: 'host',
      })
      const member = new Visitor(cluster)
      const token = account.link.split('#')[1]
      await member.post('/api/activate', { token, password: ACCOUNT_PASSWORD })
      const own = await admit(meeting, member, 'Trần Bình')
      const disabled = await at(other, 'POST', `/api/accounts/${account.account.id}/disable`)
      assert.equal(disabled.status, 200, JSON.stringify(disabled.body))
      await own.socket.next('closed')

      const wrong = await at(other, 'POST', `/api/meetings/${id}/end`)
      assert.equal(wrong.status, 200, JSON.stringify(wrong.body))
      assert.equal((await guest.socket.next('closed')).reason, 'ended')
      await meeting.chair.next('closed')
      await auditIsWhole()
    })

    it('[SES] without Redis meetings continue, and nothing is confirmed that was not done', async () => {
      const meeting = await meetingAt(null)
      const { other, id } = meeting
      const guest = await admit(meeting, new Visitor(cluster), 'Lê Dung')
      await cluster.killRedis()
      const end = () => at(other, 'POST', `/api/meetings/${id}/end`)
      const refused = await end()
      assert.deepEqual([refused.status, codeOf(refused)], [503, 'busy'])
      await meeting.chair.ok('chat.send', { sealed: opaque('vẫn họp') })
      assert.equal((await guest.socket.next('chat')).sealed, opaque('vẫn họp'))

      await cluster.startRedis()
      while ((await end()).status !== 200) await wait(100)
      assert.equal((await guest.socket.next('closed')).reason, 'ended')
    })

    async function crowdOf(node: TestServer, people: number): Promise<[MediaMeeting, string]> {
      for (;;) {
        const crowd = await MediaMeeting.meet({ server: cluster, host, pump }, people, 1)
        const { id } = crowd.chair.snapshot?.meeting ?? assert.fail('nobody is in')
        if ((await ownerOf(id)) === node) return [crowd, id]
        await crowd.end()
      }
    }

    async function movesTo(
      to: TestServer,
      [crowd, id]: [MediaMeeting, string],
      strike: () => Promise<unknown>,
      context: TestContext,
    ): Promise<void> {
      const standing = await crowd.standing()
      const anew = crowd.begunAnew()
      const begun = performance.now()
      await strike()
      await anew
      await crowd.everyoneHears()
      context.diagnostic(
        `everyone hears everyone after ${Math.round(performance.now() - begun)} ms`,
      )
      assert.equal(await ownerOf(id), to)
      const { chat: _gone, ...kept } = standing
      const { chat: _new, ...now } = await crowd.standing()
      assert.deepEqual(now, kept, 'the same people with the same rights, and nobody knocked')
    }

    it('after kill -9 of a node, its people are in the same meeting on the other', async (context) => {
      const [first, second] = cluster.nodes
      const [crowd, id] = await crowdOf(first, 3)
      const meeting = { id: crowd.chair.snapshot?.meeting.id ?? assert.fail('gone') }
      const bad = new Visitor(cluster)
      const { password } = (await host.send('POST', `/api/meetings/${id}/password`, {})).body as {
        password: string
      }
      const claim = { name: 'Kẻ Bị Chặn', password }
      await bad.enter(meeting.id, claim)
      const theirs = bad.socket(id)
      await theirs.next('waiting')
      const { heard } = crowd.chair.socket
      const knocked = await crowd.chair.socket.until(() =>
        heard
          .flatMap((event) => (event.name === 'lobby' ? (event.data.knocks ?? []) : []))
          .findLast((one) => one.name === claim.name),
      )
      await crowd.chair.socket.ok('lobby.refuse', { id: knocked.id, block: true })
      await theirs.next('closed')

      await movesTo(second, [crowd, id], () => first.kill9(), context)
      assert.equal(codeOf(await bad.enter(meeting.id, claim)), 'blocked')
      await first.up()
      // What has moved stays where it is.
      await crowd.standing()
      assert.equal(await ownerOf(id), second)
      await crowd.end()
      await auditIsWhole()
    })

    it('on shutdown a node hands over its rooms and exits cleanly', async (context) => {
      const [first, second] = cluster.nodes
      const [crowd, id] = await crowdOf(first, 3)
      const ended = Promise.withResolvers<{ code: number | null; took: number }>()
      const strike = async () => {
        const begun = performance.now()
        void first
          .terminate()
          .then((code) => ended.resolve({ code, took: performance.now() - begun }), ended.reject)
      }
      await movesTo(second, [crowd, id], strike, context)
      const { code, took } = await ended.promise
      // A machine too slow to close everything in time is cut off, as it would be by docker.
      if (took < CLOSE_MAX) assert.equal(code, 0)
      await first.up()
      await crowd.end()
      await auditIsWhole()
    })

    it('a node cut off from the database closes its rooms before the other opens them', async () => {
      const [first, second] = cluster.nodes
      const meeting = await meetingAt(second)
      const guest = await admit(meeting, new Visitor(cluster), 'Phạm Cúc')
      const [line] = lines
      const backends = `select pid from pg_stat_activity where application_name like
        '%:${new URL(second.url).port}#%'`
      const [held] = await asked(cluster.place, backends)
      line?.fallSilent()
      await asked(cluster.place, `select pg_terminate_backend(${String(held?.['pid'])})`)
      await guest.socket.cut()
      // Waits as long as it takes: the second node's lines come slightly later.
      const times = async (node: TestServer, message: string): Promise<number> => {
        for (;;) {
          const found = logged(node, meeting.id, message).at(-1)
          if (found !== undefined) return found
          await wait(50)
        }
      }
      const closed = await times(second, 'room abandoned')
      const opened = await times(first, 'room opened')
      assert.ok(closed < opened, `closed at ${closed}, opened at ${opened}`)
      assert.equal(await ownerOf(meeting.id), first)
      line?.speak()
      await auditIsWhole()
    })
  })
}
