import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { type Browser, Sitting } from './testing.ts'

let sitting: Sitting
let host: Browser
let lan: Browser
let minh: Browser
beforeEach(async () => {
  sitting = await Sitting.open()
  host = await sitting.host()
  const [first, second] = await sitting.guests(host, 2)
  assert.ok(first && second)
  ;[lan, minh] = [first, second]
})

/** Epochs in which this page held no keys. */
const pauses = ({ epochs }: Browser) => epochs.filter((epoch) => epoch === null).length

function remove({ id }: Browser): void {
  const { room } = sitting
  room.do(room.room.moderation.remove(host.id, id, false, null, room.now))
}

describe('heartbeats', () => {
  it('[E2E20] change nothing in a meeting where all is well, also after a break', async () => {
    const { epoch } = host
    await sitting.wait(5 * 60_000)
    lan.disconnect()
    await sitting.wait(100_000)
    lan.connect()
    await sitting.wait(100_000)
    sitting.agree()
    assert.equal(host.epoch?.number, epoch?.number)
    assert.deepEqual([host, lan, minh].map(pauses), [0, 0, 0])
  })

  it('[E2E20] give away a removal that a page is not told of: it sends to nobody', async () => {
    lan.drops = ({ name }) => name === 'keyCommit'
    const { epoch } = lan
    remove(minh)
    await sitting.wait(60_000)
    // With new keys, which the removed person does not have.
    assert.equal(pauses(lan), 1)
    assert.ok((lan.epoch?.number ?? 0) > (epoch?.number ?? 0) + 1)
  })

  it('[E2E20] that are kept back as well stop a page after a minute, and for good the next time', async () => {
    lan.drops = ({ name }) => name === 'keyCommit' || name === 'keyBeat'
    remove(minh)
    await sitting.wait(90_000)
    assert.equal(pauses(lan), 1)
    await sitting.wait(90_000)
    assert.deepEqual([lan.view.state, lan.view.why, lan.epoch], ['broken', 'silent', null])
  })

  it('[E2E20] are not awaited from who is away, or does not lead', async () => {
    minh.drops = () => true
    host.disconnect()
    await sitting.wait(100_000)
    assert.deepEqual([lan.view.state, pauses(lan)], ['on', 0])
  })
})
