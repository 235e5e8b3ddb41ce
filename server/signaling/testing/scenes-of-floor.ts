import type { RequestName } from '#protocol/messages.ts'
import type { Mode } from '#protocol/model.ts'
import { gives, mode, quiet, seen, takes, the } from './scene.ts'
import type { ScenesOf } from './scene.ts'
import type { Sitting, Who } from './sitting.ts'

type Named =
  | Extract<RequestName, `${'hand' | 'floor' | 'speakers'}.${string}`>
  | Exclude<Extract<RequestName, `participant.${string}`>, 'participant.remove'>
  | 'meeting.mode'

const speaking =
  (next: Mode, ...who: Who[]) =>
  async (sitting: Sitting) => {
    await mode(next)(sitting)
    for (const one of who) await sitting.ok('host', 'floor.give', { id: sitting.ids[one] })
  }
const listed = async (sitting: Sitting) => {
  await mode('conference')(sitting)
  await sitting.ok('host', 'speakers.add', { ids: [sitting.ids.guest, sitting.ids.lan] })
}
const noFloor = (sitting: Sitting): boolean =>
  !sitting.view().participants.some(({ id, floor }) => id === sitting.ids.guest && floor)
const silent = (sitting: Sitting): boolean =>
  sitting.tracks('guest').every(({ source, paused }) => source !== 'microphone' || paused)

export const FLOOR: ScenesOf<Named> = {
  'hand.raise': [{ ...quiet, rule: 'FLR1', by: 'guest', input: () => ({ raised: true }) }],
  'hand.lower': [{ ...quiet, rule: 'FLR1', input: the('guest') }],
  'hand.lowerAll': [{ ...quiet, rule: 'FLR1', by: 'cohost', input: () => ({}) }],
  'participant.mute': [
    {
      ...takes,
      rule: 'FLR1',
      prepare: seen,
      input: the('guest'),
      holds: silent,
      logged: ['participant.muted'],
    },
  ],
  'participant.muteAll': [
    {
      ...takes,
      rule: 'FLR1',
      by: 'cohost',
      prepare: seen,
      input: () => ({}),
      holds: silent,
      logged: ['participant.muted'],
    },
  ],
  'participant.cameraOff': [
    {
      ...takes,
      rule: 'FLR1',
      prepare: seen,
      input: the('guest'),
      holds: (s) => s.tracks('guest').every(({ source }) => source !== 'camera'),
      logged: ['participant.camera_off'],
    },
  ],
  'floor.give': [
    {
      ...gives,
      title: 'in a conference',
      rule: 'FLR1',
      prepare: mode('conference'),
      input: the('guest'),
      logged: ['floor.given'],
    },
    {
      ...gives,
      title: 'in a lecture, from another person',
      rule: 'FLR1',
      by: 'cohost',
      prepare: speaking('lecture', 'lan'),
      input: the('guest'),
      logged: ['floor.taken', 'floor.given'],
    },
  ],
  'floor.take': [
    {
      ...takes,
      title: 'in a conference',
      rule: 'FLR1',
      prepare: async (s) => {
        await speaking('conference', 'guest')(s)
        await s.publish('guest', 'microphone')
      },
      input: the('guest'),
      holds: (s) => noFloor(s) && s.tracks('guest').length === 0,
      logged: ['floor.taken'],
    },
    {
      ...takes,
      title: 'in a lecture, where it falls to another person',
      rule: 'FLR1',
      prepare: speaking('lecture', 'guest'),
      input: the('guest'),
      holds: noFloor,
      logged: ['floor.taken'],
    },
  ],
  'floor.pass': [
    {
      ...gives,
      rule: 'FLR2',
      prepare: speaking('conference', 'lan', 'cohost'),
      input: the('guest'),
      logged: ['floor.taken', 'floor.taken', 'floor.given'],
    },
  ],
  'meeting.mode': [
    {
      ...gives,
      title: 'to one where few may speak',
      rule: 'FLR1',
      prepare: seen,
      input: () => ({ mode: 'lecture' }),
      logged: ['meeting.mode'],
    },
    {
      ...gives,
      title: 'to one where all may speak',
      rule: 'FLR1',
      prepare: mode('conference'),
      input: () => ({ mode: 'discussion' }),
      logged: ['meeting.mode'],
    },
  ],
  'speakers.add': [
    {
      ...quiet,
      rule: 'FLR2',
      prepare: mode('conference'),
      input: (s) => ({ ids: [s.ids.guest] }),
    },
  ],
  'speakers.remove': [{ ...quiet, rule: 'FLR2', prepare: listed, input: the('guest') }],
  'speakers.move': [
    { ...quiet, rule: 'FLR2', prepare: listed, input: (s) => ({ id: s.ids.guest, place: 1 }) },
  ],
}
