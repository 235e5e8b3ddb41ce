import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { Refusal } from '#protocol/errors.ts'
import type { ErrorCode } from '#protocol/errors.ts'
import { RecordingId } from '#protocol/ids.ts'
import { LIMITS } from '#protocol/limits.ts'
import {
  accountId,
  meetingId,
  participantId,
  seedAccount,
  seedMeeting,
} from '../../store/fixtures.ts'
import { onEachEngine } from '../../store/testing/engines.ts'
import type { StoreHarness } from '../../store/testing/engines.ts'
import { expire, stopInterrupted } from './expiry.ts'
import { RecordingPieces } from './pieces.ts'

const DAY = 24 * 60 * 60_000
const NOW = 1000 * DAY
const id = RecordingId.parse('r'.repeat(22))
const piece = (text: string) => Buffer.from(`age-encryption.org/v1\n${text}`)
const refused = (code: ErrorCode) => (error: unknown) =>
  error instanceof Refusal && error.code === code

async function seeded(own: StoreHarness, free = LIMITS.recordingDiskFree * 2) {
  const store = await own.open()
  const { id: account } = await seedAccount(store, 'lan')
  await seedAccount(store, 'minh')
  await seedMeeting(store, 'm', account)
  const recording = {
    id,
    meetingId: meetingId('m'),
    accountId: account,
    seatId: participantId('p'),
    recipient: 'age1',
    sealedKey: 'sealed',
    text: 1,
    startedAt: NOW,
    expiresAt: NOW + 30 * DAY,
  }
  await store.recordings.start(recording)
  const folder = mkdtempSync(join(tmpdir(), 'anhop-rec-'))
  const room = { free }
  const pieces = new RecordingPieces(store.recordings, folder, async () => room.free)
  const stored = async () => (await store.recordings.byId(id)) ?? assert.fail()
  return {
    store,
    pieces,
    folder,
    room,
    stored,
    async [Symbol.asyncDispose]() {
      rmSync(folder, { recursive: true })
      await own[Symbol.asyncDispose]()
    },
  }
}

onEachEngine('the chunks of a recording', (harness) => {
  it('[REC5] are stored once and in order, however often and concurrently they are sent', async () => {
    await using _ = await seeded(await harness())
    const { pieces, stored } = _
    const recording = await stored()
    await assert.rejects(pieces.append(recording, 1, piece('b')), refused('out_of_order'))
    await Promise.all([0, 0, 0].map((seq) => pieces.append(recording, seq, piece('a'))))
    await pieces.append(recording, 1, piece('b'))
    await pieces.append(recording, 0, piece('other'))
    const { chunks, bytes } = await stored()
    assert.deepEqual([chunks, bytes], [2, 2 * piece('a').length])
    assert.equal((await pieces.read(id, 0)).toString(), piece('a').toString())
    await assert.rejects(pieces.read(id, 2), refused('not_found'))
    await assert.rejects(
      pieces.append(recording, 2, Buffer.from('clear')),
      refused('invalid_input'),
    )
  })

  it('[REC5] stop when the disk is full or the size limit is reached', async () => {
    await using _ = await seeded(await harness())
    const { pieces, stored, room, store } = _
    await pieces.append(await stored(), 0, piece('a'))
    room.free = LIMITS.recordingDiskFree
    await assert.rejects(pieces.append(await stored(), 1, piece('b')), refused('recording_full'))
    room.free = LIMITS.recordingDiskFree * 2
    await store.recordings.append(id, 1, LIMITS.recordingBytes)
    await assert.rejects(pieces.append(await stored(), 2, piece('c')), refused('recording_full'))
  })

  it('[REC6] are deleted and logged after their retention, or a shorter current one', async () => {
    await using _ = await seeded(await harness())
    const { store, pieces, folder, stored } = _
    await pieces.append(await stored(), 0, piece('a'))
    mkdirSync(join(folder, 'left-by-a-crash'))
    assert.equal(await expire(store, pieces, 30, NOW + 30 * DAY - 1), 0)
    assert.deepEqual(readdirSync(folder), [id])
    assert.equal(
      await expire(store, pieces, 0, NOW + 8 * DAY),
      0,
      'turning recording off shortens nothing',
    )
    assert.equal(await expire(store, pieces, 7, NOW + 7 * DAY), 1)
    assert.equal(existsSync(join(folder, id)), false)
    assert.equal(await store.recordings.byId(id), null)
    const [entry] = await store.audit.latest(1)
    assert.deepEqual(
      [entry?.action, entry?.by, entry?.details],
      ['recording.expired', 'system', { recording: id }],
    )
  })

  it('[REC4] end when the server restarts', async () => {
    await using _ = await seeded(await harness())
    const { store, stored } = _
    await stopInterrupted(store, NOW + 5)
    await stopInterrupted(store, NOW + 9)
    assert.equal((await stored()).endedAt, NOW + 5)
    const [entry] = await store.audit.latest(1)
    assert.equal(entry?.details.reason, 'restart')
  })

  it('[REC7] are for their host and named readers, each with their own key', async () => {
    await using _ = await seeded(await harness())
    const { store } = _
    const [lan, minh] = [accountId('lan'), accountId('minh')]
    assert.equal(await store.recordings.mayOpen(id, lan), true)
    assert.equal(await store.recordings.mayOpen(id, minh), false)
    assert.deepEqual(await store.recordings.of(minh), [])
    await store.recordings.setKey(minh, 'age1minh', NOW)
    assert.equal(await store.recordings.keyOf(minh), 'age1minh')
    for (const sealedKey of ['first', 'second']) {
      await store.recordings.addReader(id, { account: minh, sealedKey, at: NOW })
    }
    assert.equal(await store.recordings.mayOpen(id, minh), true)
    const [theirs] = await store.recordings.of(minh)
    assert.deepEqual([theirs?.mine, theirs?.sealedKey, theirs?.readers], [false, 'second', []])
    const [mine] = await store.recordings.of(lan)
    assert.deepEqual([mine?.mine, mine?.sealedKey, mine?.readers.length], [true, 'sealed', 1])
  })
})
