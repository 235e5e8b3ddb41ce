import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { inputs, rtpParameters } from '#e2e/support/requests.ts'
import type { RequestName } from '#protocol/messages.ts'
import { opaque } from '#protocol/testing.ts'
import { accountId, seedAccount } from '../store/fixtures.ts'
import { SIZES } from './pace.ts'
import { SignalingHarness } from './testing.ts'
import type { Client } from './testing.ts'

/** Seconds during which each request is sent as fast as possible. */
const SECONDS = 10

type Step = [RequestName, object]
/** Steps repeated in turn, so that each of them changes something. `by`: the host by default. */
type Flood = { by?: 'guest'; before?: Step[]; steps: Step[] }

const screen = { source: 'screen', kind: 'video', paused: false, rtpParameters: video() }
function video() {
  const codecs = [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90000 }]
  return { codecs, encodings: [{ ssrc: 77 }] }
}
const microphone = { source: 'microphone', kind: 'audio', rtpParameters, paused: false }
const open: Step = ['transport.open', { direction: 'send' }]
const question = {
  question: 'x',
  subject: { kind: 'yes_no', rule: 'majority' },
  secret: false,
  live: true,
  guests: true,
  quorum: null,
  minutes: null,
}

/**
 * Requests with which one person could send messages to others, or add to the log, without limit.
 */
const floods = (guest: string, other: string): Flood[] => [
  { by: 'guest', before: [open], steps: [['track.publish', microphone], ['track.unpublish', { source: 'microphone' }]] }, // prettier-ignore
  { by: 'guest', before: [open, ['track.publish', microphone]], steps: [['track.pause', { source: 'microphone', paused: true }], ['track.pause', { source: 'microphone', paused: false }]] }, // prettier-ignore
  {
    before: [open],
    steps: [
      ['track.publish', screen],
      ['track.unpublish', { source: 'screen' }],
    ],
  },
  { before: [open], steps: [['track.publish', screen], open] },
  {
    by: 'guest',
    steps: [
      ['hand.raise', { raised: true }],
      ['hand.raise', { raised: false }],
    ],
  },
  { by: 'guest', steps: [['chat.send', { sealed: opaque('x') }]] },
  { by: 'guest', steps: [['reaction.send', { sealed: opaque('agree') }]] },
  { by: 'guest', steps: [['share.request', {}]] },
  { steps: [['chat.send', { sealed: opaque('x'), to: 'announcement' }]] },
  {
    steps: [
      ['meeting.mode', { mode: 'lecture' }],
      ['meeting.mode', { mode: 'discussion' }],
    ],
  },
  {
    steps: [
      ['meeting.lock', { locked: true }],
      ['meeting.lock', { locked: false }],
    ],
  },
  {
    steps: [
      ['meeting.chat', { on: false }],
      ['meeting.chat', { on: true }],
    ],
  },
  {
    steps: [
      ['cohost.add', { id: guest }],
      ['cohost.remove', { id: guest }],
    ],
  },
  {
    steps: [
      ['share.grant', { id: guest }],
      ['share.revoke', { id: guest }],
    ],
  },
  {
    steps: [
      ['present.grant', { id: guest }],
      ['present.revoke', { id: guest }],
    ],
  },
  {
    steps: [
      ['spotlight.set', { id: guest }],
      ['spotlight.clear', {}],
    ],
  },
  { before: [['meeting.mode', { mode: 'conference' }]], steps: [['floor.give', { id: guest }], ['floor.take', { id: guest }]] }, // prettier-ignore
  { before: [['meeting.mode', { mode: 'conference' }]], steps: [['floor.pass', { id: guest }], ['floor.pass', { id: other }]] }, // prettier-ignore
  { before: [['meeting.mode', { mode: 'conference' }]], steps: [['speakers.add', { ids: [guest] }], ['speakers.remove', { id: guest }]] }, // prettier-ignore
  { by: 'guest', before: [], steps: [['question.ask', { sealed: opaque('x') }]] },
  { steps: [['vote.open', question]] },
  {
    steps: [
      ['document.blank', {}],
      ['document.hide', {}],
    ],
  },
  {
    steps: [
      ['recording.ask', {}],
      ['recording.stop', {}],
    ],
  },
  { steps: [['participant.muteAll', {}]] },
  {
    steps: [
      ['hand.raise', { raised: true }],
      ['hand.lowerAll', {}],
    ],
  },
  { steps: [['meeting.prolong', { minutes: 5 }]] },
  {
    before: [['keys.establish', { founder: 'f'.repeat(43), replaces: null }]],
    steps: [
      ['keys.establish', { founder: 'h'.repeat(43), replaces: 'f'.repeat(43) }],
      ['keys.establish', { founder: 'f'.repeat(43), replaces: 'h'.repeat(43) }],
    ],
  },
]

let harness: SignalingHarness
let host: Client
let guest: Client
let other: Client
let ids: { guest: string; other: string }
before(async () => {
  harness = await SignalingHarness.open()
  await seedAccount(harness.store, 'nghe')
  host = await harness.host()
  guest = await harness.guest(host)
  other = await harness.guest(host, { accountId: accountId('nghe') })
  ids = { guest: await harness.idOf(guest), other: await harness.idOf(other) }
})
after(() => harness.close())

const entries = async () => (await harness.store.audit.head()).entries

/**
 * Repeats the steps for ten seconds. Returns the number of messages others received and of log
 * entries.
 */
async function flood(by: Client, steps: Step[], calls: number) {
  const before = { heard: other.heard.length, log: await entries() }
  for (let i = 0; i < calls; i += 1) {
    const [name, input] = steps[i % steps.length] ?? ['leave', {}]
    await by.raw(name, input)
    harness.now += (SECONDS * 1000) / calls
  }
  // The reply arrives after everything that was sent before it.
  await other.raw('track.unsubscribe', inputs('x')['track.unsubscribe'])
  return { heard: other.heard.length - before.heard, log: (await entries()) - before.log }
}

it('[PACE1] every change that reaches others or the log is rate limited, whichever request makes it', async (t) => {
  for (const { by, before = [], steps } of floods(ids.guest, ids.other)) {
    const who = by === 'guest' ? guest : host
    const name = steps.map(([step]) => step).join(', ')
    harness.now += 60_000
    for (const [step, input] of before) await who.raw(step, input)
    const once = await flood(who, steps, steps.length)
    harness.now += 60_000
    const many = await flood(who, steps, by === 'guest' ? 90 : 200)
    const { capacity, perSecond } = by === 'guest' ? SIZES.media : SIZES.leading
    const most = capacity + SECONDS * perSecond
    t.diagnostic(`${name}: heard ${many.heard}, entries ${many.log}`)
    assert.ok(many.heard <= most * Math.max(1, once.heard), `${name}: heard ${many.heard}`)
    assert.ok(many.log <= most * Math.max(1, once.log), `${name}: ${many.log} entries`)
  }
})

const unlocked = async () => {
  harness.now += 60_000
  await host.raw('meeting.lock', { locked: false })
}

it('[PACE1] a request that reaches nobody else is free, and so is leaving', async () => {
  await unlocked()
  for (let i = 0; i < 50; i += 1) await guest.ok('hand.raise', { raised: false })
  const once = await harness.guest(host)
  for (let i = 0; i < 20; i += 1) await once.raw('chat.send', { sealed: opaque('x') })
  await once.raw('leave', {}).catch(() => null)
  await once.cut()
})

it('[PACE1] a new connection does not reset the limits, and is limited itself', async () => {
  await unlocked()
  const client = await harness.guest(host)
  for (let i = 0; i < 20; i += 1) await client.raw('chat.send', { sealed: opaque('x') })
  let again = client
  let refused = null
  for (let i = 0; i < 20 && refused === null; i += 1) {
    again = harness.connect(client.ticket)
    await again.until(() => again.refusal !== null || again.heard.length > 0)
    if (again.refusal !== null) refused = again.refusal.code
    else assert.equal(await again.code('chat.send', { sealed: opaque('x') }), 'rate_limited')
  }
  assert.equal(refused, 'rate_limited')
})
