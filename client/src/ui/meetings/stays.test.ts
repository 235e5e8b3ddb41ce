import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Stay } from '#protocol/http.ts'
import { attendees, minutes } from './stays.ts'

const stay = (person: number, joinedAt: number, leftAt: number | null): Stay => ({
  person,
  name: `${person}`,
  position: null,
  kind: 'guest',
  joinedAt,
  leftAt,
})
const found = (stays: Stay[], now: number) =>
  attendees(stays, now).map(({ person, inside, ms }) => [person, inside, ms])

it('sums the stays of each person and counts an open stay up to now', () => {
  const stays = [stay(0, 100, 200), stay(1, 110, 130), stay(0, 300, null)]
  assert.deepEqual(found(stays, 350), [
    [0, true, 150],
    [1, false, 20],
  ])
})
it('counts overlapping time once and nothing before the start', () => {
  assert.deepEqual(found([stay(0, 100, 200), stay(0, 150, 180), stay(0, 190, 250)], 999), [
    [0, false, 150],
  ])
  assert.deepEqual(found([stay(0, 500, null)], 400), [[0, true, 0]])
})
it('rounds to whole minutes', () => {
  assert.deepEqual([0, 29_999, 30_000, 90_000].map(minutes), [0, 0, 1, 2])
})
