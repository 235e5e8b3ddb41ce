import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { QualityMonitor, readStats } from './connection-quality.ts'
import { id } from './testing.ts'

const [lan, mai] = [id('lan'), id('mai')]
const OWNERS = new Map([
  ['t1', lan],
  ['t2', mai],
])
const inbound = (trackIdentifier: string, packetsReceived: number, packetsLost: number) => ({
  type: 'inbound-rtp',
  trackIdentifier,
  packetsReceived,
  packetsLost,
})

/** One of our outbound streams and the server's report about it. */
const outbound = (id: string, packetsSent: number, packetsLost: number, roundTripTime = 0.1) => [
  { type: 'outbound-rtp', id, packetsSent },
  { type: 'remote-inbound-rtp', id: `R${id}`, localId: id, packetsLost, roundTripTime },
]

/** Two samples in which two of five frames are dropped, with or without packet loss. */
function looks(lost: number, limited = false) {
  const judge = new QualityMonitor()
  const read = (packets: number, gone: number, framesDecoded: number, framesDropped: number) =>
    judge.next(
      readStats([
        { ...inbound('t1', packets, gone), framesDecoded, framesDropped },
        ...(limited ? [{ type: 'outbound-rtp', qualityLimitationReason: 'cpu' }] : []),
      ]),
      OWNERS,
    ).cpuPressure
  return [read(100, 0, 30, 0), read(200, lost, 50, 20)]
}

describe('connection quality', () => {
  it('is read from browser statistics: tracks, outbound loss, round-trip time', () => {
    const readings = readStats([
      inbound('t1', 90, 10),
      ...outbound('o1', 100, 3),
      { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.2 },
      { type: 'candidate-pair', nominated: false, currentRoundTripTime: 9 },
      { type: 'codec', mimeType: 'audio/opus' },
    ])
    assert.deepEqual(readings.received, new Map([['t1', { received: 90, lost: 10 }]]))
    assert.deepEqual(readings.sent, new Map([['o1', { received: 97, lost: 3, roundTrip: 0.1 }]]))
    assert.equal(readings.roundTrip, 0.2)
  })

  it('[QOS2] tells dropped frames caused by the CPU from those caused by packet loss', () => {
    assert.deepEqual(looks(0), [null, 'hard'])
    assert.deepEqual(looks(30), [null, 'unclear'])
    assert.deepEqual(looks(0, true), ['hard', 'hard'])
  })

  it('tells one bad sender from a bad local connection', () => {
    const judge = new QualityMonitor()
    const read = (first: [number, number], second: [number, number]) =>
      judge.next(
        readStats([
          inbound('t1', ...first),
          inbound('t2', ...second),
          { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.01 },
        ]),
        OWNERS,
      ).line
    read([0, 0], [0, 0])
    const one = read([80, 20], [100, 0])
    assert.deepEqual([one.of.get(lan), one.of.get(mai), one.mine], ['poor', 'good', 'good'])
    assert.deepEqual([...one.causes], [[lan, 'sender']])
    const both = read([160, 40], [180, 20])
    assert.deepEqual([both.of.get(mai), both.mine], ['poor', 'poor'])
    assert.deepEqual(
      both.causes,
      new Map([
        ['me', 'line'],
        [lan, 'line'],
        [mai, 'line'],
      ]),
    )
  })

  it('blames the processor for what looks like a weak line while it is too busy', () => {
    const judge = new QualityMonitor()
    const look = (packets: number, lost: number, late: number) =>
      judge.next(
        readStats([inbound('t1', packets, lost), ...outbound('o1', packets, lost)]),
        OWNERS,
        late,
      )
    look(0, 0, 0)
    const busy = look(80, 20, 1500)
    assert.deepEqual([busy.busy, busy.strain, busy.line.mine], [true, 'bad_up', 'poor'])
    assert.deepEqual(
      busy.line.causes,
      new Map([
        ['me', 'processor'],
        [lan, 'processor'],
      ]),
    )
    // The traces of that second arrive a sample later.
    assert.equal(look(160, 40, 0).line.causes.get('me'), 'processor')
    assert.equal(look(240, 60, 0).line.causes.get('me'), 'line')
  })

  it('names nobody for a single sender over a good uplink: either side may lose', () => {
    const judge = new QualityMonitor()
    judge.next(readStats([inbound('t1', 0, 0), ...outbound('o1', 0, 0)]), OWNERS)
    const { line } = judge.next(
      readStats([inbound('t1', 80, 20), ...outbound('o1', 100, 0)]),
      OWNERS,
    )
    assert.equal(line.of.get(lan), 'poor')
    assert.deepEqual([...line.causes], [])
  })

  it('has no entry for people who send nothing, and keeps the last value during silence', () => {
    const judge = new QualityMonitor()
    judge.next(readStats([inbound('t1', 0, 0)]), OWNERS)
    const heard = judge.next(readStats([inbound('t1', 100, 0)]), OWNERS).line
    assert.deepEqual([...heard.of], [[lan, 'good']])
    assert.equal(heard.mine, null)
    const silent = judge.next(readStats([inbound('t1', 101, 0)]), OWNERS).line
    assert.deepEqual([...silent.of], [[lan, 'good']])
  })

  it('is strained by loss common to all senders, by outbound loss, and by delay', () => {
    const strain = (lost: [number, number], sent: number, trip: number) => {
      const judge = new QualityMonitor()
      judge.next(
        readStats([inbound('t1', 0, 0), inbound('t2', 0, 0), ...outbound('o1', 0, 0)]),
        OWNERS,
      )
      const entries = [
        inbound('t1', 100 - lost[0], lost[0]),
        inbound('t2', 100 - lost[1], lost[1]),
        ...outbound('o1', 100, sent * 100, trip),
      ]
      return judge.next(readStats(entries), OWNERS).strain
    }
    assert.equal(strain([40, 0], 0, 0.1), 'good')
    assert.equal(strain([40, 30], 0, 0.1), 'bad')
    assert.equal(strain([0, 0], 0.3, 0.1), 'bad_up')
    assert.equal(strain([0, 0], 0, 2), 'bad_up')
    assert.equal(new QualityMonitor().next(readStats([]), OWNERS).strain, null)
  })

  it('ignores past loss of a layer that is no longer sent', () => {
    const judge = new QualityMonitor()
    const look = (large: [number, number, number], small: [number, number]) =>
      judge.next(readStats([...outbound('r2', ...large), ...outbound('r0', ...small)]), OWNERS)
    look([0, 0, 0.1], [0, 0])
    const broken = look([100, 40, 3], [100, 40])
    assert.deepEqual([broken.strain, broken.line.mine], ['bad_up', 'poor'])
    const strains = [200, 300, 400].map((sent) => look([100, 40, 3], [sent, 40]).strain)
    assert.deepEqual(strains, ['good', 'good', 'good'])
  })
})
