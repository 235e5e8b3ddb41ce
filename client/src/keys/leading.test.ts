import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { MLS_TIMES } from '#protocol/mls.ts'
import { HOST_ACCOUNT } from '#server/meeting/testing.ts'
import { Sitting } from './testing.ts'

let sitting: Sitting
beforeEach(async () => {
  sitting = await Sitting.open()
})

describe('who leads', () => {
  it('[E2E5] comes onto the list with the role, and can let in others', async () => {
    const host = await sitting.host()
    const lan = await sitting.guest(host)
    assert.equal(await host.session.promote('cohost.add', lan.id), null)
    await sitting.quiet()
    await sitting.guests(lan, 1, 'Minh')
    sitting.agree()
    assert.equal(host.view.grades.size, 1)
  })

  it('[E2E5] without S can change no list, and says so', async () => {
    const host = await sitting.host()
    const [lan, minh] = await sitting.guests(host, 2)
    assert.ok(lan && minh)
    sitting.losesSecrets()
    await host.session.promote('cohost.add', lan.id)
    await sitting.quiet()
    assert.equal((await lan.session.promote('cohost.add', minh.id))?.code, 'forbidden')
  })

  it('[E2E5] hands the meeting over with a commit', async () => {
    const host = await sitting.host()
    const account = HOST_ACCOUNT.replace(/^./, '_') as typeof HOST_ACCOUNT
    const thu = await sitting.knock({}, { accountId: account, kind: 'account' })
    await host.session.admit([thu.id])
    assert.equal(await host.session.promote('host.handOver', thu.id), null)
    await sitting.quiet()
    assert.equal(sitting.room.room.actor(thu.id)?.role, 'host')
    thu.session.learn(sitting.secret)
    await sitting.guests(thu, 1, 'Minh')
    sitting.agree()
  })

  it('[E2E5] and loses the role is taken from the list, and commits nothing more', async () => {
    const host = await sitting.host()
    const lan = await sitting.guest(host)
    await host.session.promote('cohost.add', lan.id)
    await sitting.quiet()
    const { room, now } = sitting.room
    sitting.room.do(room.moderation.removeCohost(host.id, lan.id, now))
    await sitting.quiet()
    assert.equal(host.epoch?.number, 3)
    const minh = await sitting.knock()
    assert.equal((await lan.session.admit([minh.id])).error?.code, 'forbidden')
    sitting.agree()
  })

  it('[E2E5] nobody can be made to lead who has no keys', async () => {
    const host = await sitting.host()
    const minh = await sitting.knock()
    const error = await host.session.promote('cohost.add', minh.id)
    assert.deepEqual(error, { code: 'target_gone', who: [minh.id] })
  })
})

describe('people who go', () => {
  it('have a leaf until it is removed: key change pending, then not', async () => {
    const host = await sitting.host()
    const [lan, minh] = await sitting.guests(host, 2)
    assert.ok(lan && minh)
    sitting.leave(lan)
    await sitting.quiet()
    assert.deepEqual([host.view.state, minh.view.state], ['pending', 'pending'])
    assert.ok(host.view.members.includes(lan.id))
    await sitting.wait(MLS_TIMES.collect)
    sitting.agree()
    assert.equal(minh.epoch?.how, 'remove')
    assert.equal(minh.epoch.left.length, 1)
  })

  it('are removed at once if they were sent away', async () => {
    const host = await sitting.host()
    const [lan] = await sitting.guests(host, 2)
    assert.ok(lan)
    sitting.room.do(
      sitting.room.room.moderation.remove(host.id, lan.id, false, null, sitting.room.now),
    )
    await sitting.quiet()
    assert.equal(lan.epoch, null)
    sitting.agree()
  })

  it('are let in again from the lobby with other keys, in their own seat', async () => {
    const host = await sitting.host()
    const [lan] = await sitting.guests(host, 2)
    assert.ok(lan)
    const held = () => host.epoch?.number
    const before = held()
    sitting.room.do(sitting.room.room.admission.sendBack(host.id, [lan.id], null, sitting.room.now))
    const { admitted } = await host.session.admit([lan.id])
    assert.deepEqual(admitted, [lan.id])
    await sitting.quiet()
    sitting.agree()
    assert.ok((held() ?? 0) > (before ?? 0))
  })
})
