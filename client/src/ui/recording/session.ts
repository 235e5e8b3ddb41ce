import { useSyncExternalStore } from 'react'
import type { RecordingId, TrackId } from '../../../../server/protocol/ids.ts'
import type { Call } from '../../call/types.ts'
import { api } from '../../http/api.ts'
import type { Failure } from '../../http/api.ts'
import { makeKeyPair, sealKey } from '../../recorder/keys.ts'
import { Recorder } from '../../recorder/recorder.ts'
import { showAt } from '../room/shown.ts'

/** `behind`: pieces that wait for the line. */
export type Recording =
  | { phase: 'none' }
  | { phase: 'starting' }
  | { phase: 'recording'; id: RecordingId; behind: number }
  | { phase: 'lost' }

/** Of one call, whatever is on screen: going into the hall's display must not end a recording. */
class RecordingSession {
  #now: Recording = { phase: 'none' }
  #recorder: Recorder | null = null
  readonly #call: Call
  readonly #listeners = new Set<() => void>()

  constructor(call: Call) {
    this.#call = call
    call.subscribe(() => this.#follow())
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  readonly now = (): Recording => this.#now

  /** Call it inside a click. Null when it records. */
  async begin(id: RecordingId): Promise<Failure | null> {
    this.#set({ phase: 'starting' })
    const failure = await this.#begin(id)
    if (failure) this.#set({ phase: 'none' })
    return failure
  }

  async #begin(id: RecordingId): Promise<Failure | null> {
    const keys = await api.recordingKeys()
    if (!keys.ok) return keys.error
    const { archive, mine } = keys.result
    if (mine === null) return { code: 'not_found' }
    // Of this recording alone, so that it can be handed on without any other.
    const pair = await makeKeyPair()
    const sealedKey = await sealKey(pair.identity, [archive, mine])
    const place = Symbol('recorder')
    const recorder = new Recorder({
      call: this.#call,
      recording: id,
      recipients: [archive, pair.recipient],
      show: (track: TrackId, height) => showAt(this.#call, track, place, height),
      onBehind: (behind) => {
        if (this.#recorder === recorder) this.#set({ phase: 'recording', id, behind })
      },
      onLost: () => {
        if (this.#recorder !== recorder) return
        this.#end()
        this.#set({ phase: 'lost' })
        void this.#call.request('recording.stop', {})
      },
    })
    const { recipient } = pair
    const reply = await this.#call.request('recording.begin', { id, recipient, sealedKey })
    if (!reply.ok) {
      void recorder.stop()
      return reply.error
    }
    this.#recorder = recorder
    this.#set({ phase: 'recording', id, behind: 0 })
    await recorder.start()
    this.#follow()
    return null
  }

  /** The recorder goes on exactly as long as the server says that this recording runs. */
  #follow(): void {
    const state = this.#call.getState()
    const running = state.phase === 'admitted' ? state.meeting.recording : null
    // The word that it runs may come after the answer that it may begin.
    if (!this.#recorder || (running?.state === 'asking' && state.phase === 'admitted')) return
    if (running?.state === 'running' && running.id === this.#recorder.recording) return
    this.#end()
    this.#set({ phase: 'none' })
  }

  #end(): void {
    const recorder = this.#recorder
    this.#recorder = null
    void recorder?.stop()
  }

  #set(now: Recording): void {
    this.#now = now
    for (const listener of this.#listeners) listener()
  }
}

const sessions = new WeakMap<Call, RecordingSession>()

export function recordingOf(call: Call): RecordingSession {
  const known = sessions.get(call) ?? new RecordingSession(call)
  sessions.set(call, known)
  return known
}

export function useRecording(call: Call): Recording {
  const session = recordingOf(call)
  return useSyncExternalStore(session.subscribe, session.now)
}
