import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { AccountId, InviteId, VoteId } from '#protocol/ids.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import type { ErrorCode } from '#protocol/errors.ts'
import { Refusal } from '#protocol/errors.ts'
import type { BallotView, VoteQuestion, VoteView } from '#protocol/votes.ts'
import type { Effect } from './effects.ts'
import type { SeatRecord } from './records.ts'
import { RoomHarness, audits, inbox } from './testing.ts'
import type { VoteWrite } from './vote-records.ts'

const code = (expected: ErrorCode) => (error: unknown) =>
  error instanceof Refusal && error.code === expected
const id22 = (name: string) => name.padEnd(22, '0')
const VOTE = VoteId.parse(id22('vote'))
const NEXT = VoteId.parse(id22('next'))

const question = (change: Partial<VoteQuestion> = {}): VoteQuestion => ({
  question: 'Thông qua dự thảo?',
  subject: { kind: 'yes_no', rule: 'majority' },
  secret: false,
  live: false,
  guests: false,
  quorum: null,
  minutes: null,
  ...change,
})
const account = (name: string): Partial<SeatRecord> => ({
  kind: 'account',
  accountId: AccountId.parse(id22(name)),
})
const invited = (name: string): Partial<SeatRecord> => ({
  kind: 'invited',
  inviteId: InviteId.parse(id22(name)),
})
const writes = (effects: readonly Effect[]): VoteWrite[] =>
  effects.flatMap((effect) => (effect.do === 'saveVote' ? [effect.write] : []))

/** A host, an account, an invitee and a guest. */
function sitting() {
  const harness = new RoomHarness()
  const host = harness.host()
  const an = harness.guest(host, 'An', account('an'))
  const binh = harness.guest(host, 'Bình', invited('binh'))
  const khach = harness.guest(host, 'Khách')
  const open = (change: Partial<VoteQuestion> = {}, id = VOTE) =>
    harness.do(harness.room.votes.open(host, question(change), id, harness.now))
  const cast = (who: ParticipantId, marks: string, id = VOTE) =>
    harness.do(harness.room.votes.cast(who, id, marks, harness.now))
  const close = () => harness.do(harness.room.votes.close(host, VOTE, harness.now))
  return { harness, host, an, binh, khach, open, cast, close }
}

/** What this person sees on a fresh connection. */
function shown(
  harness: RoomHarness,
  id: ParticipantId,
): { votes: VoteView[]; ballot: BallotView | null } {
  const { effects } = harness.connect(id)
  const [snapshot] = effects.flatMap((e) => (e.do === 'enter' && e.id === id ? [e.snapshot] : []))
  assert.ok(snapshot)
  return { votes: snapshot.votes, ballot: snapshot.ballot }
}
const vote = (harness: RoomHarness, id: ParticipantId, at = 0): VoteView =>
  shown(harness, id).votes[at] ?? assert.fail('no vote')

/** The outcome of these ballots by the host, An and Bình. */
const outcome = (marks: string[], change: Partial<VoteQuestion> = {}) => {
  const { harness, host, an, binh, open, cast, close } = sitting()
  open(change)
  for (const [i, who] of [host, an, binh].entries()) if (marks[i]) cast(who, marks[i])
  close()
  return vote(harness, host).outcome
}

const rule = (of: 'none' | 'majority' | 'two_thirds') => ({
  subject: { kind: 'yes_no' as const, rule: of },
})

/** Everything observable of three secret ballots before the vote ends, without ids. */
const story = (choices: readonly string[]) => {
  const { harness, host, an, binh, open, cast } = sitting()
  open({ secret: true })
  const effects = [host, an, binh].flatMap((who, i) => cast(who, choices[i] ?? ''))
  const views = [host, an, binh].map((id) => shown(harness, id))
  const names = new Map([host, an, binh].map((id, i) => [id, String(i)]))
  return JSON.stringify([effects, views]).replace(
    /"[\w-]{22}"/g,
    (id) => names.get(JSON.parse(id) as ParticipantId) ?? 'id',
  )
}

describe('a vote', () => {
  it('[VOT1] is put to everyone inside, one at a time, and numbered', () => {
    const { harness, an, open, close, host } = sitting()
    const effects = open()
    assert.deepEqual(audits(effects), ['vote.opened'])
    assert.ok(inbox(effects, an).some(({ name }) => name === 'vote'))
    assert.throws(() => open({}, NEXT), code('vote_running'))
    close()
    harness.do(harness.room.votes.open(host, question(), NEXT, harness.now))
    assert.deepEqual(
      shown(harness, an).votes.map(({ number, state }) => [number, state]),
      [
        [1, 'closed'],
        [2, 'open'],
      ],
    )
  })

  it('[VOT2] is for accounts and invitees, and for guests only if the host allows it', () => {
    const { harness, khach, open, cast, close, host } = sitting()
    open()
    assert.equal(vote(harness, host).entitled, 3)
    assert.equal(shown(harness, khach).ballot?.entitled, false)
    assert.throws(() => cast(khach, '100'), code('not_entitled'))
    close()
    open({ guests: true }, NEXT)
    cast(khach, '100', NEXT)
    assert.deepEqual([vote(harness, host, 1).entitled, vote(harness, host, 1).voted], [4, 1])
  })

  it('[VOT2] includes people admitted while it is open, but nobody before admission', () => {
    const { harness, host, open } = sitting()
    open()
    const late = harness.waiting('Muộn', account('late'))
    assert.equal(vote(harness, host).entitled, 3)
    const effects = harness.admit(host, [late])
    assert.deepEqual(
      writes(effects).map(({ what }) => what),
      ['roll'],
    )
    assert.equal(vote(harness, host).entitled, 4)
    assert.equal(shown(harness, late).ballot?.entitled, true)
  })

  for (const secret of [false, true]) {
    it(`[VOT2] gives each account and invite one ballot across seats (secret: ${secret})`, () => {
      const { harness, host, an, binh, open, cast } = sitting()
      open({ secret })
      cast(an, '100')
      const second = harness.guest(host, 'An ở máy khác', account('an'))
      assert.equal(shown(harness, second).ballot?.cast, true)
      cast(binh, '010')
      harness.do(harness.room.admission.leave(binh, harness.now))
      const back = harness.guest(host, 'Bình', invited('binh'))
      assert.equal(shown(harness, back).ballot?.cast, true)
      for (const again of [second, back]) {
        if (secret) assert.throws(() => cast(again, '001'), code('already_voted'))
        else cast(again, '001')
      }
      assert.deepEqual([vote(harness, host).entitled, vote(harness, host).voted], [3, 2])
    })
  }

  it('[VOT2] a guest who returns from the same browser cannot vote again', () => {
    const { harness, host, open, cast } = sitting()
    open({ secret: true, guests: true })
    const device = { deviceHash: 'one-browser' }
    const first = harness.guest(host, 'Khách A', device)
    cast(first, '100')
    harness.do(harness.room.admission.leave(first, harness.now))
    const again = harness.guest(host, 'Khách B', device)
    assert.throws(() => cast(again, '100'), code('already_voted'))
  })

  it('[VOT3] the quorum is fixed when the vote opens', () => {
    for (const [quorum, expected] of [
      [{ share: 'more_than_half' }, 2],
      [{ share: 'two_thirds' }, 2],
      [{ share: 'three_quarters' }, 3],
      [{ share: 'all' }, 3],
      [{ count: 7 }, 7],
      [null, null],
    ] as const) {
      const { harness, host, open } = sitting()
      open({ quorum })
      harness.guest(host, 'Muộn', account('late'))
      assert.equal(vote(harness, host).quorum, expected)
    }
  })

  it('[VOT4] a majority counts yes and no only; without quorum nothing is adopted', () => {
    assert.equal(outcome(['100', '001', '001']), 'adopted')
    assert.equal(outcome(['100', '010']), 'not_adopted')
    assert.equal(outcome([]), 'not_adopted')
    assert.equal(outcome(['100'], { quorum: { count: 2 } }), 'no_quorum')
    assert.equal(outcome(['100', '100', '010'], rule('two_thirds')), 'adopted')
    assert.equal(outcome(['100', '010'], rule('two_thirds')), 'not_adopted')
    assert.equal(outcome(['100'], rule('none')), null)
  })

  it('[VOT1] a ballot has exactly one mark, or at least one if several are allowed', () => {
    const { open, cast, an, close } = sitting()
    open()
    for (const marks of ['000', '110', '10', '1000', '111']) {
      assert.throws(() => cast(an, marks), code('invalid_input'), marks)
    }
    close()
    open({ subject: { kind: 'choices', choices: ['a', 'b'], several: true } }, NEXT)
    assert.throws(() => cast(an, '00', NEXT), code('invalid_input'))
    cast(an, '11', NEXT)
  })

  it('[VOT1] a ballot can be changed until the vote closes, by hand or by time', () => {
    const { harness, host, an, open, cast } = sitting()
    open({ minutes: 1 })
    cast(an, '100')
    cast(an, '010')
    assert.deepEqual(audits(harness.wait(60_000)), ['vote.closed'])
    assert.deepEqual(vote(harness, host).counts, [0, 1, 0])
    assert.throws(() => cast(an, '100'), code('vote_over'))
    assert.throws(() => cast(an, '100', NEXT), code('not_found'))
  })

  it('[VOT1] is over at its time, even before the next tick', () => {
    const { harness, an, open, cast } = sitting()
    open({ minutes: 1 })
    harness.now += 60_000
    assert.throws(() => cast(an, '100'), code('vote_over'))
  })

  it('[VOT1] is counted when the sitting ends; the next sitting sees none of it', () => {
    const { harness, host, an, binh, khach, open, cast } = sitting()
    open()
    cast(an, '100')
    for (const id of [host, an, binh, khach])
      harness.do(harness.room.admission.leave(id, harness.now))
    const [over, sittingOver] = writes(harness.effects).slice(-2)
    assert.ok(over?.what === 'over')
    assert.deepEqual(over.result.counts, [1, 0, 0])
    assert.equal(sittingOver?.what, 'sittingOver')
    assert.deepEqual(shown(harness, harness.host()).votes, [])
  })

  it('[VOT1] reveals no answers when canceled', () => {
    const { harness, host, an, open, cast } = sitting()
    open({ live: true })
    cast(an, '100')
    assert.deepEqual(vote(harness, host).counts, [1, 0, 0])
    const effects = harness.do(harness.room.votes.cancel(host, VOTE, harness.now))
    assert.deepEqual(audits(effects), ['vote.cancelled'])
    assert.equal(vote(harness, host).counts, null)
  })
})

describe('a secret vote', () => {
  it('[VOT5] writes nothing between opening and end, and then only counts', () => {
    const { harness, host, an, binh, open, cast, close } = sitting()
    const opening = open({ secret: true })
    const [opened] = writes(opening)
    assert.ok(opened?.what === 'opened')
    assert.deepEqual(opened.roll, [])
    const during = [cast(host, '100'), cast(an, '010'), cast(binh, '010')].flat()
    const late = harness.guest(host, 'Muộn', account('late'))
    assert.deepEqual(writes(during), [])
    assert.ok(during.every((effect) => effect.do === 'send'))
    const over = writes(close())
    assert.deepEqual(over, [
      {
        what: 'over',
        vote: VOTE,
        result: { how: 'closed', at: harness.now, entitled: 4, voted: 3, counts: [1, 2, 0] },
      },
    ])
    assert.equal(shown(harness, late).ballot, null)
  })

  it('[VOT5] no event, snapshot or effect depends on the choice until it is over', () => {
    assert.equal(story(['100', '010', '001']), story(['010', '100', '100']))
  })

  it('[VOT5] has no counts before its end, not even for moderators', () => {
    const { harness, host, an, open, cast } = sitting()
    open({ secret: true })
    cast(an, '100')
    const view = vote(harness, host)
    assert.deepEqual([view.counts, view.outcome, view.voted], [null, null, 1])
    const { ballot } = shown(harness, an)
    assert.deepEqual(ballot, { vote: VOTE, entitled: true, cast: true, marks: null })
  })

  it('[VOT6] needs three voters to open, and three ballots to reveal a result', () => {
    const harness = new RoomHarness()
    const host = harness.host()
    const an = harness.guest(host, 'An', account('an'))
    const secret = question({ secret: true })
    const open = () => harness.do(harness.room.votes.open(host, secret, VOTE, harness.now))
    assert.throws(open, code('too_few_voters'))
    harness.guest(host, 'Bình', invited('binh'))
    open()
    harness.do(harness.room.votes.cast(an, VOTE, '100', harness.now))
    const effects = harness.do(harness.room.votes.close(host, VOTE, harness.now))
    assert.equal(vote(harness, host).state, 'too_few')
    assert.ok(!JSON.stringify(effects).includes('[1,0,0]'))
  })
})

/** Any action in a meeting with a vote. */
const step = fc.record({
  who: fc.nat({ max: 4 }),
  does: fc.constantFrom('cast', 'cast', 'cast', 'leave', 'return', 'second', 'drop', 'connect'),
  answer: fc.nat({ max: 2 }),
})

describe('any course of a vote', () => {
  it('[VOT2] counts one ballot per voter who voted, and none twice', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), fc.array(step, { maxLength: 40 }), (...given) => {
        const [secret, guests, steps] = given
        const harness = new RoomHarness()
        const host = harness.host()
        const people: Partial<SeatRecord>[] = [
          account('a'),
          account('b'),
          invited('c'),
          invited('d'),
          { deviceHash: 'guest' },
        ]
        const seats = people.map((one) => [harness.guest(host, 'x', one)])
        const last = (who: number) => seats[who]?.at(-1)
        harness.do(harness.room.votes.open(host, question({ secret, guests }), VOTE, harness.now))
        const chosen = new Map<number, number>()
        for (const { who, does, answer } of steps) {
          const seat = last(who)
          const inside = seat !== undefined && harness.room.phaseOf(seat) === 'admitted'
          if (does === 'cast' && inside) {
            const marks = ['100', '010', '001'][answer] ?? ''
            const may = (guests || who !== 4) && !(secret && chosen.has(who))
            if (may) {
              harness.do(harness.room.votes.cast(seat, VOTE, marks, harness.now))
              chosen.set(who, answer)
            } else
              assert.throws(() =>
                harness.do(harness.room.votes.cast(seat, VOTE, marks, harness.now)),
              )
          }
          if (does === 'leave' && inside)
            harness.do(harness.room.admission.leave(seat, harness.now))
          // An account may move to another device; an invite may not while it is in use, and a
          // guest's browser has one ticket.
          if ((does === 'return' && !inside) || (does === 'second' && who < 2)) {
            seats[who]?.push(harness.guest(host, 'x', people[who]))
          }
          if (does === 'drop' && inside) harness.disconnect(seat)
          if (does === 'connect' && inside) harness.connect(seat)
        }
        const open = vote(harness, host)
        assert.equal(open.voted, chosen.size)
        assert.equal(open.entitled, guests ? 6 : 5)
        harness.do(harness.room.votes.close(host, VOTE, harness.now))
        const { counts, state, voted } = vote(harness, host)
        if (state === 'too_few') return assert.ok(chosen.size < 3 && counts === null)
        const expected = [0, 1, 2].map((a) => [...chosen.values()].filter((b) => b === a).length)
        assert.deepEqual(counts, expected)
        assert.equal(voted, chosen.size)
        return undefined
      }),
      { numRuns: 200 },
    )
  })
})
