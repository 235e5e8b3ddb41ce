import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '#protocol/errors.ts'
import type { ErrorCode } from '#protocol/errors.ts'
import { RecordingId } from '#protocol/ids.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { TIMES } from '#protocol/limits.ts'
import { RECORDING_TEXT } from '#protocol/recording.ts'
import type { RecordingView } from '#protocol/recording.ts'
import type { Effect } from './effects.ts'
import { RoomHarness, audits, inbox } from './testing.ts'

const KEYS = { recipient: `age1${'q'.repeat(58)}`, sealedKey: 'A'.repeat(200) }

const refuses = (code: ErrorCode, run: () => unknown) =>
  assert.throws(run, (error) => error instanceof Refusal && error.code === code)

/** A room with a host and two people, all publishing a microphone. */
class Harness extends RoomHarness {
  readonly hostId = this.host()
  readonly an = this.guest(this.hostId, 'An')
  readonly binh = this.guest(this.hostId, 'Bình')

  constructor(options: ConstructorParameters<typeof RoomHarness>[0] = {}) {
    super(options)
    for (const id of [this.hostId, this.an, this.binh]) this.publish(id, 'microphone')
  }

  view(id: ParticipantId = this.hostId): RecordingView | null | undefined {
    const { effects } = this.connect(id)
    const entered = effects.find((effect) => effect.do === 'enter')
    return entered?.snapshot.meeting.recording
  }
  get recording(): RecordingId {
    const view = this.view()
    return view && view.state !== 'off' ? view.id : assert.fail('nothing is asked')
  }
  ask(): Effect[] {
    return this.do(this.room.recording.ask(this.hostId, this.now))
  }
  answer(id: ParticipantId, agree: boolean, recording = this.recording): Effect[] {
    const input = { id: recording, text: RECORDING_TEXT, agree }
    return this.do(this.room.recording.answer(id, input, this.now))
  }
  begin(recording = this.recording): Effect[] {
    return this.do(this.room.recording.begin(this.hostId, { id: recording, ...KEYS }, this.now))
  }
}

const closed = (effects: Effect[]) =>
  effects.flatMap((effect) => (effect.do === 'closeTrack' ? [effect.id] : []))
const deafened = (effects: Effect[]) =>
  effects.flatMap((effect) => (effect.do === 'stopReceiving' ? [effect.id] : []))

describe('a recording being asked for', () => {
  it('[REC1] is impossible and invisible if the operator has not set it up', () => {
    const harness = new Harness({ policy: { recordingDays: 0 } })
    assert.equal(harness.view(), null)
    refuses('forbidden', () => harness.ask())
  })

  it('[REC2] records nothing and takes nothing away', () => {
    const harness = new Harness()
    const effects = harness.ask()
    assert.deepEqual(closed(effects), [])
    assert.deepEqual(deafened(effects), [])
    assert.deepEqual(audits(effects), ['recording.asked', 'recording.agreed'])
    refuses('recording_running', () => harness.ask())
  })

  it('[REC2] is consented to individually, for this recording and this text', () => {
    const harness = new Harness()
    harness.ask()
    const id = harness.recording
    const wrong = RecordingId.parse('x'.repeat(22))
    refuses('recording_over', () => harness.answer(harness.an, true, wrong))
    refuses('consent_outdated', () =>
      harness.do(
        harness.room.recording.answer(
          harness.an,
          { id, text: RECORDING_TEXT + 1, agree: true },
          harness.now,
        ),
      ),
    )
    const effects = harness.answer(harness.an, true)
    const [entry] = effects.flatMap((effect) => (effect.do === 'audit' ? [effect.event] : []))
    assert.equal(entry?.by, harness.an)
    assert.deepEqual(entry?.details, { recording: id, text: RECORDING_TEXT })
    assert.deepEqual(harness.answer(harness.an, true), [], 'a repeated answer changes nothing')
    harness.do(harness.room.recording.stop(harness.hostId, harness.now))
    harness.ask()
    refuses('recording_over', () => harness.answer(harness.an, true, id))
  })

  it('[REC3] can be started only by the person who asked', () => {
    const harness = new Harness()
    refuses('recording_over', () => harness.begin(RecordingId.parse('x'.repeat(22))))
    harness.ask()
    const id = harness.recording
    refuses('forbidden', () =>
      harness.do(harness.room.recording.begin(harness.an, { id, ...KEYS }, harness.now)),
    )
  })
})

/** Bình has not answered. */
function running() {
  const harness = new Harness()
  harness.ask()
  harness.answer(harness.an, true)
  return { harness, effects: harness.begin() }
}

describe('a running recording', () => {
  it('[REC3] withholds media from people who have not agreed, before its start is announced', () => {
    const { harness, effects } = running()
    assert.deepEqual(closed(effects), [harness.binh])
    assert.deepEqual(deafened(effects), [harness.binh])
    const told = effects.findIndex(
      (effect) => effect.do === 'send' && effect.message.name === 'meeting',
    )
    assert.ok(effects.findIndex(({ do: what }) => what === 'stopReceiving') < told)
    refuses('not_granted', () => harness.publish(harness.binh, 'microphone'))
    const track = harness.room.tracks.trackOf(harness.an, 'microphone') ?? assert.fail()
    refuses('not_consented', () => harness.room.tracks.mayReceive(harness.binh, track))
    assert.ok(harness.room.tracks.mayReceive(harness.hostId, track))
    const [first] = effects
    assert.ok(first?.do === 'startRecording')
    assert.equal(first.recording.expiresAt - first.recording.startedAt, 30 * 86_400_000)
  })

  it('[REC3] gives media to people who agree later, and asks late joiners first', () => {
    const { harness } = running()
    harness.answer(harness.binh, true)
    harness.publish(harness.binh, 'microphone')
    const late = harness.guest(harness.hostId, 'Muộn')
    refuses('not_granted', () => harness.publish(late, 'camera'))
    harness.answer(late, false)
    refuses('not_granted', () => harness.publish(late, 'camera'))
    harness.answer(late, true)
    harness.publish(late, 'camera')
  })

  it('[REC3] does not ask again after a lost connection, which is no way around consent', () => {
    const { harness } = running()
    for (const id of [harness.an, harness.binh]) {
      harness.disconnect(id)
      harness.wait(1000)
      harness.connect(id)
    }
    harness.publish(harness.an, 'microphone')
    refuses('not_granted', () => harness.publish(harness.binh, 'microphone'))
  })

  it('[REC4] stops when any one person withdraws consent', () => {
    const { harness } = running()
    const effects = harness.answer(harness.an, false)
    assert.deepEqual(audits(effects), ['recording.withdrawn', 'recording.stopped'])
    assert.ok(effects.some((effect) => effect.do === 'endRecording'))
    assert.ok(inbox(effects, harness.binh).some(({ name }) => name === 'recordingStopped'))
    harness.publish(harness.binh, 'microphone')
    refuses('recording_over', () =>
      harness.do(harness.room.recording.stop(harness.hostId, harness.now)),
    )
  })

  it('[REC4] does not stop because someone refuses who never agreed', () => {
    const { harness } = running()
    assert.deepEqual(audits(harness.answer(harness.binh, false)), ['recording.refused'])
    assert.equal(harness.view()?.state, 'running')
  })

  it('[REC4] stops when its recorder leaves, is away too long, or is no longer the host', () => {
    for (const go of [
      (harness: Harness) => harness.do(harness.room.admission.leave(harness.hostId, harness.now)),
      (harness: Harness) => {
        harness.disconnect(harness.hostId)
        assert.deepEqual(audits(harness.wait(TIMES.breakForgiven)), [])
        return harness.wait(1)
      },
    ]) {
      const { harness } = running()
      const effects = go(harness)
      assert.ok(audits(effects).includes('recording.stopped'))
    }
  })

  it('[REC4] stops when the host goes on in another browser, whatever that one says', () => {
    const { harness } = running()
    const seat = harness.seatRecord({
      accountId: harness.room.hostAccount,
      kind: 'account',
      role: 'host',
      state: 'admitted',
    })
    const { effects } = harness.seat(seat, { kind: 'host', move: true })
    assert.ok(audits(effects).includes('recording.stopped'))
    assert.notEqual(harness.view()?.state, 'running')
  })

  it('[REC6] stops when the operator turns recording off, which no host can undo', () => {
    const policy = { recordingDays: 30 }
    const harness = new Harness({ policy })
    harness.ask()
    harness.begin()
    policy.recordingDays = 0
    const effects = harness.wait(1000)
    assert.deepEqual(audits(effects), ['recording.stopped'])
    assert.equal(harness.view(), null)
    refuses('forbidden', () => harness.ask())
  })

  it('[REC4] is not resumed after a restart', () => {
    const { harness } = running()
    const seats = harness.effects.flatMap((effect) =>
      effect.do === 'createSeat' ? [effect.seat] : [],
    )
    const again = new RoomHarness({ seats: seats.map((seat) => ({ ...seat, state: 'admitted' })) })
    const { effects } = again.connect(harness.an)
    const entered = effects.find((effect) => effect.do === 'enter')
    assert.equal(entered?.snapshot.meeting.recording?.state, 'off')
  })
})

type Step =
  | { do: 'ask' | 'begin' | 'stop' | 'late' }
  | { do: 'agree' | 'refuse' | 'break' | 'return' | 'speak' | 'leave'; who: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom(...(['ask', 'begin', 'stop', 'late'] as const)).map((what) => ({ do: what })),
  fc.record({
    do: fc.constantFrom('agree', 'refuse', 'break', 'return', 'speak', 'leave'),
    who: fc.nat(5),
  }) as fc.Arbitrary<Step>,
)

describe('any sequence of actions', () => {
  it('[REC3] while recording, nobody sends or receives without having agreed to this recording', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const harness = new Harness()
        const people = [harness.hostId, harness.an, harness.binh]
        let running: RecordingId | null = null
        let asked: RecordingId | null = null
        const agreed = new Set<string>()
        const deaf = new Set<ParticipantId>()
        for (const one of steps) {
          const before = harness.effects.length
          try {
            take(harness, people, one, asked)
          } catch (error) {
            assert.ok(error instanceof Refusal, String(error))
          }
          for (const effect of harness.effects.slice(before)) {
            if (effect.do === 'startRecording') running = effect.recording.id
            if (effect.do === 'endRecording') running = null
            if (effect.do === 'stopReceiving') deaf.add(effect.id)
            if (effect.do !== 'audit') continue
            const { action, by, details } = effect.event
            if (action === 'recording.asked') {
              asked = RecordingId.parse(details.recording)
              agreed.clear()
            }
            if (action === 'recording.agreed') agreed.add(by)
            if (action === 'recording.refused' || action === 'recording.withdrawn')
              agreed.delete(by)
          }
          if (running === null) deaf.clear()
          for (const id of people) {
            if (running === null || agreed.has(id) || harness.room.phaseOf(id) !== 'admitted')
              continue
            assert.equal(harness.room.tracks.trackOf(id, 'microphone'), undefined, 'sends')
            assert.ok(deaf.has(id), 'receives')
          }
          for (const id of agreed) deaf.delete(id as ParticipantId)
        }
      }),
      { numRuns: 300 },
    )
  })
})

function take(
  harness: Harness,
  people: ParticipantId[],
  one: Step,
  asked: RecordingId | null,
): void {
  const id = RecordingId.parse(asked ?? 'x'.repeat(22))
  if (!('who' in one)) {
    if (one.do === 'ask') harness.ask()
    else if (one.do === 'begin') harness.begin(id)
    else if (one.do === 'stop') harness.do(harness.room.recording.stop(harness.hostId, harness.now))
    else people.push(harness.guest(harness.hostId, 'Muộn'))
    return
  }
  const who = people[one.who % people.length] ?? harness.an
  switch (one.do) {
    case 'agree':
    case 'refuse':
      harness.answer(who, one.do === 'agree', id)
      return
    case 'break':
      harness.disconnect(who)
      return
    case 'return':
      harness.connect(who)
      return
    case 'speak':
      harness.publish(who, 'microphone')
      return
    case 'leave':
      harness.do(harness.room.admission.leave(who, harness.now))
  }
}
