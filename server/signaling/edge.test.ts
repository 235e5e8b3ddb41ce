import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { inputs, rtpParameters } from '#e2e/support/requests.ts'
import { CONTRACT } from '#protocol/contract.ts'
import { ParticipantId, TrackId } from '#protocol/ids.ts'
import { REQUEST_NAMES } from '#protocol/messages.ts'
import { RECORDING_REQUESTS } from '#protocol/recording.ts'
import { SOURCES } from '#protocol/model.ts'
import { opaque } from '#protocol/testing.ts'
import { RULES } from '../policy/authorize.ts'
import { accountId, seedAccount } from '../store/fixtures.ts'
import { REGISTERED } from './requests.ts'
import { SignalingHarness, unknownMeeting } from './testing.ts'

const nobody = ParticipantId.parse('n'.repeat(22))
const noTrack = TrackId.parse('00000000-0000-4000-8000-000000000000')
let harness: SignalingHarness
beforeEach(async () => {
  harness = await SignalingHarness.open()
})
afterEach(() => harness.close())

describe('the handshake', () => {
  it('[ADM1] refuses a missing ticket, a forged one, and one for another meeting', async () => {
    const ticket = await harness.ticket()
    for (const client of [
      harness.connect(null),
      harness.connect('forged'),
      harness.connect(ticket, { meeting: unknownMeeting }),
    ]) {
      assert.deepEqual(await client.refused(), { code: 'ticket_invalid' })
    }
  })

  it('[ADM5] refuses any claims beyond the meeting', async () => {
    const ticket = await harness.ticket()
    const meeting = harness.meeting.id
    for (const auth of [
      { meeting, role: 'host' },
      { meeting, id: nobody },
      { meeting: 5 },
      {},
      { meeting, __proto__: null, name: 'x' },
    ]) {
      const client = harness.connect(ticket, { auth })
      assert.deepEqual(await client.refused(), { code: 'invalid_input' })
    }
  })

  it('refuses a page of another build first, and keeps its seat', async () => {
    const meeting = harness.meeting.id
    const ticket = await harness.ticket()
    const old = { code: 'outdated_page', retryAfter: 10 }
    for (const contract of [undefined, null, CONTRACT - 1, CONTRACT + 1, String(CONTRACT)]) {
      for (const who of [ticket, null]) {
        const client = harness.connect(who, { auth: { meeting, contract, more: 'of that build' } })
        assert.deepEqual(await client.refused(), old)
      }
    }
    await harness.connect(ticket).next('waiting')
  })

  it('[NET] refuses sockets from foreign pages', async () => {
    const ticket = await harness.ticket()
    for (const origin of ['https://evil.example', 'null', '']) {
      const client = harness.connect(ticket, { origin })
      await client.refused()
      assert.equal(client.socket.connected, false)
    }
  })

  it('[ADM6] a second connection with the same ticket replaces the first', async () => {
    const host = await harness.host()
    const second = harness.connect(host.ticket)
    await second.entered()
    assert.deepEqual(await host.next('closed'), { reason: 'replaced', message: null })
    await host.cut()
    assert.equal(harness.sfu.rooms[0]?.peers.size, 1)
  })
})

describe('a waiting person', () => {
  it('[ADM3] receives nothing except that they are waiting', async () => {
    const host = await harness.host()
    const client = await harness.waiting({ name: 'Chờ' })
    const guest = await harness.guest(host, { name: 'Bên Trong' })
    const id = await harness.idOf(guest)
    await host.ok('chat.send', { sealed: opaque('bí mật') })
    await host.ok('meeting.mode', { mode: 'conference' })
    await host.ok('share.grant', { id })
    await guest.ok('hand.raise', { raised: true })
    await host.ok('participant.remove', { id, block: false })
    const self = await harness.idOf(client)
    await host.ok('lobby.message', { id: self, text: 'đợi nhé' })
    const told = { message: 'đợi nhé', returned: false, self, name: 'Chờ', founder: null }
    assert.deepEqual(await client.next('waiting'), told)
    assert.deepEqual(client.heard, [])
  })

  it('[ADM2] is admitted by a host, and has media access only then', async () => {
    const host = await harness.host()
    const client = await harness.waiting()
    const id = await harness.idOf(client)
    assert.equal(harness.peer(id), undefined)
    await host.ok('lobby.admit', { ids: [id], message: 'mời vào' })
    const snapshot = await client.entered()
    assert.equal(snapshot.welcome, 'mời vào')
    assert.ok(snapshot.media.routerRtpCapabilities)
    const { iceServers } = await client.ok('transport.open', { direction: 'send' })
    assert.equal(iceServers[0]?.credential, 'TURN-KEY')
    assert.ok(harness.peer(id))
  })
})

describe('a second knock from one browser', () => {
  it('[ADM7] replaces the first', async () => {
    await harness.host()
    const first = await harness.waiting()
    const second = await harness.waiting({ replaces: await harness.idOf(first) })
    assert.equal((await first.next('closed')).reason, 'replaced')
    const counts = (await harness.meetings.occupancy()).get(harness.meeting.id)
    assert.deepEqual(counts, { participants: 1, waiting: 1 })
    assert.equal(second.socket.connected, true)
  })

  it('[ADM2] leaves the first in place if it is refused', async () => {
    const host = await harness.host()
    const first = await harness.waiting()
    const replaces = await harness.idOf(first)
    await host.ok('meeting.lock', { locked: true })
    await assert.rejects(harness.ticket({ replaces }), { code: 'meeting_locked' })
    await host.ok('meeting.lock', { locked: false })
    await host.ok('lobby.admit', { ids: [replaces] })
    await first.entered()
  })
})

describe('rights', () => {
  it('[FLR1] a participant is refused every host action, on others and on themselves', async () => {
    const host = await harness.host()
    const guest = await harness.guest(host)
    const targets = [await harness.idOf(host), await harness.idOf(guest), nobody]
    const waiting = await harness.idOf(await harness.waiting())
    for (const name of REQUEST_NAMES) {
      if (REGISTERED[name].action === 'self') continue
      for (const target of [...targets, waiting]) {
        const reply = await guest.raw(name, inputs(target)[name])
        assert.deepEqual(reply, { ok: false, error: { code: 'forbidden' } }, name)
      }
    }
  })

  it('[FLR1] a co-host is refused host-only actions, and cannot act on the host', async () => {
    const host = await harness.host()
    const cohost = await harness.guest(host)
    await host.ok('cohost.add', { id: await harness.idOf(cohost) })
    const target = await harness.idOf(host)
    for (const name of REQUEST_NAMES) {
      const { action } = REGISTERED[name]
      if (action === 'self') continue
      const rule: { by: readonly string[]; target: string } = RULES[action]
      if (rule.by.includes('cohost') && (rule.target === 'nobody' || rule.target === 'anyone')) {
        continue
      }
      assert.equal((await cohost.raw(name, inputs(target)[name])).ok, false, name)
    }
  })

  it('every host action names a rule, and every rule a request', () => {
    const actions = REQUEST_NAMES.map((name) => REGISTERED[name].action).filter((a) => a !== 'self')
    assert.deepEqual(actions.sort(), Object.keys(RULES).sort())
  })

  it('[REC2] only these four requests concern recording', () => {
    const found = REQUEST_NAMES.filter((name) => /record|egress|capture/i.test(name))
    assert.deepEqual(found, Object.keys(RECORDING_REQUESTS))
  })

  it('[SHR1] a screen without a grant is refused, and kinds cannot be swapped', async () => {
    const host = await harness.host()
    const guest = await harness.guest(host)
    await guest.ok('transport.open', { direction: 'send' })
    for (const source of SOURCES) {
      for (const kind of ['audio', 'video'] as const) {
        const reply = await guest.raw('track.publish', {
          source,
          kind,
          rtpParameters,
          paused: false,
        })
        if (source === 'microphone' && kind === 'audio') continue
        assert.equal(reply.ok, false, `${source} as ${kind}`)
      }
    }
    assert.equal(harness.peer(await harness.idOf(guest))?.tracks.size, 1)
  })

  it('[SHR1] a grant revoked while the producer is created leaves no producer', async () => {
    const host = await harness.host()
    const guest = await harness.guest(host)
    const id = await harness.idOf(guest)
    await host.ok('share.grant', { id })
    await guest.ok('transport.open', { direction: 'send' })
    const release = harness.sfu.hold()
    const sharing = guest.raw('track.publish', {
      source: 'screen',
      kind: 'video',
      rtpParameters: {
        codecs: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90000 }],
        encodings: [{ ssrc: 77 }],
      },
      paused: false,
    })
    await host.ok('share.revoke', { id })
    release()
    assert.deepEqual(await sharing, { ok: false, error: { code: 'not_granted' } })
    assert.equal(harness.peer(id)?.tracks.size, 0)
  })
})

describe('removal', () => {
  it('[ADM6] is complete when it is acknowledged to the host', async () => {
    const host = await harness.host()
    const guest = await harness.guest(host)
    const id = await harness.idOf(guest)
    const peer = harness.peer(id)
    await host.ok('participant.remove', { id, block: false })
    assert.equal(peer?.closed, true)
    assert.deepEqual(await guest.next('closed'), { reason: 'removed', message: null })
    await guest.cut()
    assert.deepEqual(await harness.connect(guest.ticket).refused(), { code: 'ticket_invalid' })
  })

  it('[AUD] an admission that cannot be stored admits nobody, and can be repeated', async (t) => {
    const host = await harness.host()
    const client = await harness.waiting()
    const id = await harness.idOf(client)
    t.mock.method(harness.store, 'transaction', () => Promise.reject(new Error('disk full')), {
      times: 1,
    })
    assert.equal(await host.code('lobby.admit', { ids: [id] }), 'internal')
    assert.equal(harness.peer(id), undefined)
    await host.ok('chat.send', { sealed: opaque('vẫn ổn') })
    assert.deepEqual(client.heard, [])
    await host.ok('lobby.admit', { ids: [id] })
    await client.entered()
  })

  it('[ADM4] a person removed while their media is created gets none', async (t) => {
    const host = await harness.host()
    const client = await harness.waiting()
    const id = await harness.idOf(client)
    harness.sfu.rooms[0]?.die()
    const again = harness.connect(host.ticket)
    const release = harness.sfu.hold()
    await again.until(() => again.socket.connected)
    const admitted = again.request('lobby.admit', { ids: [id] })
    // Nobody has been notified yet, because messages wait behind the media being created.
    const live = await harness.meetings.room(harness.meeting.id)
    await t.waitFor(() => assert.equal(live?.room.phaseOf(id), 'admitted'))
    const removed = again.request('participant.remove', { id, block: true })
    release()
    assert.equal((await admitted).ok, true)
    assert.equal((await removed).ok, true)
    await client.next('closed')
    assert.equal(harness.peer(id), undefined)
  })

  it('[SES] a disabled account is removed from the room, and its ticket no longer works', async () => {
    const host = await harness.host()
    const account = accountId('canbo')
    await seedAccount(harness.store, 'canbo')
    const guest = await harness.guest(host, { accountId: account })
    await harness.meetings.accountDisabled(account)
    await guest.next('closed')
    await guest.cut()
    assert.deepEqual(await harness.connect(guest.ticket).refused(), { code: 'ticket_invalid' })
  })

  it('after a media room dies, everyone reconnects', async () => {
    const host = await harness.host()
    harness.sfu.rooms[0]?.die()
    await host.cut()
    const again = harness.connect(host.ticket)
    await again.entered()
    assert.equal(harness.sfu.rooms.length, 1)
  })
})

describe('bad input', () => {
  it('is always answered with a code', async () => {
    const host = await harness.host()
    for (const name of REQUEST_NAMES) {
      for (const bad of [
        null,
        5,
        'x',
        [],
        { extra: 1, ...inputs(nobody)[name] },
        JSON.parse('{"__proto__":{"role":"host"},"constructor":1}'),
      ]) {
        const reply = await host.raw(name, bad)
        assert.partialDeepStrictEqual(
          reply,
          { ok: false, error: { code: 'invalid_input' } },
          `${name} ${JSON.stringify(bad)}`,
        )
      }
      // Refills the limit on refused requests.
      harness.now += 20_000
    }
  })

  it('an unknown request is refused', async () => {
    const host = await harness.host()
    for (const name of ['meeting.record', 'constructor', '__proto__', 'toString']) {
      assert.partialDeepStrictEqual(await host.raw(name, {}), {
        ok: false,
        error: { code: 'invalid_input' },
      })
    }
  })

  it('every refusal is counted, during the handshake and after it', async () => {
    await harness.connect('forged').refused()
    const host = await harness.host()
    await host.raw('meeting.record', {})
    await host.raw('lobby.refuse', { id: nobody, block: false })
    await host.ok('hand.raise', { raised: true })
    assert.deepEqual(harness.refused, ['ticket_invalid', 'invalid_input', 'target_gone'])
  })

  it('a frame over 64 kB closes the connection, and nobody else is affected', async () => {
    const host = await harness.host()
    const guest = await harness.guest(host)
    guest.socket.emit('chat.send', { sealed: opaque('x'.repeat(70_000)) }, () => {})
    await guest.cut()
    await host.ok('chat.send', { sealed: opaque('vẫn ổn') })
  })

  it('changing the wall clock in either direction disconnects and slows down nobody', async () => {
    const host = await harness.host()
    for (const step of [-3_600_000, 60_000, -1]) {
      harness.step(step)
      for (let n = 0; n < 20; n++) await host.ok('track.unsubscribe', { id: noTrack })
    }
    await host.ok('chat.send', { sealed: opaque('vẫn họp') })
  })

  it('a flood is disconnected, and nobody else is affected', async () => {
    const host = await harness.host()
    const guest = await harness.guest(host)
    for (let i = 0; i < 2000; i++) guest.socket.emit('hand.raise', { raised: true }, () => {})
    await guest.cut()
    await host.ok('chat.send', { sealed: opaque('vẫn ổn') })
  })
})

describe('a complete room', () => {
  it('[FLR1] muting pauses the producer on the server', async () => {
    const host = await harness.host()
    const guest = await harness.guest(host)
    const id = await harness.idOf(guest)
    await guest.ok('transport.open', { direction: 'send' })
    const { id: track } = await guest.ok('track.publish', {
      source: 'microphone',
      kind: 'audio',
      rtpParameters,
      paused: false,
    })
    await host.ok('participant.mute', { id })
    assert.equal(harness.peer(id)?.tracks.get(track)?.paused, true)
    assert.equal((await guest.next('ownTrack')).by, 'host')
  })

  it('[AUD] containing a leak takes effect on the server, and each step is audited', async () => {
    const host = await harness.host()
    const [guest, suspect] = [await harness.guest(host), await harness.guest(host)]
    const [id, out] = [await harness.idOf(guest), await harness.idOf(suspect)]
    await guest.ok('transport.open', { direction: 'send' })
    const { id: track } = await guest.ok('track.publish', {
      source: 'microphone',
      kind: 'audio',
      rtpParameters,
      paused: false,
    })
    const peer = harness.peer(out)
    const { meeting, meetings, store } = harness
    const contained = await meetings.contain(meeting.id, accountId('host'), [out])
    assert.deepEqual(contained, { removed: 1, invites: [] })
    assert.equal(peer?.closed, true)
    assert.equal((await suspect.next('closed')).reason, 'blocked')
    assert.equal(harness.peer(id)?.tracks.get(track)?.paused, true)
    assert.equal((await store.meetings.meeting(meeting.id))?.locked, true)
    const last = await store.audit.latest(3)
    assert.deepEqual(
      last.map((event) => [event.action, event.by === accountId('host')]),
      [
        ['meeting.setting', true],
        ['participant.removed_and_blocked', true],
        ['participant.muted', true],
      ],
    )
    // The others can continue: the guest unmutes.
    await guest.ok('track.pause', { source: 'microphone', paused: false })
  })

  it('[ADM6] after a restart of the rooms, admitted people get back in, and nobody else', async () => {
    const host = await harness.host()
    const guest = await harness.guest(host)
    const waiting = await harness.waiting()
    const out = await harness.guest(host)
    await host.ok('participant.remove', { id: await harness.idOf(out), block: true })
    await harness.meetings.close()
    assert.ok(await harness.connect(guest.ticket).entered())
    assert.ok(await harness.connect(waiting.ticket).next('waiting'))
    assert.deepEqual(await harness.connect(out.ticket).refused(), { code: 'ticket_invalid' })
  })
})
