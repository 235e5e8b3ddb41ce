import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '#protocol/errors.ts'
import type { ErrorCode } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { RoomHarness, inbox } from './testing.ts'

const refusedWith = (code: ErrorCode) => (error: unknown) =>
  error instanceof Refusal && error.code === code

/** A host, a co-host and two guests. */
function sitting() {
  const harness = new RoomHarness()
  const host = harness.host()
  const cohost = harness.guest(host, 'Phó')
  harness.addCohost(host, cohost)
  const [a, b] = [harness.guest(host, 'Lê Bình'), harness.guest(host, 'Mai Chi')]
  const readers = (effects: Parameters<typeof inbox>[0]) =>
    [host, cohost, a, b].filter((id) => inbox(effects, id).some((m) => m.name === 'chat'))
  return { harness, host, cohost, a, b, readers }
}

/** The chat history in the snapshot that this person gets on a fresh connection. */
function history(harness: RoomHarness, id: ParticipantId): string[] {
  const { effects } = harness.connect(id)
  return effects.flatMap((e) =>
    e.do === 'enter' ? e.snapshot.chat.map(({ sealed }) => sealed) : [],
  )
}

describe('private messages', () => {
  it('a message to the hosts reaches the moderators and its author, also in later snapshots', () => {
    const { harness, host, cohost, a, b, readers } = sitting()
    const effects = harness.do(harness.room.chat.write(a, 'xin gặp riêng', 'hosts', harness.now))
    assert.deepEqual(readers(effects), [host, cohost, a])
    assert.deepEqual(history(harness, a), ['xin gặp riêng'])
    assert.deepEqual(history(harness, b), [])
  })

  it('an answer to one person reaches that person and the moderators, and names its author', () => {
    const { harness, host, cohost, a, b, readers } = sitting()
    const effects = harness.do(harness.room.chat.write(cohost, 'mời anh', { id: a }, harness.now))
    assert.deepEqual(readers(effects), [host, cohost, a])
    const [message] = inbox(effects, a)
    assert.ok(message?.name === 'chat')
    assert.deepEqual(message.data.to, { id: a, name: 'Lê Bình' })
    assert.deepEqual(history(harness, b), [])
  })

  it('participants cannot write to a single person or make announcements', () => {
    const { harness, a, b } = sitting()
    for (const to of [{ id: b }, { id: a }, 'announcement'] as const) {
      assert.throws(
        () => harness.room.chat.write(a, 'x', to, harness.now),
        refusedWith('forbidden'),
      )
    }
  })

  it('a message is refused if no moderator is present or its recipient has left', () => {
    const { harness, host, cohost, a, b } = sitting()
    harness.do(harness.room.admission.leave(b, harness.now))
    assert.throws(
      () => harness.room.chat.write(host, 'x', { id: b }, harness.now),
      refusedWith('target_gone'),
    )
    harness.disconnect(host)
    harness.disconnect(cohost)
    assert.throws(
      () => harness.room.chat.write(a, 'x', 'hosts', harness.now),
      refusedWith('host_absent'),
    )
  })

  it('each message has one id, the same for every reader, now and later', () => {
    const { harness, host, cohost, a, b } = sitting()
    const sent = ['một', 'một'].map((text) =>
      harness.do(harness.room.chat.write(a, text, 'all', harness.now)),
    )
    const idsOf = (id: ParticipantId) =>
      sent.flatMap((effects) =>
        inbox(effects, id).flatMap((m) => (m.name === 'chat' ? [m.data.id] : [])),
      )
    const [first = []] = [host, cohost, a, b].map(idsOf)
    assert.equal(new Set(first).size, 2)
    for (const id of [host, cohost, a, b]) assert.deepEqual(idsOf(id), first)
    const { effects: again } = harness.connect(b)
    const kept = again.flatMap((e) => (e.do === 'enter' ? e.snapshot.chat.map(({ id }) => id) : []))
    assert.deepEqual(kept, first)
  })

  it('an announcement reaches everyone, even with the chat off', () => {
    const { harness, host, readers } = sitting()
    harness.do(harness.room.moderation.setChat(host, false, harness.now))
    const effects = harness.do(
      harness.room.chat.write(host, 'nghỉ 10 phút', 'announcement', harness.now),
    )
    assert.equal(readers(effects).length, 4)
  })

  it('no sequence of messages sends or later shows anyone what is not addressed to them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ from: fc.nat(3), to: fc.nat(6) }), { maxLength: 12 }),
        (messages) => {
          const { harness, host, cohost, a, b } = sitting()
          const people = [host, cohost, a, b]
          const allowed = people.map((): string[] => [])
          for (const [n, { from, to }] of messages.entries()) {
            const whom = people[to]
            const open = (['all', 'announcement', 'hosts'] as const)[to - 4]
            const text = `${n}`
            try {
              const address = whom === undefined ? (open ?? 'all') : { id: whom }
              harness.do(harness.room.chat.write(people[from] ?? a, text, address, harness.now))
            } catch {
              continue
            }
            for (const [i, list] of allowed.entries()) {
              const everyone = open === 'all' || open === 'announcement'
              if (everyone || i < 2 || i === from || i === to) list.push(text)
            }
          }
          assert.deepEqual(
            people.map((id) => history(harness, id)),
            allowed,
          )
        },
      ),
    )
  })
})
