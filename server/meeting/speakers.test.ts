import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '#protocol/errors.ts'
import type { ErrorCode } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import type { Mode } from '#protocol/model.ts'
import type { SpeakersView } from '#protocol/speakers.ts'
import type { Effect } from './effects.ts'
import { RoomLab, audits, inbox } from './testing.ts'

const refusedWith = (code: ErrorCode) => (error: unknown) =>
  error instanceof Refusal && error.code === code

/** A host and three provinces. */
function sitting(mode: Mode = 'conference') {
  const lab = new RoomLab({ meeting: { mode } })
  const host = lab.host()
  const [a, b, c] = [
    lab.guest(host, 'Sở Y tế'),
    lab.guest(host, 'Sở Tài chính'),
    lab.guest(host, 'Sở Xây dựng'),
  ]
  return { lab, host, a, b, c }
}

/** What this person would be told who came back now. */
function told(lab: RoomLab, id: ParticipantId): SpeakersView {
  const entered = lab.connect(id).effects.find((effect) => effect.do === 'enter')
  return entered?.snapshot.speakers ?? assert.fail('not inside')
}
const floors = (lab: RoomLab, id: ParticipantId) => told(lab, id).floors.map((floor) => floor.id)
const news = (effects: readonly Effect[], id: ParticipantId) =>
  inbox(effects, id).filter((message) => message.name === 'speakers')

describe('the list of speakers', () => {
  it('[FLR2] is in the order in which it was put down, and everyone sees it', () => {
    const { lab, host, a, b, c } = sitting()
    lab.do(lab.room.speakers.add([b, a, b], lab.now))
    const effects = lab.do(lab.room.speakers.add([a, c], lab.now))
    for (const id of [host, a, b, c]) assert.equal(news(effects, id).length, 1)
    lab.do(lab.room.speakers.move(c, 0, lab.now))
    assert.deepEqual(told(lab, a).list, [c, b, a])
    lab.do(lab.room.speakers.remove(b, lab.now))
    assert.deepEqual(told(lab, host).list, [c, a])
  })

  it('[FLR2] gives no right and is in no log', () => {
    const { lab, a } = sitting()
    const effects = lab.do(lab.room.speakers.add([a], lab.now))
    assert.deepEqual(audits(effects), [])
    assert.throws(() => lab.publish(a, 'microphone'), refusedWith('not_granted'))
  })

  it('[FLR2] loses whoever leaves, gets the floor, or stops being spoken of', () => {
    const { lab, host, a, b, c } = sitting()
    lab.do(lab.room.speakers.add([a, b, c], lab.now))
    lab.do(lab.room.admission.leave(a, lab.now))
    lab.do(lab.room.floor.give(host, b, lab.now))
    assert.deepEqual(told(lab, host).list, [c])
    lab.do(lab.room.moderation.setMode(host, 'discussion', lab.now))
    assert.deepEqual(told(lab, host).list, [])
  })

  it('[FLR2] takes nobody who is not here, and moves nobody who is not on it', () => {
    const { lab, host, a, b } = sitting()
    const nobody = 'n'.repeat(22) as ParticipantId
    const waiting = lab.waiting('Người Chờ')
    for (const ids of [[nobody], [waiting]])
      assert.throws(() => lab.room.speakers.add(ids, lab.now), refusedWith('target_gone'))
    lab.do(lab.room.speakers.add([nobody, a], lab.now))
    assert.deepEqual(told(lab, host).list, [a])
    assert.throws(() => lab.room.speakers.move(b, 0, lab.now), refusedWith('not_listed'))
    assert.throws(() => lab.room.speakers.remove(b, lab.now), refusedWith('not_listed'))
  })

  it('[FLR2] holds everyone once and only those inside, whatever is done to it', () => {
    const step = fc.record({ what: fc.nat(4), who: fc.nat(3), place: fc.nat(5) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
        const { lab, host, a, b, c } = sitting()
        const everyone = [host, a, b, c]
        for (const { what, who, place } of steps) {
          const id = everyone[who] ?? host
          try {
            if (what === 0) lab.do(lab.room.speakers.add([id], lab.now))
            if (what === 1) lab.do(lab.room.speakers.remove(id, lab.now))
            if (what === 2) lab.do(lab.room.speakers.move(id, place, lab.now))
            if (what === 3) lab.do(lab.room.floor.pass(host, id, lab.now))
            if (what === 4 && id !== host) lab.do(lab.room.admission.leave(id, lab.now))
          } catch (error) {
            if (!(error instanceof Refusal)) throw error
          }
        }
        const { list } = told(lab, host)
        assert.equal(new Set(list).size, list.length)
        for (const id of list) assert.equal(lab.room.phaseOf(id), 'admitted')
      }),
    )
  })
})

describe('the floor that is passed on', () => {
  for (const mode of ['conference', 'lecture'] as const)
    it(`[FLR2] goes to one alone, from all who hold it, in a ${mode}`, () => {
      const { lab, host, a, b, c } = sitting(mode)
      lab.do(lab.room.floor.give(host, a, lab.now))
      lab.do(lab.room.floor.give(host, b, lab.now))
      if (mode === 'conference') assert.deepEqual(floors(lab, c), [a, b])
      lab.publish(b, 'microphone')
      const effects = lab.do(lab.room.floor.pass(host, c, lab.now))
      assert.ok(effects.some((effect) => effect.do === 'closeTrack' && effect.id === b))
      assert.deepEqual(floors(lab, a), [c])
      assert.equal(audits(effects).at(-1), 'floor.given')
      assert.ok(audits(effects).includes('floor.taken'))
    })

  it('[FLR2] lowers the hand, and a second press does nothing', () => {
    const { lab, host, a } = sitting('lecture')
    lab.do(lab.room.chat.raiseHand(a, true, lab.now))
    lab.do(lab.room.floor.pass(host, a, lab.now))
    assert.deepEqual(lab.do(lab.room.floor.pass(host, a, lab.now)), [])
    const view = lab.connect(host).effects.find((effect) => effect.do === 'enter')
    const person = view?.snapshot.participants.find(({ id }) => id === a)
    assert.equal(person?.hand, null)
    assert.equal(person?.turns, 1)
  })
})

describe('speaking time', () => {
  it('[FLR3] of the present floor is told to everyone, of earlier ones to those who lead', () => {
    const { lab, host, a, b } = sitting()
    lab.do(lab.room.floor.pass(host, a, lab.now))
    const began = lab.now
    lab.wait(60_000)
    assert.deepEqual(told(lab, b).floors, [{ id: a, since: began }])
    lab.do(lab.room.floor.pass(host, b, lab.now))
    lab.wait(1000)
    lab.do(lab.room.floor.pass(host, a, lab.now))
    lab.wait(5000)
    lab.do(lab.room.floor.take(host, a, lab.now))
    assert.deepEqual(told(lab, host).spent, [
      { id: b, name: 'Sở Tài chính', ms: 1000 },
      { id: a, name: 'Sở Y tế', ms: 65_000 },
    ])
    assert.equal(told(lab, a).spent, null)
    lab.do(lab.room.moderation.addCohost(host, b, lab.now))
    assert.equal(told(lab, b).spent?.length, 2)
    const effects = lab.do(lab.room.moderation.removeCohost(host, b, lab.now))
    const [message] = news(effects, b)
    assert.ok(message?.name === 'speakers' && message.data.spent === null)
  })

  it('[FLR3] ends with the mode and with leaving; who comes back by their invite goes on', () => {
    const { lab, host, a } = sitting()
    const inviteId = 'i'.repeat(22) as never
    const first = lab.guest(host, 'Tỉnh Một', { kind: 'invited', inviteId })
    lab.do(lab.room.floor.give(host, first, lab.now))
    lab.wait(2000)
    lab.do(lab.room.admission.leave(first, lab.now))
    assert.deepEqual(told(lab, host).spent, [{ id: null, name: 'Tỉnh Một', ms: 2000 }])
    const again = lab.guest(host, 'Tỉnh Một', { kind: 'invited', inviteId })
    lab.do(lab.room.floor.pass(host, again, lab.now))
    lab.wait(3000)
    lab.do(lab.room.moderation.setMode(host, 'discussion', lab.now))
    assert.deepEqual(told(lab, host).spent, [{ id: again, name: 'Tỉnh Một', ms: 5000 }])
    assert.deepEqual(told(lab, a).floors, [])
  })

  it('[FLR3] is forgotten with the sitting', () => {
    const { lab, host, a, b, c } = sitting()
    lab.do(lab.room.speakers.add([b, c], lab.now))
    lab.do(lab.room.floor.pass(host, a, lab.now))
    for (const id of [a, b, c, host]) lab.do(lab.room.admission.leave(id, lab.now))
    assert.deepEqual(told(lab, lab.host()), { list: [], floors: [], spent: [] })
  })
})
