import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { jpegOf, pdfOf } from '#server/files/documents/testing.ts'
import { LIMITS } from '#protocol/limits.ts'
import { ask } from '../support/raw-http.ts'
import { ServerHarness, codeOf } from '../support/harness.ts'
import type { Sitting } from '../support/harness.ts'
import type { Answer, Visitor } from '../support/visitor.ts'

const MARK = 'NGUYEN VAN TUYET MAT'
const PDF = pdfOf(MARK, 'hai')
const BYTES = { 'content-type': 'application/octet-stream' }
const base = (sitting: Sitting) => `/api/meetings/${sitting.id}/documents`
const begin = (who: Visitor, sitting: Sitting, body: unknown) =>
  who.send('POST', base(sitting), body)
const file = (bytes: number) => ({ name: 'Tờ trình.pdf', bytes, pages: 2 })

/** Sends the body as bytes: a string would be encoded as UTF-8. */
async function part(who: Visitor, url: string, path: string, body: Buffer): Promise<Answer> {
  const headers = { origin: url, cookie: who.cookieHeader(), ...BYTES }
  const sent = new Uint8Array(body)
  const response = await fetch(url + path, { method: 'POST', headers, body: sent })
  const json: unknown = await response.json().catch(() => null)
  return { status: response.status, body: json, headers: response.headers }
}

describe('documents', () => {
  const harness = new ServerHarness()
  const send = (who: Visitor, path: string, body: Buffer) =>
    part(who, harness.server.url, path, body)
  const put = async (who: Visitor, sitting: Sitting, bytes: Buffer) => {
    const begun = await begin(who, sitting, file(bytes.length))
    const { id } = begun.body as { id: string }
    if (begun.status !== 200) return { id, answer: begun }
    const answer = await send(who, `${base(sitting)}/${id}/parts/0`, bytes)
    return { id: id as never, answer }
  }
  const shown = async (sitting: Sitting) => {
    const { id, answer } = await put(harness.host, sitting, PDF)
    assert.deepEqual(answer.body, { done: true }, JSON.stringify(answer.body))
    return id
  }

  it('[DOC1] a person waiting, absent or without presenter right cannot add documents', async () => {
    const sitting = await harness.sitting()
    const waiting = await sitting.knock('Người Chờ')
    assert.equal(codeOf(await begin(waiting.visitor, sitting, file(9))), 'not_found')
    assert.equal(codeOf(await begin(harness.visitor(), sitting, file(9))), 'not_found')
    const { visitor, socket } = await sitting.guest('Không Có Bút')
    assert.equal(codeOf(await begin(visitor, sitting, file(9))), 'not_granted')
    const path = `${base(sitting)}/${'x'.repeat(22)}/parts/0`
    assert.equal(codeOf(await send(visitor, path, PDF)), 'not_granted')
    assert.equal(await socket.code('document.blank', {}), 'not_granted')
    // The host of another meeting is a stranger here.
    const other = await harness.sitting()
    const begun = await begin(harness.host, sitting, file(PDF.length))
    const { id } = begun.body as { id: string }
    assert.equal(codeOf(await send(harness.host, `${base(other)}/${id}/parts/0`, PDF)), 'not_found')
    await sitting.unharmed('participant', 'lobby')
  })

  it('[DOC4] only people inside can read it, not from another meeting, nor once they are out', async () => {
    const sitting = await harness.sitting()
    const id = await shown(sitting)
    const path = `${base(sitting)}/${id}/parts/0`
    const { visitor, id: person } = await sitting.guest('Sắp Bị Mời Ra')
    const answer = await visitor.send('GET', path)
    assert.equal(answer.status, 200)
    assert.ok(String(answer.body).includes(MARK))
    assert.equal(answer.headers.get('cache-control'), 'no-store')
    assert.equal(answer.headers.get('content-type'), 'application/octet-stream')
    assert.match(String(answer.headers.get('content-disposition')), /^attachment/)
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
    const waiting = await sitting.knock('Người Chờ')
    const elsewhere = await (await harness.sitting()).guest('Người Phòng Bên')
    for (const other of [waiting.visitor, elsewhere.visitor, harness.visitor()]) {
      assert.equal(codeOf(await other.send('GET', path)), 'not_found')
    }
    // A person inside another meeting asks there for this meeting's document.
    const there = path.replace(sitting.id, harness.elsewhere.id)
    assert.equal(codeOf(await harness.elsewhere.bystander.visitor.send('GET', there)), 'not_found')
    await sitting.host.ok('participant.remove', { id: person, block: false })
    assert.equal(codeOf(await visitor.send('GET', path)), 'not_found')
    await sitting.unharmed('participant', 'participantLeft', 'presentation', 'lobby')
  })

  it('[DOC4] path traversal leads nowhere', async () => {
    const sitting = await harness.sitting()
    const id = await shown(sitting)
    const { visitor } = sitting.bystander
    for (const bad of [
      `${id}/parts/1`,
      `${id}/parts/-1`,
      `${id}/parts/0x0`,
      `${id}/parts/99999`,
      `${id}/parts/..%2f0`,
      `..%2f..%2fsecret.key/parts/0`,
      `%00/parts/0`,
      `__proto__/parts/0`,
    ]) {
      const answer = await visitor.send('GET', `${base(sitting)}/${bad}`)
      assert.ok(answer.status >= 400 && answer.status < 500, `${bad}: ${answer.status}`)
    }
    const cookie = [`Cookie: ${visitor.cookieHeader()}`]
    const raw = await ask(
      harness.server.url,
      'GET',
      `${base(sitting)}/../../../../secret.key`,
      cookie,
    )
    assert.match(raw, /^HTTP\/1.1 4/)
    await sitting.unharmed('presentation')
  })

  it('[DOC2] anything that is not a document is refused, whatever type it claims', async () => {
    const sitting = await harness.sitting()
    const zip = Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex')
    const bad: [string, Buffer][] = [
      ['document_type', Buffer.from('<!doctype html><script>alert(1)</script>')],
      ['document_type', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
      ['document_type', Buffer.from('504b0304140006000800', 'hex')],
      ['document_mixed', Buffer.concat([PDF, zip])],
      ['document_mixed', Buffer.concat([jpegOf(), zip])],
      ['document_mixed', Buffer.concat([PDF, PDF])],
      ['document_broken', Buffer.concat([PDF, Buffer.from(' and more')])],
      ['document_broken', PDF.subarray(0, -20)],
      ['document_too_large', jpegOf(60_000, 60_000)],
    ]
    for (const [code, bytes] of bad) {
      assert.equal(codeOf((await put(harness.host, sitting, bytes)).answer), code)
    }
    await sitting.unharmed()
  })

  it('[DOC3] no more bytes, pages or parts than announced, and no other type', async () => {
    const sitting = await harness.sitting()
    for (const body of [
      file(LIMITS.documentBytes + 1),
      file(0),
      { ...file(9), pages: 0 },
      { ...file(9), pages: LIMITS.documentPages + 1 },
      { ...file(9), name: '\u202e' },
      { ...file(9), name: '' },
      { ...file(9), kind: 'pdf' },
    ])
      assert.equal(codeOf(await begin(harness.host, sitting, body)), 'invalid_input')
    const first = async () => {
      const begun = await begin(harness.host, sitting, file(PDF.length))
      return `${base(sitting)}/${(begun.body as { id: string }).id}/parts`
    }
    const large = Buffer.alloc(LIMITS.documentPart + 1, '%PDF-1.4')
    assert.equal(codeOf(await send(harness.host, `${await first()}/0`, large)), 'too_large')
    const short = await first()
    assert.equal(codeOf(await send(harness.host, `${short}/1`, PDF)), 'out_of_order')
    assert.equal(codeOf(await send(harness.host, `${short}/0`, PDF.subarray(1))), 'invalid_input')
    assert.equal(codeOf(await send(harness.host, `${short}/0`, PDF)), 'not_found', 'it is over')
    const json = await harness.host.send('POST', `${await first()}/0`, { bytes: 'x' })
    assert.equal(codeOf(json), 'invalid_input')
    await sitting.unharmed()
  })

  it('[DOC1] without presenter right nobody can turn, draw, point, show, hide or remove', async () => {
    const sitting = await harness.sitting()
    const document = await shown(sitting)
    const { socket, id } = await sitting.guest('Kẻ Giật Bút')
    const on = { document, page: 1 }
    const draw = { ...on, stroke: 1, tool: 'pen' as const, color: 0, points: [1, 1] }
    assert.equal(
      await socket.code('document.turn', { ...on, scale: 100, x: 0, y: 0 }),
      'not_presenting',
    )
    assert.equal(await socket.code('document.draw', draw), 'not_presenting')
    assert.equal(await socket.code('document.erase', { ...on, strokes: [1] }), 'not_presenting')
    assert.equal(await socket.code('document.undo', on), 'not_presenting')
    assert.equal(await socket.code('document.clear', on), 'not_presenting')
    assert.equal(await socket.code('document.point', { at: { x: 1, y: 1 } }), 'not_presenting')
    assert.equal(await socket.code('document.show', { document }), 'not_granted')
    assert.equal(await socket.code('document.hide', {}), 'not_granted')
    assert.equal(await socket.code('document.remove', { document }), 'not_granted')
    assert.equal(await socket.code('document.copy', { document }), 'not_granted')
    assert.equal(await socket.code('document.download', { document, allowed: true }), 'forbidden')
    assert.equal(await socket.code('document.keep', { document, days: 30 }), 'forbidden')
    assert.equal(await socket.code('present.grant', { id }), 'forbidden')
    // Presenter right holds until it is taken back, and no longer.
    await sitting.host.ok('present.grant', { id })
    await socket.ok('document.draw', draw)
    await sitting.host.ok('present.revoke', { id })
    assert.equal(await socket.code('document.draw', draw), 'not_presenting')
    await sitting.unharmed('participant', 'presentation', 'ink')
  })

  it('[DOC5] strokes are refused when too many, too fast or off the page', async () => {
    const sitting = await harness.sitting()
    const document = await shown(sitting)
    const { socket, id } = await sitting.guest('Kẻ Vẽ Bậy')
    await sitting.host.ok('present.grant', { id })
    const draw = { document, page: 1, stroke: 1, tool: 'pen', color: 0, points: [1, 1] }
    for (const bad of [
      { points: [] },
      { points: [1] },
      { points: [1, 10_001] },
      { points: [0.5, 1] },
      { points: Array(2 * LIMITS.strokeBatch + 2).fill(1) },
      { color: 6 },
      { tool: 'knife' },
      { stroke: -1 },
      { page: 0 },
      { by: sitting.hostId },
    ]) {
      const reply = await socket.raw('document.draw', { ...draw, ...bad })
      assert.partialDeepStrictEqual(
        reply,
        { ok: false, error: { code: 'invalid_input' } },
        JSON.stringify(bad),
      )
    }
    const flood = await Promise.all(
      Array.from({ length: 150 }, (_, n) => socket.request('document.draw', { ...draw, stroke: n } as never)), // prettier-ignore
    )
    const codes = flood.map((reply) => (reply.ok ? 'ok' : reply.error.code))
    assert.ok(codes.includes('rate_limited'), codes.join(' '))
    await sitting.unharmed('participant', 'presentation', 'ink')
  })

  it('[DOC4] the server’s disk holds only ciphertext, and nothing once the meeting is over', async () => {
    const sitting = await harness.sitting()
    const id = await shown(sitting)
    const folder = harness.server.data
    const holds = (text: string) =>
      readdirSync(folder)
        .filter((name) => name.startsWith('anhop.db'))
        .some((name) => readFileSync(join(folder, name)).includes(text))
    assert.ok(holds(id), 'its row is there')
    assert.ok(!holds(MARK) && !holds('/Type /Catalog'))
    const { visitor } = sitting.bystander
    await harness.host.post(`/api/meetings/${sitting.id}/end`)
    const gone = await visitor.send('GET', `${base(sitting)}/${id}/parts/0`)
    assert.equal(codeOf(gone), 'not_found')
    const kept = await harness.host.send('GET', `/api/meetings/${sitting.id}/kept`)
    assert.deepEqual(kept.body, [])
  })

  it('[DOC4] kept documents belong to the host alone once the meeting is over', async () => {
    const sitting = await harness.sitting()
    const document = await shown(sitting)
    await sitting.host.ok('document.keep', { document, days: 7 })
    const { visitor } = sitting.bystander
    await harness.host.post(`/api/meetings/${sitting.id}/end`)
    const path = `/api/meetings/${sitting.id}/kept`
    const kept = (await harness.host.send('GET', path)).body as { id: string }[]
    assert.deepEqual(
      kept.map(({ id }) => id),
      [document],
    )
    const read = await harness.host.send('GET', `${path}/${document}/parts/0`)
    assert.ok(String(read.body).includes(MARK))
    const stranger = await harness.account('khacthich', 'Người Khác')
    for (const other of [visitor, stranger.visitor]) {
      const code = other === visitor ? 'unauthenticated' : 'not_found'
      assert.equal(codeOf(await other.send('GET', path)), code)
      assert.equal(codeOf(await other.send('GET', `${path}/${document}/parts/0`)), code)
    }
  })
})
