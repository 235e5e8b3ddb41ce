import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { RollEntry, VoteFacts } from '../meeting/vote-records.ts'
import { VoteId } from '#protocol/ids.ts'
import { forget } from '../app/retention.ts'
import { settle } from './interrupted.ts'
import { meetingId, seedAccount, seedMeeting } from './fixtures.ts'
import { onEachEngine } from './testing/engines.ts'
import type { StoreHarness } from './testing/engines.ts'

const MEETING = meetingId('m')
const DAY = 24 * 60 * 60_000
const voteId = (name: string) => VoteId.parse(name.padEnd(22, '0'))
const facts = (name: string, number: number, change: Partial<VoteFacts> = {}): VoteFacts => ({
  id: voteId(name),
  number,
  question: 'Thông qua?',
  choices: [],
  several: false,
  secret: false,
  live: false,
  guests: false,
  rule: 'majority',
  quorum: 2,
  openedAt: 10,
  until: null,
  ...change,
})
const entry = (place: number, marks: string | null = null): RollEntry => ({
  place,
  kind: 'account',
  accountId: `a${place}`,
  inviteId: null,
  deviceHash: `d${place}`,
  name: `Người ${place}`,
  marks,
})
const RESULT = { how: 'closed', at: 20, entitled: 3, voted: 3, counts: [1, 2, 0] } as const
const result = { ...RESULT, counts: [...RESULT.counts] }

async function seeded(own: StoreHarness) {
  const store = await own.open()
  const { id } = await seedAccount(store, 'lan')
  await seedMeeting(store, 'm', id)
  const write = (what: Parameters<typeof store.votes.writeVote>[1]) =>
    store.votes.writeVote(MEETING, what)
  return { store, write, own, [Symbol.asyncDispose]: () => own[Symbol.asyncDispose]() }
}

onEachEngine('votes', (harness) => {
  it('[VOT1] an open vote and its ballots survive a restart', async () => {
    await using _ = await seeded(await harness())
    const { store, write, own } = _
    const vote = facts('a', 1, { choices: ['Hà Nội', 'Huế'], several: true, until: 99 })
    await write({ what: 'opened', vote, roll: [entry(0), entry(1)] })
    await write({ what: 'roll', vote: vote.id, entry: entry(1, '10') })
    await write({ what: 'roll', vote: vote.id, entry: entry(2) })
    await write({ what: 'roll', vote: vote.id, entry: entry(1, '01') })
    await store.close()
    const again = await own.open()
    await again.transaction((tx) => settle(tx, 30))
    const roll = [entry(0), entry(1, '01'), entry(2)]
    const expected = { had: 1, votes: [{ ...vote, result: null, roll }] }
    assert.deepEqual(await again.votes.votesOfSitting(MEETING), expected)
  })

  it('[VOT5] an open secret vote is void after a restart, and logged as such', async () => {
    await using _ = await seeded(await harness())
    const { store, write } = _
    const vote = facts('a', 1, { secret: true })
    await write({ what: 'opened', vote, roll: [] })
    await store.transaction((tx) => settle(tx, 30))
    await store.transaction((tx) => settle(tx, 40))
    const [after] = await store.votes.votesOf(MEETING)
    assert.equal(after?.result?.how, 'void')
    assert.equal(after?.result?.at, 30)
    const entries = await store.audit.latest(10)
    assert.deepEqual(
      entries.map(({ action, details }) => [action, details]),
      [['vote.void', { vote: 1, secret: true }]],
    )
  })

  it('[VOT5] the database rejects names, counts and turnout of an open secret vote', async () => {
    await using _ = await seeded(await harness())
    const { write, own } = _
    const vote = facts('a', 1, { secret: true })
    await write({ what: 'opened', vote, roll: [] })
    await assert.rejects(write({ what: 'roll', vote: vote.id, entry: entry(0, '100') }))
    await assert.rejects(own.byHand(`update vote set secret = 1, counts = '[1,0,0]'`))
    await assert.rejects(own.byHand('update vote set voted = 1'))
    await assert.rejects(own.byHand('update vote set live = 1'))
    await assert.rejects(own.byHand('update ballot set secret = 1; update vote set secret = 2'))
    assert.deepEqual(await own.byHand('select * from ballot'), [])
  })

  it('[VOT1] keeps counts and names of closed votes, and neither of canceled ones', async () => {
    await using _ = await seeded(await harness())
    const { store, write } = _
    const [one, two] = [facts('a', 1), facts('b', 2)]
    await write({ what: 'opened', vote: one, roll: [entry(0, '100')] })
    await write({ what: 'over', vote: one.id, result })
    await write({ what: 'opened', vote: two, roll: [entry(0, '100')] })
    const cancelled = { ...result, how: 'cancelled' as const, counts: null }
    await write({ what: 'over', vote: two.id, result: cancelled })
    const votes = await store.votes.votesOf(MEETING)
    assert.deepEqual(votes, [
      { ...one, result, roll: [entry(0, '100')] },
      { ...two, result: cancelled, roll: [] },
    ])
    await write({ what: 'sittingOver' })
    assert.deepEqual(await store.votes.votesOfSitting(MEETING), { had: 2, votes: [] })
  })

  it('[POL1] are deleted with the meeting, or when they are old', async () => {
    await using _ = await seeded(await harness())
    const { store, write, own } = _
    const vote = facts('a', 1)
    await write({ what: 'opened', vote, roll: [entry(0, '100')] })
    await forget(store, 1, 3 * DAY)
    assert.equal((await store.votes.votesOf(MEETING)).length, 1)
    await write({ what: 'over', vote: vote.id, result })
    assert.equal((await forget(store, 1, 3 * DAY)).votes, 1)
    assert.deepEqual(await own.byHand('select * from ballot'), [])
  })
})
