import assert from 'node:assert/strict'
import type { RequestName } from '#protocol/messages.ts'
import { commitIn, newGroupId, offerFor } from '../../meeting/keys/testing.ts'
import { gives, quiet, the } from './scene.ts'
import type { ScenesOf } from './scene.ts'
import type { Sitting } from './sitting.ts'

/** The group that the host's socket keeps. */
const group = ({ clients }: Sitting) => clients.host.keys?.group ?? assert.fail('no group')
const offer = (sitting: Sitting) => ({
  ...offerFor(group(sitting).id),
  commitment: 'c'.repeat(43),
})
const offered = async (sitting: Sitting) => {
  await sitting.ok('waiting', 'keys.offer', offer(sitting))
}
const challenged = async (sitting: Sitting) => {
  await offered(sitting)
  await sitting.ok('host', 'keys.challenge', { id: sitting.ids.waiting, n: 'n'.repeat(43) })
}
/** The group is over, and the cohost leads no other. */
const ended = async (sitting: Sitting) => {
  const [first, second] = ['f'.repeat(43), 'h'.repeat(43)] as const
  await sitting.ok('host', 'keys.establish', { founder: first, replaces: null })
  await sitting.ok('host', 'keys.establish', { founder: second, replaces: first })
}

export const KEYS: ScenesOf<Extract<RequestName, `keys.${string}`>> = {
  'keys.establish': [
    {
      ...gives,
      rule: 'E2E9',
      input: () => ({ founder: 'f'.repeat(43), replaces: null }),
      logged: ['meeting.keys'],
    },
    {
      ...gives,
      title: 'instead of others',
      rule: 'E2E9',
      prepare: async (s) =>
        void (await s.ok('host', 'keys.establish', { founder: 'g'.repeat(43), replaces: null })),
      input: () => ({ founder: 'h'.repeat(43), replaces: 'g'.repeat(43) }),
      logged: ['meeting.keys_replaced'],
    },
  ],
  'keys.found': [
    {
      ...quiet,
      rule: 'E2E1',
      prepare: ended,
      input: () => ({ group: newGroupId(), notice: 'AAAA' }),
    },
  ],
  'keys.offer': [{ ...quiet, rule: 'E2E4', by: 'waiting', input: offer }],
  'keys.offers': [{ ...quiet, rule: 'E2E4', input: (s) => ({ ids: [s.ids.waiting] }) }],
  'keys.commit': [{ ...quiet, rule: 'E2E2', input: (s) => commitIn(group(s)) }],
  'keys.decline': [{ ...quiet, rule: 'E2E4', prepare: offered, input: the('waiting') }],
  'keys.claim': [
    {
      ...quiet,
      rule: 'E2E7',
      by: 'guest',
      input: (s) => {
        const { id, epoch } = group(s)
        return { group: id, epoch, transcript: 't'.repeat(43), roster: null }
      },
    },
  ],
  'keys.replay': [{ ...quiet, rule: 'E2E7', input: () => ({ epoch: 0 }) }],
  'keys.challenge': [
    {
      ...quiet,
      rule: 'E2E11',
      prepare: offered,
      input: (s) => ({ id: s.ids.waiting, n: 'n'.repeat(43) }),
    },
  ],
  'keys.reveal': [
    {
      ...quiet,
      rule: 'E2E11',
      by: 'waiting',
      prepare: challenged,
      input: () => ({ m: 'm'.repeat(43) }),
    },
  ],
  'keys.share': [{ ...quiet, rule: 'E2E12', input: (s) => ({ id: s.ids.guest, sealed: 'AAAA' }) }],
  'keys.reached': [
    {
      ...quiet,
      rule: 'E2E13',
      input: (s) => ({ group: group(s).id, epoch: group(s).epoch }),
    },
  ],
  'keys.beat': [{ ...quiet, rule: 'E2E20', input: () => ({ sealed: 'AAAA' }) }],
  'keys.joined': [{ ...quiet, rule: 'E2E7', by: 'guest', input: () => ({}) }],
}
