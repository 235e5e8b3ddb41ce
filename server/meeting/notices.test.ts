import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { InviteId, ParticipantId } from '#protocol/ids.ts'
import type { HostNotice } from '#protocol/model.ts'
import type { Effect } from './effects.ts'
import { NOTICE_PACE, Notices } from './notices.ts'
import { RoomHarness, inbox } from './testing.ts'

const person = (letter: string) => ParticipantId.parse(letter.repeat(22))
const knock = (name: string): HostNotice => ({ type: 'knock_while_locked', name, count: 1 })
const sharing = (letter: string): HostNotice => ({
  type: 'share_requested',
  id: person(letter),
  name: letter,
})
const networks = (letter: string): HostNotice => ({
  type: 'invite_two_networks',
  name: letter,
  invite: InviteId.parse(letter.repeat(22)),
})

describe('notices to moderators', () => {
  it('[ADM5] of one kind are sent at most every five seconds, and the count includes all', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(gaps, (all) => {
        const notices = new Notices()
        const told: { at: number; count: number }[] = []
        const tell = (notice: HostNotice, at: number) =>
          told.push({ at, count: 'count' in notice ? notice.count : Number.NaN })
        let now = 0
        for (const gap of all) {
          for (const next = now + gap; now < next; now = Math.min(next, now + 1000))
            for (const notice of notices.due(now)) tell(notice, now)
          const notice = notices.take(knock('x'), now)
          if (notice !== null) tell(notice, now)
        }
        for (const notice of notices.due(now + NOTICE_PACE)) tell(notice, now + NOTICE_PACE)
        assert.equal(
          told.reduce((sum, { count }) => sum + count, 0),
          all.length,
        )
        told.forEach(({ at }, i) =>
          assert.ok(i === 0 || at - (told[i - 1]?.at ?? 0) >= NOTICE_PACE),
        )
      }),
    )
  })

  it('[ADM5] about different people, invites and subjects do not delay each other', () => {
    const notices = new Notices()
    for (const notice of [
      knock('a'),
      sharing('b'),
      sharing('c'),
      networks('d'),
      networks('e'),
      { type: 'wrong_passwords', count: 5 } as const,
    ]) {
      assert.deepEqual(notices.take(notice, 1000), notice)
      assert.equal(notices.take(notice, 1001), null)
    }
  })

  it('[ADM5] have the text of the latest one, and the latest total of wrong passwords', () => {
    const notices = new Notices()
    notices.take(knock('đầu'), 0)
    notices.take({ type: 'wrong_passwords', count: 5 }, 0)
    for (const name of ['giữa', 'cuối']) notices.take(knock(name), 1)
    for (const count of [10, 15]) notices.take({ type: 'wrong_passwords', count }, 1)
    assert.deepEqual(notices.due(NOTICE_PACE - 1), [])
    assert.deepEqual(notices.due(NOTICE_PACE), [
      { type: 'knock_while_locked', name: 'cuối', count: 2 },
      { type: 'wrong_passwords', count: 15 },
    ])
    assert.deepEqual(notices.due(2 * NOTICE_PACE), [])
  })

  it('[ADM5] are not held back when the clock is set back', () => {
    const notices = new Notices()
    notices.take(knock('a'), 3_600_000)
    assert.equal(notices.take(knock('b'), 3_600_001), null)
    assert.deepEqual(notices.due(0), [knock('b')])
    assert.deepEqual(notices.take(knock('c'), NOTICE_PACE), knock('c'))
  })

  it('[ADM2] a person whose browser could not start the call is removed, and moderators are told', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const guest = harness.guest(host, 'Lê Bình')
    const told = (effects: Effect[]) =>
      inbox(effects, host).flatMap((m) => (m.name === 'notice' ? [m.data] : []))
    const notice = { type: 'start_failed', id: guest, name: 'Lê Bình' }
    assert.deepEqual(
      told(harness.do(harness.room.admission.leave(guest, harness.now, 'start_failed'))),
      [notice],
    )
    assert.equal(harness.room.phaseOf(guest), 'closed')
    const other = harness.guest(host, 'An')
    assert.deepEqual(told(harness.do(harness.room.admission.leave(other, harness.now))), [])
    // Someone who was never admitted cannot have failed to start.
    const { id: waiting } = harness.knock({ name: 'Chi' })
    assert.deepEqual(
      told(harness.do(harness.room.admission.leave(waiting, harness.now, 'start_failed'))),
      [],
    )
  })

  it("[ADM5] a hundred strangers at a locked meeting take two lines on the host's screen", () => {
    const harness = new RoomHarness()
    const host = harness.host()
    harness.do(harness.room.moderation.setLocked(host, true, harness.now))
    for (let n = 0; n < 100; n++) harness.knock({ name: `Mua ngay ${n}` })
    harness.wait(NOTICE_PACE)
    const heard = inbox(harness.effects, host).flatMap((m) => (m.name === 'notice' ? [m.data] : []))
    assert.deepEqual(heard, [
      { type: 'knock_while_locked', name: 'Mua ngay 0', count: 1 },
      { type: 'knock_while_locked', name: 'Mua ngay 99', count: 99 },
    ])
  })
})
