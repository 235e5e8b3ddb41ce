import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { drawSecret } from '../mls/secrets.ts'
import { Sitting } from './testing.ts'

let sitting: Sitting
beforeEach(async () => {
  sitting = await Sitting.open()
})
/** Holds a link of which the middle is missing, and so no proof. */
const WITHOUT = { link: { link: null } }

describe('[E2E17] the keys of people who wait', () => {
  it('are looked at when they come, so that the host sees whose words to compare', async () => {
    const host = await sitting.host()
    const whole = await sitting.knock()
    const none = await sitting.knock(WITHOUT)
    const wrong = await sitting.knock({ link: { link: drawSecret() } })
    assert.deepEqual(
      [...host.view.knocks],
      [
        [whole.id, 'whole'],
        [none.id, 'none'],
        [wrong.id, 'none'],
      ],
    )
    await host.session.admit([whole.id])
    await sitting.quiet()
    assert.equal(host.view.knocks.has(whole.id), false)
  })

  it('are waited for by who lets somebody in that has only just knocked', async () => {
    const host = await sitting.host()
    const { id } = sitting.room.knock({ deviceHash: 'x', addressHash: 'x', name: 'Lan' })
    const lan = await sitting.open(id, 'Lan')
    const admitting = host.session.admit([id])
    lan.connect()
    assert.deepEqual((await admitting).admitted, [id])
    await sitting.quiet()
    sitting.agree()
  })
})

describe('[E2E11] words', () => {
  it('are the same on both sides, and stay so for the same browser', async () => {
    const host = await sitting.host()
    const lan = await sitting.knock(WITHOUT)
    assert.equal(lan.view.spoken, false)
    assert.equal(await lan.session.ownWords('vi'), null)
    await sitting.compare(host, lan)
    assert.equal(lan.view.spoken, true)
    await sitting.compare(host, lan)
    assert.notDeepEqual(
      await host.session.wordsOf(lan.id, 'en'),
      await host.session.wordsOf(lan.id, 'vi'),
    )
    assert.deepEqual((await host.session.admit([lan.id])).admitted, [lan.id])
  })

  it('count for the browser that they were compared with, and for no other in its place', async () => {
    const host = await sitting.host()
    const lan = await sitting.knock(WITHOUT)
    await sitting.compare(host, lan)
    await sitting.reload(lan, (await sitting.open(lan.id, 'x')).who.device)
    await sitting.quiet()
    assert.deepEqual((await host.session.admit([lan.id])).unproven, [lan.id])
  })

  it('differ when the server puts its own founder before the guest', async () => {
    const host = await sitting.host()
    const founder = new Uint8Array(32).fill(1)
    const lan = await sitting.knock({ link: { link: null, founder } })
    const [asked] = await Promise.all([host.session.wordsOf(lan.id, 'vi'), sitting.quiet()])
    // The guest answers as one whose link stands for other keys.
    assert.notDeepEqual(await lan.session.ownWords('vi'), asked)
  })

  it('are told once for each commitment: a second question is answered with new keys', async () => {
    const host = await sitting.host()
    const lan = await sitting.knock(WITHOUT)
    await sitting.compare(host, lan)
    const before = await lan.session.ownWords('vi')
    lan.asked.length = 0
    lan.hear({ name: 'keyChallenge', data: { n: 'B'.repeat(43) } })
    await sitting.quiet()
    assert.deepEqual(lan.asked, ['keys.offer'])
    assert.equal(await lan.session.ownWords('vi'), null)
    assert.ok(before)
  })

  it('of a person who is gone are nobody’s', async () => {
    const host = await sitting.host()
    const lan = await sitting.knock(WITHOUT)
    sitting.leave(lan)
    await sitting.quiet()
    assert.equal(await host.session.wordsOf(lan.id, 'vi'), null)
  })

  it('of the group are the same for everybody, and others in the next epoch', async () => {
    const host = await sitting.host()
    const lan = await sitting.guest(host)
    const words = await host.session.groupWords('vi')
    assert.equal(words?.length, 8)
    assert.deepEqual(await lan.session.groupWords('vi'), words)
    await sitting.guest(host)
    assert.notDeepEqual(await host.session.groupWords('vi'), words)
  })
})

describe('[E2E12] S', () => {
  it('comes with the role, so that a co-host can found the next group', async () => {
    const host = await sitting.host()
    const [lan, minh] = await sitting.guests(host, 2)
    assert.ok(lan && minh)
    await host.session.promote('cohost.add', lan.id)
    await sitting.quiet()
    assert.deepEqual(lan.learned, [sitting.secret])
    assert.deepEqual(minh.learned, [])
    assert.deepEqual(await lan.session.promote('cohost.add', minh.id), null)
    await sitting.quiet()
    assert.deepEqual(minh.learned, [sitting.secret])
  })
})

it('[E2E13] an epoch is reached when all members say so', async () => {
  const host = await sitting.host()
  const lan = await sitting.guest(host)
  await sitting.quiet()
  assert.deepEqual([host.reached, lan.reached], [[1], [1]])
})
