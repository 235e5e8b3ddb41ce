import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { ParticipantView } from '#protocol/model.ts'
import { person } from '../../../media/testing.ts'
import { handsOf, speakingOf, upcoming } from './agenda.ts'

const [a, b, c, d] = [
  { ...person('a'), hand: 2 },
  person('b'),
  { ...person('c'), hand: 1 },
  person('d'),
]
const names = (people: { name: string }[]) => people.map(({ name }) => name)
const scene = (list: ParticipantView[], floors: ParticipantView[] = []) => ({
  participants: [a, b, c, d],
  speakers: {
    list: list.map(({ id }) => id),
    floors: floors.map(({ id }) => ({ id, since: 1 })),
    spent: null,
  },
})

it('[FLR2] lists the speakers first, then the raised hands in order, each person once', () => {
  assert.deepEqual(names(handsOf(scene([]))), names([c, a]))
  assert.deepEqual(names(upcoming(scene([]))), names([c, a]))
  assert.deepEqual(names(upcoming(scene([d, a]))), names([d, a, c]))
})
it('[FLR2] leaves out the current speakers and people who have left', () => {
  assert.deepEqual(names(upcoming(scene([d], [c]))), names([d, a]))
  const gone = person('gone')
  assert.deepEqual(names(upcoming(scene([gone, b]))), names([b, c, a]))
  assert.deepEqual(speakingOf(scene([], [gone, b])), [{ person: b, since: 1 }])
})
