import assert from 'node:assert/strict'
import type { RequestName } from '#protocol/messages.ts'
import { RECORDING_TEXT } from '#protocol/recording.ts'
import { opaque } from '#protocol/testing.ts'
import { gives, mode, quiet, takes } from './scene.ts'
import type { ScenesOf } from './scene.ts'
import { DOCUMENT } from './sitting.ts'
import type { Sitting } from './sitting.ts'

type Group = 'vote' | 'question' | 'document' | 'present' | 'recording'
type Named = Extract<RequestName, `${Group}.${string}`>

const question = {
  question: 'Đồng ý?',
  subject: { kind: 'yes_no', rule: 'majority' },
  secret: false,
  live: true,
  guests: true,
  quorum: null,
  minutes: null,
} as const
const asked =
  (secret = false) =>
  async (sitting: Sitting) => {
    await sitting.ok('host', 'vote.open', { ...question, secret, live: !secret })
    await sitting.clients.guest.until(() => sitting.view('guest').votes[0])
  }
const vote = (sitting: Sitting) => {
  const [first] = sitting.view('guest').votes
  return { vote: first?.id ?? assert.fail('no vote is open') }
}

const wondered = async (sitting: Sitting) => {
  await sitting.ok('host', 'meeting.mode', { mode: 'conference' })
  await sitting.ok('guest', 'question.ask', { sealed: opaque('Vì sao?') })
  await sitting.clients.host.until(() => sitting.view().questions.list[0])
}
const wonder = (sitting: Sitting) => ({
  question: sitting.view().questions.list[0]?.id ?? assert.fail('nothing was asked'),
})

/** Its text, for everybody, or anew for those who may read it. */
const answered = (sitting: Sitting) => ({ ...wonder(sitting), sealed: opaque('Vì sao?') })

const blank = async (sitting: Sitting) => {
  await sitting.ok('host', 'document.blank', {})
  await sitting.clients.host.until(() => sitting.view().presentation.shown)
}
const shown = (sitting: Sitting) => ({
  document: sitting.view().presentation.shown?.document ?? assert.fail('nothing is shown'),
})
const stroke = { stroke: 1, tool: 'pen' as const, color: 0, points: [0, 0] }
const drawn = async (sitting: Sitting) => {
  await blank(sitting)
  await sitting.ok('host', 'document.draw', { ...shown(sitting), page: 1, ...stroke })
}
const document = () => ({ document: DOCUMENT })
const laid = (sitting: Sitting) => sitting.document()
const copied = (sitting: Sitting) => sitting.document(true)
const documentsOf = (sitting: Sitting) => sitting.view().presentation.documents

export const KEYS = { recipient: `age1${'q'.repeat(58)}`, sealedKey: 'A'.repeat(200) }
export const wanted = async (sitting: Sitting) => {
  await sitting.ok('host', 'recording.ask', {})
  await sitting.clients.guest.until(
    () => sitting.view('guest').meeting.recording?.state === 'asking',
  )
}
export const recording = (sitting: Sitting) => {
  const { recording: now } = sitting.view('guest').meeting
  return { id: now && now.state !== 'off' ? now.id : assert.fail('nothing is recorded') }
}
const answer = (agree: boolean) => (sitting: Sitting) => ({
  ...recording(sitting),
  text: RECORDING_TEXT,
  agree,
})
const recorded = async (sitting: Sitting) => {
  await wanted(sitting)
  // Everyone consents, because a person who had not would get their media back at the end.
  for (const who of ['cohost', 'lan', 'guest'] as const) {
    await sitting.ok(who, 'recording.answer', answer(true)(sitting))
  }
  await sitting.ok('host', 'recording.begin', { ...recording(sitting), ...KEYS })
}
const isOff = (sitting: Sitting) => sitting.view().meeting.recording?.state === 'off'

export const THINGS: ScenesOf<Named> = {
  'vote.open': [{ ...gives, rule: 'VOT1', input: () => question, logged: ['vote.opened'] }],
  'vote.cast': [
    {
      ...gives,
      title: 'in an open vote',
      rule: 'VOT3',
      by: 'guest',
      prepare: asked(),
      input: (s) => ({ ...vote(s), marks: '100' }),
    },
    {
      ...quiet,
      title: 'in a secret vote',
      rule: 'VOT5',
      by: 'guest',
      prepare: asked(true),
      input: (s) => ({ ...vote(s), marks: '100' }),
    },
  ],
  'vote.close': [
    { ...gives, rule: 'VOT7', prepare: asked(), input: vote, logged: ['vote.closed'] },
  ],
  'vote.cancel': [
    { ...gives, rule: 'VOT7', prepare: asked(true), input: vote, logged: ['vote.cancelled'] },
  ],

  'question.ask': [
    {
      ...quiet,
      rule: 'FLR4',
      by: 'guest',
      prepare: mode('conference'),
      input: () => ({ sealed: opaque('Vì sao?') }),
    },
  ],
  'question.mark': [
    {
      ...quiet,
      rule: 'FLR4',
      prepare: wondered,
      input: (s) => ({ ...wonder(s), state: 'answered' }),
    },
  ],
  'question.show': [
    { ...quiet, rule: 'FLR4', prepare: wondered, input: (s) => ({ shown: answered(s) }) },
  ],
  'question.seal': [
    { ...quiet, rule: 'FLR4', prepare: wondered, input: (s) => ({ list: [answered(s)] }) },
  ],

  'document.show': [{ ...quiet, rule: 'DOC1', prepare: blank, input: shown }],
  'document.hide': [{ ...quiet, rule: 'DOC1', prepare: blank, input: () => ({}) }],
  'document.turn': [
    {
      ...quiet,
      rule: 'DOC3',
      prepare: blank,
      input: (s) => ({ ...shown(s), page: 2, scale: 100, x: 0, y: 0 }),
    },
  ],
  'document.draw': [
    { ...quiet, rule: 'DOC5', prepare: blank, input: (s) => ({ ...shown(s), page: 1, ...stroke }) },
  ],
  'document.erase': [
    {
      ...quiet,
      rule: 'DOC5',
      prepare: drawn,
      input: (s) => ({ ...shown(s), page: 1, strokes: [1] }),
    },
  ],
  'document.undo': [
    { ...quiet, rule: 'DOC5', prepare: drawn, input: (s) => ({ ...shown(s), page: 1 }) },
  ],
  'document.clear': [
    { ...quiet, rule: 'DOC5', prepare: drawn, input: (s) => ({ ...shown(s), page: 1 }) },
  ],
  'document.point': [
    { ...quiet, rule: 'DOC5', prepare: blank, input: () => ({ at: { x: 1, y: 1 } }) },
  ],
  'document.blank': [{ ...gives, rule: 'DOC1', input: () => ({}), logged: ['document.put'] }],
  'document.remove': [
    {
      ...takes,
      rule: 'DOC1',
      prepare: laid,
      input: document,
      holds: (s) => documentsOf(s).length === 0,
      logged: ['document.removed'],
    },
  ],
  'document.copy': [
    {
      ...gives,
      rule: 'DOC6',
      by: 'guest',
      prepare: copied,
      input: document,
      logged: ['document.copied'],
    },
  ],
  'document.download': [
    {
      ...gives,
      title: 'allowing is stored first',
      rule: 'DOC6',
      prepare: laid,
      input: () => ({ ...document(), allowed: true }),
      logged: ['document.download'],
    },
    {
      ...takes,
      rule: 'DOC6',
      prepare: copied,
      input: () => ({ ...document(), allowed: false }),
      holds: async (s) => (await s.ask('guest', 'document.copy', document())) === 'not_granted',
      logged: ['document.download'],
    },
  ],
  'document.keep': [
    {
      ...gives,
      rule: 'DOC4',
      prepare: laid,
      input: () => ({ ...document(), days: 3 }),
      logged: ['document.kept'],
    },
  ],
  'present.grant': [
    {
      ...gives,
      rule: 'DOC1',
      prepare: laid,
      input: (s) => ({ id: s.ids.guest }),
      logged: ['present.granted'],
    },
  ],
  'present.revoke': [
    {
      ...takes,
      rule: 'DOC1',
      prepare: async (s) => void (await s.ok('host', 'present.grant', { id: s.ids.guest })),
      input: (s) => ({ id: s.ids.guest }),
      holds: async (s) => (await s.ask('guest', 'document.blank', {})) === 'not_granted',
      logged: ['present.revoked'],
    },
  ],

  'recording.ask': [
    {
      ...gives,
      rule: 'REC2',
      input: () => ({}),
      logged: ['recording.asked', 'recording.agreed'],
    },
  ],
  'recording.answer': [
    {
      ...gives,
      title: 'giving consent',
      rule: 'REC2',
      by: 'guest',
      prepare: wanted,
      input: answer(true),
      logged: ['recording.agreed'],
    },
    {
      ...takes,
      title: 'withdrawing consent',
      rule: 'REC4',
      by: 'guest',
      prepare: recorded,
      input: answer(false),
      holds: isOff,
      logged: ['recording.withdrawn', 'recording.stopped'],
    },
  ],
  'recording.begin': [
    {
      ...gives,
      rule: 'REC3',
      prepare: async (s) => {
        await s.publish('lan', 'microphone')
        await wanted(s)
      },
      input: (s) => ({ ...recording(s), ...KEYS }),
      logged: ['recording.started'],
    },
  ],
  'recording.stop': [
    {
      ...takes,
      rule: 'REC4',
      by: 'cohost',
      prepare: recorded,
      input: () => ({}),
      holds: isOff,
      logged: ['recording.stopped'],
    },
  ],
}
