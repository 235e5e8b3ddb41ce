import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '#protocol/errors.ts'
import type { ErrorCode } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import type { Mode } from '#protocol/model.ts'
import type { SpeakersView } from '#protocol/speakers.ts'
import type { Effect } from './effects.ts'
import { RoomHarness, audits, inbox } from './testing.ts'

const refusedWith = (code: ErrorCode) => (error: unknown) =>
  error instanceof Refusal && error.code === code

/** A host and three provincial participants. */
function sitting(mode: Mode = 'conference') {
  const harness = new RoomHarness({ meeting: { mode } })
  const host = harness.host()
  const [a, b, c] = [
    harness.guest(host, 'Sở Y tế'),
    harness.guest(host, 'Sở Tài chính'),
    harness.guest(host, 'Sở Xây dựng'),
  ]
  return { harness, host, a, b, c }
}

/** The speakers view in this person's snapshot if they reconnected now. */
function speakersSeenBy(harness: RoomHarness, id: ParticipantId): SpeakersView {
  const entered = harness.connect(id).effects.find((effect) => effect.do === 'enter')
  return entered?.snapshot.speakers ?? assert.fail('not inside')
}
const floors = (harness: RoomHarness, id: ParticipantId) =>
  speakersSeenBy(harness, id).floors.map((floor) => floor.id)
const news = (effects: readonly Effect[], id: ParticipantId) =>
  inbox(effects, id).filter((message) => message.name === 'speakers')

describe('the speaker list', () => {
  it('[FLR2] is in the order set by moderators, and everyone sees it', () => {
    const { harness, host, a, b, c } = sitting()
    harness.do(harness.room.speakers.add([b, a, b], harness.now))
    const effects = harness.do(harness.room.speakers.add([a, c], harness.now))
    for (const id of [host, a, b, c]) assert.equal(news(effects, id).length, 1)
    harness.do(harness.room.speakers.move(c, 0, harness.now))
    assert.deepEqual(speakersSeenBy(harness, a).list, [c, b, a])
    harness.do(harness.room.speakers.remove(b, harness.now))
    assert.deepEqual(speakersSeenBy(harness, host).list, [c, a])
  })

  it('[FLR2] grants no rights and is not logged', () => {
    const { harness, a } = sitting()
    const effects = harness.do(harness.room.speakers.add([a], harness.now))
    assert.deepEqual(audits(effects), [])
    assert.throws(() => harness.publish(a, 'microphone'), refusedWith('not_granted'))
  })

  it('[FLR2] loses people who leave, get the floor, or are taken off it', () => {
    const { harness, host, a, b, c } = sitting()
    harness.do(harness.room.speakers.add([a, b, c], harness.now))
    harness.do(harness.room.admission.leave(a, harness.now))
    harness.do(harness.room.floor.give(host, b, harness.now))
    assert.deepEqual(speakersSeenBy(harness, host).list, [c])
    harness.do(harness.room.moderation.setMode(host, 'discussion', harness.now))
    assert.deepEqual(speakersSeenBy(harness, host).list, [])
  })

  it('[FLR2] adds nobody who is absent and moves nobody who is not listed', () => {
    const { harness, host, a, b } = sitting()
    const nobody = 'n'.repeat(22) as ParticipantId
    const waiting = harness.waiting('Người Chờ')
    for (const ids of [[nobody], [waiting]])
      assert.throws(() => harness.room.speakers.add(ids, harness.now), refusedWith('target_gone'))
    harness.do(harness.room.speakers.add([nobody, a], harness.now))
    assert.deepEqual(speakersSeenBy(harness, host).list, [a])
    assert.throws(() => harness.room.speakers.move(b, 0, harness.now), refusedWith('not_listed'))
    assert.throws(() => harness.room.speakers.remove(b, harness.now), refusedWith('not_listed'))
  })

  it('[FLR2] has each person once and only people inside, for any sequence of changes', () => {
    const step = fc.record({ what: fc.nat(4), who: fc.nat(3), place: fc.nat(5) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
        const { harness, host, a, b, c } = sitting()
        const everyone = [host, a, b, c]
        for (const { what, who, place } of steps) {
          const id = everyone[who] ?? host
          try {
            if (what === 0) harness.do(harness.room.speakers.add([id], harness.now))
            if (what === 1) harness.do(harness.room.speakers.remove(id, harness.now))
            if (what === 2) harness.do(harness.room.speakers.move(id, place, harness.now))
            if (what === 3) harness.do(harness.room.floor.pass(host, id, harness.now))
            if (what === 4 && id !== host) harness.do(harness.room.admission.leave(id, harness.now))
          } catch (error) {
            if (!(error instanceof Refusal)) throw error
          }
        }
        const { list } = speakersSeenBy(harness, host)
        assert.equal(new Set(list).size, list.length)
        for (const id of list) assert.equal(harness.room.phaseOf(id), 'admitted')
      }),
    )
  })
})

describe('passing the floor', () => {
  for (const mode of ['conference', 'lecture'] as const)
    it(`[FLR2] gives it to one person only and takes it from all others, in a ${mode}`, () => {
      const { harness, host, a, b, c } = sitting(mode)
      harness.do(harness.room.floor.give(host, a, harness.now))
      harness.do(harness.room.floor.give(host, b, harness.now))
      if (mode === 'conference') assert.deepEqual(floors(harness, c), [a, b])
      harness.publish(b, 'microphone')
      const effects = harness.do(harness.room.floor.pass(host, c, harness.now))
      assert.ok(effects.some((effect) => effect.do === 'closeTrack' && effect.id === b))
      assert.deepEqual(floors(harness, a), [c])
      assert.equal(audits(effects).at(-1), 'floor.given')
      assert.ok(audits(effects).includes('floor.taken'))
    })

  it('[FLR2] lowers the hand, and a second press does nothing', () => {
    const { harness, host, a } = sitting('lecture')
    harness.do(harness.room.chat.raiseHand(a, true, harness.now))
    harness.do(harness.room.floor.pass(host, a, harness.now))
    assert.deepEqual(harness.do(harness.room.floor.pass(host, a, harness.now)), [])
    const view = harness.connect(host).effects.find((effect) => effect.do === 'enter')
    const person = view?.snapshot.participants.find(({ id }) => id === a)
    assert.equal(person?.hand, null)
    assert.equal(person?.turns, 1)
  })
})

describe('speaking time', () => {
  it('[FLR3] of the current floor is visible to everyone, of earlier ones to moderators', () => {
    const { harness, host, a, b } = sitting()
    harness.do(harness.room.floor.pass(host, a, harness.now))
    const began = harness.now
    harness.wait(60_000)
    assert.deepEqual(speakersSeenBy(harness, b).floors, [{ id: a, since: began }])
    harness.do(harness.room.floor.pass(host, b, harness.now))
    harness.wait(1000)
    harness.do(harness.room.floor.pass(host, a, harness.now))
    harness.wait(5000)
    harness.do(harness.room.floor.take(host, a, harness.now))
    assert.deepEqual(speakersSeenBy(harness, host).spent, [
      { id: b, name: 'Sở Tài chính', ms: 1000 },
      { id: a, name: 'Sở Y tế', ms: 65_000 },
    ])
    assert.equal(speakersSeenBy(harness, a).spent, null)
    harness.addCohost(host, b)
    assert.equal(speakersSeenBy(harness, b).spent?.length, 2)
    const effects = harness.do(harness.room.moderation.removeCohost(host, b, harness.now))
    const [message] = news(effects, b)
    assert.ok(message?.name === 'speakers' && message.data.spent === null)
  })

  it('[FLR3] stops with the mode or on leaving, and continues for an invitee who returns', () => {
    const { harness, host, a } = sitting()
    const inviteId = 'i'.repeat(22) as never
    const first = harness.guest(host, 'Tỉnh Một', { kind: 'invited', inviteId })
    harness.do(harness.room.floor.give(host, first, harness.now))
    harness.wait(2000)
    harness.do(harness.room.admission.leave(first, harness.now))
    assert.deepEqual(speakersSeenBy(harness, host).spent, [
      { id: null, name: 'Tỉnh Một', ms: 2000 },
    ])
    const again = harness.guest(host, 'Tỉnh Một', { kind: 'invited', inviteId })
    harness.do(harness.room.floor.pass(host, again, harness.now))
    harness.wait(3000)
    harness.do(harness.room.moderation.setMode(host, 'discussion', harness.now))
    assert.deepEqual(speakersSeenBy(harness, host).spent, [
      { id: again, name: 'Tỉnh Một', ms: 5000 },
    ])
    assert.deepEqual(speakersSeenBy(harness, a).floors, [])
  })

  it('[FLR3] is discarded with the sitting', () => {
    const { harness, host, a, b, c } = sitting()
    harness.do(harness.room.speakers.add([b, c], harness.now))
    harness.do(harness.room.floor.pass(host, a, harness.now))
    for (const id of [a, b, c, host]) harness.do(harness.room.admission.leave(id, harness.now))
    assert.deepEqual(speakersSeenBy(harness, harness.host()), { list: [], floors: [], spent: [] })
  })
})
