import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ParticipantId, TrackId } from '#protocol/ids.ts'
import type { ParticipantView, Source, TrackView } from '#protocol/model.ts'
import type { Consent } from '#protocol/recording.ts'
import { ALL_OFF } from '../call/reduce.ts'
import { SIZE, sceneOf, voicesOf, wantedOf } from './scene.ts'

const id = (n: number) => `p${n}` as ParticipantId
const person = (n: number, consent: Consent | null = 'agreed', present = true) =>
  ({ id: id(n), name: `Người ${n}`, consent, present }) as ParticipantView
const track = (n: number, source: Source, paused = false): TrackView => ({
  id: `${source}${n}` as TrackId,
  participant: id(n),
  source,
  paused,
  carried: true,
})

function stateOf(
  participants: ParticipantView[],
  tracks: TrackView[],
  speaker: number | null = null,
) {
  const received = new Map(
    tracks.map((one) => [one.id, { id: one.id } as unknown as MediaStreamTrack]),
  )
  return {
    meeting: { title: 'Giao ban' } as Parameters<typeof sceneOf>[0]['meeting'],
    participants,
    tracks,
    received,
    own: ALL_OFF,
    self: id(0),
    speaker: speaker === null ? null : id(speaker),
    presentation: { documents: [], shown: null } as Parameters<typeof sceneOf>[0]['presentation'],
  }
}

describe('[REC3] the recorded scene', () => {
  it('contains only people who consented and are present', () => {
    const people = [person(0), person(1), person(2, 'refused'), person(3, null)]
    const away = person(4, 'agreed', false)
    const tracks = [1, 2, 3, 4].flatMap((n) => [track(n, 'camera'), track(n, 'microphone')])
    const now = stateOf([...people, away], tracks)
    assert.deepEqual(
      sceneOf(now).faces.map((face) => face.id),
      [id(0), id(1)],
    )
    assert.deepEqual(
      voicesOf(now).map((voice) => voice.id),
      ['microphone1'],
    )
    assert.deepEqual([...wantedOf(now).keys()], ['camera1'])
  })

  it('shows a shared screen large, but not one of a person without consent', () => {
    const tracks = [track(1, 'screen'), track(1, 'screen_audio')]
    const [screen] = sceneOf(stateOf([person(0), person(1)], tracks)).shared
    assert.equal(screen?.name, 'Người 1')
    assert.ok((screen?.box.width ?? 0) > SIZE.width / 2)
    const refused = stateOf([person(0), person(1, 'refused')], tracks)
    assert.deepEqual(sceneOf(refused).shared, [])
    assert.deepEqual(voicesOf(refused), [])
    assert.equal(wantedOf(refused).size, 0)
  })

  it('shows a document larger than a screen, but not one of a presenter without consent', () => {
    const document = { id: 'd1', name: 'Dự toán.pdf' }
    const look = { document: 'd1', page: 1, scale: 100, x: 5000, y: 5000 }
    const now = (consent: Consent | null, presenter: ParticipantId | null) => ({
      ...stateOf(
        [person(0), person(1, consent), person(2), person(3), person(4)],
        [track(0, 'screen')],
      ),
      presentation: {
        documents: [document],
        shown: { ...look, presenter },
      } as unknown as Parameters<typeof sceneOf>[0]['presentation'],
    })
    const { shared, faces } = sceneOf(now('agreed', id(1)))
    assert.deepEqual(
      shared.map(({ what, name }) => [what, name]),
      [
        ['document', 'Dự toán.pdf · Người 1'],
        ['screen', 'Người 0'],
      ],
    )
    const [page, screen] = shared.map(({ box }) => box)
    assert.ok((page?.width ?? 0) > 2 * (screen?.width ?? 0))
    assert.equal(faces.length, 3)
    assert.ok(faces.every(({ box }) => box.y > (screen?.y ?? 0)))
    assert.deepEqual(
      sceneOf(now('refused', id(1))).shared.map(({ what }) => what),
      ['screen'],
    )
    assert.equal(sceneOf(now('refused', null)).shared[0]?.name, 'Dự toán.pdf')
  })

  it('has room for whoever is speaking, and counts the people left out', () => {
    const people = Array.from({ length: 12 }, (_, n) => person(n))
    const scene = sceneOf(stateOf(people, [], 11))
    assert.equal(scene.faces.length, 9)
    assert.equal(scene.faces.at(-1)?.id, id(11))
    assert.equal(scene.more, 3)
  })

  it('stays within the frame for any number of people', () => {
    for (let count = 1; count <= 9; count += 1) {
      for (const tracks of [[], [track(0, 'screen')]]) {
        const people = Array.from({ length: count }, (_, n) => person(n))
        for (const { box } of sceneOf(stateOf(people, tracks)).faces) {
          assert.ok(box.x >= 0 && box.x + box.width <= SIZE.width)
          assert.ok(box.y >= 0 && box.y + box.height <= SIZE.height)
        }
      }
    }
  })
})
