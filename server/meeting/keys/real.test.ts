import assert from 'node:assert/strict'
import { it } from 'node:test'
import { fromBase64Url, toBase64Url } from '#client/src/mls/bytes.ts'
import { type Outgoing, Group } from '#client/src/mls/group.ts'
import { type Knocker, Meeting, knocker } from '#client/src/mls/testing-meeting.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { GroupId, KeyClaim, KeyCommit, KeyOffer, MLS_LIMITS } from '#protocol/mls.ts'
import type { Payload } from '#protocol/mls.ts'
import { sha256 } from './blobs.ts'
import type { KeyEffect } from './group.ts'
import { Keys } from './keys.ts'
import { here, idOf, offerFor } from './testing.ts'
import type { Somebody } from './testing.ts'

/**
 * Real groups over this delivery service: what browsers write has the shapes and sizes that it
 * takes, and what it hands on is enough to go on with.
 */
const HOST = idOf('host')

class Sitting {
  readonly meeting: Meeting
  readonly host: Group
  readonly others = new Map<ParticipantId, Group>()
  readonly people = new Map<ParticipantId, Somebody>([[HOST, here('host')]])
  keys = new Keys()
  now = 1_000_000

  constructor(meeting: Meeting, host: Group) {
    this.meeting = meeting
    this.host = host
    this.keys.found(HOST, { group: this.id, notice: null }, this.people, this.now)
  }

  get id(): GroupId {
    return GroupId.parse(toBase64Url(this.meeting.sitting.group))
  }

  async knock(id: ParticipantId): Promise<Knocker> {
    const person = await this.meeting.person(id)
    // The longest name that the lobby takes.
    const own = await knocker({ ...person, name: 'Nguyễn Thị '.repeat(6).slice(0, 60).trim() })
    const keyPackage = toBase64Url(own.newcomer.keyPackage)
    this.keys.offer(id, KeyOffer.parse({ ...offerFor(this.id), keyPackage }))
    return own
  }

  payload(bytes: Uint8Array<ArrayBuffer>, large = false): Payload {
    if (!large) return { inline: toBase64Url(bytes) }
    return { hash: this.keys.put(HOST, bytes, this.people, this.now), bytes: bytes.length }
  }
  bytesOf(payload: Payload, by: ParticipantId) {
    const bytes =
      'inline' in payload
        ? fromBase64Url(payload.inline)
        : new Uint8Array(this.keys.read(by, payload.hash, this.people))
    return bytes ?? assert.fail('not base64url')
  }

  /** The host's commit, taken, and what others are told of it. */
  async take(sent: Outgoing | null, change: Partial<KeyCommit>): Promise<KeyEffect[]> {
    const { epoch, commit, welcome, tree } = sent ?? assert.fail('nothing to do')
    const written = KeyCommit.parse({
      group: this.id,
      epoch,
      commit: this.payload(commit),
      invitation: welcome &&
        tree && { welcome: this.payload(welcome), tree: this.payload(tree, true) },
      add: [],
      remove: [],
      leaders: null,
      ...change,
    })
    const entering = new Set(written.add.map(({ id }) => id))
    const together = { entering, promoting: new Set<ParticipantId>() }
    const judged = this.keys.judge(HOST, written, this.people, together)
    for (const id of entering) this.people.set(id, here())
    await this.host.accepted()
    return this.keys.take(judged, this.people, this.now).effects
  }

  async deliver(effects: readonly KeyEffect[], knockers: ReadonlyMap<ParticipantId, Knocker>) {
    for (const { to, message } of effects)
      for (const id of to) {
        const { name, data } = message
        const knocker = knockers.get(id)
        if (name === 'keyCommit') {
          const commit = this.bytesOf(data.commit, id)
          await this.others.get(id)?.receive({ epoch: data.epoch, commit })
        }
        if (name === 'keyWelcome' && knocker) {
          const [welcome, tree] = [data.welcome, data.tree].map((one) => this.bytesOf(one, id))
          assert.ok(welcome && tree)
          this.others.set(id, await Group.join(knocker.self, knocker.own, welcome, tree))
          this.keys.joined(id)
        }
      }
  }

  async admit(ids: readonly ParticipantId[]): Promise<void> {
    const knockers = new Map<ParticipantId, Knocker>()
    for (const id of ids) knockers.set(id, await this.knock(id))
    const newcomers = [...knockers.values()].map(({ newcomer }) => newcomer)
    const add = [...knockers].map(([id, { newcomer }]) => ({
      id,
      keyPackage: sha256(newcomer.keyPackage),
    }))
    const sent = await this.host.commit({ kind: 'admit', newcomers })
    await this.deliver(await this.take(sent, { add }), knockers)
  }

  together(): void {
    for (const group of this.others.values()) {
      assert.equal(group.broken, null)
      assert.deepEqual(group.claim, this.host.claim)
    }
    assert.equal(this.keys.group?.epoch, this.host.epoch)
    assert.equal(this.host.seats.length, this.keys.held.members)
  }
}

it('carries real groups: twenty at once in one message, a swap, a removal, and a restart', async () => {
  const meeting = await Meeting.create()
  const sitting = new Sitting(meeting, await meeting.found(HOST))
  const ids = Array.from({ length: MLS_LIMITS.batch }, (_, i) => idOf(`person ${i}`))
  await sitting.admit(ids)
  sitting.together()
  const [lan, minh] = ids
  assert.ok(lan && minh)
  const again = await sitting.knock(lan)
  const swap = { kind: 'swap' as const, newcomers: [again.newcomer] }
  const add = [{ id: lan, keyPackage: sha256(again.newcomer.keyPackage) }]
  const swapped = await sitting.take(await sitting.host.commit(swap), { add })
  await sitting.deliver(swapped, new Map([[lan, again]]))
  sitting.together()

  sitting.people.delete(minh)
  sitting.others.delete(minh)
  sitting.keys.gone(minh)
  assert.equal(sitting.keys.pending(sitting.people), true)
  const removal = await sitting.host.commit({ kind: 'remove', seats: [minh] })
  await sitting.deliver(await sitting.take(removal, { remove: [minh] }), new Map())
  assert.equal(sitting.keys.pending(sitting.people), false)
  sitting.together()

  const { epoch, transcript } = sitting.host.claim
  const seats = sitting.host.seats.map(({ seat }) => seat)
  const claim = { group: sitting.id, epoch, transcript: toBase64Url(transcript) }
  sitting.keys = new Keys()
  const leaders = KeyClaim.parse({ ...claim, roster: { seats, leaders: [HOST] } })
  sitting.keys.claim(HOST, leaders, sitting.people, sitting.now)
  sitting.keys.settle(sitting.people, sitting.now)
  const member = KeyClaim.parse({ ...claim, roster: null })
  const { answer } = sitting.keys.claim(lan, member, sitting.people, sitting.now)
  assert.equal(answer.state, 'current')
  await sitting.deliver(
    await sitting.take(await sitting.host.commit({ kind: 'update' }), {}),
    new Map(),
  )
  sitting.together()
})
