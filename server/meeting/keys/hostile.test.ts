import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { MLS_LIMITS } from '#protocol/mls.ts'
import type { GroupId, Payload } from '#protocol/mls.ts'
import type { KeyEffect } from './group.ts'
import { Keys } from './keys.ts'
import { commitIn, hashOf, here, idOf, inline, newGroupId, offerFor } from './testing.ts'
import type { Somebody } from './testing.ts'

/** Requests that parse, by anybody and about anybody, in any order. */
type Attempt = { what: number; by: number; whom: number[]; off: number; bytes: number }
const attempt: fc.Arbitrary<Attempt> = fc.record({
  what: fc.nat(14),
  // Often those who lead, and about those who do not: most else is refused at once.
  by: fc.oneof({ weight: 4, arbitrary: fc.nat(2) }, fc.nat(39)),
  whom: fc.uniqueArray(
    fc.oneof({ weight: 20, arbitrary: fc.integer({ min: 8, max: 39 }) }, fc.nat(39)),
    { maxLength: 20 },
  ),
  off: fc.constantFrom(0, 0, 0, 0, -1, 1, 70),
  bytes: fc.constantFrom(1, 30_000, 200_000, MLS_LIMITS.blobBytes),
})

const at = (i: number) => idOf(`${i}`)
const NOBODY = { entering: new Set<ParticipantId>(), promoting: new Set<ParticipantId>() }

class Crowd {
  readonly keys = new Keys()
  readonly people = new Map<ParticipantId, Somebody>(
    Array.from({ length: 30 }, (_, i) => [
      at(i),
      here(i === 0 ? 'host' : i < 8 ? 'cohost' : 'participant'),
    ]),
  )
  readonly waiting = new Set(Array.from({ length: 10 }, (_, i) => at(30 + i)))
  now = 1_000_000

  try(one: Attempt): void {
    this.now += one.bytes % 977
    try {
      const effects = this.#attempt(one)
      this.#check([...effects, ...this.keys.settle(this.people, this.now)])
    } catch (error) {
      // Whatever is not a refusal is a bug.
      if (!(error instanceof Refusal)) throw error
    }
  }

  get #group(): { id: GroupId; epoch: number } {
    return this.keys.group ?? { id: newGroupId(), epoch: 0 }
  }

  #attempt({ what, by, whom, off, bytes }: Attempt): readonly KeyEffect[] {
    const { keys, people, now } = this
    const who = at(by)
    const ids = whom.map(at)
    const { id: group, epoch } = this.#group
    switch (what) {
      case 0:
        return keys.found(who, { group: newGroupId(), notice: off ? 'AAAA' : null }, people, now)
      case 1:
      case 2:
        // The edge lets only those offer who wait or are inside.
        return ids.flatMap((one) =>
          keys.offer(one, {
            ...offerFor(off === 70 ? newGroupId() : group),
            commitment: bytes === 1 ? null : 'c'.repeat(43),
          }),
        )
      case 3: {
        const roster = off === 1 ? null : { seats: [who, ...ids], leaders: [who] }
        const transcript = 'a'.repeat(43)
        return keys.claim(
          who,
          { group, epoch: Math.max(0, epoch + off), transcript, roster },
          people,
          now,
        ).effects
      }
      case 4:
        if (off === 0) return ids.flatMap((one) => keys.decline(who, one, people))
        for (const one of ids) keys.challenge(who, { id: one, n: `${bytes}` })
        for (const one of ids) assert.ok(people.has(keys.reveal(one, `${off}`, people)))
        return []
      case 5:
        void keys.put(who, Buffer.alloc(bytes, by), people, now)
        return []
      case 6:
        void keys.replay(who, epoch + off, people)
        keys.joined(who)
        return keys.reached(who, { group, epoch: epoch + off }, people)
      case 7:
        // Some leaders stay, or everything would be refused soon.
        if (by < 3) return []
        keys.gone(who)
        people.delete(who)
        if (by >= 8) this.waiting.add(who)
        return []
      default:
        return this.#commit(who, ids, { off, bytes })
    }
  }

  #commit(by: ParticipantId, ids: ParticipantId[], { off, bytes }: { off: number; bytes: number }) {
    const { keys, people, now } = this
    const { id, epoch } = this.#group
    const add = ids.flatMap((one) => {
      const offer = keys.offerOf(one)
      return offer ? [{ id: one, keyPackage: hashOf(offer) }] : []
    })
    const remove = off === 1 ? ids.filter((one) => !people.has(one) && keys.member(one)) : []
    const change = commitIn(
      { id, epoch: Math.max(0, off > 1 ? epoch + off : epoch) },
      {
        add: off === 1 ? [] : add,
        remove,
        leaders: off === -1 ? [by, ...ids.filter((one) => one !== by)].slice(0, 32) : null,
        commit: this.#payload(by, bytes),
        invitation:
          off !== 1 && add.length > 0
            ? { welcome: this.#payload(by, 2000), tree: this.#payload(by, bytes) }
            : null,
      },
    )
    const entering = new Set(add.map(({ id: one }) => one).filter((one) => this.waiting.has(one)))
    const judged = keys.judge(by, change, people, { ...NOBODY, entering })
    for (const one of entering) people.set(one, here())
    for (const one of entering) this.waiting.delete(one)
    return keys.take(judged, people, now).effects
  }

  #payload(by: ParticipantId, bytes: number): Payload {
    if (bytes <= 2000) return inline(bytes)
    const blob = Buffer.alloc(bytes, by)
    return { hash: this.keys.put(by, blob, this.people, this.now), bytes }
  }

  #check(effects: readonly KeyEffect[]): void {
    for (const { to } of effects)
      for (const id of to) assert.ok(this.people.has(id), 'only those inside are told anything')
    const { offers, claims, members, log, invitations, blobs } = this.keys.held
    assert.ok(offers <= 40 && claims <= MLS_LIMITS.leaders && members <= MLS_LIMITS.seats)
    assert.ok(log.entries <= MLS_LIMITS.logEntries && log.bytes <= MLS_LIMITS.logBytes)
    assert.ok(invitations.count <= MLS_LIMITS.invitations)
    assert.ok(invitations.bytes <= MLS_LIMITS.invitationBytes)
    assert.ok(blobs.drafts <= MLS_LIMITS.draftBytes && blobs.held <= log.bytes + invitations.bytes)
  }
}

describe('whatever browsers send', () => {
  it('is taken or refused, and what is kept stays within its limits', () => {
    fc.assert(
      fc.property(fc.array(attempt, { minLength: 20, maxLength: 200 }), (attempts) => {
        const crowd = new Crowd()
        crowd.try({ what: 0, by: 0, whom: [], off: 0, bytes: 1 })
        for (const one of attempts) crowd.try(one)
      }),
      { numRuns: Number(process.env['HISTORIES'] ?? 30) },
    )
  })
})
