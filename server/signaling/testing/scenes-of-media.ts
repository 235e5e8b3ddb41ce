import type { RequestName } from '#protocol/messages.ts'
import { TrackId } from '#protocol/ids.ts'
import type { Scene, ScenesOf } from './scene.ts'
import { track } from './sitting.ts'
import type { Sitting } from './sitting.ts'

type Named = Extract<RequestName, `${'transport' | 'track'}.${string}`>

const quiet = { title: 'keeps working', it: 'writes nothing', by: 'guest' } as const

const fingerprint = { algorithm: 'sha-256', value: Array(32).fill('AB').join(':') } as const
const send = async (sitting: Sitting) => {
  await sitting.ok('guest', 'transport.open', { direction: 'send' })
}
const heard = (sitting: Sitting) => {
  const [first] = sitting.tracks('host')
  if (first === undefined) throw new Error('the host sends nothing')
  return TrackId.parse(first.id)
}
const receiving = async (sitting: Sitting) => {
  await sitting.publish('host', 'microphone')
  const opus = { kind: 'audio', mimeType: 'audio/opus', clockRate: 48000, channels: 2 } as const
  const codecs = [{ ...opus, preferredPayloadType: 100 }]
  const rtpCapabilities = { codecs, headerExtensions: [] }
  await sitting.ok('guest', 'transport.open', { direction: 'recv', rtpCapabilities })
}
const subscribed = async (sitting: Sitting) => {
  await receiving(sitting)
  await sitting.ok('guest', 'track.subscribe', { id: heard(sitting) })
}

/** The guest may share a screen, and does. */
export const sharing = async (sitting: Sitting) => {
  await sitting.ok('host', 'share.grant', { id: sitting.ids.guest })
  await sitting.publish('guest', 'screen')
}
export const noScreen = (sitting: Sitting): boolean =>
  !sitting.tracks('guest').some(({ source }) => source === 'screen')

const ends = {
  it: 'takes',
  by: 'guest',
  rule: 'SHR1',
  prepare: sharing,
  holds: noScreen,
  logged: ['share.stopped'],
} as const satisfies Partial<Scene>

export const MEDIA: ScenesOf<Named> = {
  'transport.open': [
    { ...quiet, rule: 'ADM4', input: () => ({ direction: 'send' }) },
    { ...ends, title: 'ends the previous screen', input: () => ({ direction: 'send' }) },
  ],
  'transport.connect': [
    {
      ...quiet,
      rule: 'ADM4',
      prepare: send,
      input: () => ({ direction: 'send', dtlsParameters: { fingerprints: [fingerprint] } }),
    },
  ],
  'transport.restartIce': [
    { ...quiet, rule: 'ADM6', prepare: send, input: () => ({ direction: 'send' }) },
  ],
  'track.publish': [
    { ...quiet, rule: 'FLR1', prepare: send, input: () => track('microphone') },
    {
      title: 'a screen',
      rule: 'SHR1',
      it: 'gives',
      by: 'guest',
      prepare: async (sitting) => {
        await sitting.ok('host', 'share.grant', { id: sitting.ids.guest })
        await send(sitting)
      },
      input: () => track('screen'),
      again: send,
      logged: ['share.started'],
    },
  ],
  'track.pause': [
    {
      ...quiet,
      rule: 'FLR1',
      prepare: (sitting) => sitting.publish('guest', 'microphone'),
      input: () => ({ source: 'microphone', paused: true }),
    },
  ],
  'track.unpublish': [
    {
      ...quiet,
      rule: 'FLR1',
      prepare: (sitting) => sitting.publish('guest', 'microphone'),
      input: () => ({ source: 'microphone' }),
    },
    { ...ends, title: 'a screen', input: () => ({ source: 'screen' }) },
  ],
  'track.subscribe': [
    { ...quiet, rule: 'ADM4', prepare: receiving, input: (s) => ({ id: heard(s) }) },
  ],
  'track.show': [
    { ...quiet, rule: 'ADM4', prepare: subscribed, input: (s) => ({ id: heard(s), shown: true }) },
  ],
  'track.keyFrame': [
    { ...quiet, rule: 'E2E14', prepare: subscribed, input: (s) => ({ id: heard(s) }) },
  ],
  'track.unsubscribe': [
    { ...quiet, rule: 'ADM4', prepare: subscribed, input: (s) => ({ id: heard(s) }) },
  ],
}
