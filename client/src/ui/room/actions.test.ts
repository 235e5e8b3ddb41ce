import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { MeetingView, Mode, ParticipantView, Role } from '#protocol/model.ts'
import { actionsFor } from './actions.ts'

const person = (id: string, role: Role, more: Partial<ParticipantView> = {}): ParticipantView => ({
  id: id as ParticipantView['id'],
  name: id,
  position: null,
  kind: 'guest',
  role,
  present: true,
  hand: null,
  turns: 0,
  floor: false,
  share: null,
  presents: false,
  consent: null,
  ...more,
})
const meeting = (mode: Mode): MeetingView => ({
  id: 'm' as MeetingView['id'],
  title: 'm',
  mode,
  locked: false,
  chat: true,
  hostPresent: true,
  spotlight: null,
  closesAt: null,
  closing: false,
  recording: null,
})
const on = (me: ParticipantView, target: ParticipantView, mode: Mode = 'discussion') =>
  actionsFor({ me, target, meeting: meeting(mode), tracks: [] })

it('offers no actions to a participant', () => {
  assert.deepEqual(on(person('a', 'participant'), person('b', 'participant')), [])
})
it('offers no harsh action against oneself or a higher rank', () => {
  assert.deepEqual(on(person('a', 'host'), person('a', 'host')), ['spotlight'])
  assert.deepEqual(on(person('a', 'cohost'), person('b', 'host')), [])
  assert.ok(!on(person('a', 'cohost'), person('b', 'cohost')).includes('remove'))
})
it('offers to transfer the host role to accounts only', () => {
  const host = person('a', 'host')
  assert.ok(!on(host, person('b', 'participant')).includes('handOver'))
  assert.ok(on(host, person('b', 'participant', { kind: 'account' })).includes('handOver'))
})
it('lets the host take the floor in a lecture', () => {
  const host = person('a', 'host')
  assert.deepEqual(on(host, host, 'lecture'), ['giveFloor', 'spotlight'])
  assert.ok(!on(host, host, 'conference').includes('giveFloor'))
})
it('lets only the host set the spotlight, and remove it from the person who has it', () => {
  const [host, cohost, guest] = [
    person('a', 'host'),
    person('b', 'cohost'),
    person('c', 'participant'),
  ]
  assert.ok(on(host, guest).includes('spotlight'))
  assert.ok(!on(cohost, guest).includes('spotlight'))
  const lit = { ...meeting('discussion'), spotlight: guest.id }
  const offered = actionsFor({ me: host, target: guest, meeting: lit, tracks: [] })
  assert.ok(offered.includes('unspotlight') && !offered.includes('spotlight'))
})
