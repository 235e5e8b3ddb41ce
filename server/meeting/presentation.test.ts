import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Refusal } from '#protocol/errors.ts'
import { DocumentId } from '#protocol/ids.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { LIMITS, TIMES } from '#protocol/limits.ts'
import type { DocumentRecord } from './records.ts'
import { RoomHarness, audits, inbox } from './testing.ts'

const DAY = 24 * 60 * 60_000
const refused = (code: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code
const idOf = (name: string) => DocumentId.parse(name.padEnd(22, '0'))
const record = (harness: RoomHarness, name: string): DocumentRecord => ({
  id: idOf(name),
  meetingId: harness.meeting.id,
  name,
  kind: 'pdf',
  pages: 9,
  bytes: 1000,
  by: 'Trần Chủ Tọa',
  at: harness.now,
  ready: false,
  download: false,
  keptUntil: null,
})
const look = (name: string, page = 1) => ({ document: idOf(name), page, scale: 100, x: 0, y: 0 })
const line = (id = 1) => ({ id, tool: 'pen', color: 0, points: [1, 2, 3, 4] }) as const
const stroke = (id?: number) => ({ ...line(id), points: [...line(id).points] })

function sitting() {
  const harness = new RoomHarness()
  const host = harness.host()
  const guest = harness.guest(host, 'Lê Bình')
  const put = (by: ParticipantId, name: string) => harness.do(harness.room.presentation.put(by, record(harness, name), harness.now)) // prettier-ignore
  const presentationOf = (id: ParticipantId) =>
    inbox(harness.effects, id).flatMap((message) => (message.name === 'presentation' ? [message.data] : [])).at(-1) // prettier-ignore
  return { harness, host, guest, put, presentationOf, presentation: harness.room.presentation }
}

describe('the presentation', () => {
  it('[DOC1] moderators add and present documents; guests can do neither', () => {
    const { harness, host, guest, put, presentationOf, presentation } = sitting()
    assert.throws(() => put(guest, 'a'), refused('not_granted'))
    assert.throws(() => harness.do(presentation.blank(guest, harness.now)), refused('not_granted'))
    const effects = put(host, 'a')
    assert.deepEqual(audits(effects), ['document.put'])
    assert.equal(presentationOf(guest)?.shown?.presenter, host)
    for (const act of [
      () => harness.do(presentation.show(guest, idOf('a'), harness.now)),
      () => harness.do(presentation.hide(guest, harness.now)),
      () => harness.do(presentation.remove(guest, idOf('a'), harness.now)),
    ])
      assert.throws(act, refused('not_granted'))
    for (const act of [
      () => harness.do(presentation.turn(guest, look('a', 2))),
      () => harness.do(presentation.draw(guest, idOf('a'), 1, stroke())),
      () => harness.do(presentation.erase(guest, idOf('a'), 1, [1])),
      () => harness.do(presentation.undo(guest, idOf('a'), 1)),
      () => harness.do(presentation.clear(guest, idOf('a'), 1)),
      () => harness.do(presentation.point(guest, { x: 1, y: 1 })),
    ])
      assert.throws(act, refused('not_presenting'))
  })

  it('[DOC1] the presenter right comes with the document on display, and both are taken back together', () => {
    const { harness, host, guest, put, presentationOf, presentation } = sitting()
    put(host, 'a')
    harness.do(presentation.grant(host, guest, harness.now))
    assert.equal(presentationOf(guest)?.shown?.presenter, guest)
    assert.equal(harness.room.activeParticipant(guest)?.presents, true)
    harness.do(presentation.turn(guest, look('a', 3)))
    assert.throws(
      () => harness.do(presentation.turn(host, look('a', 4))),
      refused('not_presenting'),
    )
    put(guest, 'b')
    assert.equal(presentationOf(host)?.shown?.document, idOf('b'))
    harness.do(presentation.revoke(host, guest, harness.now))
    assert.equal(presentationOf(guest)?.shown?.presenter, host)
    assert.throws(
      () => harness.do(presentation.turn(guest, look('b', 2))),
      refused('not_presenting'),
    )
    assert.throws(() => put(guest, 'c'), refused('not_granted'))
  })

  it('[DOC1] only moderators can take over from another presenter', () => {
    const { harness, host, guest, put, presentationOf, presentation } = sitting()
    const second = harness.guest(host, 'Vũ Hai')
    for (const id of [guest, second]) harness.do(presentation.grant(host, id, harness.now))
    put(guest, 'a')
    put(second, 'b')
    assert.equal(presentationOf(host)?.shown?.document, idOf('a'), 'the presented document stays')
    assert.throws(
      () => harness.do(presentation.show(second, idOf('b'), harness.now)),
      refused('already_presented'),
    )
    assert.throws(
      () => harness.do(presentation.hide(second, harness.now)),
      refused('already_presented'),
    )
    harness.do(presentation.show(host, idOf('b'), harness.now))
    assert.equal(presentationOf(guest)?.shown?.presenter, host)
    harness.do(presentation.hide(host, harness.now))
    harness.do(presentation.show(second, idOf('a'), harness.now))
    harness.disconnect(second)
    harness.do(presentation.show(guest, idOf('b'), harness.now))
    assert.equal(
      presentationOf(host)?.shown?.presenter,
      guest,
      'a disconnected presenter blocks nobody',
    )
  })

  it('[DOC1] someone who leaves, or is no longer a moderator, stops presenting; the document stays on display', () => {
    const { harness, host, guest, put, presentationOf, presentation } = sitting()
    harness.addCohost(host, guest)
    put(guest, 'a')
    harness.do(harness.room.moderation.removeCohost(host, guest, harness.now))
    assert.deepEqual([presentationOf(host)?.shown?.document, presentationOf(host)?.shown?.presenter], [idOf('a'), null]) // prettier-ignore
    harness.do(presentation.grant(host, guest, harness.now))
    harness.do(harness.room.admission.leave(guest, harness.now))
    assert.equal(presentationOf(host)?.shown?.presenter, null)
  })

  it('[DOC1] the presenter right lapses without a moderator, like share grants', () => {
    const { harness, host, guest, presentation } = sitting()
    harness.do(presentation.grant(host, guest, harness.now))
    harness.disconnect(host)
    assert.deepEqual(audits(harness.wait(TIMES.hostGrace + 1)), ['present.lapsed'])
    assert.equal(harness.room.activeParticipant(guest)?.presents, false)
  })

  it('[DOC5] pages, strokes and laser reach others at once, and late joiners in their current state', () => {
    const { harness, host, guest, put, presentation } = sitting()
    put(host, 'a')
    const turned = harness.do(presentation.turn(host, look('a', 2)))
    assert.deepEqual(inbox(turned, guest).map(({ name }) => name), ['pageTurned']) // prettier-ignore
    assert.deepEqual(inbox(turned, host), [])
    const drawn = harness.do(presentation.draw(host, idOf('a'), 2, stroke()))
    assert.deepEqual(inbox(drawn, guest).map(({ name }) => name), ['ink']) // prettier-ignore
    assert.deepEqual([drawn, turned].flat().map((effect) => effect.do), ['send', 'send']) // prettier-ignore
    const [pointed] = harness.do(presentation.point(host, { x: 5, y: 5 }))
    assert.equal(pointed?.do === 'send' && pointed.volatile, true)
    const [off] = harness.do(presentation.point(host, null))
    assert.equal(off?.do === 'send' && off.volatile, undefined)
    const late = harness.guest(host, 'Đến Muộn')
    const entered = harness.effects.find((effect) => effect.do === 'enter' && effect.id === late)
    assert.ok(entered?.do === 'enter')
    const { shown, ink } = entered.snapshot.presentation
    assert.deepEqual(shown, { ...look('a', 2), presenter: host })
    assert.deepEqual(ink, [{ document: idOf('a'), page: 2, strokes: [stroke()] }])
  })

  it('[DOC5] drawing works only on the current page, and turning only to existing pages', () => {
    const { harness, host, put, presentation } = sitting()
    put(host, 'a')
    assert.throws(
      () => harness.do(presentation.draw(host, idOf('a'), 2, stroke())),
      refused('page_turned'),
    )
    assert.throws(
      () => harness.do(presentation.draw(host, idOf('b'), 1, stroke())),
      refused('page_turned'),
    )
    assert.throws(() => harness.do(presentation.turn(host, look('a', 10))), refused('not_found'))
  })

  it('[DOC3] the number of documents is limited', () => {
    const { harness, host, put, presentation } = sitting()
    for (let n = 0; n < LIMITS.documents; n += 1) put(host, `d${n}-`)
    assert.throws(() => put(host, 'more'), refused('too_many_documents'))
    assert.throws(
      () => harness.do(presentation.blank(host, harness.now)),
      refused('too_many_documents'),
    )
  })

  it('[DOC4] documents go with the sitting unless kept; kept ones are there next time', () => {
    const { harness, host, guest, put, presentation } = sitting()
    for (const name of ['a', 'b']) put(host, name)
    harness.do(presentation.blank(host, harness.now))
    assert.deepEqual(audits(harness.do(presentation.keep(host, idOf('b'), 7, harness.now))), [
      'document.kept',
    ])
    harness.do(harness.room.admission.leave(guest, harness.now))
    const last = harness.do(harness.room.admission.leave(host, harness.now))
    const dropped = last.flatMap((effect) => (effect.do === 'dropDocuments' ? effect.ids : []))
    assert.deepEqual(dropped, [idOf('a')])
    const again = harness.host()
    const entered = harness.effects.findLast(
      (effect) => effect.do === 'enter' && effect.id === again,
    )
    assert.ok(entered?.do === 'enter')
    const { documents, shown, ink } = entered.snapshot.presentation
    assert.deepEqual(documents.map(({ id }) => id), [idOf('b')]) // prettier-ignore
    assert.deepEqual([shown, ink], [null, []])
    harness.now += 8 * DAY
    const end = harness.do(harness.room.moderation.end(again, harness.now))
    assert.ok(end.some((effect) => effect.do === 'dropDocuments' && effect.ids.includes(idOf('b'))))
  })

  it('[DOC6] copies are possible only if allowed, and are logged', () => {
    const { harness, host, guest, put, presentation } = sitting()
    put(host, 'a')
    assert.throws(
      () => harness.do(presentation.copy(guest, idOf('a'), harness.now)),
      refused('not_granted'),
    )
    assert.deepEqual(audits(harness.do(presentation.setDownload(host, idOf('a'), true, harness.now))), ['document.download']) // prettier-ignore
    assert.deepEqual(audits(harness.do(presentation.copy(guest, idOf('a'), harness.now))), [
      'document.copied',
    ])
    harness.do(presentation.blank(host, harness.now))
    const blank = [...harness.effects].flatMap((effect) => (effect.do === 'send' && effect.message.name === 'presentation' ? effect.message.data.documents : [])).at(-1) // prettier-ignore
    assert.ok(blank?.kind === 'blank')
    assert.throws(
      () => harness.do(presentation.setDownload(host, blank.id, true, harness.now)),
      refused('whiteboard'),
    )
  })

  it('[AUD] the response to a leak hides documents and revokes presenter rights', () => {
    const { harness, host, guest, put, presentation, presentationOf } = sitting()
    harness.do(presentation.grant(host, guest, harness.now))
    put(guest, 'a')
    harness.do(harness.room.moderation.contain(host, [], harness.now).change)
    assert.equal(presentationOf(guest)?.shown, null)
    assert.equal(harness.room.activeParticipant(guest)?.presents, false)
  })
})
