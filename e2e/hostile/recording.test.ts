import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import type { RecordingId, TrackId } from '#protocol/ids.ts'
import { LIMITS } from '#protocol/limits.ts'
import { RECORDING_REQUESTS, RECORDING_TEXT } from '#protocol/recording.ts'
import type { RecordingSummary } from '#protocol/recording.ts'
import { RECEIVER_CAPABILITIES, opusParameters } from '#sfu/testing/packets.ts'
import { ask, statusOf } from '../support/raw-http.ts'
import type { RawSocket } from '../support/raw-socket.ts'
import { ServerHarness, codeOf } from '../support/harness.ts'
import type { Guest, Sitting } from '../support/harness.ts'
import type { Visitor } from '../support/visitor.ts'

const ARCHIVE = await identityToRecipient(await generateX25519Identity())
const BYTES = { 'content-type': 'application/octet-stream' }

async function sealed(text: string): Promise<Buffer> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(ARCHIVE)
  return Buffer.from(await encrypter.encrypt(text))
}
const KEYS = {
  recipient: ARCHIVE,
  sealedKey: (await sealed('AGE-SECRET-KEY-1')).toString('base64'),
}

async function upload(who: Visitor, path: string, body: Buffer, server: string): Promise<string> {
  const response = await fetch(server + path, {
    method: 'POST',
    headers: { ...BYTES, origin: server, cookie: who.cookieHeader() },
    body: new Uint8Array(body),
  })
  const answer = (await response.json()) as { code?: string }
  return answer.code ?? 'ok'
}

const asked = async (sitting: Sitting): Promise<RecordingId> => {
  await sitting.host.ok('recording.ask', {})
  const view = await sitting.host.until(() =>
    sitting.host.heard
      .flatMap((event) => (event.name === 'meeting' ? [event.data.recording] : []))
      .find((recording) => recording?.state === 'asking'),
  )
  sitting.host.heard.length = 0
  return view.state === 'asking' ? view.id : assert.fail()
}
const listed = async (who: Visitor) =>
  (await who.send('GET', '/api/recordings')).body as RecordingSummary[]
const answer = (who: RawSocket, id: RecordingId, agree = true) =>
  who.code('recording.answer', { id, text: RECORDING_TEXT, agree })

const opened = async ({ socket }: Pick<Guest, 'socket'>) => {
  await socket.ok('transport.open', { direction: 'send' })
  await socket.ok('transport.open', {
    direction: 'recv',
    rtpCapabilities: RECEIVER_CAPABILITIES as never,
  })
}
let ssrc = 500_000
const speak = async (socket: RawSocket): Promise<string> => {
  ssrc += 10
  const rtpParameters = opusParameters(ssrc)
  const voice = { source: 'microphone', kind: 'audio', paused: false, rtpParameters }
  const reply = await socket.raw('track.publish', voice)
  return reply.ok ? (reply.result as { id: string }).id : reply.error.code
}

describe('[REC1] a server without an archive key', () => {
  const harness = new ServerHarness()

  it('answers every recording request and route as if it did not exist', async () => {
    const sitting = await harness.sitting()
    const nothing = await sitting.host.raw('recording.nothing', {})
    const inputs = {
      'recording.ask': {},
      'recording.answer': { id: 'x'.repeat(22), text: 1, agree: true },
      'recording.begin': { id: 'x'.repeat(22), ...KEYS },
      'recording.stop': {},
    }
    for (const name of Object.keys(RECORDING_REQUESTS) as (keyof typeof inputs)[]) {
      assert.deepEqual(await sitting.host.raw(name, inputs[name]), nothing)
    }
    const id = 'x'.repeat(22)
    const routes: [string, string][] = [
      ['GET', '/api/recording'],
      ['GET', '/api/recordings'],
      ['GET', '/api/recording-keys'],
      ['POST', '/api/me/recording-key'],
      ['POST', `/api/meetings/${sitting.id}/recordings/${id}/0`],
      ['GET', `/api/recordings/${id}/chunks/0`],
      ['POST', `/api/recordings/${id}/readers`],
      ['DELETE', `/api/recordings/${id}`],
    ]
    for (const [method, path] of routes) {
      const body = method === 'GET' ? undefined : {}
      const there = await harness.host.send(method, path, body)
      const absent = await harness.host.send(method, '/api/there/is/nothing', body)
      assert.deepEqual([there.status, there.body], [absent.status, absent.body], path)
    }
    assert.equal((await sitting.look()).meeting.recording, null)
    await sitting.unharmed()
  })

  it('cannot be made to record by the server’s rules', async () => {
    const answered = await harness.host.send('POST', '/api/policy', { recordingDays: 1 })
    assert.deepEqual(answered.body, { code: 'too_loose', rule: 'REC6' })
    await harness.goesOn()
  })
})

describe('recording by consent', () => {
  const harness = new ServerHarness({
    ANHOP_RECORDING_ARCHIVE_KEY: ARCHIVE,
    ANHOP_RECORDING_DAYS: '7',
  })
  const send = (
    who: Visitor,
    sitting: Sitting,
    id: RecordingId,
    seq: number | string,
    body: Buffer,
  ) => upload(who, `/api/meetings/${sitting.id}/recordings/${id}/${seq}`, body, harness.server.url)

  it('[REC2] cannot be started by a participant, for someone else, or with another consent text', async () => {
    const sitting = await harness.sitting()
    const guest = await sitting.guest('Kẻ Ghi Trộm')
    assert.equal(await guest.socket.code('recording.ask', {}), 'forbidden')
    const id = await asked(sitting)
    assert.equal(await guest.socket.code('recording.begin', { id, ...KEYS }), 'forbidden')
    assert.equal(await guest.socket.code('recording.stop', {}), 'forbidden')
    for (const [code, wrong] of [
      ['consent_outdated', { id, text: RECORDING_TEXT + 1, agree: true }],
      ['recording_over', { id: 'x'.repeat(22), text: RECORDING_TEXT, agree: true }],
    ] as const) {
      assert.equal(codeOf({ body: await errorOf(guest.socket, 'recording.answer', wrong) }), code)
    }
    const forged = { id, text: RECORDING_TEXT, agree: true, for: sitting.bystander.id }
    assert.equal((await errorOf(guest.socket, 'recording.answer', forged)).code, 'invalid_input')
    await sitting.host.ok('recording.stop', {})
    await sitting.unharmed('participant', 'meeting', 'recordingStopped')
  })

  it('[REC3] a person who has refused or not answered can neither send nor receive', async () => {
    const sitting = await harness.sitting()
    await opened(sitting.bystander)
    await opened({ socket: sitting.host })
    const voice = (await speak(sitting.host)) as TrackId
    const silent = await sitting.guest('Chưa Trả Lời')
    const refuses = await sitting.guest('Không Đồng Ý')
    for (const who of [silent, refuses]) {
      await opened(who)
      await speak(who.socket)
      await who.socket.ok('track.subscribe', { id: voice })
    }
    const id = await asked(sitting)
    assert.equal(await answer(refuses.socket, id, false), 'ok')
    assert.equal(await answer(sitting.bystander.socket, id), 'ok')
    await sitting.host.ok('recording.begin', { id, ...KEYS })
    const late = await sitting.guest('Đến Muộn')
    await opened(late)
    for (const { socket } of [silent, refuses, late]) {
      assert.equal(await speak(socket), 'not_granted')
      assert.equal(await socket.code('track.subscribe', { id: voice }), 'not_consented')
      // What was received before is closed, so there is nothing left to resume.
      assert.equal(await socket.code('track.show', { id: voice, shown: true }), 'not_found')
    }
    await sitting.bystander.socket.ok('track.subscribe', { id: voice })
    // Reconnecting does not get around it.
    const again = sitting.connect(silent.visitor)
    const snapshot = await again.entered()
    assert.deepEqual(snapshot.grant, [])
    await opened({ socket: again })
    assert.equal(await again.code('track.subscribe', { id: voice }), 'not_consented')
    assert.equal(await answer(again, id), 'ok')
    await again.ok('track.subscribe', { id: voice })
    await sitting.host.ok('recording.stop', {})
    await refuses.socket.ok('track.subscribe', { id: voice })
    await sitting.unharmed(
      'participant',
      'meeting',
      'track',
      'trackEnded',
      'recordingStopped',
      'speaker',
    )
  })

  it('[REC4] one withdrawn consent ends it, and nothing is accepted after the last pieces', async () => {
    const sitting = await harness.sitting()
    const id = await asked(sitting)
    await answer(sitting.bystander.socket, id)
    await sitting.host.ok('recording.begin', { id, ...KEYS })
    await answer(sitting.bystander.socket, id, false)
    const stopped = await sitting.host.next('recordingStopped')
    assert.deepEqual(stopped, { id, reason: 'withdrawn', ran: true })
    assert.equal(await sitting.host.code('recording.begin', { id, ...KEYS }), 'recording_over')
    await sitting.unharmed('participant', 'meeting', 'recordingStopped')
  })

  it('[REC5] accepts pieces only from its recorder, in order, encrypted and within limits', async () => {
    const sitting = await harness.sitting()
    const guest = await sitting.guest('Kẻ Chèn')
    const piece = await sealed('một')
    const id = await asked(sitting)
    assert.equal(await send(harness.host, sitting, id, 0, piece), 'not_found', 'nothing runs')
    for (const { socket } of [guest, sitting.bystander]) await answer(socket, id)
    await sitting.host.ok('recording.begin', { id, ...KEYS })
    assert.equal(await send(guest.visitor, sitting, id, 0, piece), 'not_found')
    assert.equal(await send(harness.visitor(), sitting, id, 0, piece), 'not_found')
    assert.equal(await send(harness.host, sitting, id, 1, piece), 'out_of_order', 'a gap')
    assert.equal(await send(harness.host, sitting, id, '-1', piece), 'not_found')
    assert.equal(await send(harness.host, sitting, id, '../0', piece), 'not_found')
    assert.equal(
      await send(harness.host, sitting, id, 0, Buffer.from('webm in the clear')),
      'invalid_input',
    )
    // Refused by its declared size, before a byte is sent.
    const large = await ask(
      harness.server.url,
      'POST',
      `/api/meetings/${sitting.id}/recordings/${id}/0`,
      [
        `Origin: ${harness.server.url}`,
        `Cookie: ${harness.host.cookieHeader()}`,
        'Content-Type: application/octet-stream',
        `Content-Length: ${LIMITS.recordingChunk + 1}`,
      ],
    )
    assert.equal(statusOf(large), 413)
    assert.match(large, /"too_large"/)
    assert.equal(await send(harness.host, sitting, id, 0, piece), 'ok')
    assert.equal(await send(harness.host, sitting, id, 0, await sealed('hai')), 'ok', 'sent again')
    assert.equal(await send(harness.host, sitting, id, 1, await sealed('ba')), 'ok')
    const folder = join(harness.server.data, 'recordings', id)
    assert.deepEqual(readdirSync(folder).toSorted(), ['0000000.age', '0000001.age'])
    const path = `/api/recordings/${id}/chunks/0`
    const mine = await harness.host.send('GET', path)
    assert.match(String(mine.body), /^age-encryption\.org\/v1\n/)
    assert.equal(Buffer.byteLength(String(mine.body), 'latin1') > 0, true)
    // Nobody else may, be it another host, a guest who was there, or a stranger.
    const { visitor: other } = await harness.account('nguoikhac', 'Người Khác')
    for (const who of [other, guest.visitor, harness.visitor()]) {
      const code = codeOf(await who.send('GET', path))
      assert.ok(['not_found', 'unauthenticated'].includes(code), code)
    }
    assert.deepEqual(await listed(other), [])
    const named = { account: 'x'.repeat(22), sealedKey: KEYS.sealedKey }
    assert.equal(
      codeOf(await other.send('POST', `/api/recordings/${id}/readers`, named)),
      'not_found',
    )
    assert.equal(codeOf(await other.send('DELETE', `/api/recordings/${id}`, {})), 'not_found')
    assert.equal(
      codeOf(await harness.host.send('DELETE', `/api/recordings/${id}`, {})),
      'recording_running',
    )
    await sitting.host.ok('recording.stop', {})
    assert.equal(
      await send(harness.host, sitting, id, 2, await sealed('bốn')),
      'ok',
      'the last piece',
    )
    const known = (await listed(harness.host)).find((one) => one.id === id)
    assert.deepEqual([known?.chunks, known?.readers], [3, []])
    await harness.host.send('DELETE', `/api/recordings/${id}`, undefined)
    assert.equal(codeOf(await harness.host.send('GET', path)), 'not_found')
    await sitting.unharmed('participant', 'meeting', 'recordingStopped')
  })

  it('[REC6] ends, and cannot be restarted, once an operator has switched it off', async () => {
    const sitting = await harness.sitting()
    const id = await asked(sitting)
    await sitting.host.ok('recording.begin', { id, ...KEYS })
    assert.equal(
      codeOf(await harness.host.send('POST', '/api/policy', { recordingDays: 8 })),
      'too_loose',
    )
    await harness.host.post('/api/policy', { recordingDays: 0 })
    const { reason } = await sitting.host.next('recordingStopped')
    assert.equal(reason, 'switched_off')
    assert.equal((await errorOf(sitting.host, 'recording.ask', {})).code, 'invalid_input')
    await harness.host.post('/api/policy', { recordingDays: 7 })
    await sitting.unharmed(
      'participant',
      'meeting',
      'recordingStopped',
      'track',
      'trackEnded',
      'grant',
    )
  })
})

async function errorOf(socket: RawSocket, name: string, input: unknown): Promise<{ code: string }> {
  const reply = await socket.raw(name, input)
  return reply.ok ? { code: 'ok' } : reply.error
}
