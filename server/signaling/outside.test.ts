import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import type { TestContext } from 'node:test'
import { OUTSIDE_MAY, inputs, rtpParameters } from '#e2e/support/requests.ts'
import { RECEIVER_CAPABILITIES } from '#sfu/testing/packets.ts'
import { REQUESTS, REQUEST_NAMES } from '#protocol/messages.ts'
import type { RequestName } from '#protocol/messages.ts'
import type { RecordingId, TrackId } from '#protocol/ids.ts'
import { KIND_OF, SOURCES } from '#protocol/model.ts'
import { RECORDING_TEXT } from '#protocol/recording.ts'
import { accountId, seedAccount } from '../store/fixtures.ts'
import { SignalingHarness } from './testing.ts'
import type { Client } from './testing.ts'

const NOT_FOR_THEM = REQUEST_NAMES.filter((name) => !OUTSIDE_MAY.includes(name))
const noTrack = '00000000-0000-4000-8000-000000000000'
const wrongPhase = { ok: false, error: { code: 'wrong_phase' } }

let harness: SignalingHarness
beforeEach(async () => {
  harness = await SignalingHarness.open()
})
afterEach(() => harness.close())

it('every input of these tests is well-formed', () => {
  for (const name of REQUEST_NAMES) {
    const { error } = REQUESTS[name].safeParse(inputs('n'.repeat(22))[name])
    assert.equal(error, undefined, name)
  }
})

describe('a waiting person', () => {
  it('[ADM3] is refused every request except the few meant for them', async () => {
    const host = await harness.host()
    const client = await harness.waiting()
    const ids = [await harness.idOf(client), await harness.idOf(host)]
    for (const name of NOT_FOR_THEM) {
      for (const id of ids)
        assert.deepEqual(await client.raw(name, inputs(id)[name]), wrongPhase, name)
      // Refills the rate limits.
      harness.now += 2000
    }
    assert.deepEqual(client.heard, [])
    assert.ok(ids[0] && harness.peer(ids[0]) === undefined)
    // Last, because leaving cuts the connection before a reply.
    await client.raw('leave', {}).catch(() => null)
    await client.cut()
  })
})

/**
 * Sends every request at once, as a person being removed might. A cut connection gets no replies.
 */
async function everyRequest(client: Client, id: string) {
  const names: RequestName[] = [...NOT_FOR_THEM, ...OUTSIDE_MAY]
  return Promise.all(
    names.map(async (name) => {
      if (!client.socket.connected) return { name, reply: null }
      return { name, reply: await client.raw(name, inputs(id)[name]).catch(() => null) }
    }),
  )
}

/** Holds every write to the store until the returned function is called. */
function storeHeld(t: TestContext): () => void {
  const { promise, resolve } = Promise.withResolvers<void>()
  const { store } = harness
  const transaction = store.transaction.bind(store)
  t.mock.method(store, 'transaction', async (work: Parameters<typeof transaction>[0]) => {
    await promise
    return transaction(work)
  })
  return resolve
}

type Scene = { host: Client; client: Client; id: Awaited<ReturnType<SignalingHarness['idOf']>> }
const inside = async (): Promise<Scene> => {
  const host = await harness.host()
  await seedAccount(harness.store, 'canbo')
  const client = await harness.guest(host, { accountId: accountId('canbo') })
  return { host, client, id: await harness.idOf(client) }
}
const outside = async (): Promise<Scene> => {
  const host = await harness.host()
  const client = await harness.waiting()
  return { host, client, id: await harness.idOf(client) }
}

const OWN_WAY = '[ADM6] leaving'
/** Every way to leave a meeting, started by the person or someone else but not stored yet. */
const WAYS_OUT: [string, () => Promise<Scene>, (scene: Scene) => Promise<unknown>][] = [
  ['[ADM6] removed', inside, ({ host, id }) => host.ok('participant.remove', { id, block: false })],
  ['[ADM6] removed and blocked', inside, ({ host, id }) => host.ok('participant.remove', { id, block: true })],
  ['[SES] with a disabled account', inside, () => harness.meetings.accountDisabled(accountId('canbo'))],
  ['[ADM6] in a meeting that was ended', inside, ({ host }) => host.raw('meeting.end', {}).catch(() => null)],
  [OWN_WAY, inside, ({ client }) => client.raw('leave', {}).catch(() => null)],
  ['[ADM2] refused', outside, ({ host, id }) => host.ok('lobby.refuse', { id, block: false })],
  ['[ADM2] refused and blocked', outside, ({ host, id }) => host.ok('lobby.refuse', { id, block: true })],
  ['[ADM6] waiting in a meeting that was ended', outside, ({ host }) => host.raw('meeting.end', {}).catch(() => null)],
] // prettier-ignore

describe('a person whose exit is not stored yet', () => {
  for (const [who, scene, put] of WAYS_OUT) {
    it(`${who}: none of their requests does anything`, async (t) => {
      const { host, client, id } = await scene()
      host.heard.length = 0
      const release = storeHeld(t)
      const out = put({ host, client, id })
      // A reply to a later request shows that the one removing them has arrived.
      await host.raw('track.unsubscribe', { id: noTrack })
      for (const { name, reply } of await everyRequest(client, await harness.idOf(host)))
        assert.ok(reply === null || !reply.ok, `${name}: ${JSON.stringify(reply)}`)
      release()
      await out
      await client.cut()
      assert.equal(harness.peer(id), undefined)
      const log = await harness.store.audit.latest(50)
      const theirs = log.filter(({ by }) => by === id).map(({ action }) => action)
      const left = who === OWN_WAY ? ['participant.left'] : []
      assert.deepEqual(theirs, ['lobby.knocked', ...left])
      assert.deepEqual(await harness.connect(client.ticket).refused(), { code: 'ticket_invalid' })
    })
  }
})

/** [REC3] Media requests that a person without consent may not make, and the codes they get. */
const WITHHELD = {
  'track.subscribe': 'not_consented',
  'track.show': 'not_found',
  'track.keyFrame': 'not_found',
  'track.pause': 'not_found',
  'track.publish': 'not_granted',
} as const

async function publishVoice(client: Client): Promise<TrackId> {
  await client.ok('transport.open', { direction: 'send' })
  const voice = { source: 'microphone', kind: 'audio', rtpParameters, paused: false } as const
  return (await client.ok('track.publish', voice)).id
}

async function asked(host: Client): Promise<RecordingId> {
  await host.ok('recording.ask', {})
  const view = await host.until(() =>
    host.heard
      .flatMap((event) => (event.name === 'meeting' ? [event.data.recording] : []))
      .find((recording) => recording?.state === 'asking'),
  )
  return view.state === 'asking' ? view.id : assert.fail()
}

/**
 * The host and the guest speak, and the guest receives and may share. Then the host records without
 * the guest.
 */
async function setAside() {
  const host = await harness.host()
  const guest = await harness.guest(host)
  const id = await harness.idOf(guest)
  await host.ok('share.grant', { id })
  const voice = await publishVoice(host)
  await publishVoice(guest)
  const receive = { direction: 'recv', rtpCapabilities: RECEIVER_CAPABILITIES as never } as const
  await guest.ok('transport.open', receive)
  await guest.ok('track.subscribe', { id: voice })
  await guest.ok('track.show', { id: voice, shown: true })
  assert.equal(harness.peer(id)?.receives(voice), true)
  const recording = await asked(host)
  await host.ok('recording.begin', inputs(recording)['recording.begin'] as never)
  return { guest, id, voice, recording, receive }
}

describe('a person who has not consented while a recording runs', () => {
  it('[REC3] sends and receives nothing, whatever they request', async () => {
    const { guest, id, voice, receive } = await setAside()
    const nothing = () => {
      assert.equal(harness.peer(id)?.tracks.size, 0)
      assert.equal(harness.peer(id)?.subscriptions.size, 0)
    }
    nothing()
    for (const renew of [false, true]) {
      // New transports do not restore anything.
      if (renew) await guest.ok('transport.open', receive)
      if (renew) await guest.ok('transport.open', { direction: 'send' })
      for (const [name, code] of Object.entries(WITHHELD)) {
        const about = /^track\.(?:s|k)/.test(name) ? { id: voice } : {}
        const own = name === 'track.show' ? { shown: true } : {}
        const input = 'id' in about ? { ...about, ...own } : inputs(id)[name as RequestName]
        assert.deepEqual(await guest.raw(name, input), { ok: false, error: { code } }, name)
      }
      for (const source of SOURCES) {
        const input = { source, kind: KIND_OF[source], rtpParameters, paused: false }
        const reply = await guest.raw('track.publish', input)
        assert.deepEqual(reply, { ok: false, error: { code: 'not_granted' } }, source)
      }
      nothing()
    }
  })

  it('[REC3] gets their media back when they consent, and not before', async () => {
    const { guest, id, voice, recording } = await setAside()
    assert.equal(await guest.code('track.subscribe', { id: voice }), 'not_consented')
    await guest.ok('recording.answer', { id: recording, text: RECORDING_TEXT, agree: true })
    await guest.ok('track.subscribe', { id: voice })
    await guest.ok('track.show', { id: voice, shown: true })
    assert.equal(harness.peer(id)?.receives(voice), true)
  })
})
