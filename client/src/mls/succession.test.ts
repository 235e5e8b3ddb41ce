import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type Bytes, join, utf8 } from './bytes.ts'
import { Group } from './group.ts'
import { announceSuccessor, drawGroup, successorOf } from './succession.ts'
import { Meeting, admitted, carriedOut, knocker } from './testing-meeting.ts'

describe('a group that follows another', () => {
  let meeting: Meeting
  let after: Bytes
  let notice: Bytes
  before(async () => {
    meeting = await Meeting.create()
    after = drawGroup()
    notice = await announceSuccessor(meeting.sitting, after, meeting.founder)
  })

  it('is gone to by members who know the founder', async () => {
    const host = await meeting.found('host')
    await admitted(meeting, host, [], 'an')
    const sitting = await successorOf(notice, meeting.sitting)
    assert.deepEqual(sitting, { ...meeting.sitting, group: after })
    const again = { ...(await meeting.person('host')), sitting }
    const next = await Group.found(again, meeting.founder)
    const an = await knocker({ ...(await meeting.person('an')), sitting })
    const task = { kind: 'admit' as const, newcomers: [an.newcomer] }
    const [joined] = await carriedOut(next, [], task, [an])
    assert.deepEqual(joined?.claim, next.claim)
  })

  it('is nobody else’s to name, and of one group of one meeting', async () => {
    const { sitting, founder } = meeting
    const other = await Meeting.create()
    for (const forged of [
      await announceSuccessor(sitting, after, other.founder),
      await announceSuccessor({ ...sitting, meeting: 'other' }, after, founder),
      await announceSuccessor({ ...sitting, group: utf8('before that') }, after, founder),
      await announceSuccessor(sitting, sitting.group, founder),
      await announceSuccessor(sitting, utf8('short'), founder),
      join(notice, Uint8Array.of(0, 0)),
      notice.slice(1),
      new Uint8Array(),
    ])
      assert.equal(await successorOf(forged, sitting), null)
    // Not back and forth: whoever is there already stays.
    assert.equal(await successorOf(notice, { ...sitting, group: after }), null)
    for (const [at] of notice.entries()) {
      const changed = notice.slice()
      changed[at] = (changed[at] ?? 0) ^ 1
      assert.equal(await successorOf(changed, sitting), null, `byte ${at}`)
    }
  })
})
