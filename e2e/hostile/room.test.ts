import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { opaque } from '#protocol/testing.ts'
import { ServerHarness, codeOf } from '../support/harness.ts'

const nobody = 'n'.repeat(22) as never

describe('requests in a room', () => {
  const harness = new ServerHarness()

  it('[FLR1] a participant is refused every host action, on anyone and on themselves', async () => {
    const sitting = await harness.sitting()
    const { socket, id } = await sitting.guest('Kẻ Lấn Quyền')
    for (const target of [sitting.hostId, sitting.bystander.id, id, nobody]) {
      for (const name of [
        'participant.mute',
        'participant.cameraOff',
        'hand.lower',
        'floor.give',
        'floor.take',
        'share.grant',
        'share.revoke',
        'cohost.add',
        'cohost.remove',
        'host.handOver',
        'spotlight.set',
      ] as const) {
        // prettier-ignore
        assert.equal(await socket.code(name, { id: target }), 'forbidden', name)
      }
      assert.equal(
        await socket.code('participant.remove', { id: target, block: true }),
        'forbidden',
      )
      assert.equal(await socket.code('lobby.refuse', { id: target, block: true }), 'forbidden')
    }
    await sitting.unharmed('participant')
  })

  it('[FLR1] a participant cannot end the meeting, change its mode, lock it, mute all or stop the chat', async () => {
    const sitting = await harness.sitting()
    const { socket } = await sitting.guest('Kẻ Lấn Quyền')
    assert.equal(await socket.code('meeting.end', {}), 'forbidden')
    assert.equal(await socket.code('meeting.mode', { mode: 'lecture' }), 'forbidden')
    assert.equal(await socket.code('meeting.lock', { locked: true }), 'forbidden')
    assert.equal(await socket.code('meeting.chat', { on: false }), 'forbidden')
    assert.equal(await socket.code('participant.muteAll', {}), 'forbidden')
    assert.equal(await socket.code('hand.lowerAll', {}), 'forbidden')
    assert.equal(await socket.code('spotlight.clear', {}), 'forbidden')
    const { visitor } = sitting.bystander
    assert.equal(
      codeOf(await visitor.send('POST', `/api/meetings/${sitting.id}/end`, {})),
      'unauthenticated',
    )
    await sitting.unharmed('participant')
  })

  it('[FLR1] nobody can spotlight themselves or a made-up person', async () => {
    const sitting = await harness.sitting()
    const { socket, id } = await sitting.guest('Kẻ Thích Đèn')
    await sitting.host.ok('spotlight.set', { id: sitting.bystander.id })
    assert.equal(await socket.code('spotlight.set', { id }), 'forbidden')
    assert.equal(await socket.code('spotlight.clear', {}), 'forbidden')
    for (const input of [{}, { id: null }, { id: [id] }, { id, everyone: true }]) {
      const reply = await sitting.host.raw('spotlight.set', input)
      assert.partialDeepStrictEqual(reply, { ok: false, error: { code: 'invalid_input' } })
    }
    assert.equal(await sitting.host.code('spotlight.set', { id: nobody }), 'target_gone')
    const { snapshot } = await sitting.guest('Người Đến Sau')
    assert.equal(snapshot.meeting.spotlight, sitting.bystander.id)
    await sitting.unharmed('participant', 'meeting')
  })

  it('[FLR1] a co-host cannot act against the host', async () => {
    const sitting = await harness.sitting()
    const { socket, id } = await sitting.guest('Đồng Chủ Trì')
    await sitting.host.ok('cohost.add', { id })
    const host = { id: sitting.hostId }
    assert.equal(await socket.code('participant.remove', { ...host, block: true }), 'forbidden')
    assert.equal(await socket.code('participant.mute', host), 'forbidden')
    assert.equal(await socket.code('participant.cameraOff', host), 'forbidden')
    assert.equal(await socket.code('share.revoke', host), 'forbidden')
    assert.equal(await socket.code('cohost.remove', host), 'forbidden')
    assert.ok((await sitting.roster()).includes('Trần Chủ Tọa (host)'))
    await sitting.unharmed('participant')
  })

  it('[FLR1] a co-host cannot make co-hosts, take the meeting over or end it', async () => {
    const sitting = await harness.sitting()
    const { socket, id } = await sitting.guest('Đồng Chủ Trì')
    await sitting.host.ok('cohost.add', { id })
    assert.equal(await socket.code('cohost.add', { id: sitting.bystander.id }), 'forbidden')
    assert.equal(await socket.code('cohost.add', { id }), 'forbidden')
    assert.equal(await socket.code('host.handOver', { id }), 'forbidden')
    assert.equal(await socket.code('spotlight.set', { id }), 'forbidden')
    assert.equal(await socket.code('meeting.end', {}), 'forbidden')
    await sitting.unharmed('participant')
  })

  it('[FLR1] two co-hosts cannot throw each other out', async () => {
    const sitting = await harness.sitting()
    const [one, two] = [await sitting.guest('Đồng Một'), await sitting.guest('Đồng Hai')]
    await sitting.host.ok('cohost.add', { id: one.id })
    await sitting.host.ok('cohost.add', { id: two.id })
    assert.equal(
      await one.socket.code('participant.remove', { id: two.id, block: true }),
      'forbidden',
    )
    assert.equal(await one.socket.code('cohost.remove', { id: two.id }), 'forbidden')
    await two.socket.ok('meeting.lock', { locked: true })
    await sitting.unharmed('participant', 'meeting')
  })

  it('[FLR1] a demoted co-host loses every right at once, on the same socket', async () => {
    const sitting = await harness.sitting()
    const { socket, id } = await sitting.guest('Thôi Chức')
    await sitting.host.ok('cohost.add', { id })
    await sitting.host.ok('cohost.remove', { id })
    const waiting = await sitting.knock('Người Chờ')
    assert.equal(await socket.code('lobby.admit', { ids: [waiting.id] }), 'forbidden')
    assert.equal(await socket.code('meeting.lock', { locked: true }), 'forbidden')
    const lists = socket.heard.filter((event) => event.name === 'lobby')
    assert.equal(lists.at(-1)?.data.knocks, null)
    assert.ok(!JSON.stringify(socket.heard).includes('Người Chờ'))
    await sitting.unharmed('participant')
  })

  it('[SES] a meeting cannot be handed over to a guest, to oneself or to nobody', async () => {
    const sitting = await harness.sitting()
    assert.equal(
      await sitting.host.code('host.handOver', { id: sitting.bystander.id }),
      'account_needed',
    )
    assert.equal(await sitting.host.code('host.handOver', { id: sitting.hostId }), 'forbidden')
    assert.equal(await sitting.host.code('host.handOver', { id: nobody }), 'target_gone')
    assert.ok((await sitting.roster()).includes('Trần Chủ Tọa (host)'))
    await sitting.unharmed()
  })

  it('[SES] after handing over a meeting, the old host has no way to act as its host', async () => {
    const sitting = await harness.sitting()
    const heir = await harness.account('nguoike', 'Người Kế')
    const { id, socket } = await sitting.guest('Người Kế', heir.visitor)
    await sitting.host.ok('host.handOver', { id })
    assert.equal(await sitting.host.code('meeting.end', {}), 'forbidden')
    assert.equal(await sitting.host.code('cohost.remove', { id }), 'forbidden')
    const path = `/api/meetings/${sitting.id}`
    // The first host is an operator, who may end any meeting; the heir, who hands it back, is not.
    assert.equal(codeOf(await harness.host.send('POST', `${path}/password`, {})), 'not_found')
    await sitting.hears('participant', ({ role }) => role === 'cohost')
    await socket.ok('host.handOver', { id: sitting.hostId })
    for (const step of ['password', 'end'])
      assert.equal(codeOf(await heir.visitor.send('POST', `${path}/${step}`, {})), 'not_found')
    await sitting.unharmed('participant')
  })

  it('[ADM4] ids from another meeting reach nobody there', async () => {
    const [mine, other] = [await harness.sitting(), await harness.sitting()]
    for (const id of [other.hostId, other.bystander.id]) {
      assert.equal(await mine.host.code('participant.remove', { id, block: true }), 'target_gone')
      assert.equal(await mine.host.code('participant.mute', { id }), 'target_gone')
      assert.equal(await mine.host.code('share.grant', { id }), 'target_gone')
      assert.equal(await mine.host.code('cohost.add', { id }), 'target_gone')
      assert.equal(await mine.host.code('hand.lower', { id }), 'target_gone')
    }
    await mine.unharmed()
    await other.unharmed()
  })

  it('[ADM6] for a removed person, open socket, ticket, cookies and new name all fail', async () => {
    const sitting = await harness.sitting()
    const { visitor, socket, id } = await sitting.guest('Kẻ Bị Mời Ra')
    await sitting.host.ok('participant.remove', { id, block: false })
    socket.socket.emit('chat.send', { sealed: opaque('tôi vẫn ở đây') }, () => {})
    await socket.cut()
    assert.deepEqual(await sitting.connect(visitor).refused(), { code: 'ticket_invalid' })
    const again = await visitor.enter(sitting.id, { name: 'Tên Mới', password: sitting.password })
    assert.equal(codeOf(again), 'removed')
    assert.deepEqual(await sitting.roster(), ['Trần Chủ Tọa (host)', 'Lê Ngồi Yên (participant)'])
    await sitting.unharmed('participant', 'participantLeft')
  })

  it('[ADM6] sockets prepared before the removal do not open after it', async () => {
    const sitting = await harness.sitting()
    const { visitor, id } = await sitting.guest('Kẻ Phòng Xa')
    const ready = Array.from({ length: 10 }, () => sitting.connect(visitor))
    await sitting.host.ok('participant.remove', { id, block: true })
    await Promise.all(
      ready.map((socket) =>
        socket.until(
          () =>
            socket.refusal !== null ||
            !socket.socket.active ||
            socket.heard.some((e) => e.name === 'closed'),
        ),
      ),
    )
    for (const socket of ready) await socket.cut()
    assert.deepEqual(await sitting.roster(), ['Trần Chủ Tọa (host)', 'Lê Ngồi Yên (participant)'])
    await sitting.unharmed('participant', 'participantLeft')
  })

  it('[ADM6] after leaving, the ticket opens nothing and the lobby comes first again', async () => {
    const sitting = await harness.sitting()
    const { visitor, socket } = await sitting.guest('Đã Về')
    await socket.raw('leave', {}).catch(() => {})
    await socket.cut()
    assert.deepEqual(await sitting.connect(visitor).refused(), { code: 'ticket_invalid' })
    await sitting.knock('Đã Về', visitor)
    await sitting.unharmed('participant', 'participantLeft')
  })

  it('[ADM5] nobody can raise a hand or write in another’s name', async () => {
    const sitting = await harness.sitting()
    const { socket } = await sitting.guest('Kẻ Mạo Danh')
    for (const who of [
      { id: sitting.hostId },
      { from: sitting.hostId },
      { name: 'Trần Chủ Tọa' },
    ]) {
      for (const [name, input] of [
        ['hand.raise', { raised: true }],
        ['chat.send', { sealed: opaque('tôi là chủ tọa') }],
        ['share.request', {}],
        ['leave', {}],
        ['track.pause', { source: 'microphone', paused: true }],
      ] as const) {
        const reply = await socket.raw(name, { ...input, ...who })
        assert.partialDeepStrictEqual(reply, { ok: false, error: { code: 'invalid_input' } }, name)
      }
    }
    await sitting.unharmed('participant')
  })

  it('[FLR1] disabled chat is disabled for all but moderators', async () => {
    const sitting = await harness.sitting()
    const { socket } = await sitting.guest('Kẻ Nói Leo')
    await sitting.host.ok('meeting.chat', { on: false })
    assert.equal(await socket.code('chat.send', { sealed: opaque('nghe tôi này') }), 'chat_off')
    await sitting.unharmed('participant', 'meeting')
  })

  it('[FLR1] a reaction is short, only in the sender’s name, and disabled with the chat', async () => {
    const sitting = await harness.sitting()
    const { socket, id } = await sitting.guest('Kẻ Vỗ Tay')
    for (const input of [
      { sealed: 'x'.repeat(1400) },
      { sealed: '<b>agree</b>' },
      { sealed: ['agree'] },
      { sealed: opaque('agree'), from: sitting.hostId },
      { reaction: 'agree' },
      {},
      null,
    ]) {
      const reply = await socket.raw('reaction.send', input)
      assert.partialDeepStrictEqual(reply, { ok: false, error: { code: 'invalid_input' } })
    }
    await socket.ok('reaction.send', { sealed: opaque('agree') })
    const heard = await socket.until(
      () => socket.heard.flatMap((e) => (e.name === 'reaction' ? [e.data] : [])).at(0) ?? null,
    )
    assert.deepEqual(heard, { from: id, sealed: opaque('agree') })
    const codes = await Promise.all(
      Array.from({ length: 30 }, () => socket.raw('reaction.send', { sealed: opaque('applause') })),
    )
    assert.ok(codes.some((reply) => !(reply as { ok: boolean }).ok))
    await sitting.host.ok('meeting.chat', { on: false })
    const other = await sitting.guest('Kẻ Thứ Hai')
    assert.equal(await other.socket.code('reaction.send', { sealed: opaque('smile') }), 'chat_off')
    await sitting.unharmed('participant', 'meeting', 'reaction')
  })

  it('[FLR1] only moderators can announce or write to one person', async () => {
    const sitting = await harness.sitting()
    const { socket } = await sitting.guest('Kẻ Ra Lệnh')
    for (const to of ['announcement', { id: sitting.bystander.id }] as const) {
      assert.equal(
        await socket.code('chat.send', { sealed: opaque('mọi người rời phòng'), to }),
        'forbidden',
      )
    }
    for (const to of ['cohosts', '', null, {}, { id: 'all' }, [sitting.hostId], { name: 'x' }]) {
      const reply = await socket.raw('chat.send', { sealed: opaque('x'), to })
      assert.partialDeepStrictEqual(reply, { ok: false, error: { code: 'invalid_input' } })
    }
    await sitting.unharmed('participant', 'participantLeft')
  })

  it('a message to the hosts and their answer reach no third person, live or on return', async () => {
    const sitting = await harness.sitting()
    const { socket, id } = await sitting.guest('Người Hỏi Riêng')
    const listener = await sitting.guest('Kẻ Nghe Lỏm')
    await socket.ok('chat.send', { sealed: opaque('xin gặp riêng'), to: 'hosts' })
    await sitting.host.ok('chat.send', { sealed: opaque('mời anh ở lại'), to: { id } })
    const heard = await socket.until(() => {
      const texts = socket.heard.flatMap((e) => (e.name === 'chat' ? [e.data.sealed] : []))
      return texts.length === 2 ? texts : null
    })
    assert.deepEqual(heard, ['xin gặp riêng', 'mời anh ở lại'].map(opaque))
    await sitting.unharmed('participant', 'participantLeft')
    const again = sitting.connect(listener.visitor)
    const { chat } = await again.entered()
    const open = listener.socket.heard.flatMap((e) => (e.name === 'chat' ? [e.data.to] : []))
    assert.ok([...open, ...chat.map(({ to }) => to)].every((to) => to === 'all'))
  })

  it('[SHR1] grants are limited to between one minute and a day, and to valid types', async () => {
    const sitting = await harness.sitting()
    const { id } = sitting.bystander
    for (const minutes of [0, -1, 0.5, 481, 1e9, Number.MAX_SAFE_INTEGER, null, '10', Number.NaN]) {
      const reply = await sitting.host.raw('share.grant', { id, minutes })
      assert.partialDeepStrictEqual(
        reply,
        { ok: false, error: { code: 'invalid_input' } },
        String(minutes),
      )
    }
    await sitting.unharmed()
  })

  it('[SHR1] repeated share requests do not flood the host', async () => {
    const sitting = await harness.sitting()
    const { socket } = await sitting.guest('Kẻ Xin Mãi')
    await Promise.all(Array.from({ length: 40 }, () => socket.code('share.request', {})))
    await sitting.host.ok('track.unsubscribe', { id: '00000000-0000-4000-8000-000000000000' })
    // One notice at once; repeats within five seconds are merged into one more, sent afterward.
    const heard = sitting.host.heard.filter((event) => event.name === 'notice')
    assert.ok(heard.length >= 1 && heard.length <= 2, String(heard.length))
    await sitting.unharmed('participant')
  })

  it('[ADM2] one decision covers at most fifty people, each by a well-formed id', async () => {
    const sitting = await harness.sitting()
    const waiting = await sitting.knock('Người Chờ')
    for (const ids of [
      [],
      Array.from({ length: 51 }, () => waiting.id),
      [waiting.id, 'x'],
      ['*'],
      '*',
      { length: 1 },
      [null],
    ]) {
      const reply = await sitting.host.raw('lobby.admit', { ids })
      assert.partialDeepStrictEqual(reply, { ok: false, error: { code: 'invalid_input' } })
    }
    assert.deepEqual(waiting.socket.heard, [])
    await sitting.unharmed()
  })

  it('[ADM6] an ended meeting is over for every ticket', async () => {
    const sitting = await harness.sitting()
    const guest = await sitting.guest('Người Dự')
    const waiting = await sitting.knock('Người Chờ')
    await harness.host.post(`/api/meetings/${sitting.id}/end`)
    for (const { visitor, socket } of [guest, waiting, sitting.bystander]) {
      assert.equal((await socket.next('closed')).reason, 'ended')
      await socket.cut()
      assert.deepEqual(await sitting.connect(visitor).refused(), { code: 'ticket_invalid' })
    }
    assert.equal(codeOf(await harness.host.enter(sitting.id, {})), 'wrong_password')
    await harness.goesOn()
  })
})
