import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import type { FounderHash } from '#protocol/mls.ts'
import type { Snapshot } from '#protocol/snapshot.ts'
import { type Bytes, toBase64Url } from '../mls/bytes.ts'
import { createDeviceKeys } from '../mls/credential.ts'
import { drawSecret, founderHash, founderKeys, linkSecret } from '../mls/secrets.ts'
import { event, id, person, snapshot } from '../media/testing.ts'
import type { Ask } from '../signaling/socket.ts'
import { KeyVisit, type SecretStore } from './key-visit.ts'
import { KEYS_AT_FIRST } from './reduce.ts'
import type { KeysView } from './types.ts'

/** Both what the server keeps and what is in a link. */
async function founderOf(secret: Bytes) {
  const hash = await founderHash((await founderKeys(secret)).publicKey)
  return { hash, name: toBase64Url(hash) as FounderHash }
}

let asked: [string, unknown][]
let refuses: boolean
let view: KeysView
let kept: Bytes[]
let link: ReturnType<SecretStore['linkOf']>
let visit: KeyVisit

beforeEach(async () => {
  asked = []
  refuses = false
  view = KEYS_AT_FIRST
  kept = []
  link = null
  const device = await createDeviceKeys()
  const ask = (async (name: string, input: unknown) => {
    asked.push([name, input])
    return refuses ? { ok: false, error: { code: 'out_of_order' } } : { ok: true, result: {} }
  }) as Ask
  visit = await KeyVisit.open({
    meeting: 'm',
    ask,
    blobs: { put: () => Promise.reject(), read: () => Promise.reject() },
    keys: () => {},
    reached: () => {},
    onSaid: () => {},
    onView: (now) => {
      view = now
    },
    store: {
      deviceKeys: async () => device,
      async secretOf(_, founder) {
        for (const secret of kept)
          if (!founder || (await founderOf(secret)).name === founder) return secret
        return null
      },
      keepSecret: async (_, secret) => void kept.unshift(secret),
      linkOf: () => link,
    },
  })
  visit.up()
})
afterEach(() => visit.end())

/** Until what was begun on the side is done. */
async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise(setImmediate)
}

const names = () => asked.map(([name]) => name)
/** As the server tells somebody inside. */
const enter = async (
  founder: FounderHash | null,
  host: boolean,
  change: Partial<Snapshot> = {},
) => {
  const me = { ...person('me'), role: host ? ('host' as const) : ('participant' as const) }
  const keys = { group: null, before: null, founder, member: false }
  visit.event(event('snapshot', snapshot({ participants: [me], keys, ...change })))
  await visit.settled()
}
const wait = async (founder: FounderHash | null) => {
  const data = { message: null, returned: false, self: id('me'), name: 'Lan', founder }
  visit.event(event('waiting', data))
  await visit.settled()
}

describe('[E2E16] a host', () => {
  it('makes keys for a meeting that has none, keeps them first, and founds its group', async () => {
    await enter(null, true)
    await until(() => asked.length > 0)
    const [[name, input] = ['', null]] = asked
    assert.equal(name, 'keys.establish')
    const [secret] = kept
    assert.ok(secret)
    const { name: founder } = await founderOf(secret)
    assert.deepEqual(input, { founder, replaces: null })
    visit.event(event('keyFounder', { founder }))
    await visit.settled()
    assert.deepEqual(names(), ['keys.establish', 'keys.found'])
    assert.deepEqual([view.state, view.secret], ['on', true])
  })

  it('goes by the secret of the meeting’s founder, also if another was kept later', async () => {
    const [right, other] = [drawSecret(), drawSecret()]
    kept = [other, right]
    await enter((await founderOf(right)).name, true)
    assert.deepEqual(names(), ['keys.found'])
    assert.equal(view.secret, true)
  })

  it('founds nothing without the secret, until new keys are wanted here', async () => {
    const { name } = await founderOf(drawSecret())
    await enter(name, true)
    assert.deepEqual([names(), view.state, view.secret], [[], 'making', false])
    assert.equal(await visit.renew(), null)
    const [secret = drawSecret()] = kept
    const { name: founder } = await founderOf(secret)
    assert.deepEqual(asked, [['keys.establish', { founder, replaces: name }]])
    visit.event(event('keyFounder', { founder }))
    await visit.settled()
    assert.deepEqual([view.state, view.secret], ['on', true])
  })
})

describe('[E2E16] a guest', () => {
  it('with the whole link goes by it, and by no other founder than its own', async () => {
    const secret = drawSecret()
    const { hash, name } = await founderOf(secret)
    link = { link: await linkSecret(secret), founder: hash, invite: null, inviteId: null }
    await wait((await founderOf(drawSecret())).name)
    assert.equal(view.link, 'other')
    visit.event(event('keyGroup', { group: 'A'.repeat(22) as never, notice: null }))
    await visit.settled()
    assert.deepEqual(names(), [])
    await wait(name)
    assert.equal(view.link, 'whole')
    visit.event(event('keyGroup', { group: 'A'.repeat(22) as never, notice: null }))
    await visit.settled()
    assert.deepEqual(names(), ['keys.offer'])
  })

  it('with a bare link goes by what the server names, once it does', async () => {
    await wait(null)
    assert.deepEqual([view.link, view.state], ['none', 'making'])
    visit.event(event('keyFounder', { founder: (await founderOf(drawSecret())).name }))
    visit.event(event('keyGroup', { group: 'A'.repeat(22) as never, notice: null }))
    await visit.settled()
    assert.deepEqual(names(), ['keys.offer'])
  })
})

it('[E2E16] keys that are made anew stop who is in the group of the ones before', async () => {
  const secret = drawSecret()
  kept = [secret]
  await enter((await founderOf(secret)).name, true)
  assert.equal(view.state, 'on')
  visit.event(event('keyFounder', { founder: (await founderOf(drawSecret())).name }))
  await visit.settled()
  assert.deepEqual([view.state, view.why], ['broken', 'founder'])
})
