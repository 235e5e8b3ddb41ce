import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type Bytes, utf8 } from './bytes.ts'
import { createDeviceKeys, deviceOf, encodeCredential } from './credential.ts'
import { type Knock, gradeByLink, gradeOf, knockOf, prove } from './proof.ts'
import { drawSecret, inviteSecret, linkSecret } from './secrets.ts'
import { createKeyPackage, leafKeys } from './wrap/key-package.ts'

const HERE = { meeting: 'abc-defg-hij', group: utf8('0123456789abcdef') }
const WHO = { seat: 'seat-1', name: 'Nguyễn Thị Lan' }

async function packageOf(who: { seat: string; name: string } = WHO): Promise<Bytes> {
  const keys = await leafKeys()
  const device = await deviceOf(await createDeviceKeys())
  const identity = { ...HERE, ...who, leafKey: keys.publicKey }
  return (await createKeyPackage(keys, await encodeCredential(identity, device))).keyPackage
}

describe('the proof at the knock', () => {
  const secret = drawSecret()
  let knock: Knock
  let link: Bytes
  let invite: Bytes
  before(async () => {
    const read = await knockOf(await packageOf(), { ...HERE, ...WHO })
    assert.ok(read)
    knock = read
    link = await linkSecret(secret)
    invite = await inviteSecret(secret, 'invite-7')
  })
  const graded = async (held: { link?: Bytes; invite?: Bytes }, id: string | null, about = knock) =>
    gradeOf(knock, await prove(about, held, id), secret)

  it('is worth the whole link to who knows that alone, and nothing with an invitation', async () => {
    const to = async (held: { link?: Bytes; invite?: Bytes }) =>
      gradeByLink(knock, await prove(knock, held, 'invite-7'), link)
    assert.equal(await to({ link }), 'whole')
    for (const held of [{ link, invite }, { invite }, { link: drawSecret() }, {}])
      assert.equal(await to(held), 'none')
  })

  it('has three grades', async () => {
    assert.equal(await graded({ link }, null), 'whole')
    assert.equal(await graded({ link, invite }, 'invite-7'), 'whole')
    assert.equal(await graded({ invite }, 'invite-7'), 'mailed')
    assert.equal(await graded({}, null), 'none')
  })

  it('is worth nothing with another link, or another person’s invitation', async () => {
    const other = drawSecret()
    assert.equal(await graded({ link: other }, null), 'none')
    assert.equal(await graded({ invite }, 'invite-8'), 'none')
    assert.equal(await graded({ link, invite: other }, 'invite-7'), 'none')
    assert.equal(await graded({ link, invite }, 'invite-8'), 'none')
  })

  it('is about these keys, this seat and this name', async () => {
    const moved = await knockOf(await packageOf(), { ...HERE, ...WHO })
    assert.ok(moved)
    for (const other of [moved, { ...knock, seat: 'seat-2' }, { ...knock, name: 'Lan' }])
      assert.equal(await graded({ link }, null, other), 'none')
  })

  it('is looked at only for the seat and the name that the keys are for', async () => {
    const keyPackage = await packageOf()
    for (const shown of [
      { ...HERE, ...WHO, name: 'Trần Văn Minh' },
      { ...HERE, ...WHO, seat: 'seat-2' },
      { ...HERE, ...WHO, meeting: 'other' },
      { ...HERE, ...WHO, group: utf8('other') },
    ])
      assert.equal(await knockOf(keyPackage, shown), null)
    assert.equal(await knockOf(keyPackage.slice(1), { ...HERE, ...WHO }), null)
  })
})
