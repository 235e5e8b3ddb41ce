import type { WireError } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import type { Letting } from '../keys/admitting.ts'
import type { Writing } from '../keys/types.ts'
import type { Verdict } from '../keys/verdict.ts'
import type { Sealing } from '../media/sealing.ts'
import type { ServerEvent } from '../signaling/socket.ts'
import { keyBlobs } from '../http/keys.ts'
import { deviceKeys, keepSecret, secretOf } from '../secrets/here.ts'
import { linkOf } from '../secrets/tab.ts'
import { persistently } from './load.ts'
import type { KeyVisit, SecretStore, VisitOptions } from './key-visit.ts'
import { SealedMedia } from './sealed-media.ts'
import type { Language } from './types.ts'

export type KeysOptions = Pick<VisitOptions, 'meeting' | 'ask' | 'onView' | 'onSaid'> & {
  /** Media is tied to keys that are over: only a new media session helps. */
  onMoved: () => void
  /** The code of the keys cannot run, or failed to start: this call cannot go on. */
  onUnable: () => void
}

/** What the engine needs of a visit's end-to-end keys; tests replace it. */
export type CallKeys = {
  up(): void
  lost(): void
  end(): void
  event(event: ServerEvent): void
  /** For a new media session: of a page that the server counts as a member already, or not yet. */
  sealing(member: boolean): Sealing
  admit(ids: readonly ParticipantId[], letting: Letting): Promise<Verdict>
  promote(request: 'cohost.add' | 'host.handOver', id: ParticipantId): Promise<WireError | null>
  write(writing: Writing): Promise<WireError | null>
  wordsOf(id: ParticipantId, language: Language): Promise<string[] | null>
  confirm(id: ParticipantId): void
  ownWords(language: Language): Promise<string[] | null>
  groupWords(language: Language): Promise<string[] | null>
  renew(): Promise<WireError | null>
}

type Load = () => Promise<Pick<typeof KeyVisit, 'open'>>
const fetched: Load = async () => (await import('./key-visit.ts')).KeyVisit

const STORE: SecretStore = { deviceKeys, secretOf, keepSecret, linkOf }

/**
 * The keys of a visit. Their code is large, and needed only once the server has said something, so
 * that it loads while the connection is made; everything that happens meanwhile waits its turn, and
 * nothing is sent or shown. A network that is in the way only makes this longer.
 */
export class LoadedKeys implements CallKeys {
  readonly #media: SealedMedia
  readonly #visit: Promise<KeyVisit>
  readonly #onUnable: () => void
  #ended = false

  /** @param load for tests */
  constructor(options: KeysOptions, load: Load = fetched) {
    const { onMoved } = options
    this.#onUnable = options.onUnable
    this.#media = new SealedMedia({
      onMoved,
      onFailed: () => this.#do((visit) => visit.fail('worker')),
      onUnable: () => {
        if (!this.#ended) this.#onUnable()
      },
      settled: async () => (await this.#visit).settled(),
    })
    const keys = this.#media.keys.bind(this.#media)
    const reached = this.#media.reached.bind(this.#media)
    const blobs = keyBlobs(options.meeting)
    this.#visit = persistently(load, () => this.#ended).then((Visit) =>
      Visit.open({ ...options, keys, reached, store: STORE, blobs }),
    )
  }

  up(): void {
    this.#do((visit) => visit.up())
  }
  lost(): void {
    this.#do((visit) => visit.lost())
  }
  event(event: ServerEvent): void {
    this.#do((visit) => visit.event(event))
  }
  end(): void {
    this.#ended = true
    this.#media.close()
    this.#visit.then((visit) => visit.end()).catch(() => undefined)
  }
  sealing(member: boolean): Sealing {
    return this.#media.session(member)
  }

  async admit(ids: readonly ParticipantId[], letting: Letting): Promise<Verdict> {
    return (await this.#visit).admit(ids, letting)
  }
  async promote(request: 'cohost.add' | 'host.handOver', id: ParticipantId) {
    return (await this.#visit).promote(request, id)
  }
  async write(writing: Writing) {
    return (await this.#visit).write(writing)
  }
  async wordsOf(id: ParticipantId, language: Language) {
    return (await this.#visit).wordsOf(id, language)
  }
  confirm(id: ParticipantId): void {
    this.#do((visit) => visit.confirm(id))
  }
  async ownWords(language: Language) {
    return (await this.#visit).ownWords(language)
  }
  async groupWords(language: Language) {
    return (await this.#visit).groupWords(language)
  }
  async renew() {
    return (await this.#visit).renew()
  }

  /** In the order of the calls. */
  #do(task: (visit: KeyVisit) => void): void {
    this.#visit.then(task).catch(() => {
      if (!this.#ended) this.#onUnable()
    })
  }
}
