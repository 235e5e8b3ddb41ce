import assert from 'node:assert/strict'
import { it } from 'node:test'
import { accountId, invite, inviteId, meetingId, seedAccount, seedMeeting } from './fixtures.ts'
import { onEachEngine } from './testing/engines.ts'
import type { StoreHarness } from './testing/engines.ts'

const HOUR = 60 * 60_000
const NOW = 1_000_000_000

async function seeded(own: StoreHarness) {
  const store = await own.open()
  const { id } = await seedAccount(store, 'lan')
  for (const name of ['a', 'b', 'c', 'd']) await seedMeeting(store, name, id)
  let n = 0
  const batch = (meeting: string, count: number, at = NOW) => {
    n += 1
    const [meetingOf, account] = [meetingId(meeting), accountId('lan')]
    return { id: String(n), meetingId: meetingOf, accountId: account, at, count }
  }
  return { store, batch, [Symbol.asyncDispose]: () => own[Symbol.asyncDispose]() }
}

onEachEngine('sent mails', (harness) => {
  it('are limited to 200 per meeting and day', async () => {
    await using _ = await seeded(await harness())
    const { store, batch } = _
    assert.equal(await store.mails.fitsAt(batch('a', 200)), NOW)
    await store.mails.add(batch('a', 150))
    await store.mails.add(batch('a', 50, NOW + HOUR))
    assert.equal(await store.mails.fitsAt(batch('a', 1, NOW + HOUR)), NOW + 24 * HOUR)
    assert.equal(await store.mails.fitsAt(batch('a', 150, NOW + HOUR)), NOW + 24 * HOUR)
    assert.equal(await store.mails.fitsAt(batch('a', 151, NOW + HOUR)), NOW + 25 * HOUR)
    assert.equal(await store.mails.fitsAt(batch('b', 200, NOW + HOUR)), NOW + HOUR)
    const later = batch('a', 150, NOW + 24 * HOUR)
    assert.equal(await store.mails.fitsAt(later), later.at)
  })

  it('are limited to 500 per account and day, across its meetings', async () => {
    await using _ = await seeded(await harness())
    const { store, batch } = _
    for (const name of ['a', 'b']) await store.mails.add(batch(name, 200))
    assert.equal(await store.mails.fitsAt(batch('c', 100)), NOW)
    assert.equal(await store.mails.fitsAt(batch('c', 101)), NOW + 24 * HOUR)
    await store.mails.add(batch('c', 100))
    assert.equal(await store.mails.fitsAt(batch('d', 1)), NOW + 24 * HOUR)
  })
})

onEachEngine("an invite's mail", (harness) => {
  it('status is kept with the invite, for its newest secret only, and survives a restart', async () => {
    await using _ = await seeded(await harness())
    const { store } = _
    const [meeting, id] = [meetingId('a'), inviteId('x')]
    await store.invites.create([invite('x', meeting), invite('y', meeting)])
    const mails = async () => (await store.invites.of(meeting)).map(({ mail }) => mail)
    assert.deepEqual(await mails(), [null, null])
    await store.invites.mailing(meeting, id, 'new', null)
    assert.equal((await store.invites.byToken(meeting, 'new'))?.id, id)
    assert.equal(await store.invites.byToken(meeting, 'token-x'), null)
    assert.deepEqual(await mails(), ['queued', null])
    await store.invites.mailed(id, 'older', 'refused')
    assert.deepEqual(await mails(), ['queued', null])
    await store.invites.mailInterrupted()
    assert.deepEqual(await mails(), ['failed', null])
    await store.invites.mailed(id, 'new', 'sent')
    await store.invites.mailInterrupted()
    assert.deepEqual(await mails(), ['sent', null])
    // An id alone does not affect another meeting's invite.
    await store.invites.mailing(meetingId('b'), id, 'stolen', null)
    assert.equal(await store.invites.byToken(meeting, 'stolen'), null)
  })
})
