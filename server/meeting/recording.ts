import { Refusal } from '../protocol/errors.ts'
import { RecordingId } from '../protocol/ids.ts'
import type { ParticipantId } from '../protocol/ids.ts'
import { RECORDING_TEXT } from '../protocol/recording.ts'
import type { StopReason } from '../protocol/recording.ts'
import type { InputOf } from '../protocol/messages.ts'
import type { RoomCore } from './core.ts'
import type { Effect } from './effects.ts'

const DAY = 24 * 60 * 60_000

/** [REC] Who has agreed to what, and whether a recording runs. The recorder itself is a browser. */
export class Recording {
  readonly #core: RoomCore
  constructor(core: RoomCore) {
    this.#core = core
  }

  /** The operator has switched recording off while one is asked for or runs. */
  get isSwitchedOff(): boolean {
    return this.#core.state.recording.state !== 'off' && this.#days === 0
  }

  /** [REC2] Everyone is asked; whoever asks has agreed by asking. */
  ask(id: ParticipantId, now: number): Effect[] {
    const { state } = this.#core
    if (this.#days === 0) throw new Refusal('forbidden')
    if (state.recording.state !== 'off') throw new Refusal('conflict')
    // A recording belongs to an account: who else could be held to what becomes of it?
    if (this.#core.person(id).accountId === null) throw new Refusal('account_needed')
    const recording = RecordingId.parse(this.#core.limits.newId())
    return this.#core.change(now, () => {
      const answers = new Map([[id, 'agreed' as const]])
      state.recording = { state: 'asking', id: recording, by: id, since: now, answers }
      return [this.#log('recording.asked', id, now), this.#log('recording.agreed', id, now)]
    })
  }

  /**
   * [REC2, REC4] One person's own answer, to this recording and the text that they were shown. Who
   * takes back what they have agreed to stops a recording that runs.
   */
  answer(
    id: ParticipantId,
    { id: recording, text, agree }: InputOf<'recording.answer'>,
    now: number,
  ): Effect[] {
    const asked = this.#asked(recording)
    if (text !== RECORDING_TEXT) throw new Refusal('conflict')
    this.#core.person(id)
    const before = asked.answers.get(id)
    const answer = agree ? 'agreed' : 'refused'
    if (before === answer) return []
    return this.#core.change(now, () => {
      const withdrawn = before === 'agreed'
      const action = agree
        ? 'recording.agreed'
        : withdrawn
          ? 'recording.withdrawn'
          : 'recording.refused'
      const said = this.#log(action, id, now)
      asked.answers.set(id, answer)
      const over = withdrawn && (asked.state === 'running' || asked.by === id)
      return over ? [said, ...this.#core.stopRecording(id, 'withdrawn', now)] : [said]
    })
  }

  /**
   * [REC3] From here on something is recorded. Whoever is here and has not agreed loses all media in
   * this same change, before the recorder is told that it may begin.
   */
  begin(
    id: ParticipantId,
    { id: recording, recipient, sealedKey }: InputOf<'recording.begin'>,
    now: number,
  ): Effect[] {
    const { state } = this.#core
    const asked = this.#asked(recording)
    const { accountId } = this.#core.person(id)
    if (asked.by !== id) throw new Refusal('forbidden')
    if (asked.state !== 'asking' || accountId === null) throw new Refusal('conflict')
    return this.#core.change(now, () => {
      asked.state = 'running'
      asked.since = now
      return [
        {
          do: 'startRecording',
          recording: {
            id: recording,
            meetingId: state.meeting.id,
            accountId,
            seatId: id,
            recipient,
            sealedKey,
            text: RECORDING_TEXT,
            startedAt: now,
            expiresAt: now + this.#days * DAY,
          },
        },
        this.#log('recording.started', id, now),
      ]
    })
  }

  /** [REC4] By someone who leads. */
  stop(by: ParticipantId, now: number): Effect[] {
    if (this.#core.state.recording.state === 'off') throw new Refusal('conflict')
    return this.#core.change(now, () => this.#core.stopRecording(by, 'host', now))
  }

  /** By a rule; nothing when it is not this one that runs. */
  end(recording: RecordingId, reason: StopReason, now: number): Effect[] {
    const { recording: current } = this.#core.state
    if (current.state === 'off' || current.id !== recording) return []
    return this.#core.change(now, () => this.#core.stopRecording('system', reason, now))
  }

  get #days(): number {
    return this.#core.limits.policy().recordingDays
  }

  #asked(recording: RecordingId) {
    const { recording: current } = this.#core.state
    if (current.state === 'off' || current.id !== recording) throw new Refusal('conflict')
    return current
  }

  /** [AUD] The ledger of consents: who, when, to which recording, and to which text. */
  #log(action: Parameters<RoomCore['audit']>[1], by: ParticipantId, now: number): Effect {
    const { recording } = this.#core.state
    const id = recording.state === 'off' ? null : recording.id
    return this.#core.audit(now, action, by, null, { recording: id, text: RECORDING_TEXT })
  }
}
