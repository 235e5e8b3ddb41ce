import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { AuditEvent } from '../meeting/records.ts'
import { meetingId, seat } from '../store/fixtures.ts'
import { attendance } from './attendance.ts'
import { testServer } from './testing.ts'

const MEETING = meetingId('m')
const event = (
  at: number,
  action: AuditEvent['action'],
  by: string,
  target: string | null = null,
): AuditEvent => ({ at, meetingId: MEETING, action, by, target, details: {} })

const again = (name: string, change: Parameters<typeof seat>[2]) =>
  seat(name, MEETING, { name: 'Lê Bình', state: 'over', ...change })

describe('attendance', () => {
  const host = seat('host', MEETING, { name: 'Chủ tọa', kind: 'account', state: 'over' })
  const guest = seat('guest', MEETING, { name: 'Lê Bình', state: 'over' })

  it('counts from admission until the person left, was removed, or the meeting ended', () => {
    const gone = seat('gone', MEETING, { name: 'Kẻ Nghe', state: 'over' })
    const stays = attendance(
      [guest, host, gone],
      [
        event(1, 'host.entered', host.id),
        event(2, 'lobby.knocked', guest.id),
        event(3, 'lobby.admitted', host.id, guest.id),
        event(4, 'lobby.admitted', host.id, gone.id),
        event(5, 'participant.removed', host.id, gone.id),
        event(6, 'participant.left', guest.id),
        event(9, 'meeting.ended', host.id),
      ],
    )
    assert.deepEqual(
      stays.map(({ name, joinedAt, leftAt }) => [name, joinedAt, leftAt]),
      [
        ['Chủ tọa', 1, 9],
        ['Lê Bình', 3, 6],
        ['Kẻ Nghe', 4, 5],
      ],
    )
  })

  it('goes on while the host moves to another device', () => {
    const stays = attendance(
      [host],
      [
        event(1, 'host.entered', host.id),
        event(5, 'host.entered', host.id),
        event(9, 'meeting.ended', host.id),
      ],
    )
    assert.deepEqual(
      stays.map(({ joinedAt, leftAt }) => [joinedAt, leftAt]),
      [[1, 9]],
    )
  })

  it('[ADM5] includes a guest’s position as stated', () => {
    const stated = seat('stated', MEETING, { position: 'Sở Y tế', state: 'admitted' })
    const stays = attendance([stated], [event(1, 'lobby.admitted', host.id, stated.id)])
    assert.deepEqual(
      stays.map(({ position }) => position),
      ['Sở Y tế'],
    )
  })

  it('groups several stays of one person, and separates two people', () => {
    const seats = [
      again('a', { deviceHash: 'd1' }),
      again('b', { deviceHash: 'd2' }),
      again('c', { deviceHash: 'd1' }),
      again('d', { deviceHash: 'd1', name: 'Mai Chi' }),
    ]
    const events = seats.map(({ id }, n) => event(n, 'lobby.admitted', host.id, id))
    const stays = attendance(seats, events)
    assert.deepEqual(
      stays.map(({ person }) => person),
      [0, 1, 0, 2],
    )
    assert.ok(!JSON.stringify(stays).includes('d1'), 'no hash of a device')
  })

  it('omits people who only knocked, and sets no end for those still present', () => {
    const inside = seat('inside', MEETING, { state: 'admitted' })
    const stays = attendance(
      [guest, inside],
      [event(1, 'lobby.knocked', guest.id), event(2, 'lobby.admitted', host.id, inside.id)],
    )
    assert.deepEqual(
      stays.map(({ leftAt }) => leftAt),
      [null],
    )
  })

  it('ends a lost connection at the time it was lost, even if the meeting ended later', () => {
    const lost = seat('lost', MEETING, { state: 'over', awaySince: 5 })
    const admitted = event(2, 'lobby.admitted', host.id, lost.id)
    assert.equal(attendance([lost], [admitted])[0]?.leftAt, 5)
    assert.equal(attendance([lost], [admitted, event(9, 'meeting.ended', host.id)])[0]?.leftAt, 5)
  })

  it("is visible to the meeting's host only", async () => {
    await using server = await testServer()
    const host = await server.signedIn('minh', 'host')
    const stranger = await server.signedIn('hoa', 'host')
    const made = await host.post('/api/meetings', { title: 'A', mode: 'discussion' })
    const url = `/api/meetings/${made.json().meeting.id}/attendance`
    assert.deepEqual((await host.get(url)).json(), [])
    assert.equal((await stranger.get(url)).statusCode, 404)
    assert.equal((await server.browser().get(url)).statusCode, 401)
    assert.equal((await host.get('/api/meetings/none/attendance')).statusCode, 404)
  })
})
