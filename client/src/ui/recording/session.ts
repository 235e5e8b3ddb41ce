import { useSyncExternalStore } from 'react'
import type { RecordingId, TrackId } from '#protocol/ids.ts'
import type { Call } from '../../call/types.ts'
import { api } from '../../http/api.ts'
import type { Failure } from '../../http/api.ts'
import { makeKeyPair, sealKey } from '../../recorder/keys.ts'
import { Recorder } from '../../recorder/recorder.ts'
import { showAt } from '../room/stage/shown.ts'

/** How long leaving waits for the upload on a dead connection. */
const FINISH_MS = 8000

/** `behind`: pieces still waiting for upload. */
export type Recording =
  | { phase: 'none' }
  | { phase: 'starting' }
  | { phase: 'recording'; id: RecordingId; behind: number }
  /** The recording has ended and its last pieces are uploading. */
  | { phase: 'finishing' }
  | { phase: 'lost' }
  /** Another page of this person was recording and is gone. */
  | { phase: 'orphaned' }

/**
 * Recording state of one call, not of a view: opening the hall display must not end a recording.
 */
class RecordingSession {
  #now: Recording = { phase: 'none' }
  #recorder: Recorder | null = null
  readonly #call: Call
  readonly #listeners = new Set<() => void>()
  /** Resolves when the last piece of the latest recording is uploaded or has failed for good. */
  #sent: Promise<void> = Promise.resolve()
  #stopping = false

  constructor(call: Call) {
    this.#call = call
    call.subscribe(() => this.#follow())
    // Deferred, because it may send a request and the constructor can run during rendering.
    queueMicrotask(() => this.#follow())
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  readonly now = (): Recording => this.#now

  /** Must be called in a click handler. Resolves to null once recording. */
  async begin(id: RecordingId): Promise<Failure | null> {
    this.#set({ phase: 'starting' })
    const failure = await this.#begin(id).catch(() => ({ code: 'internal' }) as const)
    if (failure) this.#set({ phase: 'none' })
    return failure
  }

  /**
   * Ends the recording of this page. Resolves when everything is uploaded, or after a few seconds,
   * because a slow connection must not block leaving.
   */
  async finish(): Promise<void> {
    const late = new Promise<void>((done) => setTimeout(done, FINISH_MS))
    await Promise.race([this.#finish(), late])
  }

  async #finish(): Promise<void> {
    if (this.#recorder) {
      await this.#call.request('recording.stop', {})
      // Ends locally even if the server could not be reached.
      this.#end()
    }
    await this.#sent
  }

  async #begin(id: RecordingId): Promise<Failure | null> {
    const keys = await api.recordingKeys()
    if (!keys.ok) return keys.error
    const { archive, mine } = keys.result
    if (mine === null) return { code: 'not_found' }
    // One key pair per recording, so that sharing one does not expose any other.
    const pair = await makeKeyPair()
    const { RecordedPage } = await import('../documents/document-view.tsx')
    const sealedKey = await sealKey(pair.identity, [archive, mine])
    const place = Symbol('recorder')
    const recorder = new Recorder({
      call: this.#call,
      recording: id,
      recipients: [archive, pair.recipient],
      show: (track: TrackId, height) => showAt(this.#call, track, place, height),
      page: new RecordedPage(this.#call),
      onBehind: (behind) => {
        if (this.#recorder === recorder) this.#set({ phase: 'recording', id, behind })
      },
      onLost: () => {
        if (this.#recorder !== recorder) return
        this.#end()
        this.#set({ phase: 'lost' })
        void this.#stop()
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
    recorder.start()
    this.#follow()
    return null
  }

  /** The recorder runs exactly as long as the server reports this recording as running. */
  #follow(): void {
    const state = this.#call.getState()
    if (state.phase !== 'admitted') return this.#end()
    const { recording } = state.meeting
    if (recording?.state !== 'running') {
      // The reply to `recording.begin` may arrive before the event that the recording is running.
      if (recording?.state !== 'asking') this.#end()
    } else if (this.#recorder) {
      if (recording.id !== this.#recorder.recording) this.#end()
    } else if (recording.by === state.self) this.#disown()
  }

  /**
   * [REC4] Stops a recording that the server believes is running here, but whose page was closed or
   * reloaded. Nobody may be told that they are recorded when they are not.
   */
  #disown(): void {
    const { phase } = this.#now
    if (phase === 'starting') return
    if (phase === 'none') this.#set({ phase: 'orphaned' })
    void this.#stop()
  }

  /** If the connection is down, the next state change retries. */
  async #stop(): Promise<void> {
    if (this.#stopping) return
    this.#stopping = true
    await this.#call.request('recording.stop', {})
    this.#stopping = false
  }

  #end(): void {
    const recorder = this.#recorder
    if (!recorder) return
    this.#recorder = null
    this.#set({ phase: 'finishing' })
    const sent = recorder.stop().then(() => {
      if (this.#sent === sent && this.#now.phase === 'finishing') this.#set({ phase: 'none' })
    })
    this.#sent = sent
  }

  #set(now: Recording): void {
    this.#now = now
    const unsaved = now.phase === 'recording' || now.phase === 'finishing'
    if (unsaved) addEventListener('beforeunload', askBeforeClosing)
    else removeEventListener('beforeunload', askBeforeClosing)
    for (const listener of this.#listeners) listener()
  }
}

/** Triggers the browser's own prompt, which has a fixed text (HTML, "prompt to unload"). */
const askBeforeClosing = (event: BeforeUnloadEvent) => event.preventDefault()

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
