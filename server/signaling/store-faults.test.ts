import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { opaque } from '#protocol/testing.ts'
import type { Repositories, Store } from '../store/store.ts'
import { FULL, LOCKED } from './testing/faults.ts'
import { SignalingHarness } from './testing.ts'

// commit.test.ts covers what a request does while the store fails.
for (const { what, open } of [FULL, LOCKED]) {
  describe(`while ${what}`, () => {
    it('a meeting continues, and a person who lost the connection returns', async () => {
      const { store, fail, dispose } = await open()
      const harness = await SignalingHarness.open(store)
      const host = await harness.host()
      const guest = await harness.guest(host)
      const mend = await fail()
      await guest.ok('chat.send', { sealed: opaque('vẫn họp') })
      await guest.ok('hand.raise', { raised: true })
      assert.equal((await host.next('chat')).sealed, opaque('vẫn họp'))
      guest.close()
      await host.until(() =>
        host.heard.some(({ name, data }) => name === 'participant' && !data.present),
      )
      const again = harness.connect(guest.ticket)
      const { participants } = await again.entered()
      assert.deepEqual(
        participants.map(({ present }) => present),
        [true, true],
      )
      await mend()
      await harness.close()
      dispose()
    })
  })
}

const broken = () => Promise.reject(new Error('broken'))

it('a removal that cannot be stored completely is not stored at all, but takes effect', async (t) => {
  const harness = await SignalingHarness.open()
  const host = await harness.host()
  const guest = await harness.guest(host)
  const id = await harness.idOf(guest)
  const peer = harness.peer(id)
  const whole: Store = { ...harness.store }
  t.mock.method(harness.store, 'transaction', (work: (within: Repositories) => Promise<unknown>) =>
    whole.transaction((within) => {
      return work({ ...within, meetings: { ...within.meetings, createBlock: broken } })
    }),
  )
  const { entries } = await harness.store.audit.head()
  assert.equal(await host.code('participant.remove', { id, block: true }), 'internal')
  assert.equal((await guest.next('closed')).reason, 'blocked')
  assert.equal(peer?.closed, true)
  assert.equal((await harness.store.audit.head()).entries, entries)
  const stored = () => harness.store.meetings.seatByTicket(harness.meeting.id, guest.ticket)
  assert.equal((await stored())?.state, 'admitted')
  t.mock.restoreAll()
  // Pending writes are retried on their own, before any other write.
  harness.meetings.tick()
  await host.ok('meeting.lock', { locked: true })
  assert.equal((await stored())?.state, 'over')
  assert.equal((await harness.store.audit.head()).entries, entries + 2)
  await harness.close()
})
