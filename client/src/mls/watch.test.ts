import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { utf8 } from './bytes.ts'
import { MlsFailure } from './wrap/change.ts'
import { type Group } from './group.ts'
import { Meeting, admitted } from './testing-meeting.ts'
import { BEHIND_MS, HEARTBEAT_MS, SILENT_MS, Watch, heartbeatOf, transcriptIn } from './watch.ts'

const bytes = (value: number) => new Uint8Array(32).fill(value)

describe('heartbeats', () => {
  it('are told from other messages', () => {
    assert.deepEqual(transcriptIn(heartbeatOf(bytes(1))), bytes(1))
    assert.equal(transcriptIn(utf8('hello')), null)
    assert.equal(transcriptIn(new Uint8Array()), null)
  })

  it('are missed after a while, of those who are present', () => {
    const watch = new Watch()
    assert.equal(watch.alarm(['an', 'binh'], 0), null)
    watch.heard('an', 5000)
    assert.equal(watch.alarm(['an', 'binh'], SILENT_MS - 1), null)
    assert.deepEqual(watch.alarm(['an', 'binh'], SILENT_MS), { kind: 'silent', seats: ['binh'] })
    assert.equal(watch.alarm(['an'], SILENT_MS), null)
    // Back after being away: as anybody new.
    assert.equal(watch.alarm(['an', 'binh'], SILENT_MS + 1), null)
  })

  it('tell of an epoch that does not come', () => {
    const watch = new Watch()
    watch.ahead(5, 1000)
    watch.ahead(6, 9000)
    watch.reached(5)
    assert.equal(watch.alarm([], 1000 + BEHIND_MS - 1), null)
    assert.deepEqual(watch.alarm([], 1000 + BEHIND_MS), { kind: 'behind', epoch: 6 })
    watch.reached(6)
    assert.equal(watch.alarm([], 1000 + BEHIND_MS), null)
  })

  it('tell of another past', () => {
    const watch = new Watch()
    watch.heard('an', 0, { past: bytes(1), own: bytes(1) })
    assert.equal(watch.alarm(['an'], 0), null)
    watch.heard('binh', 0, { past: bytes(2), own: bytes(1) })
    assert.deepEqual(watch.alarm(['an'], 0), { kind: 'forked', seat: 'binh' })
  })
})

/** One heartbeat to somebody, who notes whether it could be read. */
async function beat(from: Group, to: Group, watch: Watch, now: number) {
  const message = await from.seal(heartbeatOf(from.claim.transcript))
  try {
    const { seat, data } = await to.open(message)
    const past = transcriptIn(data)
    assert.ok(past)
    watch.heard(seat, now, { past, own: to.claim.transcript })
  } catch (error) {
    assert.ok(error instanceof MlsFailure)
    if (from.epoch > to.epoch) watch.ahead(from.epoch, now)
  }
}

describe('a server that keeps something back', () => {
  let host: Group
  let an: Group
  let binh: Group
  beforeEach(async () => {
    const meeting = await Meeting.create()
    host = await meeting.found('host')
    const [first, second] = await admitted(meeting, host, [], 'an', 'binh')
    assert.ok(first && second)
    ;[an, binh] = [first, second]
  })
  it('is found out by who never hears of a removal', async () => {
    await host.commit({ kind: 'remove', seats: ['binh'] })
    await host.accepted()
    const watch = new Watch()
    let now = 0
    while (now <= 30_000 && !watch.alarm(['host', 'binh'], now)) {
      await beat(host, an, watch, now)
      await beat(binh, an, watch, now)
      now += HEARTBEAT_MS
    }
    assert.deepEqual(watch.alarm(['host', 'binh'], now), { kind: 'behind', epoch: 2 })
  })

  it('is found out by both halves of a meeting that it splits', async () => {
    const left = await host.commit({ kind: 'update' })
    await an.commit({ kind: 'update' })
    assert.ok(left)
    await host.accepted()
    await binh.receive(left)
    await an.accepted()
    const [here, there] = [new Watch(), new Watch()]
    for (let now = 0; now <= 70_000; now += HEARTBEAT_MS) {
      await beat(host, binh, here, now)
      await beat(an, binh, here, now)
      await beat(host, an, there, now)
      await beat(binh, an, there, now)
      if (now === 0) {
        assert.equal(here.alarm(['host', 'an'], now), null)
        assert.equal(there.alarm(['host', 'binh'], now), null)
      }
    }
    assert.deepEqual(here.alarm(['host', 'an'], 70_000), { kind: 'silent', seats: ['an'] })
    assert.deepEqual(there.alarm(['host', 'binh'], 70_000), {
      kind: 'silent',
      seats: ['host', 'binh'],
    })
  })
})
