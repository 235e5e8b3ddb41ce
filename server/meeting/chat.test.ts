import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '#protocol/errors.ts'
import type { ErrorCode } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { RoomLab, inbox } from './testing.ts'

const refusedWith = (code: ErrorCode) => (error: unknown) =>
  error instanceof Refusal && error.code === code

/** A host, a co-host and two guests. */
function sitting() {
  const lab = new RoomLab()
  const host = lab.host()
  const cohost = lab.guest(host, 'Phó')
  lab.do(lab.room.moderation.addCohost(host, cohost, lab.now))
  const [a, b] = [lab.guest(host, 'Lê Bình'), lab.guest(host, 'Mai Chi')]
  const readers = (effects: Parameters<typeof inbox>[0]) =>
    [host, cohost, a, b].filter((id) => inbox(effects, id).some((m) => m.name === 'chat'))
  return { lab, host, cohost, a, b, readers }
}

/** Everything of the chat that a fresh connection of this person is given. */
function history(lab: RoomLab, id: ParticipantId): string[] {
  const { effects } = lab.connect(id)
  return effects.flatMap((e) => (e.do === 'enter' ? e.snapshot.chat.map(({ text }) => text) : []))
}

describe('what is not for everyone', () => {
  it('a word to the hosts reaches those who lead and its writer, also in later snapshots', () => {
    const { lab, host, cohost, a, b, readers } = sitting()
    const effects = lab.do(lab.room.chat.write(a, 'xin gặp riêng', 'hosts', lab.now))
    assert.deepEqual(readers(effects), [host, cohost, a])
    assert.deepEqual(history(lab, a), ['xin gặp riêng'])
    assert.deepEqual(history(lab, b), [])
  })

  it('an answer to one reaches that one and those who lead, and bears their name', () => {
    const { lab, host, cohost, a, b, readers } = sitting()
    const effects = lab.do(lab.room.chat.write(cohost, 'mời anh', { id: a }, lab.now))
    assert.deepEqual(readers(effects), [host, cohost, a])
    const [message] = inbox(effects, a)
    assert.ok(message?.name === 'chat')
    assert.deepEqual(message.data.to, { id: a, name: 'Lê Bình' })
    assert.deepEqual(history(lab, b), [])
  })

  it('who does not lead writes to no single person and announces nothing', () => {
    const { lab, a, b } = sitting()
    for (const to of [{ id: b }, { id: a }, 'announcement'] as const) {
      assert.throws(() => lab.room.chat.write(a, 'x', to, lab.now), refusedWith('forbidden'))
    }
  })

  it('says so when nobody is there who leads, or the one person is gone', () => {
    const { lab, host, cohost, a, b } = sitting()
    lab.do(lab.room.admission.leave(b, lab.now))
    assert.throws(
      () => lab.room.chat.write(host, 'x', { id: b }, lab.now),
      refusedWith('target_gone'),
    )
    lab.disconnect(host)
    lab.disconnect(cohost)
    assert.throws(() => lab.room.chat.write(a, 'x', 'hosts', lab.now), refusedWith('host_absent'))
  })

  it('gives each message an id, the same to whoever reads it now and later', () => {
    const { lab, host, cohost, a, b } = sitting()
    const sent = ['một', 'một'].map((text) => lab.do(lab.room.chat.write(a, text, 'all', lab.now)))
    const idsOf = (id: ParticipantId) =>
      sent.flatMap((effects) =>
        inbox(effects, id).flatMap((m) => (m.name === 'chat' ? [m.data.id] : [])),
      )
    const [first = []] = [host, cohost, a, b].map(idsOf)
    assert.equal(new Set(first).size, 2)
    for (const id of [host, cohost, a, b]) assert.deepEqual(idsOf(id), first)
    const { effects: again } = lab.connect(b)
    const kept = again.flatMap((e) => (e.do === 'enter' ? e.snapshot.chat.map(({ id }) => id) : []))
    assert.deepEqual(kept, first)
  })

  it('an announcement reaches all, with the chat off too', () => {
    const { lab, host, readers } = sitting()
    lab.do(lab.room.moderation.setChat(host, false, lab.now))
    const effects = lab.do(lab.room.chat.write(host, 'nghỉ 10 phút', 'announcement', lab.now))
    assert.equal(readers(effects).length, 4)
  })

  it('whoever writes what to whom, nobody is sent or later shown what is not theirs', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ from: fc.nat(3), to: fc.nat(6) }), { maxLength: 12 }),
        (messages) => {
          const { lab, host, cohost, a, b } = sitting()
          const people = [host, cohost, a, b]
          const allowed = people.map((): string[] => [])
          for (const [n, { from, to }] of messages.entries()) {
            const whom = people[to]
            const open = (['all', 'announcement', 'hosts'] as const)[to - 4]
            const text = `${n}`
            try {
              const address = whom === undefined ? (open ?? 'all') : { id: whom }
              lab.do(lab.room.chat.write(people[from] ?? a, text, address, lab.now))
            } catch {
              continue
            }
            for (const [i, list] of allowed.entries()) {
              const everyone = open === 'all' || open === 'announcement'
              if (everyone || i < 2 || i === from || i === to) list.push(text)
            }
          }
          assert.deepEqual(
            people.map((id) => history(lab, id)),
            allowed,
          )
        },
      ),
    )
  })
})
