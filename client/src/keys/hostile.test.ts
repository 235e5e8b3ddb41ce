import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { toBase64Url } from '../mls/bytes.ts'
import type { ServerEvent } from '../signaling/socket.ts'
import { Sitting } from './testing.ts'

let sitting: Sitting
beforeEach(async () => {
  sitting = await Sitting.open()
})

describe('a hostile server', () => {
  it('that names another group without F’s word ends the sending', async () => {
    const host = await sitting.host()
    const lan = await sitting.guest(host)
    const group = 'A'.repeat(22) as never
    for (const notice of [null, 'AAAA']) lan.hear({ name: 'keyGroup', data: { group, notice } })
    await sitting.quiet()
    assert.deepEqual([lan.view.state, lan.view.why, lan.epoch], ['broken', 'successor', null])
  })

  it('that repeats commits and Welcomes changes nothing', async () => {
    const host = await sitting.host()
    const lan = await sitting.guest(host)
    const heard: ServerEvent[] = []
    const hear = lan.hear.bind(lan)
    lan.hear = (event) => {
      heard.push(event)
      hear(event)
    }
    await sitting.guests(host, 2, 'Minh')
    for (const event of heard.filter(({ name }) => name === 'keyCommit')) hear(event)
    await sitting.quiet()
    sitting.agree()
  })

  it('that asks for somebody inside to be removed is not obeyed about the browser itself', async () => {
    const host = await sitting.host()
    const group = toBase64Url(host.epoch?.group ?? assert.fail()) as never
    host.hear({ name: 'keyWork', data: { group, remove: [host.id], add: [], leaders: null } })
    await sitting.quiet()
    assert.equal(host.epoch?.number, 0)
  })
})

it('says nothing more when the visit is over', async () => {
  const host = await sitting.host()
  const lan = await sitting.guest(host)
  lan.session.end()
  const views = lan.views.length
  await sitting.guests(host, 1, 'Minh')
  assert.equal(lan.epoch, null)
  assert.equal(lan.views.length, views)
})

describe('commits', () => {
  it('that were missed are asked for, in order', async () => {
    const host = await sitting.host()
    const lan = await sitting.guest(host)
    lan.deaf = true
    await sitting.guests(host, 1, 'Minh')
    lan.held.splice(0, lan.held.length, ...lan.held.filter(({ name }) => name !== 'keyCommit'))
    await sitting.guests(host, 1, 'Hoa')
    lan.hearAgain()
    await sitting.quiet()
    assert.ok(lan.asked.includes('keys.replay'))
    sitting.agree()
  })

  it('that were changed on the way, or come from outside, end the sending', async () => {
    const host = await sitting.host()
    const lan = await sitting.guest(host)
    const group = toBase64Url(host.epoch?.group ?? assert.fail()) as never
    lan.hear({
      name: 'keyCommit',
      data: { group, epoch: 1, commit: { inline: toBase64Url(new Uint8Array(300)) } },
    })
    await sitting.quiet()
    assert.equal(lan.view.state, 'broken')
    assert.equal(lan.epoch, null)
    assert.equal(host.view.state, 'on')
  })

  it('and Welcomes go as blobs where they are too large for a message', async () => {
    const host = await sitting.host()
    await sitting.guests(host, 20, 'ệ'.repeat(90))
    sitting.agree()
    assert.ok(sitting.blobs > 0)
  })
})
