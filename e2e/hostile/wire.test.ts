import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { after, afterEach, before, describe, it } from 'node:test'
import type { InviteLink } from '#protocol/http.ts'
import type { IceServer } from '#protocol/model.ts'
import { closeEndpoints } from '#sfu/testing/endpoint.ts'
import { Pump } from '#sfu/testing/pump.ts'
import { bindingRequest, isSuccessFor } from '#sfu/testing/stun.ts'
import type { TransportOffer } from '#sfu/types.ts'
import { say, statusOf } from '../support/raw-http.ts'
import { ServerHarness, codeOf } from '../support/harness.ts'
import type { Guest, Sitting } from '../support/harness.ts'
import { Wire } from '../support/wire.ts'

// What really reaches the wire: packets over ICE and DTLS-SRTP, counted on arrival. That a stream
// has stopped is shown next to one that continues (`stopped`), never by a timeout.

const TURN = {
  ANHOP_TURN_URLS: 'turn:127.0.0.1:3478',
  ANHOP_TURN_SECRET: randomBytes(32).toString('hex'),
}

describe('packets of people who are out', () => {
  const harness = new ServerHarness(TURN)
  let pump: Pump
  const wires: Wire[] = []
  before(() => (pump = new Pump()))
  afterEach(() => {
    pump.clear()
    for (const wire of wires.splice(0)) wire.close()
  })
  after(() => {
    pump.close()
    closeEndpoints()
  })

  const wire = async ({ socket }: Pick<Guest, 'socket'>): Promise<Wire> => {
    const opened = await Wire.open(socket, pump)
    wires.push(opened)
    return opened
  }

  /**
   * The person to be removed sends video and hears the bystander, who sees them; a witness
   * continues.
   */
  async function scene(sitting: Sitting, outcast: Guest) {
    const witness = await sitting.guest('Người Làm Chứng')
    const [theirs, bystanders, witnesss] = [
      await wire(outcast),
      await wire(sitting.bystander),
      await wire(witness),
    ]
    const camera = await theirs.film('camera')
    const [said, answered] = [await bystanders.speak(), await witnesss.speak()]
    await theirs.watch(said)
    return {
      theirs,
      witness: { ...witness, wire: witnesss },
      seen: await bystanders.watch(camera),
      goesOn: await bystanders.watch(answered),
      heard: await witnesss.watch(said),
    }
  }

  async function isOut({ theirs, seen, goesOn, heard }: Awaited<ReturnType<typeof scene>>) {
    await pump.stopped(theirs.all, heard)
    await pump.stopped({ ...seen, name: 'what others see of them' }, goesOn)
  }

  const NOTICED = ['participant', 'participantLeft', 'track', 'trackEnded', 'speaker'] as const

  for (const block of [false, true]) {
    it(`[ADM6] a person who is removed${block ? ' and blocked' : ''} neither receives packets nor reaches anyone`, async () => {
      const sitting = await harness.sitting()
      const outcast = await sitting.guest('Kẻ Bị Mời Ra')
      const all = await scene(sitting, outcast)
      await sitting.host.ok('participant.remove', { id: outcast.id, block })
      await isOut(all)
      await sitting.unharmed(...NOTICED)
    })
  }

  it('[ADM6] containing a leak stops the packets of the people ejected, and of nobody else for good', async () => {
    const sitting = await harness.sitting()
    const outcast = await sitting.guest('Kẻ Làm Lộ')
    const all = await scene(sitting, outcast)
    await harness.host.post(`/api/meetings/${sitting.id}/contain`, { remove: [outcast.id] })
    for (const { socket } of [sitting.bystander, all.witness]) {
      await socket.ok('track.pause', { source: 'microphone', paused: false })
    }
    await sitting.hears(
      'track',
      (track) => track.participant === sitting.bystander.id && track.paused,
    )
    await isOut(all)
    await sitting.unharmed(...NOTICED, 'meeting', 'ownTrack')
  })

  it('[SES] a disabled account’s packets stop', async () => {
    const sitting = await harness.sitting()
    const account = await harness.account('nghiviec', 'Người Nghỉ Việc')
    const all = await scene(sitting, await sitting.guest('Người Nghỉ Việc', account.visitor))
    await harness.host.post(`/api/accounts/${account.id}/disable`)
    await isOut(all)
    await sitting.unharmed(...NOTICED)
  })

  it('[ADM6] a revoked invitation’s packets stop', async () => {
    const sitting = await harness.sitting()
    const path = `/api/meetings/${sitting.id}/invites`
    const [made] = await harness.host.post<InviteLink[]>(path, { names: ['Khách Được Mời'] })
    assert.ok(made)
    const invite = new URLSearchParams(new URL(made.link).hash.slice(1)).get('i') ?? ''
    const visitor = harness.visitor()
    const answer = await visitor.enter(sitting.id, { password: sitting.password, invite })
    assert.equal(answer.status, 200)
    const socket = sitting.connect(visitor)
    await socket.next('waiting')
    const { id } = await sitting.inLobby('Khách Được Mời')
    await sitting.host.ok('lobby.admit', { ids: [id] })
    const all = await scene(sitting, { visitor, socket, id, snapshot: await socket.entered() })
    const revoked = await harness.host.send('DELETE', `${path}/${made.invite.id}`)
    assert.equal(revoked.status, 200)
    await isOut(all)
    await sitting.unharmed(...NOTICED)
  })

  it('[SHR1] no packet of a revoked screen arrives, however long it is sent', async () => {
    const sitting = await harness.sitting()
    const sharer = await sitting.guest('Người Chiếu')
    const [theirs, viewers] = [await wire(sharer), await wire(sitting.bystander)]
    await sitting.host.ok('share.grant', { id: sharer.id })
    const screen = await viewers.watch(await theirs.film('screen'))
    const voice = await viewers.watch(await theirs.speak())
    await sitting.host.ok('share.revoke', { id: sharer.id })
    await pump.stopped({ ...screen, name: 'the screen' }, voice)
    await sitting.unharmed('participant', 'track', 'trackEnded', 'speaker')
  })

  it('[ADM6] nothing a removed person still holds opens anything', async () => {
    const sitting = await harness.sitting()
    const outcast = await sitting.guest('Kẻ Dùng Lại')
    const all = await scene(sitting, outcast)
    const { visitor, socket } = outcast
    const session = socket.socket.io.engine.id ?? assert.fail('no session')
    const media = mediaAddress(all.theirs.offers.send)
    assert.equal(await mayCheck(media, all.theirs.offers.send, all.witness.wire.offers.send), true)

    await sitting.host.ok('participant.remove', { id: outcast.id, block: false })
    await socket.cut()
    // the ticket on a new connection, and the session of the old one
    assert.deepEqual(await sitting.connect(visitor).refused(), { code: 'ticket_invalid' })
    assert.equal(await resume(harness.server.url, visitor.cookieHeader(), session), 400)
    // the password, with the same cookies
    const again = await visitor.enter(sitting.id, { name: 'Tên Khác', password: sitting.password })
    assert.equal(codeOf(again), 'removed')
    // the ICE credentials, from another address, in either direction
    for (const offer of [all.theirs.offers.send, all.theirs.offers.recv]) {
      assert.equal(await mayCheck(media, offer, all.witness.wire.offers.send), false)
    }
    // the DTLS sessions: both ends still send on them
    await isOut(all)
    await sitting.unharmed(...NOTICED)
  })

  it('[ADM6] a TURN credential expires within ten minutes, and people waiting or out get no other', async () => {
    const sitting = await harness.sitting()
    const { socket, id } = await sitting.guest('Kẻ Giữ Chỗ')
    const { iceServers } = await socket.ok('transport.open', { direction: 'send' })
    const again = await socket.ok('transport.restartIce', { direction: 'send' })
    for (const one of [iceServers, again.iceServers]) {
      assert.ok(expiry(one) <= Date.now() / 1000 + 600)
      assert.ok(expiry(one) > Date.now() / 1000)
    }
    const waiting = await sitting.knock('Kẻ Chờ')
    for (const name of ['transport.open', 'transport.restartIce'] as const) {
      assert.equal(await waiting.socket.code(name, { direction: 'send' }), 'wrong_phase')
    }
    await sitting.host.ok('participant.remove', { id, block: false })
    const late = socket.code('transport.restartIce', { direction: 'send' }).catch(() => 'cut')
    assert.notEqual(await Promise.race([late, socket.cut().then(() => 'cut')]), 'ok')
    await sitting.unharmed('participant', 'participantLeft')
  })
})

const expiry = (servers: IceServer[]): number => Number(servers[0]?.username.split(':')[0])

function mediaAddress({ iceCandidates }: TransportOffer) {
  const found = iceCandidates.find(({ protocol }) => protocol === 'udp')
  return found ?? assert.fail('no UDP candidate')
}

/**
 * Whether the server answers a connectivity check with these credentials from a fresh address. A
 * live endpoint's check is sent afterward, so the first one has been processed once that is
 * answered.
 */
async function mayCheck(
  { address, port }: { address: string; port: number },
  asked: TransportOffer,
  living: TransportOffer,
): Promise<boolean> {
  const [one, other] = [createSocket('udp4'), createSocket('udp4')]
  const [first, last] = [bindingRequest(asked.iceParameters), bindingRequest(living.iceParameters)]
  const answers: Buffer[] = []
  one.on('message', (answer) => answers.push(answer))
  const answered = once(other, 'message')
  one.send(first, port, address)
  other.send(last, port, address)
  const [answer] = (await answered) as [Buffer]
  assert.ok(isSuccessFor(last, answer))
  await new Promise((next) => setImmediate(next))
  one.close()
  other.close()
  return answers.some((found) => isSuccessFor(first, found))
}

/** The server's answer to resuming an old connection's session by its id. */
async function resume(url: string, cookie: string, session: string): Promise<number> {
  const answer = await say(
    url,
    [
      `GET /signal/?EIO=4&transport=websocket&sid=${session} HTTP/1.1`,
      `Host: ${new URL(url).host}`,
      `Origin: ${url}`,
      `Cookie: ${cookie}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      '',
      '',
    ].join('\r\n'),
  )
  return statusOf(answer)
}
