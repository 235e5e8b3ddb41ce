import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { opaque } from '#protocol/testing.ts'
import { accountId, seedAccount } from '../store/fixtures.ts'
import type { Store } from '../store/store.ts'
import { memoryAndStore } from './testing/durable.ts'
import { rightsOf } from './testing/rights.ts'
import { KEYS, recording, wanted } from './testing/scenes-of-things.ts'
import { Sitting, track } from './testing/sitting.ts'

/** Holds transactions until `letGo`. `reached` resolves when the first one is waiting. */
function slow(store: Store): { reached: Promise<void>; letGo: () => void } {
  const transaction = store.transaction.bind(store)
  const reached = Promise.withResolvers<void>()
  const opened = Promise.withResolvers<void>()
  store.transaction = async (work) => {
    reached.resolve()
    await opened.promise
    return transaction(work)
  }
  return { reached: reached.promise, letGo: opened.resolve }
}

const opened = async () => {
  const sitting = await Sitting.open()
  return Object.assign(sitting, { [Symbol.asyncDispose]: () => sitting.close() })
}

it('[AUD] a slow store delays no message, hand, page, microphone, or pause', async () => {
  await using sitting = await opened()
  const { ids, clients } = sitting
  await sitting.ok('host', 'document.blank', {})
  await sitting.ok('guest', 'transport.open', { direction: 'send' })
  await sitting.settled()
  const { reached, letGo } = slow(sitting.store)
  const granting = sitting.ask('host', 'share.grant', { id: ids.guest })
  await reached
  await sitting.ok('guest', 'chat.send', { sealed: opaque('vẫn họp') })
  await sitting.ok('guest', 'hand.raise', { raised: true })
  await sitting.ok('guest', 'track.publish', track('microphone'))
  await sitting.ok('guest', 'track.pause', { source: 'microphone', paused: true })
  const document = sitting.view().presentation.shown?.document ?? assert.fail('nothing is shown')
  await sitting.ok('host', 'document.turn', { document, page: 2, scale: 100, x: 0, y: 0 })
  await clients.lan.until(() => {
    const { chat, participants, tracks, presentation } = sitting.view('lan')
    const raised = participants.some(({ id, hand }) => id === ids.guest && hand === 1)
    return chat.length === 1 && raised && tracks[0]?.paused && presentation.shown?.page === 2
  })
  assert.equal(sitting.tracks('guest')[0]?.paused, true)
  letGo()
  assert.equal(await granting, 'ok')
})

type Meeting = {
  title: string
  prepare?: (sitting: Sitting) => Promise<unknown>
  gives: (sitting: Sitting) => Promise<unknown>
  takes: (sitting: Sitting) => Promise<unknown>
  /** Rights that nobody may have at the end. */
  never: readonly string[]
}

const admit = (s: Sitting) => s.ask('host', 'lobby.admit', { ids: [s.ids.waiting] })
const comesAgain = (s: Sitting) =>
  s.harness.ticket({ deviceHash: 'guest', addressHash: 'guest' }).catch(() => 'refused')
const isIn = ['waiting is inside', 'waiting receives', 'waiting publishes microphone']

const MEETINGS: Meeting[] = [
  {
    title: '[ADM1] a co-host added and removed at once moderates nobody',
    gives: (s) => s.ask('host', 'cohost.add', { id: s.ids.guest }),
    takes: (s) => s.ask('host', 'cohost.remove', { id: s.ids.guest }),
    never: ['guest leads'],
  },
  {
    title: '[SHR1] a revoked grant shares nothing',
    gives: (s) => s.ask('host', 'share.grant', { id: s.ids.guest }),
    takes: (s) => s.ask('cohost', 'share.revoke', { id: s.ids.guest }),
    never: ['guest publishes screen'],
  },
  {
    title: '[DOC1] a revoked presenter right presents nothing',
    gives: (s) => s.ask('host', 'present.grant', { id: s.ids.guest }),
    takes: (s) => s.ask('cohost', 'present.revoke', { id: s.ids.guest }),
    never: ['guest presents'],
  },
  {
    title: '[ADM2] a meeting unlocked and locked at once is locked',
    prepare: (s) => s.ok('host', 'meeting.lock', { locked: true }),
    gives: (s) => s.ask('host', 'meeting.lock', { locked: false }),
    takes: (s) => s.ask('cohost', 'meeting.lock', { locked: true }),
    never: ['guest may knock', 'waiting may knock'],
  },
  {
    title: '[ADM2] a person admitted and refused at once is not inside',
    gives: admit,
    takes: (s) => s.ask('cohost', 'lobby.refuse', { id: s.ids.waiting, block: true }),
    never: [...isIn, 'waiting waits', 'waiting may knock'],
  },
  {
    title: '[SES] a person admitted while their account is disabled is not inside',
    prepare: async (s) => {
      const { id } = await seedAccount(s.store, 'waits')
      await s.knocksAnew({ accountId: id })
    },
    gives: admit,
    takes: (s) => s.harness.meetings.accountDisabled(accountId('waits')),
    never: [...isIn, 'waiting waits'],
  },
  {
    title: '[ADM6] a person admitted while the meeting ends is not inside',
    gives: admit,
    takes: (s) => s.ask('host', 'meeting.end', {}),
    never: [...isIn, 'waiting waits', 'guest is inside', 'waiting may knock'],
  },
  {
    title: '[ADM4] a person who returns while being removed gets no seat',
    gives: comesAgain,
    takes: (s) => s.ask('host', 'participant.remove', { id: s.ids.guest, block: false }),
    never: ['guest is inside', 'guest waits', 'guest may knock'],
  },
  {
    title: '[ADM6] a person who arrives while the meeting ends gets no seat',
    gives: comesAgain,
    takes: (s) => s.ask('host', 'meeting.end', {}),
    never: ['guest is inside', 'guest waits', 'guest may knock'],
  },
]

describe('[AUD] a revocation prevails over a grant that is being stored', () => {
  for (const { title, prepare, gives, takes, never } of MEETINGS) {
    it(title, async () => {
      await using sitting = await opened()
      await prepare?.(sitting)
      await sitting.settled()
      await bothAtOnce(sitting, gives, takes)
      const rights = await rightsOf(sitting)
      assert.deepEqual(
        never.filter((right) => rights.has(right)),
        [],
      )
      await sitting.settled()
      const { memory, store } = await memoryAndStore(sitting)
      assert.deepEqual(memory, store)
      assert.equal((await sitting.store.audit.verify()).ok, true)
    })
  }

  it('[REC4] a recording stopped while it starts does not run, and ends', async () => {
    await using sitting = await opened()
    await wanted(sitting)
    const keys = { ...recording(sitting), ...KEYS }
    await bothAtOnce(
      sitting,
      (s) => s.ask('host', 'recording.begin', keys),
      (s) => s.ask('cohost', 'recording.stop', {}),
    )
    assert.equal(sitting.view().meeting.recording?.state, 'off')
    assert.deepEqual(await sitting.store.recordings.running(), [])
    const logged = await sitting.logged()
    assert.ok(logged.indexOf('recording.started') < logged.lastIndexOf('recording.stopped'))
  })
})

/** Runs `takes` while the write of `gives` is pending. */
async function bothAtOnce(
  sitting: Sitting,
  gives: Meeting['gives'],
  takes: Meeting['takes'],
): Promise<void> {
  const { reached, letGo } = slow(sitting.store)
  const giving = gives(sitting)
  await reached
  const taking = takes(sitting)
  await turn()
  for (const who of ['host', 'cohost'] as const) await sitting.answered(who)
  letGo()
  await Promise.all([giving, taking])
  await sitting.settled()
}

it('[FLR2] if two people pass the floor at once, the second sees the result of the first', async () => {
  await using sitting = await opened()
  const { ids } = sitting
  await sitting.ok('host', 'meeting.mode', { mode: 'lecture' })
  await sitting.settled()
  await bothAtOnce(
    sitting,
    (s) => s.ask('host', 'floor.pass', { id: ids.guest }),
    (s) => s.ask('cohost', 'floor.pass', { id: ids.lan }),
  )
  const speaks = sitting.view().participants.flatMap(({ id, floor }) => (floor ? [id] : []))
  assert.deepEqual(speaks, [ids.lan])
  const passed = (await sitting.logged()).filter((action) => action.startsWith('floor.'))
  assert.deepEqual(passed, ['floor.taken', 'floor.given', 'floor.taken', 'floor.given'])
  const { memory, store } = await memoryAndStore(sitting)
  assert.deepEqual(memory, store)
})
