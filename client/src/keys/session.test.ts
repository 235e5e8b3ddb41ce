import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { Refusal } from '#protocol/errors.ts'
import { drawSecret } from '../mls/secrets.ts'
import { PACE } from './heard.ts'
import { Sitting } from './testing.ts'

let sitting: Sitting
beforeEach(async () => {
  sitting = await Sitting.open()
})

describe('a group', () => {
  it('is founded by a moderator who enters with S, and is on at once', async () => {
    const host = await sitting.host()
    assert.deepEqual(host.asked, ['keys.found'])
    assert.equal(host.view.state, 'on')
    assert.equal(host.epoch?.number, 0)
    sitting.agree()
  })

  it('is founded by nobody else: neither by a moderator without S nor in the lobby', async () => {
    const early = await sitting.knock({ secret: sitting.secret })
    const host = await sitting.host({ secret: null })
    assert.deepEqual([...early.asked, ...host.asked], [])
    assert.equal(host.view.state, 'making')
    host.session.learn(sitting.secret)
    await sitting.quiet()
    assert.equal(host.view.state, 'on')
    assert.deepEqual(early.asked, ['keys.offer'])
  })

  it('takes in who knocked before it was founded, and who knocks after', async () => {
    const early = await sitting.knock()
    const host = await sitting.host()
    const late = await sitting.knock()
    const verdict = await host.session.admit([early.id, late.id])
    assert.deepEqual(verdict.admitted, [early.id, late.id])
    await sitting.quiet()
    sitting.agree()
    assert.equal(host.view.grades.get(late.id), 'whole')
  })

  it('takes in more than a batch, in as many commits, over the size of a message', async () => {
    const host = await sitting.host()
    await sitting.guests(host, 23)
    sitting.agree()
    assert.equal(host.epoch?.number, 2)
    assert.equal(host.asked.filter((name) => name === 'lobby.admit').length, 2)
  })
})

describe('a proof at the knock', () => {
  it('has three grades, which the moderator’s browser tells apart', async () => {
    const host = await sitting.host()
    const inviteId = 'A'.repeat(22)
    const invite = await sitting.inviteOf(inviteId)
    const whole = await sitting.knock({ link: { invite }, inviteId })
    const other = drawSecret()
    const mailed = await sitting.knock({ link: { link: null, invite }, inviteId })
    const none = await sitting.knock({ link: { link: other } })
    const ids = [whole.id, mailed.id, none.id]
    const first = await host.session.admit(ids)
    assert.deepEqual(first.admitted, [whole.id, mailed.id])
    assert.deepEqual(first.unproven, [none.id])
    await sitting.compare(host, none)
    const second = await host.session.admit([none.id])
    assert.deepEqual(second.admitted, [none.id])
    await sitting.quiet()
    sitting.agree()
    assert.deepEqual(
      ids.map((id) => host.view.grades.get(id)),
      ['whole', 'mailed', 'none'],
    )
  })

  it('is judged by a moderator without S as far as the link goes', async () => {
    const host = await sitting.host()
    const lan = await sitting.guest(host)
    sitting.losesSecrets()
    await host.session.promote('cohost.add', lan.id)
    await sitting.quiet()
    const inviteId = 'A'.repeat(22)
    const whole = await sitting.knock()
    const invited = await sitting.knock({
      link: { invite: await sitting.inviteOf(inviteId) },
      inviteId,
    })
    const verdict = await lan.session.admit([whole.id, invited.id])
    assert.deepEqual([verdict.admitted, verdict.unproven], [[whole.id], [invited.id]])
  })

  it('is not about other keys: those of another name or seat are refused by the browser', async () => {
    const host = await sitting.host()
    const { id } = sitting.room.knock({ name: 'Lan', deviceHash: 'l', addressHash: 'l' })
    const browser = await sitting.open(id, 'Minh')
    browser.connect()
    await sitting.quiet()
    const verdict = await host.session.admit([id])
    assert.deepEqual(verdict.foreign, [id])
    assert.equal(sitting.room.room.phaseOf(id), 'waiting')
  })

  it('without keys yet, or gone: not let in, and said so', async () => {
    const host = await sitting.host()
    const early = sitting.room.waiting('Hoa', { deviceHash: 'h', addressHash: 'h' })
    const gone = await sitting.knock()
    sitting.leave(gone)
    const admitting = host.session.admit([early, gone.id])
    await sitting.wait(PACE.offers + 1000)
    const verdict = await admitting
    assert.deepEqual(verdict.unready, [early, gone.id])
  })
})

describe('a verdict', () => {
  it('without those who left while it was written lets in the others', async () => {
    const host = await sitting.host()
    const [lan, minh] = [await sitting.knock(), await sitting.knock()]
    sitting.before = (_, name) => {
      if (name === 'lobby.admit' && sitting.browsers.has(minh.id)) sitting.leave(minh)
    }
    const verdict = await host.session.admit([lan.id, minh.id])
    assert.deepEqual([verdict.admitted, verdict.refused], [[lan.id], [minh.id]])
    assert.equal(verdict.error, null)
    await sitting.quiet()
    sitting.agree()
  })

  it('of which the answer was lost is found in the log, and nobody is added twice', async () => {
    const host = await sitting.host()
    const lan = await sitting.knock()
    sitting.after = (_, name) => {
      if (name !== 'lobby.admit') return
      sitting.after = () => {}
      host.disconnect()
      throw new Refusal('busy')
    }
    const lost = await host.session.admit([lan.id])
    assert.equal(lost.error?.code, 'busy')
    assert.equal(host.epoch?.number, 0)
    host.connect()
    await sitting.quiet()
    assert.equal(host.epoch?.number, 1)
    sitting.agree()
  })

  it('of two moderators at once: the second replays and writes again', async () => {
    const host = await sitting.host()
    const cohost = await sitting.guest(host)
    assert.equal(await host.session.promote('cohost.add', cohost.id), null)
    const knocks = [await sitting.knock(), await sitting.knock()]
    const verdicts = await Promise.all(
      [host, cohost].map(({ session }, at) => session.admit([knocks[at]?.id ?? assert.fail()])),
    )
    for (const { error } of verdicts) assert.equal(error, null)
    await sitting.quiet()
    sitting.agree()
    assert.equal(host.epoch?.number, 4)
  })

  it('that goes to a server that takes nothing ends, and the group is sound', async () => {
    const host = await sitting.host()
    const lan = await sitting.knock()
    sitting.before = (_, name) => {
      if (name === 'lobby.admit') throw new Refusal('out_of_order', undefined, { epoch: 0 })
    }
    assert.equal((await host.session.admit([lan.id])).error?.code, 'out_of_order')
    sitting.before = () => {}
    await host.session.admit([lan.id])
    await sitting.quiet()
    sitting.agree()
  })
})
