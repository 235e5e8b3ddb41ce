import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { KeyOffer } from '#protocol/mls.ts'
import type { GroupId, KeyEvents } from '#protocol/mls.ts'
import { idOf } from '#server/meeting/keys/testing.ts'
import { fromBase64Url, toBase64Url } from '../mls/bytes.ts'
import { createDeviceKeys, deviceOf } from '../mls/credential.ts'
import { Group } from '../mls/group.ts'
import { drawSecret, founderHash, founderKeys } from '../mls/secrets.ts'
import { readKeyPackage } from '../mls/wrap/key-package.ts'
import type { ServerEvent } from '../signaling/socket.ts'
import { Offering } from './offering.ts'
import { type Browser, Sitting } from './testing.ts'

let sitting: Sitting
beforeEach(async () => {
  sitting = await Sitting.open()
})

/** Into a group of the same name, by a leader of its own, for the keys that somebody offers. */
async function foreignWelcome({ id, who }: Browser): Promise<KeyEvents['keyWelcome']> {
  const [offer] = sitting.room.room.keys.offers([id]).offers
  const [group, keyPackage] = [offer?.group, offer?.keyPackage].map((one) =>
    fromBase64Url(one ?? ''),
  )
  assert.ok(offer && group && keyPackage)
  const founder = await founderKeys(drawSecret())
  const its = { meeting: who.meeting, group, founder: await founderHash(founder.publicKey) }
  const device = await deviceOf(await createDeviceKeys())
  const evil = await Group.found({ sitting: its, seat: 'S', name: 'S', device }, founder)
  const { reference } = await readKeyPackage(keyPackage)
  const sent = await evil.commit({
    kind: 'admit',
    newcomers: [{ seat: id, keyPackage, reference }],
  })
  assert.ok(sent?.welcome && sent.tree)
  const [welcome, tree] = [sent.welcome, sent.tree].map((one) => ({ inline: toBase64Url(one) }))
  assert.ok(welcome && tree)
  return { group: offer.group, epoch: 0, welcome, tree }
}

describe('a hostile server', () => {
  it('that names another group without F’s word ends the sending', async () => {
    const host = await sitting.host()
    const lan = await sitting.guest(host)
    const group = 'A'.repeat(22) as never
    for (const notice of [null, 'AAAA']) lan.hear({ name: 'keyGroup', data: { group, notice } })
    await sitting.quiet()
    assert.deepEqual([lan.view.state, lan.view.why, lan.epoch], ['broken', 'successor', null])
  })

  it('that founds the group itself, and adds the very keys, gets nobody into it', async () => {
    await sitting.host()
    const lan = await sitting.knock()
    lan.hear({ name: 'keyWelcome', data: await foreignWelcome(lan) })
    await sitting.quiet()
    assert.deepEqual([lan.view.state, lan.view.why, lan.epoch], ['broken', 'welcome', null])
  })

  it('that says somebody is inside adds nobody, also with an invitation that it has mailed', async () => {
    const host = await sitting.host()
    const inviteId = 'A'.repeat(22)
    const invite = await sitting.inviteOf(inviteId)
    const held = { link: { link: null, invite }, inviteId }
    const ghost = await sitting.open(idOf('ghost'), 'Minh', held)
    const group = toBase64Url(host.epoch?.group ?? assert.fail()) as GroupId
    const offer = KeyOffer.parse(await new Offering(ghost.who).request(group))
    const person = { ...(host.shown ?? assert.fail()), id: ghost.id, name: 'Minh' }
    host.hear({ name: 'participant', data: person })
    const add = [{ ...offer, id: ghost.id }]
    host.hear({ name: 'keyWork', data: { group, remove: [], add, leaders: null } })
    await sitting.quiet()
    assert.deepEqual(host.view.members, [host.id])
    assert.equal(host.asked.at(-1), 'keys.decline')
    assert.deepEqual(host.view.unproven, [ghost.id])
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
