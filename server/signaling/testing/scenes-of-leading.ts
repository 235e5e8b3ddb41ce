import type { RequestName } from '#protocol/messages.ts'
import { opaque } from '#protocol/testing.ts'
import { gives, quiet, seen, takes, the } from './scene.ts'
import type { Scene, ScenesOf } from './scene.ts'
import { gate } from './rights.ts'
import { noScreen, sharing } from './scenes-of-media.ts'
import type { Sitting, Who } from './sitting.ts'

type Group = 'lobby' | 'share' | 'cohost' | 'host' | 'spotlight' | 'chat' | 'reaction'
type Named =
  | Extract<RequestName, `${Group}.${string}`>
  | Exclude<Extract<RequestName, `meeting.${string}`>, 'meeting.mode'>
  | 'participant.remove'
  | 'leave'

const isOut = (who: Who) => async (sitting: Sitting) => {
  const { room } = await sitting.live()
  return sitting.peer(who) === undefined && room.phaseOf(sitting.ids[who]) === 'closed'
}
/** Back in the lobby, without media. */
const waits = (who: Who) => async (sitting: Sitting) => {
  const { room } = await sitting.live()
  return sitting.peer(who) === undefined && room.phaseOf(sitting.ids[who]) === 'waiting'
}
/** Nobody else is admitted to the lobby. */
const isLocked = async (sitting: Sitting) => {
  const { room } = await sitting.live()
  return !gate(room, sitting.harness.now).some((may) => may.endsWith('may knock'))
}

const removal = (block: boolean): Scene<'participant.remove'> => ({
  ...takes,
  title: block ? 'with a block' : 'without a block',
  rule: 'ADM6',
  prepare: seen,
  input: (s) => ({ id: s.ids.guest, block }),
  holds: isOut('guest'),
  logged: [block ? 'participant.removed_and_blocked' : 'participant.removed'],
})
const refusal = (block: boolean): Scene<'lobby.refuse'> => ({
  ...takes,
  title: block ? 'with a block' : 'without a block',
  rule: 'ADM3',
  input: (s) => ({ id: s.ids.waiting, block }),
  holds: isOut('waiting'),
  logged: [block ? 'lobby.refused_and_blocked' : 'lobby.refused'],
})

export const LEADING: ScenesOf<Named> = {
  leave: [
    {
      ...takes,
      rule: 'ADM6',
      by: 'guest',
      prepare: seen,
      input: () => ({}),
      holds: isOut('guest'),
      logged: ['participant.left'],
    },
  ],
  'chat.send': [
    { ...quiet, rule: 'FLR1', by: 'guest', input: () => ({ sealed: opaque('vẫn họp') }) },
  ],
  'reaction.send': [
    { ...quiet, rule: 'FLR1', by: 'guest', input: () => ({ sealed: opaque('agree') }) },
  ],
  'share.request': [{ ...quiet, rule: 'SHR1', by: 'guest', input: () => ({}) }],
  'lobby.admit': [
    {
      ...gives,
      rule: 'ADM2',
      input: (s) => ({ ids: [s.ids.waiting] }),
      logged: ['lobby.admitted'],
    },
  ],
  'lobby.refuse': [refusal(false), refusal(true)],
  'lobby.message': [
    {
      ...gives,
      rule: 'ADM3',
      input: (s) => ({ id: s.ids.waiting, text: 'đợi nhé' }),
      logged: ['lobby.message'],
    },
  ],
  'lobby.return': [
    {
      ...takes,
      rule: 'ADM9',
      prepare: seen,
      input: (s) => ({ ids: [s.ids.guest], message: 'chờ mười phút' }),
      holds: waits('guest'),
      logged: ['lobby.returned'],
    },
  ],
  'participant.remove': [removal(false), removal(true)],
  'share.grant': [
    { ...gives, rule: 'SHR1', input: the('guest'), logged: ['share.granted'] },
    {
      ...gives,
      title: 'for a few minutes',
      rule: 'SHR1',
      input: (s) => ({ id: s.ids.guest, minutes: 5 }),
      logged: ['share.granted'],
    },
  ],
  'share.revoke': [
    {
      ...takes,
      rule: 'SHR1',
      prepare: sharing,
      input: the('guest'),
      holds: noScreen,
      logged: ['share.revoked'],
    },
  ],
  'meeting.lock': [
    {
      ...takes,
      rule: 'ADM2',
      input: () => ({ locked: true }),
      holds: isLocked,
      logged: ['meeting.setting'],
    },
    {
      ...gives,
      title: 'unlocking is stored first',
      rule: 'ADM2',
      prepare: async (s) => void (await s.ok('host', 'meeting.lock', { locked: true })),
      input: () => ({ locked: false }),
      logged: ['meeting.setting'],
    },
  ],
  'meeting.chat': [
    {
      ...takes,
      rule: 'FLR1',
      input: () => ({ on: false }),
      holds: async (s) =>
        (await s.ask('guest', 'chat.send', { sealed: opaque('x') })) === 'chat_off',
      logged: ['meeting.setting'],
    },
    {
      ...gives,
      title: 'switching on is stored first',
      rule: 'FLR1',
      prepare: async (s) => void (await s.ok('host', 'meeting.chat', { on: false })),
      input: () => ({ on: true }),
      logged: ['meeting.setting'],
    },
  ],
  'meeting.prolong': [
    {
      ...gives,
      rule: 'CAL4',
      prepare: (s) => s.planned(),
      input: () => ({ minutes: 30 }),
      logged: ['schedule.prolonged'],
    },
  ],
  'meeting.end': [
    {
      ...takes,
      rule: 'ADM6',
      prepare: seen,
      input: () => ({}),
      holds: isOut('guest'),
      logged: ['meeting.ended'],
    },
  ],
  'cohost.add': [{ ...gives, rule: 'ADM1', input: the('guest'), logged: ['cohost.added'] }],
  'cohost.remove': [
    {
      ...takes,
      rule: 'ADM1',
      input: the('cohost'),
      holds: async (s) => (await s.ask('cohost', 'meeting.lock', { locked: true })) === 'forbidden',
      logged: ['cohost.removed'],
    },
  ],
  'host.handOver': [{ ...gives, rule: 'ADM1', input: the('lan'), logged: ['host.handed_over'] }],
  'spotlight.set': [{ ...quiet, rule: 'FLR1', input: the('guest') }],
  'spotlight.clear': [{ ...quiet, rule: 'FLR1', input: () => ({}) }],
}
