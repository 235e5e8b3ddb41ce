import type { KeyEvents } from '#protocol/mls.ts'
import { fromBase64Url, toBase64Url } from '../mls/bytes.ts'
import type { Bytes } from '../mls/bytes.ts'
import type { Group } from '../mls/group.ts'
import { type Alarm, HEARTBEAT_MS, Watch, heartbeatOf, transcriptIn } from '../mls/watch.ts'
import { MlsFailure } from '../mls/wrap/change.ts'
import { seatOf } from './standing.ts'
import type { Visit } from './visit.ts'

/** Epochs whose past is kept: as long as messages of them can be opened. */
const KEPT = 5

/**
 * Heartbeats among members [E2E20]: by them a page notices a server that keeps commits back, or
 * gives some to one half of a meeting only. A page that has slept, or was cut off, begins anew.
 */
export class Beating {
  readonly #visit: Visit
  /** Nothing goes on with these keys. */
  readonly #alarmed: (why: Alarm['kind']) => void
  #watch = new Watch()
  #group: Group | null = null
  readonly #pasts = new Map<number, Bytes>()
  #ticked = -Infinity

  constructor(visit: Visit, alarmed: (why: Alarm['kind']) => void) {
    this.#visit = visit
    this.#alarmed = alarmed
  }

  /** An epoch begins. */
  moved(): void {
    const { group } = this.#visit.standing
    if (!group) return
    if (group !== this.#group) this.#restart(group)
    this.#watch.reached(group.epoch)
    this.#pasts.set(group.epoch, group.claim.transcript)
    this.#pasts.delete(group.epoch - KEPT)
  }

  /** Every `HEARTBEAT_MS`: says where this page stands, and looks whether others have. */
  async tick(): Promise<void> {
    const { standing, ports, connected } = this.#visit
    const { group } = standing
    const now = ports.clock.now()
    const slept = now - this.#ticked > 2 * HEARTBEAT_MS
    this.#ticked = now
    if (!group || !connected || slept) return this.#restart(group)
    const alarm = this.#watch.alarm(this.#leaders(group), now)
    if (alarm) return this.#alarmed(alarm.kind)
    const sealed = await group.seal(heartbeatOf(group.claim.transcript)).catch(() => null)
    if (sealed) await this.#visit.ask('keys.beat', { sealed: toBase64Url(sealed) })
  }

  async heard({ from, sealed }: KeyEvents['keyBeat']): Promise<void> {
    const { group } = this.#visit.standing
    const message = fromBase64Url(sealed)
    if (!group || !message) return
    const now = this.#visit.ports.clock.now()
    try {
      const { seat, epoch, data } = await group.open(message)
      const past = transcriptIn(data)
      const own = this.#pasts.get(epoch)
      // What is not what it should be is not heard.
      if (past && own && seat === from) this.#watch.heard(seat, now, { past, own })
    } catch (error) {
      if (!(error instanceof MlsFailure) || error.code !== 'other_epoch') return
      const epoch = group.ahead(message)
      if (epoch !== null) this.#watch.ahead(epoch, now)
    }
  }

  #restart(group: Group | null): void {
    this.#watch = new Watch()
    if (group === this.#group) return
    this.#group = group
    this.#pasts.clear()
  }

  /** The others whose commits count, as far as the server calls them present. */
  #leaders(group: Group): string[] {
    const { people, who } = this.#visit
    return group.leaders.filter((seat) => seat !== who.id && people.get(seatOf(seat))?.present)
  }
}
