import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { TrackId } from '#protocol/ids.ts'
import type { Call } from '../../../call/types.ts'
import { showAt } from './shown.ts'

it('requests a track in two windows at the larger height until neither shows it', () => {
  const asked: (number | null)[] = []
  const call = {
    show: (_: TrackId, height: number | null) => asked.push(height),
  } as unknown as Call
  const track = 't' as TrackId
  const [stage, floating] = [Symbol('stage'), Symbol('floating')]
  showAt(call, track, stage, 720)
  showAt(call, track, floating, 180)
  showAt(call, track, stage, null)
  showAt(call, track, floating, null)
  assert.deepEqual(asked, [720, 720, 180, null])
})
