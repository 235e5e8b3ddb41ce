import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { ParticipantId, TrackId } from '#protocol/ids.ts'
import type { Effect } from './effects.ts'
import { RoomHarness, inbox } from './testing.ts'
import { VOICES } from './voices.ts'

type Voice = { id: ParticipantId; track: TrackId }

/** A room with so many guests, who all have their microphones on until they mute them. */
function crowd(guests: number) {
  const harness = new RoomHarness()
  const host = harness.host()
  const voices = Array.from({ length: guests }, (_, n): Voice => {
    const id = harness.guest(host, `Khách ${n}`)
    return { id, track: harness.publish(id, 'microphone') }
  })
  const voice = (n: number): Voice => voices[n] ?? assert.fail()
  const mute = (n: number, paused = true) =>
    harness.do(harness.room.tracks.pause(voice(n).id, 'microphone', paused, harness.now))
  const measured = (...loud: [n: number, level: number][]) => {
    const levels = new Map(loud.map(([n, level]) => [voice(n).id, level]))
    return harness.do(harness.room.voices.measured(levels, harness.now))
  }
  /** Who is carried, as the snapshot says for whoever enters now. */
  const carried = () => {
    const entered = harness.connect(host).effects.find((effect) => effect.do === 'enter')
    const tracks = entered?.snapshot.tracks ?? assert.fail()
    const ids = new Set(tracks.filter((track) => track.carried).map(({ id }) => id))
    return voices.flatMap(({ track }, n) => (ids.has(track) ? n : []))
  }
  return { harness, host, voices, voice, mute, measured, carried }
}

/** What the media plane was told to carry last; undefined: nothing new. */
const toldTo = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.do === 'carry' ? [effect.voices] : [])).at(-1)

it('[QOS5] up to thirty people hear every voice, muted or not', () => {
  const { harness, mute, carried } = crowd(VOICES.grows - 1)
  mute(3)
  assert.equal(carried().length, VOICES.grows - 1)
  assert.equal(toldTo(harness.effects), undefined)
})

it('[QOS5] more people hear twelve voices, and media plane and pages agree on which', () => {
  const { harness, voices, mute, carried, voice, host } = crowd(VOICES.grows)
  assert.equal(carried().length, VOICES.most)
  const told = toldTo(harness.effects) ?? assert.fail('nothing told')
  assert.deepEqual(new Set(told), new Set(carried().map((n) => voice(n).track)))
  for (const n of voices.keys()) mute(n)
  assert.deepEqual(carried(), [])
  // One message says both, that somebody has unmuted and that there is something to receive.
  const effects = mute(20, false)
  assert.deepEqual(toldTo(effects), [voice(20).track])
  const [news] = inbox(effects, host)
  assert(news?.name === 'track')
  assert.deepEqual([news.data.paused, news.data.carried], [false, true])
})

it('[QOS5] a room that becomes small again carries all', () => {
  const { harness, voices, voice, carried } = crowd(VOICES.grows)
  for (let n = VOICES.shrinks - 1; n < voices.length; n++)
    harness.do(harness.room.admission.leave(voice(n).id, harness.now))
  assert.equal(toldTo(harness.effects), null)
  assert.equal(carried().length, VOICES.shrinks - 1)
})

it('[QOS5] whoever is heard takes the place of somebody silent, and nothing is told until then', () => {
  const { harness, voice, measured, carried } = crowd(VOICES.grows)
  const first = carried()
  const late = 29
  assert(!first.includes(late))
  const loud = first.slice(1).map((n): [number, number] => [n, -30])
  assert.deepEqual(measured(...loud), [])
  harness.now += VOICES.hold
  const effects = measured(...loud, [late, -30])
  assert.deepEqual(carried(), [...first.slice(1), late])
  assert(toldTo(effects)?.includes(voice(late).track))
  assert.deepEqual(measured(...loud, [late, -30]), [])
})

it('[QOS5, FLR2] whoever has the floor or is next on the list is carried before they unmute', () => {
  const { harness, host, voices, voice, mute, carried } = crowd(VOICES.grows)
  for (const n of voices.keys()) mute(n)
  harness.do(harness.room.speakers.add([voice(7).id], harness.now))
  assert.deepEqual(carried(), [7])
  harness.do(harness.room.floor.give(host, voice(9).id, harness.now))
  assert.deepEqual(carried(), [7, 9])
})

it('[QOS5, FLR1] a mute by the host holds whatever is carried', () => {
  const { harness, host, voice, carried } = crowd(VOICES.grows)
  const [n = -1] = carried()
  const effects = harness.do(harness.room.moderation.mute(host, voice(n).id, harness.now))
  assert(effects.some((effect) => effect.do === 'pauseTrack' && effect.paused))
  assert(!carried().includes(n))
})
