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
import { RoomLab, audits, inbox } from './testing.ts'

const KEYS = { recipient: `age1${'q'.repeat(58)}`, sealedKey: 'A'.repeat(200) }

const refuses = (code: ErrorCode, run: () => unknown) =>
  assert.throws(run, (error) => error instanceof Refusal && error.code === code)

/** A room with a host and two people, all with a microphone. */
class Lab extends RoomLab {
  readonly hostId = this.host()
  readonly an = this.guest(this.hostId, 'An')
  readonly binh = this.guest(this.hostId, 'Bình')

  constructor(options: ConstructorParameters<typeof RoomLab>[0] = {}) {
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

describe('a recording that is asked for', () => {
  it('[REC1] cannot be where the operator has none, and is not even seen', () => {
    const lab = new Lab({ policy: { recordingDays: 0 } })
    assert.equal(lab.view(), null)
    refuses('forbidden', () => lab.ask())
  })

  it('[REC2] records nothing and takes nothing from anybody', () => {
    const lab = new Lab()
    const effects = lab.ask()
    assert.deepEqual(closed(effects), [])
    assert.deepEqual(deafened(effects), [])
    assert.deepEqual(audits(effects), ['recording.asked', 'recording.agreed'])
    refuses('recording_running', () => lab.ask())
  })

  it('[REC2] is consented to by each person for themselves, to this one and to this text', () => {
    const lab = new Lab()
    lab.ask()
    const id = lab.recording
    const wrong = RecordingId.parse('x'.repeat(22))
    refuses('recording_over', () => lab.answer(lab.an, true, wrong))
    refuses('consent_outdated', () =>
      lab.do(
        lab.room.recording.answer(lab.an, { id, text: RECORDING_TEXT + 1, agree: true }, lab.now),
      ),
    )
    const effects = lab.answer(lab.an, true)
    const [entry] = effects.flatMap((effect) => (effect.do === 'audit' ? [effect.event] : []))
    assert.equal(entry?.by, lab.an)
    assert.deepEqual(entry?.details, { recording: id, text: RECORDING_TEXT })
    assert.deepEqual(lab.answer(lab.an, true), [], 'said twice is said once')
    lab.do(lab.room.recording.stop(lab.hostId, lab.now))
    lab.ask()
    refuses('recording_over', () => lab.answer(lab.an, true, id))
  })

  it('[REC3] begins by the word of who asked and nobody else', () => {
    const lab = new Lab()
    refuses('recording_over', () => lab.begin(RecordingId.parse('x'.repeat(22))))
    lab.ask()
    const id = lab.recording
    refuses('forbidden', () => lab.do(lab.room.recording.begin(lab.an, { id, ...KEYS }, lab.now)))
  })
})

/** Bình has not answered. */
function running() {
  const lab = new Lab()
  lab.ask()
  lab.answer(lab.an, true)
  return { lab, effects: lab.begin() }
}

describe('a recording that runs', () => {
  it('[REC3] leaves who has not agreed without media, before anybody is told that it runs', () => {
    const { lab, effects } = running()
    assert.deepEqual(closed(effects), [lab.binh])
    assert.deepEqual(deafened(effects), [lab.binh])
    const told = effects.findIndex(
      (effect) => effect.do === 'send' && effect.message.name === 'meeting',
    )
    assert.ok(effects.findIndex(({ do: what }) => what === 'stopReceiving') < told)
    refuses('not_granted', () => lab.publish(lab.binh, 'microphone'))
    const track = lab.room.tracks.trackOf(lab.an, 'microphone') ?? assert.fail()
    refuses('not_consented', () => lab.room.tracks.mayReceive(lab.binh, track))
    assert.ok(lab.room.tracks.mayReceive(lab.hostId, track))
    const [first] = effects
    assert.ok(first?.do === 'startRecording')
    assert.equal(first.recording.expiresAt - first.recording.startedAt, 30 * 86_400_000)
  })

  it('[REC3] gives media to whoever agrees later, and asks whoever comes later before', () => {
    const { lab } = running()
    lab.answer(lab.binh, true)
    lab.publish(lab.binh, 'microphone')
    const late = lab.guest(lab.hostId, 'Muộn')
    refuses('not_granted', () => lab.publish(late, 'camera'))
    lab.answer(late, false)
    refuses('not_granted', () => lab.publish(late, 'camera'))
    lab.answer(late, true)
    lab.publish(late, 'camera')
  })

  it('[REC3] asks nobody twice whose line broke, and lets nobody in by a break', () => {
    const { lab } = running()
    for (const id of [lab.an, lab.binh]) {
      lab.disconnect(id)
      lab.wait(1000)
      lab.connect(id)
    }
    lab.publish(lab.an, 'microphone')
    refuses('not_granted', () => lab.publish(lab.binh, 'microphone'))
  })

  it('[REC4] ends when one person takes their word back, whoever it is', () => {
    const { lab } = running()
    const effects = lab.answer(lab.an, false)
    assert.deepEqual(audits(effects), ['recording.withdrawn', 'recording.stopped'])
    assert.ok(effects.some((effect) => effect.do === 'endRecording'))
    assert.ok(inbox(effects, lab.binh).some(({ name }) => name === 'recordingStopped'))
    lab.publish(lab.binh, 'microphone')
    refuses('recording_over', () => lab.do(lab.room.recording.stop(lab.hostId, lab.now)))
  })

  it('[REC4] does not end because somebody refuses who never agreed', () => {
    const { lab } = running()
    assert.deepEqual(audits(lab.answer(lab.binh, false)), ['recording.refused'])
    assert.equal(lab.view()?.state, 'running')
  })

  it('[REC4] ends with its recorder: gone, away too long, or no longer the host', () => {
    for (const go of [
      (lab: Lab) => lab.do(lab.room.admission.leave(lab.hostId, lab.now)),
      (lab: Lab) => {
        lab.disconnect(lab.hostId)
        assert.deepEqual(audits(lab.wait(TIMES.breakForgiven)), [])
        return lab.wait(1)
      },
    ]) {
      const { lab } = running()
      const effects = go(lab)
      assert.ok(audits(effects).includes('recording.stopped'))
    }
  })

  it('[REC6] ends when the operator switches recording off, and no host undoes that', () => {
    const policy = { recordingDays: 30 }
    const lab = new Lab({ policy })
    lab.ask()
    lab.begin()
    policy.recordingDays = 0
    const effects = lab.wait(1000)
    assert.deepEqual(audits(effects), ['recording.stopped'])
    assert.equal(lab.view(), null)
    refuses('forbidden', () => lab.ask())
  })

  it('[REC4] knows nothing of itself after a restart', () => {
    const { lab } = running()
    const seats = lab.effects.flatMap((effect) => (effect.do === 'createSeat' ? [effect.seat] : []))
    const again = new RoomLab({ seats: seats.map((seat) => ({ ...seat, state: 'admitted' })) })
    const { effects } = again.connect(lab.an)
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

describe('whatever people do and in whatever order', () => {
  it('[REC3] nobody sends or receives while it runs who has not agreed to this recording', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const lab = new Lab()
        const people = [lab.hostId, lab.an, lab.binh]
        let running: RecordingId | null = null
        let asked: RecordingId | null = null
        const agreed = new Set<string>()
        const deaf = new Set<ParticipantId>()
        for (const one of steps) {
          const before = lab.effects.length
          try {
            take(lab, people, one, asked)
          } catch (error) {
            assert.ok(error instanceof Refusal, String(error))
          }
          for (const effect of lab.effects.slice(before)) {
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
            if (running === null || agreed.has(id) || lab.room.phaseOf(id) !== 'admitted') continue
            assert.equal(lab.room.tracks.trackOf(id, 'microphone'), undefined, 'sends')
            assert.ok(deaf.has(id), 'receives')
          }
          for (const id of agreed) deaf.delete(id as ParticipantId)
        }
      }),
      { numRuns: 300 },
    )
  })
})

function take(lab: Lab, people: ParticipantId[], one: Step, asked: RecordingId | null): void {
  const id = RecordingId.parse(asked ?? 'x'.repeat(22))
  if (!('who' in one)) {
    if (one.do === 'ask') lab.ask()
    else if (one.do === 'begin') lab.begin(id)
    else if (one.do === 'stop') lab.do(lab.room.recording.stop(lab.hostId, lab.now))
    else people.push(lab.guest(lab.hostId, 'Muộn'))
    return
  }
  const who = people[one.who % people.length] ?? lab.an
  switch (one.do) {
    case 'agree':
    case 'refuse':
      lab.answer(who, one.do === 'agree', id)
      return
    case 'break':
      lab.disconnect(who)
      return
    case 'return':
      lab.connect(who)
      return
    case 'speak':
      lab.publish(who, 'microphone')
      return
    case 'leave':
      lab.do(lab.room.admission.leave(who, lab.now))
  }
}
