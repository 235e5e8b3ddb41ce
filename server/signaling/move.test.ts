import assert from 'node:assert/strict'
import { it } from 'node:test'
import { Refusal } from '#protocol/errors.ts'
import { accountId } from '../store/fixtures.ts'
import { SignalingHarness } from './testing.ts'

it('[ADM7] the host moves to a second device: asked first, presenting still, there once', async () => {
  const harness = await SignalingHarness.open()
  const first = await harness.host()
  const guest = await harness.guest(first)
  await first.ok('document.blank', {})
  const host = await harness.idOf(first)
  const claim = { kind: 'host' } as const
  const as = { accountId: accountId('host'), deviceHash: 'second device' }
  await assert.rejects(
    harness.ticket({ ...as, claim }),
    (error) => error instanceof Refusal && error.code === 'already_here',
  )
  assert.equal(first.socket.connected, true)

  const second = harness.connect(await harness.ticket({ ...as, claim: { ...claim, move: true } }))
  const { self, participants, presentation } = await second.entered()
  assert.equal(self, host)
  assert.equal(participants.length, 2)
  assert.equal(presentation.shown?.presenter, host)
  assert.deepEqual(await first.next('closed'), { reason: 'replaced', message: null })
  await first.cut()
  assert.equal(harness.sfu.rooms[0]?.peers.size, 2)
  // The first device's ticket opens nothing any more.
  const stale = harness.connect(first.ticket)
  assert.deepEqual(await stale.refused(), { code: 'ticket_invalid' })
  await second.ok('meeting.lock', { locked: true })
  assert.equal(guest.socket.connected, true)
  await harness.close()
})
