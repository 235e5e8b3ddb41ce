import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { report, whyReceived } from './report.ts'

const layer = (id: string, timestamp: number, bytesSent: number, frameHeight: number) => ({
  type: 'outbound-rtp',
  id,
  kind: 'video',
  mediaSourceId: 'camera',
  codecId: 'vp8',
  remoteId: `${id}-told`,
  timestamp,
  bytesSent,
  frameHeight,
  frameWidth: (frameHeight * 16) / 9,
  framesPerSecond: 24.2,
  qualityLimitationReason: id === 'top' ? 'bandwidth' : 'none',
})
const voice = (timestamp: number, packets: number, lost: number, concealed: number) => ({
  type: 'inbound-rtp',
  id: 'voice',
  kind: 'audio',
  trackIdentifier: 't1',
  timestamp,
  packetsReceived: packets,
  packetsLost: lost,
  bytesReceived: packets * 100,
  totalSamplesReceived: packets * 960,
  concealedSamples: concealed,
})
const REST = [
  { type: 'codec', id: 'vp8', mimeType: 'video/VP8' },
  { type: 'remote-inbound-rtp', id: 'top-told', fractionLost: 0.03 },
  { type: 'remote-inbound-rtp', id: 'low-told', fractionLost: 0.01 },
  { type: 'local-candidate', id: 'here', protocol: 'tcp' },
  {
    type: 'candidate-pair',
    id: 'pair',
    nominated: true,
    localCandidateId: 'here',
    currentRoundTripTime: 0.05,
  },
]

describe('the connection report', () => {
  it('combines all layers of a camera, with the reason for its quality', () => {
    const before = [layer('top', 0, 0, 360), layer('low', 0, 0, 180)]
    const now = [layer('low', 2000, 25_000, 180), layer('top', 2000, 75_000, 360), ...REST]
    const { flows, roundTrip, transport } = report(before, now)
    assert.deepEqual(flows, [
      {
        key: 'camera',
        way: 'sent',
        kind: 'video',
        track: null,
        codec: 'VP8',
        kbps: 400,
        picture: { width: 640, height: 360, fps: 24 },
        lost: 0.03,
        concealed: null,
        limit: 'bandwidth',
      },
    ])
    assert.deepEqual([roundTrip, transport], [0.05, 'tcp'])
  })

  it('covers the time since the previous sample', () => {
    const [flow] = report([voice(1000, 100, 10, 0)], [voice(3000, 190, 20, 8640)]).flows
    assert.equal(flow?.kbps, 36)
    assert.equal(flow.lost, 0.1)
    assert.equal(flow.concealed, 0.1)
  })

  it('leaves out what it cannot know yet', () => {
    const [flow] = report([], [voice(1000, 100, 10, 0)]).flows
    assert.deepEqual([flow?.kbps, flow?.lost, flow?.concealed], [null, null, null])
    assert.deepEqual(report([], []), { flows: [], roundTrip: null, transport: null })
  })

  it('explains why video is small: its tile, the connection, bandwidth', () => {
    const plain = { saving: false, paused: false, held: false, line: null }
    assert.equal(whyReceived(180, 180, plain), 'tile')
    // A good line here leaves only the sender; without a measurement nobody is named.
    assert.equal(whyReceived(180, 720, { ...plain, line: 'good' }), 'sender')
    assert.equal(whyReceived(180, 720, { ...plain, line: 'poor' }), 'bandwidth')
    assert.equal(whyReceived(180, 720, plain), 'unclear')
    assert.equal(whyReceived(720, 720, plain), null)
    assert.equal(whyReceived(1080, 2160, plain), null)
    assert.equal(whyReceived(180, null, plain), 'hidden')
    assert.equal(whyReceived(180, 180, { ...plain, saving: true }), 'saving')
    assert.equal(whyReceived(180, null, { ...plain, saving: true, held: true }), 'saving')
    assert.equal(
      whyReceived(180, null, { ...plain, saving: true, paused: true, held: true }),
      'soundOnly',
    )
  })
})
