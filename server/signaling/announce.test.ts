import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { ParticipantId } from '#protocol/ids.ts'
import { ANNOUNCED_EVERY } from '../meeting/publish.ts'
import type { Effect, Follow, Message } from '../meeting/effects.ts'
import { RoomHarness, inbox } from '../meeting/testing.ts'
import { VOICES } from '../meeting/voices.ts'
import { joined } from './live-room.ts'
import { SIZES } from './pace.ts'
import { SignalingHarness } from './testing.ts'
import { Mirror } from './testing/mirror.ts'

/** A room with the host and so many guests, and what each of their pages shows. */
class Crowd {
  readonly harness = new RoomHarness()
  readonly host = this.harness.host()
  readonly ids: ParticipantId[]
  readonly mirrors = new Map<ParticipantId, Mirror>()
  #heard = 0
  #due: number | null = null

  constructor(guests = VOICES.grows + 3) {
    const names = Array.from({ length: guests }, (_, n) => `Khách ${n}`)
    this.ids = [this.host, ...names.map((name) => this.harness.guest(this.host, name))]
    for (const id of this.ids) this.mirrors.set(id, new Mirror())
    this.listen()
    this.wait(ANNOUNCED_EVERY)
    // So that nothing was told lately.
    this.wait(ANNOUNCED_EVERY)
  }

  /** Delivers what the room has said since. */
  listen(): void {
    const effects = this.harness.effects.slice(this.#heard)
    this.#heard = this.harness.effects.length
    for (const effect of effects) {
      if (effect.do === 'announce') this.#due ??= this.harness.now + ANNOUNCED_EVERY
      if (effect.do === 'enter') {
        const data = { ...effect.snapshot, media: { routerRtpCapabilities: {} } }
        this.mirrors.get(effect.id)?.hear({ name: 'snapshot', data })
      }
      if (effect.do !== 'send') continue
      // As on the wire, because a page keeps what it is given.
      const message = structuredClone(effect.message)
      for (const id of effect.to) this.mirrors.get(id)?.hear(message)
    }
  }

  wait(milliseconds: number): void {
    this.harness.now += milliseconds
    if (this.#due === null || this.harness.now < this.#due) return
    this.#due = null
    this.harness.do(this.harness.room.announce(this.harness.now))
    this.listen()
  }

  act(kind: (typeof KINDS)[number], n: number): void {
    const { harness, ids } = this
    const { room } = harness
    const id = ids[1 + (n % (ids.length - 1))] ?? assert.fail()
    if (room.phaseOf(id) !== 'admitted') return
    const microphone = room.tracks.trackOf(id, 'microphone')
    if (kind === 'away') harness.disconnect(id)
    else if (kind === 'back') harness.connect(id)
    else if (room.activeParticipant(id) === null) return
    else if (kind === 'hand') harness.do(room.chat.raiseHand(id, n % 2 === 0, harness.now))
    else if (kind === 'leave') harness.do(room.admission.leave(id, harness.now))
    else if (microphone === undefined) harness.publish(id, 'microphone')
    else if (kind === 'mute') {
      harness.do(room.tracks.pause(id, 'microphone', n % 3 === 0, harness.now))
    } else harness.do(room.tracks.unpublish(id, 'microphone', harness.now))
    this.listen()
  }
}
const KINDS = ['away', 'back', 'hand', 'leave', 'mute', 'unpublish'] as const

const names = (messages: readonly Message[]) => messages.map(({ name }) => name)
const raise = ({ harness, ids }: Crowd, n: number) =>
  harness.do(harness.room.chat.raiseHand(ids[n] ?? assert.fail(), true, harness.now))

describe('[QOS6] in a large room', () => {
  it('what changes within a tenth of a second is told together', () => {
    const crowd = new Crowd()
    const { harness, host } = crowd
    assert.deepEqual(names(inbox(raise(crowd, 1), host)), ['participant'])
    for (const n of [2, 3, 4]) assert.deepEqual(raise(crowd, n), [{ do: 'announce' }])
    harness.now += ANNOUNCED_EVERY
    const told = inbox(harness.room.announce(harness.now), host)
    assert.deepEqual(names(told), ['participant', 'participant', 'participant'])
    assert.deepEqual(harness.room.announce(harness.now), [])
  })

  it('what is rare is told at once', () => {
    const crowd = new Crowd()
    for (const n of [1, 2, 3]) {
      assert.deepEqual(names(inbox(raise(crowd, n), crowd.host)), ['participant'])
      crowd.harness.now += ANNOUNCED_EVERY
    }
  })

  it('who speaks now is told at once', () => {
    const crowd = new Crowd()
    const { harness, ids, host } = crowd
    const speaker = ids[1] ?? assert.fail()
    raise(crowd, 2)
    harness.publish(speaker, 'microphone')
    const told = inbox(harness.effects, host).filter(({ name }) => name === 'track')
    assert.deepEqual(
      told.map(({ data }) => data),
      [{ ...told[0]?.data, participant: speaker, carried: true }],
    )
  })

  it('the clock may be set back', () => {
    const crowd = new Crowd()
    raise(crowd, 1)
    assert.deepEqual(raise(crowd, 2), [{ do: 'announce' }])
    crowd.harness.now -= 3_600_000
    // The third is first in the queue by this clock, so that the others move.
    const told = inbox(raise(crowd, 3), crowd.host)
    assert.deepEqual(names(told), ['participant', 'participant', 'participant'])
  })

  it('who comes in sees themselves, and soon what everybody sees', () => {
    const action = fc.record({
      kind: fc.constantFrom(...KINDS),
      n: fc.nat(100),
      wait: fc.constantFrom(0, 0, 0, 1, 40, ANNOUNCED_EVERY),
    })
    fc.assert(
      fc.property(fc.array(action, { minLength: 1, maxLength: 60 }), (actions) => {
        const crowd = new Crowd()
        const { harness, host, mirrors } = crowd
        for (const { kind, n, wait } of actions) {
          crowd.wait(wait)
          crowd.act(kind, n)
          for (const { view } of mirrors.values()) {
            if (view !== null) assert(view.participants.some(({ id }) => id === view.self))
          }
        }
        crowd.wait(ANNOUNCED_EVERY)
        // A long time later, so that this is the whole truth.
        harness.now += 10 * ANNOUNCED_EVERY
        harness.connect(host)
        crowd.listen()
        const truth = mirrors.get(host)?.view
        for (const [id, { view }] of mirrors) {
          if (harness.room.activeParticipant(id) === null) continue
          assert.deepEqual(view?.participants, truth?.participants)
          assert.deepEqual(view?.tracks, truth?.tracks)
        }
      }),
      { numRuns: 40 },
    )
  })
})

it('[QOS6] a small room tells every change at once', () => {
  const crowd = new Crowd(VOICES.shrinks - 1)
  for (const n of [1, 2, 3]) {
    assert.deepEqual(names(inbox(raise(crowd, n), crowd.host)), ['participant'])
  }
})

it('[QOS6] messages in a row to the same people become one, in their order', () => {
  const people = ['a', 'b'].map((id) => id as ParticipantId)
  const said = fc.record({ others: fc.boolean(), volatile: fc.boolean(), other: fc.boolean() })
  fc.assert(
    fc.property(fc.array(said), (all) => {
      const others = [...people]
      const effects = all.map((one, n): Follow => {
        if (one.other) return { do: 'closeMedia', id: people[0] ?? assert.fail() }
        const message: Message = { name: 'handLowered', data: { name: `${n}` } }
        const to = one.others ? others : people
        return { do: 'send', to, message, ...(one.volatile ? { volatile: true } : {}) }
      })
      const after = joined(effects)
      const apart = after.flatMap((effect): Effect[] =>
        effect.do === 'sendJoined'
          ? effect.messages.map((message) => ({ do: 'send', to: effect.to, message }))
          : [effect],
      )
      assert.deepEqual(apart, effects)
      for (const [n, effect] of after.entries()) {
        const next = after[n + 1]
        if (effect.do !== 'send' || effect.volatile || next?.do !== 'send') continue
        assert(next.volatile === true || next.to !== effect.to)
      }
    }),
  )
})

it('[QOS6] everybody in a large room hears everything, and changes cost what they cost', async () => {
  const harness = await SignalingHarness.open()
  try {
    const host = await harness.host()
    const guests = []
    while (guests.length < VOICES.grows) guests.push(await harness.guest(host))
    const [first, second] = guests
    assert(first && second)
    await Promise.all(guests.map((guest) => guest.ok('hand.raise', { raised: true })))
    for (const listener of [host, second]) {
      await listener.until(
        () =>
          new Set(
            listener.heard.flatMap(({ name, data }) =>
              name === 'participant' && data.hand !== null ? [data.id] : [],
            ),
          ).size >=
          guests.length - 1,
      )
    }
    const codes: string[] = []
    for (let n = 0; n <= SIZES.notice.capacity; n += 1) {
      codes.push(await first.code('hand.raise', { raised: n % 2 === 1 }))
    }
    assert(codes.includes('rate_limited'))
  } finally {
    await harness.close()
  }
})
