import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as mls from 'ts-mls'
import { type Bytes, join, toHex, utf8 } from '../bytes.ts'
import { type FailureCode, MlsFailure } from './change.ts'
import { CONTEXT, GROUP, admit, anybody, anything, groupOf, joined, newcomer } from './testing.ts'
import { suite } from './suite.ts'
import { createKeyPackage, leafKeys, readKeyPackage } from './key-package.ts'
import { Membership } from './membership.ts'

const NONE = new Uint8Array()
const nobody = () => Promise.resolve(false)
const notMa = (credential: Bytes) => Promise.resolve(toHex(credential) !== toHex(utf8('Ma')))
const fails = (work: Promise<unknown>, code: FailureCode) =>
  assert.rejects(work, (error) => error instanceof MlsFailure && error.code === code)
const names = ({ members }: Membership) =>
  members.map(({ leaf, credential }) => `${leaf} ${Buffer.from(credential).toString()}`)
const at = <T>(list: readonly T[], index: number): T => {
  const found = list[index]
  assert.ok(found)
  return found
}
/** The bytes of a message with one bit turned, from its end. */
const spoiled = (bytes: Bytes, fromEnd: number): Bytes => {
  const copy = bytes.slice()
  copy[copy.length - fromEnd] = (copy[copy.length - fromEnd] ?? 0) ^ 1
  return copy
}
async function agree(...members: readonly Membership[]) {
  const seen = await Promise.all(
    members.map(async (member) => [
      member.epoch,
      toHex(member.transcript),
      toHex(member.authenticator),
      toHex(await member.export('frames', utf8('x'), 32)),
      names(member).join(),
    ]),
  )
  for (const one of seen) assert.deepEqual(one, seen[0])
}

describe('a group', () => {
  it('is founded, joined by several at once, left and joined again, all of one mind', async () => {
    const [an, binh, chi] = await groupOf('An', 'Bình', 'Chi')
    assert.ok(an && binh && chi)
    await agree(an, binh, chi)
    assert.deepEqual(names(chi), ['0 An', '1 Bình', '2 Chi'])
    const remove = await an.prepare({ remove: [1] }, anything)
    await an.merge(remove)
    assert.deepEqual((await chi.receive(remove.commit, anything)).removed, [at(binh.members, 1)])
    await binh.receive(remove.commit, anything)
    assert.ok(binh.removed)
    await fails(binh.seal(utf8('still here'), NONE), 'removed')
    await agree(an, chi)
    const [dung] = await admit(an, [chi], [await newcomer('Dũng')])
    assert.ok(dung)
    await agree(an, chi, dung)
    assert.deepEqual(names(dung), ['0 An', '1 Dũng', '2 Chi'])
    const update = await chi.prepare({}, anything)
    await chi.merge(update)
    for (const other of [an, dung]) await other.receive(update.commit, anything)
    await agree(an, chi, dung)
  })

  it('swaps a member who came back for their new keys in one commit', async () => {
    const [an, binh, chi] = await groupOf('An', 'Bình', 'Chi')
    assert.ok(an && binh && chi)
    const again = await newcomer('Bình')
    const swap = await an.prepare({ remove: [1], add: [again.keyPackage] }, anything)
    await an.merge(swap)
    const change = await chi.receive(swap.commit, anything)
    assert.deepEqual([change.removed.length, change.added.length], [1, 1])
    assert.deepEqual(at(change.added, 0).reference, again.reference)
    await agree(an, chi, await joined(swap.welcome, an.tree, again))
  })

  it('says who invited somebody', async () => {
    const [an, binh] = await groupOf('An', 'Bình')
    assert.ok(an && binh)
    const own = await newcomer('Chi')
    const add = await binh.prepare({ add: [own.keyPackage] }, anything)
    await binh.merge(add)
    assert.ok(add.welcome)
    const { inviter } = await Membership.join(add.welcome, binh.tree, own, anybody)
    assert.deepEqual(inviter, at(an.members, 1))
  })

  it('is joined with the right tree only, and by the right person', async () => {
    const [an] = await groupOf('An', 'Bình')
    assert.ok(an)
    const own = await newcomer('Chi')
    const before = an.tree
    const add = await an.prepare({ add: [own.keyPackage] }, anything)
    await an.merge(add)
    assert.ok(add.welcome)
    await fails(Membership.join(add.welcome, before, own, anybody), 'invalid')
    await fails(Membership.join(add.welcome, spoiled(an.tree, 9), own, anybody), 'invalid')
    await fails(Membership.join(add.welcome, NONE, own, anybody), 'malformed')
    await fails(Membership.join(add.commit, an.tree, own, anybody), 'malformed')
    await fails(Membership.join(add.welcome, an.tree, await newcomer('Chi'), anybody), 'invalid')
    await fails(Membership.join(add.welcome, an.tree, own, nobody), 'invalid')
    await joined(add.welcome, an.tree, own)
  })
})

describe('a commit', () => {
  it('is judged by what it does, before it counts', async () => {
    const [an, binh] = await groupOf('An', 'Bình')
    assert.ok(an && binh)
    const own = await newcomer('Chi')
    await fails(
      an.prepare({ add: [own.keyPackage] }, () => 'no'),
      'forbidden',
    )
    const add = await an.prepare({ add: [own.keyPackage], context: utf8('other') }, anything)
    await fails(
      binh.receive(add.commit, () => 'no'),
      'forbidden',
    )
    assert.equal(binh.epoch, 1)
    const change = await binh.receive(add.commit, (seen) => {
      assert.equal(binh.epoch, 1)
      assert.deepEqual(seen.context, { before: CONTEXT, after: utf8('other') })
      return null
    })
    assert.deepEqual(change.committer, at(an.members, 0))
    assert.deepEqual(change.added, add.change.added)
    assert.deepEqual(binh.context, utf8('other'))
  })

  it('that lost is dropped, and written again in the epoch of the one that won', async () => {
    const [an, binh, chi] = await groupOf('An', 'Bình', 'Chi')
    assert.ok(an && binh && chi)
    const own = await newcomer('Dũng')
    const lost = await an.prepare({ add: [own.keyPackage] }, anything)
    const won = await binh.prepare({ remove: [2] }, anything)
    await binh.merge(won)
    await an.receive(won.commit, anything)
    await fails(an.merge(lost), 'other_epoch')
    await fails(binh.receive(lost.commit, anything), 'other_epoch')
    const [dung] = await admit(an, [binh], [own])
    assert.ok(dung)
    await agree(an, binh, dung)
  })

  it('written twice in one epoch is never encrypted with the same key', async () => {
    const [an, binh] = await groupOf('An', 'Bình')
    assert.ok(an && binh)
    const own = await newcomer('Chi')
    await an.prepare({}, anything)
    const second = await an.prepare({ add: [own.keyPackage] }, anything)
    await an.merge(second)
    await binh.receive(second.commit, anything)
    await agree(an, binh)
  })

  it('is refused if it is spoiled, repeated, cut short, or no commit', async () => {
    const [an, binh] = await groupOf('An', 'Bình')
    assert.ok(an && binh)
    const { commit } = await an.prepare({}, anything)
    for (const fromEnd of [1, 20, 100])
      await fails(binh.receive(spoiled(commit, fromEnd), anything), 'invalid')
    await fails(binh.receive(commit.slice(0, -1), anything), 'malformed')
    await fails(binh.receive(NONE, anything), 'malformed')
    await fails(binh.receive(await an.seal(utf8('hello'), NONE), anything), 'outside')
    const [other] = await groupOf('An', 'Bình')
    assert.ok(other)
    const elsewhere = await Membership.found(utf8('other'), await newcomer('An'), CONTEXT, anybody)
    await fails(
      binh.receive((await elsewhere.prepare({}, anything)).commit, anything),
      'other_epoch',
    )
    await fails(binh.receive((await other.prepare({}, anything)).commit, anything), 'invalid')
    await binh.receive(commit, anything)
    await fails(binh.receive(commit, anything), 'other_epoch')
  })

  it('cannot add a credential that is refused, nor one person twice', async () => {
    const [an, binh] = await groupOf('An', 'Bình')
    assert.ok(an && binh)
    const own = await newcomer('Chi')
    await fails(an.prepare({ add: [own.keyPackage, own.keyPackage] }, anything), 'invalid')
    await admit(an, [binh], [own])
    await fails(an.prepare({ add: [own.keyPackage] }, anything), 'invalid')
    const careful = await Membership.found(GROUP, await newcomer('An'), CONTEXT, notMa)
    await fails(careful.prepare({ add: [(await newcomer('Ma')).keyPackage] }, anything), 'invalid')
  })
})

describe('from outside', () => {
  it('no commit and no proposal is read, however well made', async () => {
    const cs = await suite()
    const capabilities = {
      versions: ['mls10' as const],
      ciphersuites: [cs.name],
      extensions: [0xf0a1],
      proposals: [],
      credentials: ['basic' as const],
    }
    const client = async (name: string) =>
      mls.generateKeyPackage(
        { credentialType: 'basic', identity: utf8(name) },
        capabilities,
        { notBefore: 0n, notAfter: 2n ** 62n },
        [],
        cs,
      )
    const [an, binh] = await groupOf('An', 'Bình')
    assert.ok(an && binh)
    // The same group as the library would have it, left alone: it would take part in all of this.
    const founder = await client('An')
    const extensions = [{ extensionType: 0xf0a1, extensionData: CONTEXT }]
    const state = await mls.createGroup(
      ...([GROUP, founder.publicPackage, founder.privatePackage, extensions, cs] as const),
    )
    const info = await mls.createGroupInfoWithExternalPubAndRatchetTree(state, [], cs)
    const ghost = await client('Ma')
    const keys = [ghost.publicPackage, ghost.privatePackage] as const
    const { publicMessage } = await mls.joinGroupExternal(info, ...keys, false, cs)
    const version = 'mls10' as const
    const commit = { version, wireformat: 'mls_public_message' as const, publicMessage }
    const remove = { proposalType: 'remove' as const, remove: { removed: 1 } }
    const proposals = [
      await mls.proposeAddExternal(info, ...keys, cs),
      (await mls.createProposal(state, true, remove, cs)).message,
      (await mls.createProposal(state, false, remove, cs)).message,
    ]
    for (const message of [commit, ...proposals]) {
      const bytes = Uint8Array.from(mls.encodeMlsMessage(message))
      await fails(binh.receive(bytes, anything), 'outside')
      await assert.rejects(binh.open(bytes), MlsFailure)
    }
    assert.equal(binh.epoch, 1)
  })
})

describe('an application message', () => {
  it('names its sender, is read once, also when an epoch or three have passed', async () => {
    const [an, binh] = await groupOf('An', 'Bình')
    assert.ok(an && binh)
    const messages = await Promise.all(
      ['a', 'b', 'c'].map((text) => an.seal(utf8(text), utf8('to all'))),
    )
    const [first, second, third] = messages
    assert.ok(first && second && third)
    const read = await binh.open(second)
    assert.deepEqual(read, {
      sender: at(binh.members, 0),
      epoch: 1,
      data: utf8('b'),
      clear: utf8('to all'),
    })
    await fails(binh.open(second), 'invalid')
    const commit = await binh.prepare({}, anything)
    assert.deepEqual((await binh.open(first)).data, utf8('a'))
    await binh.merge(commit)
    // It was read between the writing of the commit and its merging.
    await fails(binh.open(first), 'invalid')
    assert.deepEqual((await binh.open(third)).data, utf8('c'))
    await fails(binh.open(third), 'invalid')
  })

  it('hides its length up to 256 bytes', async () => {
    const [an] = await groupOf('An', 'Bình')
    assert.ok(an)
    const [short, long] = [
      await an.seal(utf8('x'), NONE),
      await an.seal(utf8('x'.repeat(100)), NONE),
    ]
    assert.equal(short.length, long.length)
  })

  it('cannot be read by who was removed, or joined later', async () => {
    const [an, binh, chi] = await groupOf('An', 'Bình', 'Chi')
    assert.ok(an && binh && chi)
    const early = await an.seal(utf8('early'), NONE)
    const own = await newcomer('Dũng')
    const swap = await an.prepare({ remove: [1], add: [own.keyPackage] }, anything)
    await an.merge(swap)
    await binh.receive(swap.commit, anything)
    const late = await joined(swap.welcome, an.tree, own)
    await fails(late.open(early), 'other_epoch')
    assert.ok(binh.removed)
    await fails(binh.open(await an.seal(utf8('now'), NONE)), 'removed')
  })

  it('of somebody who was removed is not read any more, also if it was written before', async () => {
    const [an, binh, chi] = await groupOf('An', 'Bình', 'Chi')
    assert.ok(an && binh && chi)
    const [early, late] = [await binh.seal(utf8('1'), NONE), await binh.seal(utf8('2'), NONE)]
    assert.deepEqual((await chi.open(early)).data, utf8('1'))
    const remove = await an.prepare({ remove: [1] }, anything)
    await chi.receive(remove.commit, anything)
    await fails(chi.open(late), 'removed')
  })

  it('is refused if it is spoiled', async () => {
    const [an, binh] = await groupOf('An', 'Bình')
    assert.ok(an && binh)
    const message = await an.seal(utf8('hello'), utf8('clear'))
    for (const [index] of message.entries())
      await assert.rejects(binh.open(spoiled(message, index + 1)), MlsFailure)
    assert.deepEqual((await binh.open(message)).data, utf8('hello'))
  })
})

describe('what is sealed to one member', () => {
  it('is read by them only, with the keys they have or had of late', async () => {
    const [an, binh, chi] = await groupOf('An', 'Bình', 'Chi')
    assert.ok(an && binh && chi)
    const sealed = await an.sealTo(1, utf8('secret'))
    assert.deepEqual(await binh.openSealed(sealed), utf8('secret'))
    await fails(chi.openSealed(sealed), 'invalid')
    await fails(an.openSealed(sealed), 'invalid')
    await fails(an.sealTo(7, utf8('secret')), 'outside')
    for (const fromEnd of [1, 20, sealed.length])
      await fails(binh.openSealed(spoiled(sealed, fromEnd)), 'invalid')
    await fails(binh.openSealed(NONE), 'invalid')
    for (let epochs = 0; epochs < 5; epochs += 1) {
      assert.deepEqual(await binh.openSealed(sealed), utf8('secret'))
      const update = await binh.prepare({}, anything)
      await binh.merge(update)
      await an.receive(update.commit, anything)
    }
    await fails(binh.openSealed(sealed), 'invalid')
    assert.deepEqual(await binh.openSealed(await an.sealTo(1, utf8('new'))), utf8('new'))
  })
})

describe('a key package', () => {
  it('is read with the hash that names it, unchanged only', async () => {
    const keys = await leafKeys()
    const own = await createKeyPackage(keys, utf8('An'))
    assert.deepEqual(await readKeyPackage(own.keyPackage), {
      credential: utf8('An'),
      key: keys.publicKey,
      reference: own.reference,
    })
    await fails(readKeyPackage(spoiled(own.keyPackage, 1)), 'invalid')
    await fails(readKeyPackage(NONE), 'malformed')
    // Section 2.1.2: a length (here of the init key, 65 bytes: 40 41) in more bytes than it needs.
    assert.equal(toHex(own.keyPackage.subarray(8, 10)), '4041')
    const wordy = join(
      own.keyPackage.slice(0, 8),
      Uint8Array.of(0x80, 0, 0, 65),
      own.keyPackage.slice(10),
    )
    await fails(readKeyPackage(wordy), 'malformed')
  })
})
