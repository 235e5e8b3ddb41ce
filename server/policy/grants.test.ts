import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { MODES, ROLES, SOURCES } from '#protocol/model.ts'
import type { Mode, Role, Source } from '#protocol/model.ts'
import { grantFor } from './grants.ts'

/** The whole table, written out: mode, role, floor, share → what may be published. */
const speaking: Record<Mode, Record<Role, { floor: boolean; none: boolean }>> = {
  discussion: {
    host: { floor: true, none: true },
    cohost: { floor: true, none: true },
    participant: { floor: true, none: true },
  },
  conference: {
    host: { floor: true, none: true },
    cohost: { floor: true, none: true },
    participant: { floor: true, none: false },
  },
  lecture: {
    host: { floor: true, none: false },
    cohost: { floor: true, none: false },
    participant: { floor: true, none: false },
  },
}

describe('grants', () => {
  for (const mode of MODES) {
    for (const role of ROLES) {
      for (const floor of [true, false]) {
        for (const share of [true, false]) {
          const may = speaking[mode][role][floor ? 'floor' : 'none']
          const screen = role !== 'participant' || share
          const expected: Record<Source, boolean> = {
            microphone: may,
            camera: may,
            screen,
            screen_audio: screen,
          }
          const who = `${role}${floor ? ' with the floor' : ''}${share ? ' with a share grant' : ''}`
          it(`[FLR1] [SHR1] ${mode}: ${who}`, () => {
            const grant = grantFor(mode, { role, floor, share })
            for (const source of SOURCES) {
              assert.equal(grant.includes(source), expected[source], source)
            }
          })
        }
      }
    }
  }

  it('[REC5] no grant leads to a recording: there are only these four sources', () => {
    assert.deepEqual([...SOURCES], ['microphone', 'camera', 'screen', 'screen_audio'])
  })
})
