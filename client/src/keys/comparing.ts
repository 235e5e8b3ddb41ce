import type { ParticipantId } from '#protocol/ids.ts'
import { type Bytes, equal, fromBase64Url, toBase64Url } from '../mls/bytes.ts'
import { type Spoken, drawNonce, opensCommitment } from '../mls/words.ts'
import { check } from './checking.ts'
import type { Visit } from './visit.ts'

/**
 * Words are compared with somebody who shows no proof. They committed to their part in the knock;
 * this browser answers with a nonce of its own, and only then do they tell what they committed to.
 */

/** A comparison that this browser began, until its other side has answered. */
type Begun = {
  deviceKey: Bytes
  commitment: Bytes
  n: Bytes
  answered: (spoken: Spoken | null) => void
}

/** How long somebody has to answer, in milliseconds; their browser does it by itself. */
const PATIENCE_MS = 10_000

export class Comparing {
  readonly #visit: Visit
  readonly #begun = new Map<ParticipantId, Begun>()
  /** What was compared stays the same for the same browser. */
  readonly #known = new Map<ParticipantId, Spoken>()

  constructor(visit: Visit) {
    this.#visit = visit
  }

  /** For who leads: what to read out with this person; null if they are gone or do not answer. */
  async with(id: ParticipantId): Promise<Spoken | null> {
    const visit = this.#visit
    const name = visit.waiting.get(id)?.name
    const reply = await visit.ask('keys.offers', { ids: [id] })
    const offer = reply.ok ? reply.result.offers.find((one) => one.id === id) : undefined
    const commitment = offer?.commitment ? fromBase64Url(offer.commitment) : null
    const checked = offer && name !== undefined ? await check(visit, offer, name) : null
    if (!checked || !commitment) return null
    const { deviceKey } = checked
    const known = this.#known.get(id)
    if (known && equal(known.deviceKey, deviceKey)) return known
    return this.#ask(id, { deviceKey, commitment, n: drawNonce() })
  }

  /** The other side of a comparison has told its part. */
  async revealed(id: ParticipantId, m: Bytes | null): Promise<void> {
    const begun = this.#begun.get(id)
    if (!begun || !m) return
    this.#begun.delete(id)
    const { deviceKey, commitment, n, answered } = begun
    const holds = await opensCommitment(commitment, deviceKey, m)
    const { founder } = this.#visit.who.link
    const spoken = holds ? { deviceKey, founder, n, m } : null
    if (spoken) this.#known.set(id, spoken)
    answered(spoken)
  }

  /** The person before this screen says that the words agree. */
  confirm(id: ParticipantId): void {
    const known = this.#known.get(id)
    if (known) this.#visit.confirmed.set(id, toBase64Url(known.deviceKey))
  }

  async #ask(id: ParticipantId, begun: Omit<Begun, 'answered'>): Promise<Spoken | null> {
    const visit = this.#visit
    const answer = new Promise<Spoken | null>((answered) => {
      this.#begun.set(id, { ...begun, answered })
      visit.ports.clock.after(PATIENCE_MS, () => answered(null))
    })
    const reply = await visit.ask('keys.challenge', { id, n: toBase64Url(begun.n) })
    return reply.ok ? answer : null
  }
}
