import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ParticipantId } from '#protocol/ids.ts'
import { NO_VOICES, VOICES, carried, decide } from './voices.ts'
import type { Measured, Voices } from './voices.ts'

const IDS = Array.from({ length: 40 }, (_, n) => ParticipantId.parse(String(n).padStart(22, '0')))
const id = (n: number): ParticipantId => IDS[n] ?? assert.fail()

type Some = {
  now?: number
  seats?: number
  on?: number[]
  levels?: [number, number][]
  next?: number[]
}

/** Forty microphones, of which those named are on. */
function room({ now = 0, seats = 100, on = [], levels = [], next = [] }: Some): Measured {
  return {
    now,
    seats,
    voices: IDS.map((each, n) => ({ id: each, on: on.includes(n) })),
    levels: new Map(levels.map(([n, level]) => [id(n), level])),
    next: next.map(id),
  }
}
const upTo = (n: number): number[] => Array.from({ length: n }, (_, k) => k)
const numbers = (voices: Voices): number[] =>
  [...carried(voices)].map((each) => IDS.indexOf(each)).toSorted((a, b) => a - b)
const after = (...steps: Some[]): Voices =>
  steps.reduce((voices, step) => decide(voices, room(step)), NO_VOICES)

test('[QOS5] a small room carries every voice, on or not', () => {
  assert.deepEqual(numbers(after({ seats: 30, on: [3] })), upTo(40))
})

test('[QOS5] a large room carries those that are on', () => {
  assert.deepEqual(numbers(after({ seats: 31, on: [3, 7] })), [3, 7])
  assert.deepEqual(numbers(after({ on: [3, 7] }, { on: [7] })), [7])
})

test('[QOS5] a room at the limit does not change with each who comes and goes', () => {
  assert.equal(after({ seats: 31 }, { seats: 26 }).large, true)
  assert.equal(after({ seats: 31 }, { seats: 25 }).large, false)
  assert.equal(after({ seats: 31 }, { seats: 25 }, { seats: 30 }).large, false)
})

test('[QOS5] of more than twelve that speak, the loudest are carried', () => {
  const levels = upTo(20).map((n): [number, number] => [n, -60 + n])
  assert.deepEqual(numbers(after({ on: upTo(20), levels })), upTo(20).slice(8))
})

test('[QOS5] who speaks next is carried before they turn on, and before the loudest', () => {
  const levels = upTo(20).map((n): [number, number] => [n, -60 + n])
  const voices = after({ on: upTo(20), levels }, { now: 100, on: upTo(20), levels, next: [39, 0] })
  assert.deepEqual(numbers(voices), [0, ...upTo(20).slice(10), 39])
})

test('[QOS5] at most four are carried because they are next', () => {
  assert.deepEqual(numbers(after({ next: [9, 9, 8, 7, 6, 5] })), [6, 7, 8, 9])
})

test('[QOS5] a voice takes the place of one silent for two seconds', () => {
  const full: Some = { on: upTo(13), levels: upTo(12).map((n): [number, number] => [n, -30]) }
  const speaking = upTo(11).map((n): [number, number] => [n, -30])
  const late = (now: number) => after(full, { ...full, now, levels: [...speaking, [12, -34]] })
  assert.deepEqual(numbers(late(1999)), upTo(12))
  assert.deepEqual(numbers(late(2000)), [...upTo(11), 12])
})

test('[QOS5] a voice replaces one that speaks only if it is clearly louder', () => {
  const levels = upTo(12).map((n): [number, number] => [n, -30])
  const full: Some = { on: upTo(13), levels }
  const against = (now: number, level: number) =>
    numbers(after(full, { ...full, now, levels: [...levels, [12, level]] })).includes(12)
  assert.equal(against(2000, -25), false)
  assert.equal(against(2000, -24), true)
  assert.equal(against(1999, 0), false)
})

test('[QOS5] turning on and off again and again takes no place from who was heard lately', () => {
  const levels = upTo(12).map((n): [number, number] => [n, -30])
  let voices = after({ on: upTo(12), levels })
  for (let now = 100; now < 10_000; now += 100) {
    voices = decide(voices, room({ now, on: upTo(now % 200 === 0 ? 12 : 13) }))
    assert.deepEqual(numbers(voices), upTo(12))
  }
})

test('[QOS5] who turns on gets the place of one silent for ten seconds, at once', () => {
  const levels = upTo(12).map((n): [number, number] => [n, -30])
  const others: Some = { now: 10_000, on: upTo(12), levels: levels.slice(1) }
  const voices = after({ on: upTo(12), levels }, others, { ...others, on: upTo(13) })
  assert.deepEqual(numbers(voices), upTo(13).slice(1))
})

const someRooms = fc.array(
  fc.record({
    wait: fc.integer({ min: 0, max: 4000 }),
    seats: fc.constantFrom(10, 25, 26, 30, 31, 100),
    on: fc.uniqueArray(fc.nat(39)),
    levels: fc.array(fc.tuple(fc.nat(39), fc.integer({ min: -127, max: 0 }))),
    next: fc.array(fc.nat(39), { maxLength: 6 }),
  }),
  { maxLength: 12 },
)

test('[QOS5] whatever happens: never too many, never one that is off, and who is next is there', () => {
  fc.assert(
    fc.property(someRooms, (steps) => {
      let voices = NO_VOICES
      let now = 0
      for (const step of steps) {
        now += step.wait
        const measured = room({ ...step, now })
        const before = voices
        voices = decide(voices, measured)
        const now12 = new Set(numbers(voices))
        if (!voices.large) {
          assert.equal(now12.size, IDS.length)
          continue
        }
        const first = [...new Set(step.next)].slice(0, VOICES.prepared)
        assert.ok(now12.size <= VOICES.most)
        assert.ok(first.every((n) => now12.has(n)))
        assert.ok([...now12].every((n) => step.on.includes(n) || first.includes(n)))
        // No place stays empty while somebody's microphone is on.
        const could = new Set([...step.on, ...first]).size
        assert.equal(now12.size, Math.min(VOICES.most, could))
        // Asked again at the same moment, the answer is the same.
        assert.deepEqual(carried(decide(voices, measured)), carried(voices))
        if (before.large) {
          const gone = numbers(before).filter((n) => !now12.has(n) && step.on.includes(n))
          const came = [...now12].filter((n) => !numbers(before).includes(n))
          assert.ok(gone.length <= came.length)
        }
      }
    }),
  )
})
