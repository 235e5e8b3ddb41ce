import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkBundle } from '../files/evidence/bundle.ts'
import { unzip } from '../files/evidence/zip.ts'
import type { MeetingId } from '#protocol/ids.ts'
import { meetingId, seat } from '../store/fixtures.ts'
import { testServer } from './testing.ts'

describe('[AUD] GET /api/meetings/:id/evidence', () => {
  it('is a signed bundle of what the server knows, without secrets', async () => {
    await using server = await testServer()
    const operator = await server.signedIn('lan', 'operator')
    const host = await server.signedIn('minh', 'host')
    const made = await host.post('/api/meetings', { title: 'Giao ban', mode: 'discussion' })
    const { meeting, password } = made.json()
    const id: MeetingId = meeting.id
    const guest = seat('guest', id, { name: 'Kẻ Nghe', state: 'over' })
    await server.store.meetings.createSeat(guest)
    const { now } = server.clock
    const out = { meetingId: id, action: 'participant.removed', by: 'system' } as const
    await server.store.audit.append({ ...out, at: now, target: guest.id, details: {} })
    const subject = `meeting/${id}`
    for (const [n, address] of ['one', 'one', 'two'].entries()) {
      const buckets = [subject, `${subject}/address/${address}`, `${subject}/burst`]
      await server.store.attempts.add(`try-${n}`, buckets, now + n)
    }

    const answer = await host.get(`/api/meetings/${id}/evidence`)
    assert.equal(answer.statusCode, 200)
    assert.equal(answer.headers['content-type'], 'application/zip')
    assert.equal(
      answer.headers['content-disposition'],
      `attachment; filename="anhop-evidence-${id}.zip"`,
    )
    assert.equal(answer.headers['cache-control'], 'no-store')
    const verdict = checkBundle(answer.rawPayload)
    assert.ok(verdict.ok)
    assert.equal(verdict.entries, 3)
    assert.equal(verdict.manifest.madeBy, 'minh')
    assert.deepEqual(verdict.manifest.log, await server.store.audit.head())

    const files = new Map(
      [...unzip(answer.rawPayload)].map(([name, data]) => [name, data.toString('utf8')]),
    )
    assert.match(files.get('audit.jsonl') ?? '', /incident\.evidence/)
    assert.deepEqual(JSON.parse(files.get('attempts.json') ?? ''), {
      tries: 3,
      addresses: 2,
      firstAt: now,
      lastAt: now + 2,
    })
    const [person] = JSON.parse(files.get('participants.json') ?? '')
    assert.deepEqual([person.id, person.name, person.kind], [guest.id, 'Kẻ Nghe', 'guest'])
    assert.match(files.get('report-vi.txt') ?? '', /Kính gửi: Trung tâm Ứng cứu sự cố/)
    assert.match(files.get('report-vi.txt') ?? '', / {2}- Kẻ Nghe, /)
    assert.match(files.get('report-en.txt') ?? '', /3, from 2 network addresses/)
    const text = [...files.values()].join()
    for (const secret of [
      password,
      'argon2',
      guest.ticketHash,
      guest.deviceHash,
      guest.addressHash,
    ])
      assert.ok(!text.includes(secret), secret)

    assert.equal((await operator.get(`/api/meetings/${id}/evidence`)).statusCode, 200)
  })

  it('is for its host and operators only', async () => {
    await using server = await testServer()
    const operator = await server.signedIn('lan', 'operator')
    const stranger = await server.signedIn('hoa', 'host')
    const made = await operator.post('/api/meetings', { title: 'A', mode: 'discussion' })
    const url = `/api/meetings/${made.json().meeting.id}/evidence`
    assert.equal((await stranger.get(url)).statusCode, 404)
    assert.equal((await server.browser().get(url)).statusCode, 401)
    const absent = `/api/meetings/${meetingId('absent')}/evidence`
    assert.equal((await operator.get(absent)).statusCode, 404)
  })
})
