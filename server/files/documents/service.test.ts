import assert from 'node:assert/strict'
import { it } from 'node:test'
import { Sealer } from '../../auth/seal.ts'
import type { DocumentRecord, ActiveParticipant } from '../../meeting/records.ts'
import { Refusal } from '#protocol/errors.ts'
import type { MeetingId } from '#protocol/ids.ts'
import { LIMITS, TIMES } from '#protocol/limits.ts'
import { meetingId, participantId, seedAccount, seedMeeting } from '../../store/fixtures.ts'
import { onEachEngine } from '../../store/testing/engines.ts'
import type { StoreHarness } from '../../store/testing/engines.ts'
import { DocumentService } from './service.ts'
import { pdfOf } from './testing.ts'

const refused = (code: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code
const code = (error: unknown) => (error instanceof Refusal ? error.code : 'fault')
/** For each upload: whether it was accepted, or the refusal. */
const outcomes = (begun: Promise<unknown>[]) =>
  Promise.all(begun.map((one) => one.then(() => 'ok', code)))
const count = (codes: string[], wanted: string) => codes.filter((one) => one === wanted).length
const NOW = 1_000_000
const small = pdfOf('Xin chao')
/** Three parts, the last one shorter. */
const large = Buffer.concat([
  Buffer.from('%PDF-1.4\n'),
  Buffer.alloc(2 * LIMITS.documentPart, '% trang \n'),
  small,
])

const person = (name: string, meeting = 'a'): ActiveParticipant => ({
  id: participantId(name),
  meetingId: meetingId(meeting),
  name,
  kind: 'account',
  accountId: null,
  role: 'host',
  presents: true,
})

async function office(own: StoreHarness, serverBytes = 1e9) {
  const store = await own.open()
  const { id } = await seedAccount(store, 'lan')
  for (const name of ['a', 'b']) await seedMeeting(store, name, id)
  const arrived: DocumentRecord[] = []
  const alive = new Set<MeetingId>()
  const refusing: { with: Refusal | null } = { with: null }
  const service = new DocumentService(
    {
      documents: store.documents,
      transaction: (work) => store.transaction((tx) => work(tx.documents)),
      sealer: new Sealer(Buffer.alloc(32, 7)),
      serverBytes,
      live: {
        occupancy: async () =>
          new Map([...alive].map((id) => [id, { participants: 1, waiting: 0 }])),
        documentArrived: async (_meeting, _by, document) => {
          if (refusing.with !== null) throw refusing.with
          arrived.push(document)
          await store.meetings.updateDocument(document.id, { ready: true, kind: document.kind })
        },
      },
    },
    NOW,
  )
  const send = async (who: ActiveParticipant, bytes: Buffer, now = NOW) => {
    const { id: document } = await service.begin(who, { name: 'Tờ trình.pdf', bytes: bytes.length, pages: 1 }, now) // prettier-ignore
    let done = false
    for (let n = 0; n * LIMITS.documentPart < bytes.length; n += 1) {
      const part = bytes.subarray(n * LIMITS.documentPart, (n + 1) * LIMITS.documentPart)
      done = (await service.take(who, document, n, part, now)).done
    }
    assert.ok(done)
    return document
  }
  const close = { [Symbol.asyncDispose]: () => own[Symbol.asyncDispose]() }
  return { store, service, arrived, alive, refusing, person, send, ...close }
}

onEachEngine('documents', (harness) => {
  it('[DOC3] of many concurrent uploads exactly as many are accepted as fit', async () => {
    await using o = await office(await harness())
    const begin = (name: string, bytes: number) =>
      o.service.begin(person(name), { name: 'x.pdf', bytes, pages: 1 }, NOW)
    const large = Array.from({ length: LIMITS.uploads }, (_, n) =>
      begin(`p${n}`, LIMITS.documentBytes),
    )
    const fit = LIMITS.documentsBytes / LIMITS.documentBytes
    const codes = await outcomes(large)
    assert.deepEqual(
      [count(codes, 'ok'), count(codes, 'too_many_documents')],
      [fit, LIMITS.uploads - fit],
    )
    assert.deepEqual(await o.store.documents.used(meetingId('a')), {
      count: fit,
      bytes: LIMITS.documentsBytes,
    })

    await o.service.sweep(NOW + TIMES.uploadIdle + 1)
    const small = await outcomes(Array.from({ length: 20 }, (_, n) => begin(`q${n}`, 10)))
    assert.deepEqual(
      [count(small, 'ok'), count(small, 'busy')],
      [LIMITS.uploads, 20 - LIMITS.uploads],
    )
    assert.equal((await o.store.documents.used(meetingId('a'))).count, LIMITS.uploads)
  })

  it('[DOC3] one person has one upload, however many they start at once', async () => {
    await using o = await office(await harness())
    const begun = Array.from({ length: 6 }, () =>
      o.service.begin(person('lan'), { name: 'x.pdf', bytes: 10, pages: 1 }, NOW).catch(() => null),
    )
    const ids = (await Promise.all(begun)).filter((one) => one !== null)
    assert.ok(ids.length > 0)
    assert.equal((await o.store.documents.used(meetingId('a'))).count, 1)
  })

  it('[DOC4] arrive in parts, are stored encrypted, and are returned unchanged', async () => {
    await using o = await office(await harness())
    const id = await o.send(o.person('lan'), large)
    assert.deepEqual(o.arrived.map(({ kind, bytes }) => [kind, bytes]), [['pdf', large.length]]) // prettier-ignore
    const parts = [0, 1, 2].map((n) => o.service.read(meetingId('a'), id, n))
    assert.deepEqual(Buffer.concat(await Promise.all(parts)), large)
    assert.ok(!(await o.store.documents.part(id, 0))?.includes('trang'))
    await assert.rejects(o.service.read(meetingId('a'), id, 3), refused('not_found'))
    await assert.rejects(o.service.read(meetingId('b'), id, 0), refused('not_found'))
  })

  it("[DOC4] deleting a meeting's last document deletes its key", async () => {
    await using o = await office(await harness())
    const [one, two] = [await o.send(o.person('lan'), small), await o.send(o.person('lan'), small)]
    const elsewhere = await o.send(o.person('minh', 'b'), small)
    await o.store.meetings.deleteDocuments([one])
    assert.notEqual(await o.store.documents.key(meetingId('a')), null)
    await o.store.meetings.deleteDocuments([two])
    assert.equal(await o.store.documents.key(meetingId('a')), null)
    assert.equal(await o.store.documents.part(two, 0), null)
    assert.deepEqual(await o.service.read(meetingId('b'), elsewhere, 0), small)
  })

  it('[DOC2] invalid content is refused, as early as the first part, and not kept', async () => {
    await using o = await office(await harness())
    const html = Buffer.alloc(2 * LIMITS.documentPart, '<html>')
    await assert.rejects(o.send(o.person('lan'), html), refused('document_type'))
    await assert.rejects(
      o.send(o.person('lan'), large.subarray(0, -60)),
      refused('document_broken'),
    )
    assert.deepEqual(await o.store.documents.total(), { bytes: 0 })
    assert.deepEqual(o.arrived, [])
  })

  it('[DOC1] an upload fails if its sender loses the right meanwhile', async () => {
    await using o = await office(await harness())
    o.refusing.with = new Refusal('not_granted')
    await assert.rejects(o.send(o.person('lan'), small), refused('not_granted'))
    assert.deepEqual(await o.store.documents.total(), { bytes: 0 })
  })

  it('[DOC1] an upload is accepted only from its sender: in order, of the announced size, each part once', async () => {
    await using o = await office(await harness())
    const lan = o.person('lan')
    const file = { name: 'x', bytes: large.length, pages: 1 }
    const { id } = await o.service.begin(lan, file, NOW)
    const part = large.subarray(0, LIMITS.documentPart)
    for (const stranger of [o.person('minh'), { ...lan, meetingId: meetingId('b') }]) {
      await assert.rejects(o.service.take(stranger, id, 0, part, NOW), refused('not_found'))
    }
    await assert.rejects(o.service.take(lan, id, 1, part, NOW), refused('out_of_order'))
    await assert.rejects(o.service.read(meetingId('a'), id, 0), refused('not_found'))
    await o.service.take(lan, id, 0, part, NOW)
    await assert.rejects(o.service.take(lan, id, 0, part, NOW), refused('out_of_order'))
    await assert.rejects(o.service.read(meetingId('a'), id, 0), refused('not_found'), 'not ready')
    await assert.rejects(
      o.service.take(lan, id, 1, part.subarray(1), NOW),
      refused('invalid_input'),
    )
    await assert.rejects(o.service.take(lan, id, 1, part, NOW), refused('not_found'), 'it is over')
  })

  it('[DOC3] concurrent uploads are limited; a new one by the same person replaces the old one', async () => {
    await using o = await office(await harness())
    const file = { name: 'x', bytes: 1000, pages: 1 }
    for (let n = 0; n < LIMITS.uploads; n += 1) await o.service.begin(o.person(`p${n}`), file, NOW)
    await assert.rejects(o.service.begin(o.person('more'), file, NOW), refused('busy'))
    await o.service.begin(o.person('p0'), file, NOW)
    await o.service.sweep(NOW + TIMES.uploadIdle + 1)
    assert.deepEqual(await o.store.documents.total(), { bytes: 0 })
  })

  it('[DOC3] total size is limited per meeting and per server', async () => {
    await using o = await office(await harness(), 3000)
    const file = { name: 'x', bytes: 2000, pages: 1 }
    await o.service.begin(o.person('lan'), file, NOW)
    await assert.rejects(
      o.service.begin(o.person('minh', 'b'), file, NOW),
      refused('too_many_documents'),
    )
    await using p = await office(await harness())
    for (let n = 0; n < 4; n += 1) await p.service.begin(p.person(`p${n}`), { ...file, bytes: LIMITS.documentBytes }, NOW) // prettier-ignore
    await assert.rejects(
      p.service.begin(p.person('more'), file, NOW),
      refused('too_many_documents'),
    )
    await p.service.begin(p.person('minh', 'b'), file, NOW)
  })

  it('[DOC4] without a live meeting only kept documents remain, until their time is over', async () => {
    await using o = await office(await harness())
    const [kept, loose] = [
      await o.send(o.person('lan'), small),
      await o.send(o.person('lan'), small),
    ]
    await o.store.meetings.updateDocument(kept, { keptUntil: NOW + 10 * TIMES.breakForgiven })
    const ids = async () => (await o.store.meetings.documents(meetingId('a'))).map(({ id }) => id)
    await o.service.sweep(NOW + TIMES.breakForgiven)
    assert.equal((await ids()).length, 2, 'people may still reconnect after a start')
    o.alive.add(meetingId('a'))
    await o.service.sweep(NOW + 20 * TIMES.breakForgiven)
    assert.equal((await ids()).length, 2)
    o.alive.clear()
    await o.service.sweep(NOW + 2 * TIMES.breakForgiven)
    assert.deepEqual(await ids(), [kept])
    assert.equal(await o.store.documents.part(loose, 0), null)
    await o.service.sweep(NOW + 10 * TIMES.breakForgiven)
    assert.deepEqual(await ids(), [])
  })

  it('[DOC4] incomplete uploads are deleted at the next start', async () => {
    await using o = await office(await harness())
    await o.service.begin(o.person('lan'), { name: 'x', bytes: 9, pages: 1 }, NOW)
    const id = await o.send(o.person('minh'), small)
    await o.store.documents.deleteUnready()
    assert.deepEqual(await o.store.documents.total(), { bytes: small.length })
    assert.deepEqual(await o.service.read(meetingId('a'), id, 0), small)
  })
})
