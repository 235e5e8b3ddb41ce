import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { MLS_TIMES } from '#protocol/mls.ts'
import { createDeviceKeys, deviceOf } from '../mls/credential.ts'
import { drawSecret } from '../mls/secrets.ts'
import { PACE } from './heard.ts'
import { Sitting } from './testing.ts'

let sitting: Sitting
beforeEach(async () => {
  sitting = await Sitting.open()
})

describe('a page whose line was lost', () => {
  it('[E2E7] claims its group, also the founder before anybody came', async () => {
    const host = await sitting.host()
    host.disconnect()
    host.connect()
    await sitting.quiet()
    assert.deepEqual(host.asked, ['keys.found', 'keys.claim'])
    const lan = await sitting.guest(host)
    for (const one of [lan, host]) {
      one.disconnect()
      one.connect()
    }
    await sitting.quiet()
    sitting.agree()
    assert.equal(host.epoch?.number, 1)
  })

  it('[E2E7] is given what it missed', async () => {
    const host = await sitting.host()
    const lan = await sitting.guest(host)
    lan.disconnect()
    await sitting.guests(host, 2, 'Minh')
    lan.connect()
    await sitting.quiet()
    assert.ok(lan.asked.includes('keys.replay'))
    sitting.agree()
  })

  it('[E2E7] and that missed too much offers new keys, which the host’s browser adds by itself', async () => {
    const host = await sitting.host()
    const lan = await sitting.guest(host)
    lan.disconnect()
    await sitting.guests(host, 1, 'Minh')
    const { keys } = sitting.room.room
    const replay = keys.replay.bind(keys)
    keys.replay = () => {
      keys.replay = replay
      return null
    }
    lan.connect()
    await sitting.quiet()
    await sitting.wait(MLS_TIMES.collect)
    assert.ok(lan.epochs.includes(null))
    sitting.agree()
  })

  it('[E2E7] is asked again after a restart of the server, and goes on', async () => {
    const host = await sitting.host()
    const [lan] = await sitting.guests(host, 2)
    await sitting.restart()
    assert.equal(lan?.view.state, 'on')
    for (const one of sitting.inside) assert.ok(one.asked.includes('keys.claim'))
    sitting.agree()
    await sitting.guests(host, 1, 'Minh')
    sitting.agree()
  })

  it('[E2E7] at the restart may be behind: it is taken out and in again', async () => {
    const host = await sitting.host()
    const [lan] = await sitting.guests(host, 2)
    assert.ok(lan)
    lan.deaf = true
    await sitting.guests(host, 1, 'Minh')
    lan.deaf = false
    lan.held.length = 0
    await sitting.restart()
    sitting.agree()
  })
})

describe('a page that was loaded again', () => {
  it('offers new keys, and a leader’s browser swaps them', async () => {
    const host = await sitting.host()
    const [lan] = await sitting.guests(host, 2)
    assert.ok(lan)
    const again = await sitting.reload(lan)
    await sitting.quiet()
    assert.equal(again.epoch?.number, 2)
    sitting.agree()
  })

  it('of the only leader founds a successor, which all follow by F’s word', async () => {
    const host = await sitting.host()
    const [lan] = await sitting.guests(host, 2)
    assert.ok(lan)
    const before = lan.epoch?.group
    await sitting.reload(host)
    await sitting.quiet()
    sitting.agree()
    assert.notDeepEqual(lan.epoch?.group, before)
  })

  it('of one of two leaders is swapped by the other: nobody founds', async () => {
    const host = await sitting.host()
    const cohost = await sitting.guest(host)
    await host.session.promote('cohost.add', cohost.id)
    await sitting.quiet()
    const before = host.epoch?.group
    const again = await sitting.reload(host)
    await sitting.quiet()
    sitting.agree()
    assert.deepEqual(again.epoch?.group, before)
    // On the list by its device, it leads as before.
    await sitting.guests(again, 1, 'Minh')
    sitting.agree()
  })
})

describe('keys that somebody inside offers', () => {
  it('are declined from another browser without a proof', async () => {
    const host = await sitting.host()
    const lan = await sitting.knock({ link: { link: drawSecret() } })
    await sitting.compare(host, lan)
    await host.session.admit([lan.id])
    await sitting.quiet()
    const other = await deviceOf(await createDeviceKeys())
    const again = await sitting.reload(lan, other)
    await sitting.quiet()
    assert.equal(again.view.state, 'making')
    assert.deepEqual(host.view.unproven, [lan.id])
    await sitting.wait(PACE.declined + 1000)
    assert.equal(again.asked.filter((name) => name === 'keys.offer').length, 2)
    assert.equal(again.view.state, 'making')
    assert.deepEqual(host.view.unproven, [lan.id])
  })

  it('are taken without a look from the same browser, and from any with the whole link', async () => {
    const host = await sitting.host()
    const lan = await sitting.knock({ link: { link: drawSecret() } })
    await sitting.compare(host, lan)
    await host.session.admit([lan.id])
    const minh = await sitting.guest(host)
    await sitting.reload(lan)
    await sitting.reload(minh, await deviceOf(await createDeviceKeys()))
    await sitting.quiet()
    sitting.agree()
  })
})
