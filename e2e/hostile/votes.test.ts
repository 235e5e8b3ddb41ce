import assert from 'node:assert/strict'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, it } from 'node:test'
import type { InviteLink } from '#protocol/http.ts'
import type { VoteId } from '#protocol/ids.ts'
import type { VoteQuestion, VoteRecordView, VoteView } from '#protocol/votes.ts'
import type { RawSocket } from '../support/raw-socket.ts'
import { ACCOUNT_PASSWORD, ServerHarness, codeOf } from '../support/harness.ts'
import type { Sitting } from '../support/harness.ts'

const question = (change: Partial<VoteQuestion> = {}): VoteQuestion => ({
  question: 'Thông qua dự thảo nghị quyết?',
  subject: { kind: 'yes_no', rule: 'majority' },
  secret: false,
  live: false,
  guests: false,
  quorum: null,
  minutes: null,
  ...change,
})
const choices = (...given: unknown[]) => ({
  kind: 'choices',
  choices: given,
  several: false,
})
const timeless = (heard: string[]) => heard.map((one) => one.replace(/"openedAt":\d+/g, ''))
const nowhere = 'n'.repeat(22) as VoteId

/** Opens a vote and returns its id once the bystander has received it. */
async function opened(sitting: Sitting, change: Partial<VoteQuestion> = {}): Promise<VoteId> {
  sitting.forget()
  await sitting.host.ok('vote.open', question(change))
  for (;;) {
    const view = await sitting.bystander.socket.next('vote')
    // The end of the previous vote may arrive only now.
    if (view.state === 'open') return view.id
  }
}

/** The connection may end before the answer. */
async function left(socket: RawSocket): Promise<void> {
  void socket.raw('leave', {}).catch(() => {})
  await socket.cut()
}

const latest = (socket: RawSocket): VoteView | undefined =>
  socket.heard.flatMap((event) => (event.name === 'vote' ? [event.data] : [])).at(-1)

describe('votes', () => {
  const harness = new ServerHarness()
  let people = 0
  const account = () => {
    people += 1
    return harness.account(`cutri${people}`, `Cử Tri ${people}`)
  }
  const invited = async (sitting: Sitting, name: string) => {
    const invites = `/api/meetings/${sitting.id}/invites`
    const [made] = await harness.host.post<InviteLink[]>(invites, { names: [name] })
    const invite = /#i=([\w-]{43})/.exec(made?.link ?? '')?.[1] ?? assert.fail('no link')
    const enter = async () => {
      const visitor = harness.visitor()
      const body = { invite, password: sitting.password }
      assert.equal((await visitor.enter(sitting.id, body)).status, 200)
      const socket = sitting.connect(visitor)
      await socket.next('waiting')
      await sitting.host.ok('lobby.admit', { ids: [(await sitting.inLobby(name)).id] })
      return { socket, snapshot: await socket.entered() }
    }
    return { enter }
  }

  it('[VOT2] a waiting person cannot vote, ask one or hear of one', async () => {
    const sitting = await harness.sitting()
    const someone = await account()
    const { socket } = await sitting.knock('Người Chờ', someone.visitor)
    const vote = await opened(sitting)
    assert.equal(await socket.code('vote.cast', { vote, marks: '100' }), 'wrong_phase')
    assert.equal(await socket.code('vote.open', question()), 'wrong_phase')
    assert.equal(await socket.code('vote.close', { vote }), 'wrong_phase')
    assert.deepEqual(socket.heard, [])
    await sitting.host.ok('vote.close', { vote })
    assert.deepEqual((await sitting.bystander.socket.next('vote')).counts, [0, 0, 0])
    await sitting.unharmed('ballot', 'participant')
  })

  it('[VOT1] a participant can neither ask, close nor cancel a vote; a co-host can', async () => {
    const sitting = await harness.sitting()
    const { socket, id } = await sitting.guest('Đồng Chủ Trì')
    assert.equal(await socket.code('vote.open', question()), 'forbidden')
    const vote = await opened(sitting)
    assert.equal(await socket.code('vote.close', { vote }), 'forbidden')
    assert.equal(await socket.code('vote.cancel', { vote }), 'forbidden')
    await sitting.host.ok('cohost.add', { id })
    await socket.ok('vote.close', { vote })
    await sitting.unharmed('vote', 'ballot', 'participant')
  })

  for (const secret of [false, true]) {
    it(`[VOT2] two tickets of one account count as one voter (secret: ${secret})`, async () => {
      const sitting = await harness.sitting()
      const [one, other] = [await account(), await account()]
      const again = harness.visitor()
      await again.post('/api/session', { username: one.username, password: ACCOUNT_PASSWORD })
      const first = await sitting.guest('Máy Một', one.visitor)
      await sitting.guest('Người Khác', other.visitor)
      const vote = await opened(sitting, { secret })
      await first.socket.ok('vote.cast', { vote, marks: '100' })
      // The other device, which an account can be on only after the first [ADM7].
      await left(first.socket)
      const second = await sitting.guest('Máy Hai', again)
      assert.deepEqual(second.snapshot.ballot?.cast, true)
      const code = await second.socket.code('vote.cast', { vote, marks: '010' })
      assert.equal(code, secret ? 'already_voted' : 'ok')
      await left(second.socket)
      const back = await sitting.guest('Máy Một', one.visitor)
      assert.deepEqual(back.snapshot.ballot?.cast, true)
      const third = await back.socket.code('vote.cast', { vote, marks: '001' })
      assert.equal(third, secret ? 'already_voted' : 'ok')
      const view = await sitting.look()
      assert.deepEqual([view.votes.at(-1)?.voted, view.votes.at(-1)?.entitled], [1, 3])
      await sitting.host.ok('vote.cancel', { vote })
      await sitting.unharmed('vote', 'ballot', 'participant', 'participantLeft')
    })
  }

  it('[VOT2] an invitation is one voter, whichever browser it is used in', async () => {
    const sitting = await harness.sitting()
    const { enter } = await invited(sitting, 'Đại Biểu')
    const first = await enter()
    const vote = await opened(sitting)
    await first.socket.ok('vote.cast', { vote, marks: '100' })
    await left(first.socket)
    const back = await enter()
    assert.equal(back.snapshot.ballot?.cast, true)
    await back.socket.ok('vote.cast', { vote, marks: '010' })
    await sitting.host.ok('vote.close', { vote })
    const { votes } = await sitting.look()
    assert.deepEqual(votes.at(-1)?.counts, [0, 1, 0])
    await sitting.unharmed('vote', 'ballot', 'participant', 'participantLeft')
  })

  it('[VOT2] a guest has no vote unless the host allows it, whatever they send', async () => {
    const sitting = await harness.sitting()
    const { socket } = sitting.bystander
    const vote = await opened(sitting)
    assert.equal((await socket.next('ballot')).ballot?.entitled, false)
    assert.equal(await socket.code('vote.cast', { vote, marks: '100' }), 'not_entitled')
    for (const extra of [{ kind: 'account' }, { id: sitting.hostId }, { guests: true }]) {
      const reply = await socket.raw('vote.cast', { vote, marks: '100', ...extra })
      assert.partialDeepStrictEqual(reply, { ok: false, error: { code: 'invalid_input' } })
    }
    await sitting.host.ok('vote.close', { vote })
    const next = await opened(sitting, { guests: true })
    await socket.ok('vote.cast', { vote: next, marks: '100' })
    await sitting.host.ok('vote.close', { vote: next })
    await sitting.unharmed('vote', 'ballot')
  })

  it('[VOT1] no vote after the end, for a missing option or with a forged id', async () => {
    const sitting = await harness.sitting()
    const { host } = sitting
    const vote = await opened(sitting)
    for (const marks of ['000', '110', '10', '1000']) {
      assert.equal(await host.code('vote.cast', { vote, marks }), 'invalid_input', marks)
    }
    for (const marks of ['', '2', '1'.repeat(11), '1\n0', ['1'], { 0: 1 }, 100, null]) {
      const reply = await sitting.bystander.socket.raw('vote.cast', { vote, marks })
      assert.partialDeepStrictEqual(reply, { ok: false, error: { code: 'invalid_input' } })
    }
    assert.equal(await host.code('vote.cast', { vote: nowhere, marks: '100' }), 'not_found')
    assert.equal(await host.code('vote.close', { vote: nowhere }), 'not_found')
    assert.equal(await host.code('vote.open', question()), 'vote_running')
    await host.ok('vote.close', { vote })
    for (const name of ['vote.close', 'vote.cancel'] as const) {
      assert.equal(await host.code(name, { vote }), 'vote_over')
    }
    assert.equal(await host.code('vote.cast', { vote, marks: '100' }), 'vote_over')
    // A vote of another meeting is not one of this meeting.
    const elsewhere = await harness.sitting()
    const theirs = await opened(elsewhere)
    assert.equal(await host.code('vote.cast', { vote: theirs, marks: '100' }), 'not_found')
    assert.equal(await host.code('vote.cancel', { vote: theirs }), 'not_found')
    await sitting.unharmed('vote', 'ballot')
  })

  it('[VOT1] a malformed question is refused', async () => {
    const sitting = await harness.sitting()
    for (const change of [
      { question: '' },
      { question: 'x'.repeat(301) },
      { question: '\u202e' },
      { subject: choices('một') },
      { subject: choices('một', 'Một') },
      { subject: choices(...Array.from({ length: 11 }, (_, i) => `số ${i}`)) },
      { subject: { kind: 'yes_no', rule: 'always' } },
      { secret: true, live: true },
      { quorum: { count: 0 } },
      { quorum: { share: 'half', count: 2 } },
      { minutes: 0 },
      { voters: [] },
    ]) {
      const reply = await sitting.host.raw('vote.open', { ...question(), ...change })
      assert.partialDeepStrictEqual(reply, { ok: false, error: { code: 'invalid_input' } })
    }
    assert.equal(await sitting.host.code('vote.open', question({ secret: true })), 'too_few_voters')
    await sitting.unharmed()
  })

  it('[VOT7] only the host gets the result with names', async () => {
    const sitting = await harness.sitting()
    const someone = await account()
    const { socket } = await sitting.guest('Cử Tri', someone.visitor)
    const vote = await opened(sitting)
    await socket.ok('vote.cast', { vote, marks: '100' })
    const path = `/api/meetings/${sitting.id}/votes`
    const during = (await harness.host.send('GET', path)).body as VoteRecordView[]
    assert.deepEqual([during[0]?.counts, during[0]?.roll], [null, []])
    await sitting.host.ok('vote.close', { vote })
    const [record] = (await harness.host.send('GET', path)).body as VoteRecordView[]
    assert.ok(record?.roll.some(({ marks }) => marks === '100'))
    assert.equal(codeOf(await someone.visitor.send('GET', path)), 'not_found')
    assert.equal(codeOf(await sitting.bystander.visitor.send('GET', path)), 'unauthenticated')
    // Nobody inside has been told who chose what.
    assert.ok(!JSON.stringify(sitting.bystander.socket.heard).includes('"marks":"'))
    await sitting.unharmed('vote', 'ballot', 'participant')
  })
})

/** Contents of the data folder, by file. */
async function bytesOf(folder: string): Promise<Map<string, Buffer>> {
  const names = (await readdir(folder)).filter((name) => name.startsWith('anhop.db'))
  return new Map(
    await Promise.all(
      names.map(async (name) => [name, await readFile(join(folder, name))] as const),
    ),
  )
}

describe('a secret vote', () => {
  const harness = new ServerHarness({ ANHOP_LOG_LEVEL: 'trace' })

  /**
   * Four voters in their own meeting; records what everyone received and what the disk held at each
   * step.
   */
  async function story(tag: string, choices: readonly string[]) {
    const sitting = await harness.sitting()
    const accounts = await Promise.all(
      choices.map((_, i) => harness.account(`kin${tag}${i}`, `Cử Tri ${i}`)),
    )
    const voters: RawSocket[] = []
    for (const [i, one] of accounts.entries()) {
      voters.push((await sitting.guest(`Cử Tri ${i}`, one.visitor)).socket)
    }
    const vote = await opened(sitting, { secret: true })
    const sockets = [sitting.host, sitting.bystander.socket, ...voters]
    // The last event each receives about the opening.
    for (const socket of sockets) {
      await socket.until(() =>
        socket.heard.some(({ name, data }) => name === 'ballot' && data.ballot?.vote === vote),
      )
    }
    for (const socket of sockets) socket.heard.length = 0
    const disk = [await bytesOf(harness.server.data)]
    const lines = harness.server.output.length
    const replies: unknown[] = []
    for (const [i, marks] of choices.entries()) {
      replies.push(await voters[i]?.raw('vote.cast', { vote, marks }))
      for (const socket of sockets) await socket.until(() => latest(socket)?.voted === i + 1)
      disk.push(await bytesOf(harness.server.data))
    }
    const logged = harness.server.output.slice(lines)
    const before = sockets.map(({ heard }) => JSON.stringify(heard).replaceAll(vote, 'VOTE'))
    await sitting.host.ok('vote.close', { vote })
    for (const socket of sockets) {
      await socket.until(() =>
        socket.heard.some(({ name, data }) => name === 'ballot' && data.ballot === null),
      )
    }
    const after = sockets.map(({ heard }) =>
      JSON.stringify(heard.slice(-2))
        .replaceAll(vote, 'VOTE')
        .replace(/"(closed|opened)At":\d+/g, ''),
    )
    return { sitting, vote, disk, replies, logged, before, after, voters }
  }

  it('[VOT5] while it is open nothing is written: no byte of the store, no log line', async () => {
    const { disk, logged } = await story('a', ['100', '010', '010', '001'])
    const [first] = disk
    assert.ok(first && [...first.keys()].some((name) => name.endsWith('-wal')))
    for (const state of disk) assert.deepEqual(state, first)
    assert.deepEqual(logged, [])
  })

  it('[VOT5] everyone receives the same events and answers, whoever chose what', async () => {
    const one = await story('b', ['100', '010', '001', '001'])
    const other = await story('c', ['001', '001', '010', '100'])
    assert.deepEqual(timeless(one.before), timeless(other.before))
    assert.deepEqual(one.replies, other.replies)
    assert.deepEqual(one.after, other.after)
    // Equal byte counts on the wire for all choices.
    const frames = ['100', '010', '001'].map((marks) => JSON.stringify({ vote: one.vote, marks }))
    assert.equal(new Set(frames.map(({ length }) => length)).size, 1)
    assert.ok(!one.before.join('').includes('counts":['))
  })

  it('[VOT5] the store has one row about it, with counts, and none about a voter', async () => {
    const { vote, sitting } = await story('d', ['100', '100', '010', '010'])
    const file = new DatabaseSync(join(harness.server.data, 'anhop.db'), { readOnly: true })
    const tables = file.prepare(`select name from sqlite_master where type = 'table'`).all()
    const hits: string[] = []
    for (const { name } of tables) {
      for (const row of file.prepare(`select * from "${String(name)}"`).all()) {
        if (JSON.stringify(row).includes(vote)) hits.push(String(name))
      }
    }
    assert.deepEqual(hits, ['vote'])
    const row = file.prepare('select * from vote where id = ?').get(vote)
    assert.deepEqual([row?.['counts'], row?.['voted'], row?.['entitled']], ['[2,2,0]', 4, 5])
    // In the log: the counts, by the person who closed it.
    const entries = file.prepare('select event from audit').all()
    const about = entries
      .map(({ event }) => JSON.parse(String(event)) as Record<string, unknown>)
      .filter((event) => event['meetingId'] === sitting.id)
      .filter(({ action }) => String(action).startsWith('vote.'))
    assert.deepEqual(
      about.map(({ action, by, target }) => [action, by, target]),
      [
        ['vote.opened', sitting.hostId, null],
        ['vote.closed', sitting.hostId, null],
      ],
    )
    file.close()
    const path = `/api/meetings/${sitting.id}/votes`
    const [record] = (await harness.host.send('GET', path)).body as VoteRecordView[]
    assert.deepEqual(record?.roll, [])
  })

  it('[VOT5] after kill -9 a secret vote is void, and an open one continues with all votes cast', async () => {
    const sitting = await harness.sitting()
    const accounts = [
      await harness.account('sau1', 'Sau Một'),
      await harness.account('sau2', 'Sau Hai'),
    ]
    for (const [i, one] of accounts.entries()) await sitting.guest(`Sau ${i}`, one.visitor)
    const secret = await opened(sitting, { secret: true })
    await sitting.host.ok('vote.cast', { vote: secret, marks: '100' })
    await harness.server.kill9()
    await harness.server.up()
    const after = await sitting.look()
    assert.deepEqual([after.votes[0]?.state, after.votes[0]?.counts], ['void', null])
    assert.equal(after.ballot, null)
    await sitting.host.ok('vote.open', question({ live: true }))
    const { id } = await sitting.host.next('vote')
    await sitting.host.ok('vote.cast', { vote: id, marks: '100' })
    await harness.server.kill9()
    await harness.server.up()
    const again = await sitting.look()
    assert.deepEqual(again.votes[1]?.counts, [1, 0, 0])
    assert.deepEqual(again.ballot, { vote: id, entitled: true, cast: true, marks: '100' })
    await sitting.host.ok('vote.cast', { vote: id, marks: '010' })
    await sitting.host.ok('vote.close', { vote: id })
    const { votes } = await sitting.look()
    assert.deepEqual(votes[1]?.counts, [0, 1, 0])
  })
})
