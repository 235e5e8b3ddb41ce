import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { LiveMeetings } from '../meeting/records.ts'
import { Refusal } from '#protocol/errors.ts'
import { accountId, meetingId } from '../store/fixtures.ts'
import type { Bus } from './bus.ts'
import { liveEverywhere } from './live.ts'

const [id, account] = [meetingId('giaoban'), accountId('lan')]
const METHODS = [
  'activeParticipant',
  'enter',
  'passwordRenewed',
  'contain',
  'end',
  'wrongPasswords',
  'blockLifted',
  'invitesMade',
  'inviteRevoked',
  'invitedOnly',
  'putKeys',
  'readKeys',
] as const

const nothing = async (): Promise<null> => null

/** Rooms that record their calls, and a bus that does. */
function setting(owner: { node: string; present: boolean } | null, answers = true) {
  const here: string[] = []
  const there: string[] = []
  const note = (what: string) => async () => {
    here.push(what)
    return what === 'occupancy' ? new Map([[id, { participants: 1, waiting: 0 }]]) : null
  }
  const names = [...METHODS, 'occupancy', 'accountDisabled']
  const local = Object.fromEntries(names.map((name) => [name, note(name)])) as never
  let serve: Parameters<Bus['answers']>[0] = nothing
  const bus: Bus = {
    answers: (work) => void (serve = work),
    async ask(node, what) {
      there.push(`${node} ${what}`)
      if (!answers) throw new Refusal('busy', 1)
      return what === 'occupancy' ? [[meetingId('kia'), { participants: 2, waiting: 1 }]] : null
    },
  }
  const where = { owner: async () => owner, others: async () => ['b', 'c'] }
  return { live: liveEverywhere(local, where, bus), here, there, serve: () => serve }
}

const call = (live: LiveMeetings, name: (typeof METHODS)[number]): Promise<unknown> => {
  const method = live[name].bind(live) as (...args: unknown[]) => Promise<unknown>
  return name === 'enter' ? method({ meetingId: id }) : method(id)
}

describe('rooms across nodes', () => {
  it('are called locally, or on the node that owns them', async () => {
    const [mine, theirs] = [setting(null), setting({ node: 'b', present: true })]
    for (const name of METHODS) {
      await call(mine.live, name)
      await call(theirs.live, name)
    }
    assert.deepEqual([mine.here, mine.there], [[...METHODS], []])
    assert.deepEqual([theirs.here, theirs.there], [[], METHODS.map((name) => `b ${name}`)])
  })

  it('[SES] calls fail if a disconnected owner may have missed them', async () => {
    const { live, here } = setting({ node: 'b', present: false }, false)
    const refused = METHODS.filter((name) => !['enter', 'contain', 'end'].includes(name))
    for (const name of refused) await assert.rejects(call(live, name), { code: 'busy' })
    // These open the room, so they wait until no other node owns it.
    for (const name of ['enter', 'contain', 'end'] as const) await call(live, name)
    assert.deepEqual(here, ['enter', 'contain', 'end'])
  })

  it('[SES] all nodes are told of a disabled account before the call returns', async () => {
    const { live, here, there } = setting(null)
    await live.accountDisabled(account)
    assert.deepEqual(
      [here, there],
      [['accountDisabled'], ['b accountDisabled', 'c accountDisabled']],
    )
    await assert.rejects(setting(null, false).live.accountDisabled(account), { code: 'busy' })
  })

  it('are counted together, except those of nodes that do not answer', async () => {
    assert.deepEqual([...(await setting(null).live.occupancy()).keys()], [id, meetingId('kia')])
    assert.deepEqual([...(await setting(null, false).live.occupancy()).keys()], [id])
  })

  it('execute only the methods in the contract for other nodes', async () => {
    const { serve, here } = setting(null)
    assert.deepEqual(await serve()('occupancy', []), [[id, { participants: 1, waiting: 0 }]])
    await serve()('end', [id, account])
    assert.deepEqual(here, ['occupancy', 'end'])
    for (const what of ['constructor', 'close', 'room', 'abandon']) {
      await assert.rejects(serve()(what, []))
    }
  })
})
