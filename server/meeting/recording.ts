import { Refusal } from '#protocol/errors.ts'
import { RecordingId } from '#protocol/ids.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { RECORDING_TEXT } from '#protocol/recording.ts'
import type { StopReason } from '#protocol/recording.ts'
import type { InputOf } from '#protocol/messages.ts'
import type { Narrowing, Proposal } from './change.ts'
import type { RoomCore } from './core.ts'
import type { Effect, Write } from './effects.ts'
import type { Part } from './part.ts'
import type { RecordingState } from './recording-state.ts'

const DAY = 24 * 60 * 60_000

type AskedRecording = Exclude<RecordingState, { state: 'off' }>

/** [REC] Who has agreed to what, and whether a recording runs. The recorder itself is a browser. */
export class Recording implements Part {
  readonly #core: RoomCore
  constructor(core: RoomCore) {
    this.#core = core
  }

  get #sitting() {
    return this.#core.state.sitting
  }

  /**
   * The recorder must be in the room and its host; a lost connection gets the usual time to return.
   */
  settle(now: number): Effect[] {
    const { recording } = this.#sitting
    if (recording.state === 'off') return []
    if (this.#core.state.people.get(recording.by)?.role === 'host') return []
    return this.#stop('system', 'recorder_gone', now)
  }

  gone(id: ParticipantId): void {
    const { recording } = this.#sitting
    if (recording.state !== 'off') recording.answers.delete(id)
  }

  /** [REC4] The browser that recorded is no longer the host's, whatever the next one says. */
  moved(id: ParticipantId, now: number): Effect[] {
    const { recording } = this.#sitting
    if (recording.state === 'off' || recording.by !== id) return []
    return this.#stop('system', 'recorder_gone', now)
  }

  /** Stops if the operator has turned recording off. */
  tick(now: number): Effect[] {
    if (this.#sitting.recording.state === 'off' || this.#days > 0) return []
    return this.#core.change(now, () => this.#stop('system', 'switched_off', now))
  }

  /** [REC2] Asks everyone; asking counts as consent of the person who asks. */
  ask(id: ParticipantId, now: number): Proposal {
    const recording = RecordingId.parse(this.#core.limits.newId())
    return this.#core.propose(() => {
      if (this.#days === 0) throw new Refusal('forbidden')
      if (this.#sitting.recording.state !== 'off') throw new Refusal('recording_running')
      // A recording belongs to an account, so that someone is accountable for it.
      if (this.#core.person(id).accountId === null) throw new Refusal('account_needed')
      return {
        writes: [
          this.#log('recording.asked', recording, id, now),
          this.#log('recording.agreed', recording, id, now),
        ],
        apply: () => {
          const answers = new Map([[id, 'agreed' as const]])
          this.#sitting.recording = { state: 'asking', id: recording, by: id, since: now, answers }
        },
      }
    })
  }

  /**
   * [REC2, REC4] A person's answer, for this recording and the text they were shown. Withdrawing
   * consent stops a running recording, whatever the store does.
   */
  answer(
    id: ParticipantId,
    { id: recording, text, agree }: InputOf<'recording.answer'>,
    now: number,
  ): Narrowing | Proposal {
    const check = () => {
      const asked = this.#asked(recording)
      if (text !== RECORDING_TEXT) throw new Refusal('consent_outdated')
      this.#core.person(id)
      return asked
    }
    if (!agree) return this.#core.narrow(now, () => this.#refuse(id, check(), now))
    return this.#core.propose(() => {
      const asked = check()
      if (asked.answers.get(id) === 'agreed') return { writes: [], apply: () => {} }
      return {
        writes: [this.#log('recording.agreed', recording, id, now)],
        apply: () => void asked.answers.set(id, 'agreed'),
      }
    })
  }

  #refuse(id: ParticipantId, asked: AskedRecording, now: number): Effect[] {
    const before = asked.answers.get(id)
    if (before === 'refused') return []
    const withdrawn = before === 'agreed'
    asked.answers.set(id, 'refused')
    const action = withdrawn ? 'recording.withdrawn' : 'recording.refused'
    const said = this.#log(action, asked.id, id, now)
    const over = withdrawn && (asked.state === 'running' || asked.by === id)
    return over ? [said, ...this.#stop(id, 'withdrawn', now)] : [said]
  }

  /**
   * [REC3] Recording starts. People who are present and have not agreed lose all media in this same
   * change, before the recorder is told to start.
   */
  begin(
    id: ParticipantId,
    { id: recording, recipient, sealedKey }: InputOf<'recording.begin'>,
    now: number,
  ): Proposal {
    const { state } = this.#core
    return this.#core.propose(() => {
      const asked = this.#asked(recording)
      const { accountId } = this.#core.person(id)
      if (asked.by !== id) throw new Refusal('forbidden')
      if (asked.state !== 'asking') throw new Refusal('recording_running')
      if (accountId === null) throw new Refusal('account_needed')
      const record = {
        id: recording,
        meetingId: state.meeting.id,
        accountId,
        seatId: id,
        recipient,
        sealedKey,
        text: RECORDING_TEXT,
        startedAt: now,
        expiresAt: now + this.#days * DAY,
      }
      return {
        writes: [
          { do: 'startRecording', recording: record },
          this.#log('recording.started', recording, id, now),
        ],
        apply: () => {
          // It was stopped while this was being written.
          if (this.#sitting.recording !== asked)
            return [{ do: 'endRecording', id: recording, at: now }]
          this.#sitting.recording = { ...asked, state: 'running', since: now }
          return []
        },
      }
    })
  }

  /** [REC4] Stopped by a moderator. */
  stop(by: ParticipantId, now: number): Narrowing {
    return this.#core.narrow(now, () => {
      if (this.#sitting.recording.state === 'off') throw new Refusal('recording_over')
      return this.#stop(by, 'host', now)
    })
  }

  /** Stopped by a rule; does nothing if this is not the current recording. */
  end(recording: RecordingId, reason: StopReason, now: number): Narrowing {
    return this.#core.narrow(now, () => {
      const { recording: current } = this.#sitting
      if (current.state === 'off' || current.id !== recording) return []
      return this.#stop('system', reason, now)
    })
  }

  /** Stopped by a person or a rule; does nothing if no recording is asked for or running. */
  #stop(by: ParticipantId | 'system', reason: StopReason, now: number): Effect[] {
    const { recording } = this.#sitting
    if (recording.state === 'off') return []
    const { id } = recording
    const ran = recording.state === 'running'
    this.#sitting.recording = { state: 'off' }
    return [
      ...(ran ? [{ do: 'endRecording', id, at: now } as const] : []),
      this.#core.audit(now, 'recording.stopped', by, null, { recording: id, reason }),
      ...this.#core.toAll({ name: 'recordingStopped', data: { id, reason, ran } }),
    ]
  }

  get #days(): number {
    return this.#core.limits.policy().recordingDays
  }

  #asked(recording: RecordingId): AskedRecording {
    const { recording: current } = this.#sitting
    if (current.state === 'off' || current.id !== recording) throw new Refusal('recording_over')
    return current
  }

  /** [AUD] Logs consents: who, when, for which recording, and to which text. */
  #log(
    action: Parameters<RoomCore['audit']>[1],
    recording: RecordingId,
    by: ParticipantId,
    now: number,
  ): Write {
    return this.#core.audit(now, action, by, null, { recording, text: RECORDING_TEXT })
  }
}
