import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Refusal } from '#protocol/errors.ts'
import { DocumentId } from '#protocol/ids.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { LIMITS, TIMES } from '#protocol/limits.ts'
import type { DocumentRecord } from './records.ts'
import { RoomLab, audits, inbox } from './testing.ts'

const DAY = 24 * 60 * 60_000
const refused = (code: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code
const idOf = (name: string) => DocumentId.parse(name.padEnd(22, '0'))
const record = (lab: RoomLab, name: string): DocumentRecord => ({
  id: idOf(name),
  meetingId: lab.meeting.id,
  name,
  kind: 'pdf',
  pages: 9,
  bytes: 1000,
  by: 'Trần Chủ Tọa',
  at: lab.now,
  ready: false,
  download: false,
  keptUntil: null,
})
const look = (name: string, page = 1) => ({ document: idOf(name), page, scale: 100, x: 0, y: 0 })
const line = (id = 1) => ({ id, tool: 'pen', colour: 0, points: [1, 2, 3, 4] }) as const
const stroke = (id?: number) => ({ ...line(id), points: [...line(id).points] })

function sitting() {
  const lab = new RoomLab()
  const host = lab.host()
  const guest = lab.guest(host, 'Lê Bình')
  const put = (by: ParticipantId, name: string) => lab.do(lab.room.table.put(by, record(lab, name), lab.now)) // prettier-ignore
  const tableOf = (id: ParticipantId) =>
    inbox(lab.effects, id).flatMap((message) => (message.name === 'table' ? [message.data] : [])).at(-1) // prettier-ignore
  return { lab, host, guest, put, tableOf, table: lab.room.table }
}

describe('the table', () => {
  it('[DOC1] who leads puts a document there and presents it; a guest does neither', () => {
    const { lab, host, guest, put, tableOf, table } = sitting()
    assert.throws(() => put(guest, 'a'), refused('not_granted'))
    assert.throws(() => lab.do(table.blank(guest, lab.now)), refused('not_granted'))
    const effects = put(host, 'a')
    assert.deepEqual(audits(effects), ['document.put'])
    assert.equal(tableOf(guest)?.shown?.presenter, host)
    for (const act of [
      () => lab.do(table.show(guest, idOf('a'), lab.now)),
      () => lab.do(table.hide(guest, lab.now)),
      () => lab.do(table.remove(guest, idOf('a'), lab.now)),
    ])
      assert.throws(act, refused('not_granted'))
    for (const act of [
      () => lab.do(table.turn(guest, look('a', 2))),
      () => lab.do(table.draw(guest, idOf('a'), 1, stroke())),
      () => lab.do(table.erase(guest, idOf('a'), 1, [1])),
      () => lab.do(table.undo(guest, idOf('a'), 1)),
      () => lab.do(table.clear(guest, idOf('a'), 1)),
      () => lab.do(table.point(guest, { x: 1, y: 1 })),
    ])
      assert.throws(act, refused('not_presenting'))
  })

  it('[DOC1] the pen is given with what is shown, and taken back with it', () => {
    const { lab, host, guest, put, tableOf, table } = sitting()
    put(host, 'a')
    lab.do(table.grant(host, guest, lab.now))
    assert.equal(tableOf(guest)?.shown?.presenter, guest)
    assert.equal(lab.room.activeParticipant(guest)?.presents, true)
    lab.do(table.turn(guest, look('a', 3)))
    assert.throws(() => lab.do(table.turn(host, look('a', 4))), refused('not_presenting'))
    put(guest, 'b')
    assert.equal(tableOf(host)?.shown?.document, idOf('b'))
    lab.do(table.revoke(host, guest, lab.now))
    assert.equal(tableOf(guest)?.shown?.presenter, host)
    assert.throws(() => lab.do(table.turn(guest, look('b', 2))), refused('not_presenting'))
    assert.throws(() => put(guest, 'c'), refused('not_granted'))
  })

  it('[DOC1] from somebody who presents only those who lead take over', () => {
    const { lab, host, guest, put, tableOf, table } = sitting()
    const second = lab.guest(host, 'Vũ Hai')
    for (const id of [guest, second]) lab.do(table.grant(host, id, lab.now))
    put(guest, 'a')
    put(second, 'b')
    assert.equal(tableOf(host)?.shown?.document, idOf('a'), 'what is presented stays')
    assert.throws(() => lab.do(table.show(second, idOf('b'), lab.now)), refused('table_taken'))
    assert.throws(() => lab.do(table.hide(second, lab.now)), refused('table_taken'))
    lab.do(table.show(host, idOf('b'), lab.now))
    assert.equal(tableOf(guest)?.shown?.presenter, host)
    lab.do(table.hide(host, lab.now))
    lab.do(table.show(second, idOf('a'), lab.now))
    lab.disconnect(second)
    lab.do(table.show(guest, idOf('b'), lab.now))
    assert.equal(tableOf(host)?.shown?.presenter, guest, 'whoever is away holds nobody up')
  })

  it('[DOC1] who leaves, or stops leading, presents no more; what is shown stays', () => {
    const { lab, host, guest, put, tableOf, table } = sitting()
    lab.do(lab.room.moderation.addCohost(host, guest, lab.now))
    put(guest, 'a')
    lab.do(lab.room.moderation.removeCohost(host, guest, lab.now))
    assert.deepEqual([tableOf(host)?.shown?.document, tableOf(host)?.shown?.presenter], [idOf('a'), null]) // prettier-ignore
    lab.do(table.grant(host, guest, lab.now))
    lab.do(lab.room.admission.leave(guest, lab.now))
    assert.equal(tableOf(host)?.shown?.presenter, null)
  })

  it('[DOC1] with nobody who leads the pen lapses, as shares do', () => {
    const { lab, host, guest, table } = sitting()
    lab.do(table.grant(host, guest, lab.now))
    lab.disconnect(host)
    assert.deepEqual(audits(lab.wait(TIMES.hostGrace + 1)), ['present.lapsed'])
    assert.equal(lab.room.activeParticipant(guest)?.presents, false)
  })

  it('[DOC5] pages, strokes and the laser go to the others at once, and to who comes later as they are', () => {
    const { lab, host, guest, put, table } = sitting()
    put(host, 'a')
    const turned = lab.do(table.turn(host, look('a', 2)))
    assert.deepEqual(inbox(turned, guest).map(({ name }) => name), ['tableTurned']) // prettier-ignore
    assert.deepEqual(inbox(turned, host), [])
    const drawn = lab.do(table.draw(host, idOf('a'), 2, stroke()))
    assert.deepEqual(inbox(drawn, guest).map(({ name }) => name), ['ink']) // prettier-ignore
    assert.deepEqual([drawn, turned].flat().map((effect) => effect.do), ['send', 'send']) // prettier-ignore
    const [pointed] = lab.do(table.point(host, { x: 5, y: 5 }))
    assert.equal(pointed?.do === 'send' && pointed.volatile, true)
    const [off] = lab.do(table.point(host, null))
    assert.equal(off?.do === 'send' && off.volatile, undefined)
    const late = lab.guest(host, 'Đến Muộn')
    const entered = lab.effects.find((effect) => effect.do === 'enter' && effect.id === late)
    assert.ok(entered?.do === 'enter')
    const { shown, ink } = entered.snapshot.table
    assert.deepEqual(shown, { ...look('a', 2), presenter: host })
    assert.deepEqual(ink, [{ document: idOf('a'), page: 2, strokes: [stroke()] }])
  })

  it('[DOC5] is drawn on the page that is shown, and turned to pages that there are', () => {
    const { lab, host, put, table } = sitting()
    put(host, 'a')
    assert.throws(() => lab.do(table.draw(host, idOf('a'), 2, stroke())), refused('page_turned'))
    assert.throws(() => lab.do(table.draw(host, idOf('b'), 1, stroke())), refused('page_turned'))
    assert.throws(() => lab.do(table.turn(host, look('a', 10))), refused('not_found'))
  })

  it('[DOC3] so many documents, and no more', () => {
    const { lab, host, put, table } = sitting()
    for (let n = 0; n < LIMITS.documents; n += 1) put(host, `d${n}-`)
    assert.throws(() => put(host, 'more'), refused('table_full'))
    assert.throws(() => lab.do(table.blank(host, lab.now)), refused('table_full'))
  })

  it('[DOC4] what is not kept goes with the sitting; what is kept lies there next time', () => {
    const { lab, host, guest, put, table } = sitting()
    for (const name of ['a', 'b']) put(host, name)
    lab.do(table.blank(host, lab.now))
    assert.deepEqual(audits(lab.do(table.keep(host, idOf('b'), 7, lab.now))), ['document.kept'])
    lab.do(lab.room.admission.leave(guest, lab.now))
    const last = lab.do(lab.room.admission.leave(host, lab.now))
    const dropped = last.flatMap((effect) => (effect.do === 'dropDocuments' ? effect.ids : []))
    assert.deepEqual(dropped, [idOf('a')])
    const again = lab.host()
    const entered = lab.effects.findLast((effect) => effect.do === 'enter' && effect.id === again)
    assert.ok(entered?.do === 'enter')
    const { documents, shown, ink } = entered.snapshot.table
    assert.deepEqual(documents.map(({ id }) => id), [idOf('b')]) // prettier-ignore
    assert.deepEqual([shown, ink], [null, []])
    lab.now += 8 * DAY
    const end = lab.do(lab.room.moderation.end(again, lab.now))
    assert.ok(end.some((effect) => effect.do === 'dropDocuments' && effect.ids.includes(idOf('b'))))
  })

  it('[DOC6] a copy only where it is allowed, and written down', () => {
    const { lab, host, guest, put, table } = sitting()
    put(host, 'a')
    assert.throws(() => lab.do(table.copy(guest, idOf('a'), lab.now)), refused('not_granted'))
    assert.deepEqual(audits(lab.do(table.setDownload(host, idOf('a'), true, lab.now))), ['document.download']) // prettier-ignore
    assert.deepEqual(audits(lab.do(table.copy(guest, idOf('a'), lab.now))), ['document.copied'])
    lab.do(table.blank(host, lab.now))
    const blank = [...lab.effects].flatMap((effect) => (effect.do === 'send' && effect.message.name === 'table' ? effect.message.data.documents : [])).at(-1) // prettier-ignore
    assert.ok(blank?.kind === 'blank')
    assert.throws(
      () => lab.do(table.setDownload(host, blank.id, true, lab.now)),
      refused('whiteboard'),
    )
  })

  it('[AUD] when something has leaked nothing is shown and nobody holds the pen', () => {
    const { lab, host, guest, put, table, tableOf } = sitting()
    lab.do(table.grant(host, guest, lab.now))
    put(guest, 'a')
    lab.do(lab.room.moderation.contain(host, [], lab.now).change)
    assert.equal(tableOf(guest)?.shown, null)
    assert.equal(lab.room.activeParticipant(guest)?.presents, false)
  })
})
