import { LIMITS } from '#protocol/limits.ts'
import type { FileKind } from '#protocol/presentation.ts'
import type { Call } from '../../call/types.ts'
import type { Failure } from '../../http/request.ts'
import { openDocument } from './open.ts'
import { CannotOpen } from './opened.ts'
import type { Fault } from './opened.ts'
import { sendDocument } from './transfer.ts'

/** Why a file was not added: found in the browser, or reported by the server. */
export type Found = Fault | 'size' | 'pages' | 'cancelled'
export type Why = Found | Failure['code']
export type Refused = { name: string; why: Why }
export type UploadsState = {
  uploading: { name: string; percent: number } | null
  /** Files refused in the last batch, kept while the panel is open. */
  refused: readonly Refused[]
}
/** Callbacks for each file. */
type Told = {
  arrived(name: string): void
  /** `seen`: the open panel already lists the refusal. */
  refused(refused: Refused, seen: boolean): void
}

/** Readers look for the PDF header within this many bytes. */
const HEAD = 1024
const hasHeader = (head: Uint8Array) => String.fromCharCode(...head).includes('%PDF-')

/** Same check as the server's, which decides. Repeated here for early feedback. */
function kindOf(head: Uint8Array): FileKind | null {
  const text = String.fromCharCode(...head)
  if (/^(?:\xef\xbb\xbf)?[\s\0]*%PDF-/.test(text)) return 'pdf'
  if (text.startsWith('\u0089PNG')) return 'png'
  if (text.startsWith('\u00ff\u00d8\u00ff')) return 'jpeg'
  return text.startsWith('RIFF') && text.startsWith('WEBP', 8) ? 'webp' : null
}

/** Number of pages, or why the file cannot be displayed. Opens it here, as every viewer will. */
async function look(file: File): Promise<number | Why> {
  if (file.size > LIMITS.documentBytes) return 'size'
  const bytes = new Uint8Array(await file.arrayBuffer())
  const head = bytes.subarray(0, HEAD)
  const kind = kindOf(head)
  // A file with a PDF header is not reported as "not a PDF".
  if (kind === null) return hasHeader(head) ? 'document_mixed' : 'document_type'
  try {
    const opened = await openDocument(kind, bytes)
    const { pages } = opened
    opened.close()
    return pages > LIMITS.documentPages ? 'pages' : pages
  } catch (error) {
    return error instanceof CannotOpen ? error.fault : 'viewer'
  }
}

/** Upload queue of one call, one file at a time. Closing the panel does not stop it. */
export class Uploads {
  static readonly #ofCalls = new WeakMap<Call, Uploads>()
  readonly #call: Call
  readonly #listeners = new Set<() => void>()
  #state: UploadsState = { uploading: null, refused: [] }
  #waiting: File[] = []
  #running: AbortController | null = null

  static of(call: Call): Uploads {
    const uploads = this.#ofCalls.get(call) ?? new Uploads(call)
    this.#ofCalls.set(call, uploads)
    return uploads
  }

  private constructor(call: Call) {
    this.#call = call
    call.subscribe(() => {
      if (call.getState().phase === 'closed') this.cancel()
    })
  }

  readonly get = (): UploadsState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
      // Closing the panel counts as having read the refusals.
      if (this.#listeners.size === 0) this.#set({ refused: [] })
    }
  }

  async add(files: readonly File[], told: Told): Promise<void> {
    this.#waiting.push(...files)
    if (this.#running) return
    this.#set({ refused: [] })
    for (let file = this.#waiting.shift(); file; file = this.#waiting.shift()) {
      const { name } = file
      this.#running = new AbortController()
      this.#set({ uploading: { name, percent: 0 } })
      const why = await this.#send(file, this.#running.signal).catch(() => 'unreachable' as const)
      if (why === null) told.arrived(name)
      else this.#refuse({ name, why }, told)
    }
    this.#running = null
    this.#set({ uploading: null })
  }

  /** Cancels the current upload and everything queued. */
  readonly cancel = (): void => {
    this.#waiting = []
    this.#running?.abort()
  }

  #refuse(refused: Refused, told: Told): void {
    const seen = this.#listeners.size > 0
    if (seen) this.#set({ refused: [...this.#state.refused, refused] })
    told.refused(refused, seen)
  }

  /** Null when the upload is complete. */
  async #send(file: File, signal: AbortSignal): Promise<Why | null> {
    const pages = await look(file)
    if (typeof pages === 'string') return pages
    const state = this.#call.getState()
    if (signal.aborted || state.phase !== 'admitted') return 'cancelled'
    const progress = (percent: number) => this.#set({ uploading: { name: file.name, percent } })
    const failure = await sendDocument(state.meeting.id, file, pages, progress, signal)
    return failure === null || failure === 'cancelled' ? failure : failure.code
  }

  #set(change: Partial<UploadsState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }
}
