import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ParticipantId, RecordingId } from '#protocol/ids.ts'
import type { MessageId } from '#protocol/ids.ts'
import type { RecordingView } from '#protocol/recording.ts'
import type { ServerEvent } from '../signaling/socket.ts'
import { asKnown } from './known.ts'
import { KEYS_AT_FIRST, ALL_OFF, reduce } from './reduce.ts'
import { event, fakeTrack, person, snapshot, trackView, waiting } from '../media/testing.ts'
import type { AdmittedState, CallState } from './types.ts'

const CONNECTING: CallState = { phase: 'connecting' }

function play(state: CallState, ...events: ServerEvent[]): CallState {
  let key = 0
  return events.reduce((now, e) => reduce(now, { type: 'event', event: e, key: ++key }), state)
}
/** A snapshot of a meeting whose recording is in this state. */
const during = (recording: RecordingView | null): ServerEvent =>
  event('snapshot', { ...snapshot(), meeting: { ...snapshot().meeting, recording } })

function admitted(...events: ServerEvent[]): AdmittedState {
  const state = play(CONNECTING, event('snapshot', snapshot()), ...events)
  assert.ok(state.phase === 'admitted')
  return state
}

const links = (...changes: ('up' | 'lost' | 'offline' | 'online')[]) =>
  changes.reduce<CallState>((now, link) => reduce(now, { type: 'link', link }), admitted())
const linkOf = (state: CallState) => ('link' in state ? state.link : null)

describe('phases', () => {
  it('goes from connecting to waiting to admitted', () => {
    const lobby = play(CONNECTING, waiting({ message: 'soon' }))
    assert.deepEqual(lobby, {
      phase: 'waiting',
      message: 'soon',
      returned: false,
      link: 'up',
      keys: KEYS_AT_FIRST,
    })
    assert.equal(play(lobby, event('snapshot', snapshot())).phase, 'admitted')
  })

  it('ends for good: nothing reopens a closed call', () => {
    const closed = play(CONNECTING, event('closed', { reason: 'removed', message: 'enough' }))
    assert.deepEqual(closed, { phase: 'closed', reason: 'removed', message: 'enough' })
    assert.equal(play(closed, event('snapshot', snapshot())), closed)
    assert.equal(reduce(closed, { type: 'password', why: 'changed' }), closed)
  })

  it('[PWD5] goes back to the password when it was changed', () => {
    const lobby = play(CONNECTING, waiting())
    assert.deepEqual(play(lobby, event('password', {})), { phase: 'password', why: 'changed' })
  })

  it('has no connection to lose while connecting', () => {
    assert.equal(reduce(CONNECTING, { type: 'link', link: 'lost' }), CONNECTING)
    const lost = reduce(admitted(), { type: 'link', link: 'lost' })
    assert.equal((lost as AdmittedState).link, 'lost')
    assert.equal((play(lost, event('snapshot', snapshot())) as AdmittedState).link, 'up')
  })

  it('does not call an announced restart a lost connection', () => {
    const told = play(admitted(), event('restarting', {}))
    assert.equal((told as AdmittedState).link, 'restarting')
    const broken = reduce(told, { type: 'link', link: 'lost' })
    assert.equal((broken as AdmittedState).link, 'restarting')
    assert.equal((play(broken, event('snapshot', snapshot())) as AdmittedState).link, 'up')
  })

  it('names the missing network rather than the lost connection', () => {
    assert.equal(linkOf(links('lost', 'offline')), 'offline')
    assert.equal(linkOf(links('offline', 'lost')), 'offline')
    assert.equal(linkOf(links('offline', 'lost', 'online')), 'lost')
    assert.equal(linkOf(links('offline', 'online', 'up')), 'up')
    assert.equal(linkOf(links('online')), 'up')
  })

  it('while nothing arrives, neither a speaker nor a line is known', () => {
    const talking = admitted(event('speaker', { id: person('b').id }))
    assert.equal(asKnown(talking), talking)
    const cut = asKnown({
      ...talking,
      link: 'lost',
      line: { mine: 'good', of: new Map(), causes: new Map() },
    })
    assert.equal(cut.speaker, null)
    assert.equal(cut.line.mine, null)
  })

  it('an outdated page is over', () => {
    const outdated = reduce(admitted(), { type: 'outdated' })
    assert.deepEqual(outdated, { phase: 'outdated' })
    assert.equal(play(outdated, event('snapshot', snapshot())), outdated)
  })
})

describe('the room', () => {
  it('keeps the order of arrival when a participant changes', () => {
    const state = admitted(
      event('participant', person('b')),
      event('participant', person('c')),
      event('participant', { ...person('b'), hand: 1 }),
    )
    assert.deepEqual(
      state.participants.map(({ name, hand }) => [name, hand]),
      [
        ['me', null],
        ['b', 1],
        ['c', null],
      ],
    )
  })

  it('removes the tracks, media and speaker entry of someone who left', () => {
    const view = trackView('t1', 'b', 'camera')
    const before = admitted(event('participant', person('b')), event('track', view))
    const seen = reduce(before, { type: 'received', id: view.id, track: fakeTrack('video') })
    const state = play(
      seen,
      event('speaker', { id: person('b').id }),
      event('participantLeft', { id: person('b').id }),
    ) as AdmittedState
    assert.deepEqual(state.tracks, [])
    assert.equal(state.received.size, 0)
    assert.equal(state.speaker, null)
  })

  it('adds, changes and ends tracks', () => {
    const view = trackView('t1', 'b', 'microphone')
    const state = admitted(event('track', view), event('track', { ...view, paused: true }))
    assert.deepEqual(state.tracks, [{ ...view, paused: true }])
    const ended = play(state, event('trackEnded', { id: view.id })) as AdmittedState
    assert.deepEqual(ended.tracks, [])
  })

  it('a new snapshot replaces server state and keeps local state', () => {
    const own = { ...ALL_OFF, camera: { state: 'starting' as const } }
    const view = trackView('t1', 'b', 'camera')
    let state: CallState = admitted(event('track', view), event('notice', knock()))
    state = reduce(state, { type: 'own', own })
    state = reduce(state, { type: 'received', id: view.id, track: fakeTrack('video') })
    const fresh = play(state, event('snapshot', snapshot())) as AdmittedState
    assert.equal(fresh.own, own)
    assert.equal(fresh.notices.length, 1)
    assert.deepEqual(fresh.tracks, [])
    assert.equal(fresh.received.size, 0)
  })

  it('[REC4] tells whoever was away when a recording stopped, once', () => {
    const id = RecordingId.parse('r'.repeat(22))
    const by = ParticipantId.parse('h'.repeat(22))
    const running = { state: 'running' as const, days: 30, id, by, text: 1, since: 0 }
    const off = { state: 'off' as const, days: 30 }
    const before = play(CONNECTING, during(running))
    const told = (...events: ServerEvent[]) =>
      (play(before, ...events) as AdmittedState).recordingStopped
    assert.equal(told(), null)
    assert.equal(told(during(running)), null)
    for (const now of [off, null, { ...running, id: RecordingId.parse('s'.repeat(22)) }])
      assert.equal(told(during(now))?.id, id)
    const meeting = event('meeting', { ...snapshot().meeting, recording: off })
    const stopped = event('recordingStopped', { id, reason: 'withdrawn', ran: true })
    assert.equal(told(meeting, stopped, during(off))?.reason, 'withdrawn')
    const once = told(during(off))
    assert.equal(told(during(off), during(off))?.key, once?.key)
  })

  it('limits what the server can make it keep', () => {
    const many = Array.from({ length: 300 }, (_, n) => event('notice', request(n)))
    const said = Array.from({ length: 300 }, (_, at) => message(at))
    const state = said.reduce<CallState>(reduce, admitted(...many)) as AdmittedState
    assert.equal(state.notices.length, 20)
    assert.equal(state.chat.length, 200)
  })

  it('puts a message that was opened late where it belongs, once', () => {
    const said = [message(1), message(3), message(2), message(3)]
    const state = said.reduce<CallState>(reduce, admitted()) as AdmittedState
    assert.deepEqual(
      state.chat.map(({ at }) => at),
      [1, 2, 3],
    )
  })

  it('numbers and dismisses notices', () => {
    const state = admitted(event('notice', request(1)), event('notice', request(2)))
    const [first, second] = state.notices
    assert.notEqual(first?.key, second?.key)
    const left = reduce(state, { type: 'dismissNotice', key: first?.key ?? 0 }) as AdmittedState
    assert.deepEqual(left.notices, [second])
  })

  it('records what the server did to a local track, and the new grant', () => {
    const state = admitted(
      event('grant', { sources: ['microphone'] }),
      event('ownTrack', { source: 'screen', action: 'closed', by: 'share_revoked', name: null }),
    )
    assert.deepEqual(state.grant, ['microphone'])
    assert.equal(state.ownEvent?.by, 'share_revoked')
  })

  it('ignores unknown events and events that arrive too early', () => {
    const state = admitted()
    const unknown = { name: 'poll', data: {} } as unknown as ServerEvent
    assert.equal(play(state, unknown), state)
    assert.equal(play(CONNECTING, event('speaker', { id: null })), CONNECTING)
  })
})

const message = (at: number) => ({
  type: 'said' as const,
  key: at,
  said: {
    type: 'chat' as const,
    message: {
      id: `m${at}` as MessageId,
      from: person('b').id,
      name: 'b',
      to: 'all' as const,
      text: 'x',
      at,
    },
  },
})
const request = (n: number) => ({
  type: 'share_requested' as const,
  id: person(`p${n}`).id,
  name: 'x',
})

function knock() {
  return { type: 'knock_while_locked' as const, name: 'x', count: 1 }
}
