import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { REQUEST_NAMES } from '#protocol/messages.ts'
import { MODES, ROLES } from '#protocol/model.ts'
import type { Role } from '#protocol/model.ts'
import { RULES, authorize } from './authorize.ts'
import type { Action } from './authorize.ts'

const RANK = { participant: 0, cohost: 1, host: 2 }
const LEADERS: Role[] = ['host', 'cohost']
const actions = Object.keys(RULES) as Action[]

/** Written independently of the table under test: who may do what to whom. */
const onlyHost = new Set<Action>([
  'cohost.add',
  'cohost.remove',
  'host.handOver',
  'spotlight.set',
  'spotlight.clear',
  'meeting.prolong',
  'meeting.end',
  'document.keep',
  'recording.ask',
  'recording.begin',
  'keys.establish',
])
const below = new Set<Action>([
  'lobby.return',
  'participant.remove',
  'share.grant',
  'present.grant',
  'cohost.add',
  'cohost.remove',
  'host.handOver',
])
const notAbove = new Set<Action>([
  'participant.mute',
  'participant.cameraOff',
  'share.revoke',
  'present.revoke',
])
const speakers: Action[] = ['floor.pass', 'speakers.remove', 'speakers.move']
const anyone = new Set<Action>([
  'hand.lower',
  'floor.give',
  'floor.take',
  'spotlight.set',
  ...speakers,
])
const floors = new Set<Action>(['floor.give', 'floor.take', 'speakers.add', ...speakers])

describe('authorize: role x action x target x mode', () => {
  for (const action of actions) {
    it(`[FLR1] ${action}`, () => {
      for (const mode of MODES) {
        for (const actor of ROLES) {
          for (const target of ROLES) {
            const answer = authorize(
              action,
              { id: 'a', role: actor },
              { id: 'b', role: target, kind: 'account' },
              mode,
            )
            const rightRole = (onlyHost.has(action) ? ['host'] : LEADERS).includes(actor)
            const reached = below.has(action)
              ? RANK[target] < RANK[actor]
              : notAbove.has(action)
                ? RANK[target] <= RANK[actor]
                : true
            const rightMode = !floors.has(action) || mode !== 'discussion'
            const allowed = rightRole && reached && rightMode
            assert.equal(answer === null, allowed, `${actor} on ${target} in ${mode}: ${answer}`)
          }
        }
      }
    })
  }

  it('a person who is not in the room cannot be acted on', () => {
    for (const action of [...below, ...notAbove, ...anyone]) {
      const answer = authorize(action, { id: 'a', role: 'host' }, undefined, 'conference')
      assert.equal(answer, 'target_gone')
    }
  })

  it('[ADM1] a meeting can be handed over to accounts only', () => {
    const guest = { id: 'b', role: 'participant', kind: 'guest' } as const
    const answer = authorize('host.handOver', { id: 'a', role: 'host' }, guest, 'discussion')
    assert.equal(answer, 'account_needed')
  })

  it('every action is a request of the contract', () => {
    const names = new Set<string>(REQUEST_NAMES)
    for (const action of actions) assert.ok(names.has(action), action)
  })
})
