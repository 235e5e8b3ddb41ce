import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { REQUEST_NAMES } from '#protocol/messages.ts'
import { opaque } from '#protocol/testing.ts'
import { opusParameters, RECEIVER_CAPABILITIES } from '#sfu/testing/packets.ts'
import { OUTSIDE_MAY, inputs } from '../support/requests.ts'
import { ServerHarness, codeOf } from '../support/harness.ts'
import type { Sitting } from '../support/harness.ts'
import type { Visitor } from '../support/visitor.ts'

const CAPACITY = 4
const ARCHIVE = await identityToRecipient(await generateX25519Identity())
const nobody = 'n'.repeat(22) as never

const tries = async (sitting: Sitting, visitor: Visitor, name = 'Kẻ Lạ') =>
  codeOf(await visitor.enter(sitting.id, { name, password: sitting.password }))

describe('the lobby', () => {
  const harness = new ServerHarness({
    ANHOP_TRUSTED_PROXY: '127.0.0.1,::1',
    ANHOP_MEETING_CAPACITY: String(CAPACITY),
    // Without recording, the server would answer those requests as unknown.
    ANHOP_RECORDING_ARCHIVE_KEY: ARCHIVE,
  })

  it('[ADM3] a waiting person cannot request a transport, track, chat or roster', async () => {
    const sitting = await harness.sitting()
    const { socket } = await sitting.knock('Kẻ Chờ')
    const asks = [
      ['transport.open', { direction: 'recv', rtpCapabilities: RECEIVER_CAPABILITIES }],
      ['transport.open', { direction: 'send' }],
      ['track.publish', { source: 'microphone', kind: 'audio', paused: false, rtpParameters: opusParameters(7) }],
      ['track.subscribe', { id: '00000000-0000-4000-8000-000000000000' }],
      ['chat.send', { sealed: opaque('cho tôi vào') }],
      ['hand.raise', { raised: true }],
      ['share.request', {}],
    ] as const // prettier-ignore
    for (const [name, input] of asks) {
      const reply = await socket.raw(name, input)
      assert.deepEqual(reply, { ok: false, error: { code: 'wrong_phase' } }, name)
    }
    assert.deepEqual(socket.heard, [])
    await sitting.unharmed()
  })

  it('[ADM2] a waiting person cannot admit themselves or anyone else', async () => {
    const sitting = await harness.sitting()
    const [one, two] = [await sitting.knock('Kẻ Một'), await sitting.knock('Kẻ Hai')]
    for (const ids of [[one.id], [two.id], [one.id, two.id], [sitting.hostId]]) {
      assert.equal(await one.socket.code('lobby.admit', { ids }), 'wrong_phase')
    }
    assert.equal(await one.socket.code('cohost.add', { id: one.id }), 'wrong_phase')
    assert.deepEqual(one.socket.heard, [])
    await sitting.unharmed()
  })

  it('[ADM2] an accomplice inside cannot admit anyone', async () => {
    const sitting = await harness.sitting()
    const inside = await sitting.guest('Nội Ứng')
    const outside = await sitting.knock('Đồng Bọn')
    assert.equal(await inside.socket.code('lobby.admit', { ids: [outside.id] }), 'forbidden')
    assert.equal(await inside.socket.code('meeting.lock', { locked: false }), 'forbidden')
    assert.equal(
      await inside.socket.code('lobby.message', { id: outside.id, text: 'chờ' }),
      'forbidden',
    )
    assert.deepEqual(outside.socket.heard, [])
    assert.ok(inside.socket.heard.every((event) => event.name !== 'lobby'))
    await sitting.unharmed('participant')
  })

  it('[ADM2] an admission decision does not affect another meeting', async () => {
    const [mine, other] = [await harness.sitting(), await harness.sitting()]
    const theirs = await other.knock('Người Phòng Bên')
    assert.equal(await mine.host.code('lobby.admit', { ids: [theirs.id] }), 'target_gone')
    assert.equal(
      await mine.host.code('lobby.refuse', { id: theirs.id, block: true }),
      'target_gone',
    )
    assert.equal(await mine.host.code('lobby.message', { id: theirs.id, text: 'x' }), 'target_gone')
    assert.deepEqual(theirs.socket.heard, [])
    await other.host.ok('lobby.admit', { ids: [theirs.id] })
    await theirs.socket.entered()
    await mine.unharmed()
    await other.unharmed('participant')
  })

  it('[ADM2] of several people waiting, only the selected one is admitted', async () => {
    const sitting = await harness.sitting()
    const ticked = await sitting.knock('Được Chọn')
    const other = await sitting.knock('Không Chọn')
    await sitting.host.ok('lobby.admit', { ids: [ticked.id, nobody] })
    await ticked.socket.entered()
    assert.equal(
      await other.socket.code('chat.send', { sealed: opaque('tôi cũng vào') }),
      'wrong_phase',
    )
    assert.deepEqual(other.socket.heard, [])
    await sitting.unharmed('participant')
  })

  it('[ADM2] a locked meeting accepts no knocks or admissions, and unlocking admits nobody', async () => {
    const sitting = await harness.sitting()
    const early = await sitting.knock('Đến Sớm')
    await sitting.host.ok('meeting.lock', { locked: true })
    const late = harness.visitor()
    assert.equal(await tries(sitting, late, 'Đến Muộn'), 'meeting_locked')
    assert.deepEqual(await sitting.host.next('notice'), {
      type: 'knock_while_locked',
      name: 'Đến Muộn',
      count: 1,
    })
    assert.equal(await sitting.host.code('lobby.admit', { ids: [early.id] }), 'meeting_locked')
    await sitting.host.ok('meeting.lock', { locked: false })
    assert.deepEqual(early.socket.heard, [])
    assert.deepEqual(await sitting.connect(late).refused(), { code: 'ticket_invalid' })
    await sitting.unharmed('meeting')
  })

  it('[ADM5] strangers knocking at a locked meeting cannot put names on the host’s screen', async () => {
    const sitting = await harness.sitting()
    await sitting.host.ok('meeting.lock', { locked: true })
    const from = performance.now()
    const codes = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        tries(sitting, harness.visitor(`198.51.100.${n}`), `Mua ngay ${n}`),
      ),
    )
    assert.ok(codes.every((code) => code === 'meeting_locked'))
    let [notices, told] = [0, 0]
    while (told < 20) {
      const notice = await sitting.host.next('notice')
      assert.equal(notice.type, 'knock_while_locked')
      told += 'count' in notice ? notice.count : assert.fail()
      notices += 1
    }
    assert.ok(notices <= 2 + (performance.now() - from) / 5000, String(notices))
    await sitting.host.ok('meeting.lock', { locked: false })
    await sitting.unharmed('meeting')
  })

  it('[ADM5] names that imitate the host, a participant or another are flagged', async () => {
    const sitting = await harness.sitting()
    const flagged = async (name: string) => {
      const { id } = await sitting.knock(name)
      return sitting.host.until(() =>
        sitting.host.heard
          .flatMap((event) => (event.name === 'lobby' ? (event.data.knocks ?? []) : []))
          .findLast((view) => view.id === id),
      )
    }
    for (const name of [
      'Trần Chủ Tọa',
      'TRAN CHU TOA',
      'Тrần  Сhủ Тọа',
      'Tr.ần-Chủ Tọa',
      'Ｔrần Ｃhủ Ｔọa',
      'Trần Chủ Tọa\ufe0f',
    ]) {
      assert.ok((await flagged(name)).flags.includes('like_host'), name)
    }
    assert.ok((await flagged('Le Ngoi Yen')).flags.includes('like_participant'))
    await flagged('Người Lạ')
    assert.ok((await flagged('người lạ')).flags.includes('same_name_waiting'))
    assert.deepEqual((await flagged('Hoàn Toàn Khác')).flags, [])
    await sitting.unharmed()
  })

  it('[ADM5] a guest using an invited person’s name is flagged even before that person arrives', async () => {
    const sitting = await harness.sitting()
    const [made] = await harness.host.post<{ link: string }[]>(
      `/api/meetings/${sitting.id}/invites`,
      { names: ['Đặng Khách Mời'] },
    )
    for (const name of ['Đặng Khách Mời', 'DANG KHACH MOI', 'Ðặng Кhách Mời', 'Đặng.Khách-Mời']) {
      const { id } = await sitting.knock(name)
      const seen = await sitting.host.until(() =>
        sitting.host.heard
          .flatMap((event) => (event.name === 'lobby' ? (event.data.knocks ?? []) : []))
          .findLast((view) => view.id === id),
      )
      assert.ok(seen.flags.includes('like_invitee'), name)
      assert.equal(seen.kind, 'guest')
    }
    assert.match(made?.link ?? '', /#i=/)
    await sitting.unharmed()
  })

  it('[ADM5] a guest with a title in their name is shown as a guest', async () => {
    const sitting = await harness.sitting()
    const { id } = await sitting.knock('Chủ trì (đã xác minh)')
    const view = await sitting.host.until(() =>
      sitting.host.heard
        .flatMap((event) => (event.name === 'lobby' ? (event.data.knocks ?? []) : []))
        .find((knock) => knock.id === id),
    )
    assert.equal(view.kind, 'guest')
    await sitting.unharmed()
  })

  it('[ADM6] a blocked person stays out under any name, on an open socket or a new one', async () => {
    const sitting = await harness.sitting()
    const { visitor, socket, id } = await sitting.knock('Kẻ Bị Chặn')
    await sitting.host.ok('lobby.refuse', { id, block: true })
    assert.equal((await socket.next('closed')).reason, 'blocked')
    await socket.cut()
    assert.deepEqual(await sitting.connect(visitor).refused(), { code: 'ticket_invalid' })
    assert.equal(await tries(sitting, visitor, 'Tên Khác Hẳn'), 'blocked')
    await sitting.unharmed()
  })

  it('[ADM5] a person returning without cookies is flagged as coming from a removed person’s address', async () => {
    const sitting = await harness.sitting()
    const { id } = await sitting.knock('Kẻ Bị Chặn', harness.visitor('203.0.113.200'))
    await sitting.host.ok('lobby.refuse', { id, block: true })
    const again = await sitting.knock('Người Mới', harness.visitor('203.0.113.200'))
    const view = await sitting.inLobby('Người Mới')
    assert.deepEqual([view.id, view.flags], [again.id, ['address_of_removed']])
    await sitting.unharmed()
  })

  it('[ADM6] a refused ticket is invalid even without a block', async () => {
    const sitting = await harness.sitting()
    const { visitor, socket, id } = await sitting.knock('Kẻ Bị Từ Chối')
    await sitting.host.ok('lobby.refuse', { id, block: false })
    await socket.cut()
    assert.deepEqual(await sitting.connect(visitor).refused(), { code: 'ticket_invalid' })
    await sitting.unharmed()
  })

  it('[ADM1] a browser knocking repeatedly counts as one knock', async () => {
    const sitting = await harness.sitting()
    const visitor = harness.visitor()
    for (let n = 0; n < 5; n++) assert.equal(await tries(sitting, visitor, 'Kẻ Gõ Cửa'), 'ok')
    const knocks = (await sitting.look()).lobby ?? []
    assert.deepEqual(
      knocks.map(({ name }) => name),
      ['Kẻ Gõ Cửa'],
    )
    await sitting.unharmed()
  })

  it('[ADM1] the host of another meeting and the operator must knock like anyone', async () => {
    const other = await harness.account('chutrikhac', 'Chủ Trì Khác')
    const sitting = await harness.sitting()
    assert.equal(codeOf(await other.visitor.enter(sitting.id, {})), 'wrong_password')
    await sitting.knock('Chủ Trì Khác', other.visitor)
    const theirs = await other.visitor.createMeeting()
    assert.equal(codeOf(await harness.host.enter(theirs.meeting.id, {})), 'wrong_password')
    assert.equal(
      codeOf(await harness.host.enter(theirs.meeting.id, { password: theirs.password })),
      'ok',
    )
    const waits = harness.host.socket(theirs.meeting.id)
    await waits.next('waiting')
    waits.close()
    await sitting.unharmed()
  })

  it('[ADM7] one address cannot fill the lobby; others still have room', async () => {
    const sitting = await harness.sitting()
    const codes = []
    for (let n = 0; n < 52; n++)
      codes.push(await tries(sitting, harness.visitor('203.0.113.7'), `Kẻ ${n}`))
    assert.equal(codes.filter((code) => code === 'ok').length, 50)
    assert.deepEqual(codes.slice(50), ['lobby_full', 'lobby_full'])
    const honest = await sitting.knock('Người Thật', harness.visitor('203.0.113.8'))
    await sitting.host.ok('lobby.admit', { ids: [honest.id] })
    await honest.socket.entered()
    await sitting.unharmed('participant')
  })

  it('[ADM4] a full meeting admits nobody but its host', async () => {
    const sitting = await harness.sitting()
    const one = await sitting.knock('Người Ba')
    const two = await sitting.knock('Người Tư')
    const three = await sitting.knock('Người Năm')
    await sitting.host.ok('lobby.admit', { ids: [one.id, two.id, three.id] })
    await one.socket.entered()
    await two.socket.entered()
    assert.equal(await sitting.host.code('lobby.admit', { ids: [three.id] }), 'meeting_full')
    assert.equal(await tries(sitting, harness.visitor()), 'meeting_full')
    assert.deepEqual(three.socket.heard, [])
    assert.equal((await sitting.roster()).length, CAPACITY)
    await sitting.unharmed('participant')
  })

  it('[ADM3] before admission no request but leaving is accepted', async () => {
    const sitting = await harness.sitting()
    const { socket, id } = await sitting.knock('Kẻ Thử')
    for (const name of REQUEST_NAMES.filter((one) => !OUTSIDE_MAY.includes(one))) {
      const reply = await socket.raw(name, inputs(id)[name])
      assert.deepEqual(reply, { ok: false, error: { code: 'wrong_phase' } }, name)
    }
    assert.deepEqual(socket.heard, [])
    await sitting.unharmed()
  })
})
